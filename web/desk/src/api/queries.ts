// What the screens read over REST, one hook per thing. How long data stays fresh is decided by live events (see
// live/cache.ts), not by polling.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { keys, type ListFilter } from "./keys";
import { ApiError, query, request, requestTagged } from "./http";
import { complete, type Configuration, type RuleName } from "./configuration";
import type { Simulation } from "./simulation";
import type { MessagePage } from "../live/messages";
import type {
  Case,
  CaseBrief,
  ConversationFull,
  ConversationSummary,
  Customer,
  CustomerFull,
  DemoAccount,
  DeskConfig,
  Draft,
  Order,
  Page,
  Recording,
  Routing,
  TimelineItem,
} from "./types";

export const useConfig = () =>
  useQuery({
    queryKey: keys.config(),
    queryFn: ({ signal }) => request<DeskConfig>("/config/desk", { signal }),
    staleTime: Infinity,
  });

/** Only the demo has this; anywhere else it is a 404, and no hint is shown. */
export const useDemoAccounts = () =>
  useQuery({
    queryKey: keys.demo(),
    queryFn: async ({ signal }) => {
      try {
        return (await request<{ accounts: DemoAccount[] }>("/demo", { signal })).accounts;
      } catch (error) {
        if (error instanceof ApiError && error.status >= 400) return [];
        throw error;
      }
    },
    staleTime: Infinity,
    retry: 5,
  });

export const listPath = (filter: ListFilter, cursor?: string | null) =>
  `/conversations${query({ ...filter, limit: 200, cursor })}`;

export const useConversationList = (filter: ListFilter) =>
  useInfiniteQuery({
    queryKey: keys.conversations(filter),
    queryFn: ({ pageParam, signal }) => request<Page<ConversationSummary>>(listPath(filter, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 10_000,
  });

/** Fails with 409 once nobody is waited for any more. */
export const useRouting = (id: string) =>
  useQuery({
    queryKey: keys.routing(id),
    queryFn: ({ signal }) => request<Routing>(`/conversations/${id}/routing`, { signal }),
    retry: false,
  });

export const useConversation = (id: string) =>
  useQuery({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => request<ConversationFull>(`/conversations/${id}`, { signal }),
  });

export const fetchMessages = (id: string, cursor?: string | null, signal?: AbortSignal) =>
  request<MessagePage>(`/conversations/${id}/messages${query({ limit: 100, cursor })}`, { signal });

export const useMessages = (id: string, enabled = true) =>
  useQuery({
    queryKey: keys.messages(id),
    queryFn: ({ signal }) => fetchMessages(id, null, signal),
    enabled,
    staleTime: Infinity,
  });

export const useDraft = (id: string) =>
  useQuery({
    queryKey: keys.draft(id),
    queryFn: async ({ signal }) => {
      try {
        return (await request<Draft | null>(`/conversations/${id}/draft`, { signal })) ?? {};
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return {};
        throw error;
      }
    },
    staleTime: Infinity,
  });

export const useCustomer = (id: string) =>
  useQuery({
    queryKey: keys.customer(id),
    queryFn: async ({ signal }) => {
      const { data, etag } = await requestTagged<CustomerFull>(`/customers/${id}`, signal);
      return { ...data, etag: data.etag ?? etag ?? "" };
    },
  });

export const useTimeline = (customer: string) =>
  useInfiniteQuery({
    queryKey: keys.timeline(customer),
    queryFn: ({ pageParam, signal }) =>
      request<Page<TimelineItem>>(`/customers/${customer}/timeline${query({ limit: 50, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const useOrders = (customer: string) =>
  useQuery({
    queryKey: keys.orders(customer),
    queryFn: ({ signal }) => request<Page<Order>>(`/customers/${customer}/orders`, { signal }),
  });

export const useOrderByNumber = (number: string | null) =>
  useQuery({
    queryKey: keys.orderByNumber(number ?? ""),
    queryFn: async ({ signal }) =>
      (await request<Page<Order>>(`/orders${query({ number })}`, { signal })).items[0] ?? null,
    enabled: number !== null,
    retry: false,
  });

export const useCustomerCases = (customer: string) =>
  useQuery({
    queryKey: keys.customerCases(customer),
    queryFn: ({ signal }) => request<Page<CaseBrief>>(`/customers/${customer}/cases`, { signal }),
  });

export const useMyCases = () =>
  useQuery({
    queryKey: keys.cases("mine"),
    queryFn: ({ signal }) => request<Page<CaseBrief>>("/cases?view=mine&limit=50", { signal }),
  });

export const useCaseList = (filter: { view: string; q: string }) =>
  useInfiniteQuery({
    queryKey: keys.cases("list", filter.view, filter.q),
    queryFn: ({ pageParam, signal }) =>
      request<Page<CaseBrief>>(`/cases${query({ ...filter, limit: 200, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 10_000,
  });

export const useCase = (id: string) =>
  useQuery({
    queryKey: keys.case(id),
    queryFn: async ({ signal }) => {
      const { data, etag } = await requestTagged<Case & { etag?: string }>(`/cases/${id}`, signal);
      return { ...data, etag: data.etag ?? etag ?? "" };
    },
  });

export const useCustomerSearch = (text: string) =>
  useQuery({
    queryKey: keys.customerSearch(text),
    queryFn: ({ signal }) => request<Page<Customer>>(`/customers${query({ q: text, limit: 12 })}`, { signal }),
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export const useCaseSearch = (text: string) =>
  useQuery({
    queryKey: keys.cases("search", text),
    queryFn: ({ signal }) => request<Page<CaseBrief>>(`/cases${query({ view: "all", q: text, limit: 8 })}`, { signal }),
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export const useRecording = (id: string) =>
  useQuery({
    queryKey: keys.recording(id),
    queryFn: ({ signal }) => request<Recording>(`/recordings/${id}`, { signal }),
  });

/** The whole document, with the tag that a change of it must name. */
export const useConfiguration = () =>
  useQuery({
    queryKey: keys.configuration(),
    queryFn: async ({ signal }): Promise<Configuration> => {
      const { data, etag } = await requestTagged<{ version: number; sections: Record<string, unknown> }>("/configuration", signal);
      return { version: data.version, etag: etag ?? `"${data.version}"`, sections: complete(data.sections) };
    },
    refetchOnMount: "always",
  });

export const useRuleNames = () =>
  useQuery({
    queryKey: keys.ruleNames(),
    queryFn: async ({ signal }) => (await request<{ items: RuleName[] }>("/configuration/names", { signal })).items,
    staleTime: Infinity,
  });

const askAgainMs = 500; // while it runs
export const useSimulation = (id: string | null) =>
  useQuery({
    queryKey: keys.simulation(id ?? ""),
    queryFn: ({ signal }) => request<Simulation>(`/simulations/${id}`, { signal }),
    enabled: id !== null,
    staleTime: Infinity,
    refetchInterval: (found) => (found.state.data?.state === "running" ? askAgainMs : false),
  });

/** The read-only lists of the admin screens: some are pages, some plain arrays. */
export const useAdminList = <T>(path: string) =>
  useQuery({
    queryKey: keys.admin(path),
    queryFn: async ({ signal }) => {
      const found = await request<Page<T> | T[]>(path, { signal });
      return Array.isArray(found) ? found : found.items;
    },
    retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
  });
