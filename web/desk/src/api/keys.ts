// The names under which fetched data is cached. One place, so that live events and screens mean the same entry.
import type { ConversationView } from "./types";

export interface ListFilter {
  view?: ConversationView | undefined;
  queue?: string | undefined;
  agent?: string | undefined;
  customer?: string | undefined;
  from?: string | undefined;
}

export const keys = {
  session: () => ["session"] as const,
  config: () => ["config"] as const,
  demo: () => ["demo"] as const,
  conversations: (filter: ListFilter) => ["conversations", filter] as const,
  conversation: (id: string) => ["conversation", id] as const,
  routing: (id: string) => ["routing", id] as const,
  messages: (id: string) => ["messages", id] as const,
  draft: (id: string) => ["draft", id] as const,
  customer: (id: string) => ["customer", id] as const,
  customerSearch: (text: string) => ["customer-search", text] as const,
  timeline: (customer: string) => ["timeline", customer] as const,
  orders: (customer: string) => ["orders", customer] as const,
  orderByNumber: (number: string) => ["order-by-number", number] as const,
  customerCases: (customer: string) => ["customer-cases", customer] as const,
  cases: (...filter: string[]) => ["cases", ...filter] as const,
  case: (id: string) => ["case", id] as const,
  recording: (id: string) => ["recording", id] as const,
  admin: (what: string) => ["admin", what] as const,
  configuration: () => ["configuration"] as const,
  configurationCheck: (draft: number) => ["configuration-check", draft] as const,
  ruleNames: () => ["rule-names"] as const,
  preview: (caller: unknown, draft: number) => ["routing-preview", caller, draft] as const,
  simulation: (id: string) => ["simulation", id] as const,
};
