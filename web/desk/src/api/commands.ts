// What the screens ask the server to do. Each is one request; the live stream tells everybody what came of it.
import type { Caller, Preview, Published, Sections } from "./configuration";
import { request } from "./http";
import type { SimulationWish } from "./simulation";
import type {
  AdminUser,
  AgentLive,
  AgentState,
  Case,
  CaseBrief,
  CaseStatus,
  ConversationLive,
  ConversationSummary,
  Customer,
  CustomerFull,
  Draft,
  IdentityKind,
  Message,
  Note,
  Role,
  Tier,
  User,
  WrapUpCase,
} from "./types";

const post = <T>(path: string, body: unknown = {}) => request<T>(path, { method: "POST", body });

export const setAgentState = (agent: string, state: AgentState, reason?: string) =>
  post<AgentLive>(`/agents/${agent}/state`, reason ? { state, reason } : { state });

export const acceptOffer = (reservation: string) =>
  post<{ reservation: string; conversation: string }>(`/reservations/${reservation}/accept`);
export const rejectOffer = (reservation: string, reason: string) =>
  post<unknown>(`/reservations/${reservation}/reject`, { reason });

const control = (id: string, verb: string, body: unknown = {}) =>
  post<ConversationLive>(`/conversations/${id}/${verb}`, body);
export const hold = (id: string, on: boolean) => control(id, "hold", { on });
export const mute = (id: string, on: boolean) => control(id, "mute", { on });
export const sendDigits = (id: string, digits: string) => control(id, "digits", { digits });
export const hangUp = (id: string) => control(id, "hang_up");
export const endChat = (id: string) => control(id, "end");
export const linkCustomer = (id: string, customer: string) => control(id, "customer", { customer });

export const sendMessage = (id: string, text: string, key: string) =>
  post<Message>(`/conversations/${id}/messages`, { text, key });
export const markRead = (id: string, seq: number) => post<void>(`/conversations/${id}/read`, { seq });

export const saveDraft = (id: string, draft: Draft) =>
  request<void>(`/conversations/${id}/draft`, { method: "PUT", body: draft });
export const wrapUp = (
  id: string,
  body: { disposition: string; note: string; case: WrapUpCase; status?: CaseStatus },
) => post<{ conversation: ConversationSummary; case: CaseBrief | null }>(`/conversations/${id}/wrap_up`, body);

export const createCustomer = (body: {
  name: string;
  tier?: Tier;
  language?: string;
  identities: { kind: IdentityKind; value: string }[];
  conversation?: string;
}) => post<Customer>("/customers", body);
type CustomerChanges = Partial<Pick<CustomerFull, "name" | "tier" | "language" | "value" | "risk">> & { blocked_agents?: string[] };
export const changeCustomer = (id: string, etag: string, body: CustomerChanges) =>
  request<CustomerFull>(`/customers/${id}`, { method: "PATCH", body, ifMatch: etag });
export const addNote = (customer: string, text: string) => post<Note>(`/customers/${customer}/notes`, { text });
export const addIdentity = (customer: string, kind: IdentityKind, value: string) =>
  post<unknown>(`/customers/${customer}/identities`, { kind, value });

export const changeCase = (id: string, etag: string, body: { status?: CaseStatus; subject?: string; priority?: string; owner?: string }) =>
  request<Case>(`/cases/${id}`, { method: "PATCH", body, ifMatch: etag });
export const addCaseNote = (id: string, text: string) => post<Note>(`/cases/${id}/notes`, { text });

/** When, how urgent, and a word for whoever takes it. Times are RFC 3339. */
export interface WorkWish {
  queue: string;
  not_before?: string | undefined;
  due?: string | undefined;
  note?: string | undefined;
}
export const queueCase = (id: string, wish: WorkWish) => post<ConversationLive>(`/cases/${id}/queue`, wish);
/** Without a phone: the customer's own number. */
export const scheduleCallback = (wish: WorkWish & { phone?: string | undefined; customer?: string | undefined }) =>
  post<ConversationLive>("/callbacks", wish);
export const moveConversation = (id: string, from: string, to: string) => control(id, "move", { from, to });

export interface UserFields {
  login: string;
  name: string;
  role: Role;
  password: string;
  team: string | null;
  language: User["language"] | null;
  disabled: boolean;
}
export const createUser = (body: Omit<UserFields, "disabled" | "language">) => post<AdminUser>("/users", body);
export const changeUser = (id: string, etag: string, body: Partial<Omit<UserFields, "login">>) =>
  request<AdminUser>(`/users/${id}`, { method: "PATCH", body, ifMatch: etag });

/** Replaces these sections and leaves the others; `dryRun` only says what would change. */
export const publishConfiguration = (etag: string, sections: Partial<Sections>, dryRun: boolean, signal?: AbortSignal) =>
  request<Published>(`/configuration${dryRun ? "?dry_run=true" : ""}`, { method: "PATCH", body: { sections }, ifMatch: etag, signal });
export const previewRouting = (caller: Caller, sections: Partial<Sections> | null, signal?: AbortSignal) =>
  request<Preview>("/routing/preview", { method: "POST", body: sections ? { ...caller, sections } : caller, signal });

export const startSimulation = (wish: SimulationWish) => post<{ id: string }>("/simulations", wish);
export const stopSimulation = (id: string) => request<void>(`/simulations/${id}`, { method: "DELETE" });
