// The server's shapes, word for word (GET /api/v1/openapi.json). Times are RFC 3339 UTC strings, ids are strings.
import type { Message } from "@tandem/shared";

export type { Message };

export type Role = "agent" | "supervisor" | "admin";
export type Channel = "voice" | "webchat" | "ticket" | "email" | "callback";
export type Direction = "inbound" | "outbound";
export type AgentState = "available" | "not_ready" | "break" | "offline";
export type Activity = "idle" | "ringing" | "talking" | "on_hold" | "wrap_up" | "chatting";
export type Tier = "standard" | "silver" | "gold" | "vip";
export type CaseStatus = "new" | "open" | "waiting" | "solved" | "closed";
export type OrderStatus = "paid" | "shipped" | "delivered" | "returned" | "cancelled";
export type Outcome =
  | "answered"
  | "abandoned"
  | "short_abandoned"
  | "flow_only"
  | "in_progress"
  | "failed"
  | "moved"
  | "overflowed";
export type SegmentKind = "flow" | "waiting" | "ringing" | "talking" | "hold" | "wrap_up";
export type IdentityKind = "phone" | "email" | "visitor" | "external";

export interface Named {
  id: string;
  name: string;
}
/** A text in both languages of the desk. */
export interface Words {
  zh: string;
  en: string;
}
export interface Code extends Words {
  code: string;
}
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface User {
  id: string;
  login: string;
  name: string;
  role: Role;
  team: Named | null;
  permissions: string[];
  language: "zh-CN" | "en";
  agent: AgentLive | null;
}
export interface Session {
  token: string;
  expires_at: string;
  user: User;
}
export interface DeskConfig {
  dispositions: Code[];
  break_reasons: (Code & { limit_minutes: number | null })[];
  reject_reasons: Code[];
  case_types: Code[];
  case_statuses: CaseStatus[];
  tiers: Code[];
  demo: boolean;
  service_level: unknown;
  sip_number: string | null;
}
export interface DemoAccount {
  login: string;
  password: string;
  role: Role;
  name: string;
}

export interface AgentLive {
  id: string;
  login: string;
  name: string;
  team: Named | null;
  state: AgentState;
  reason: string | null;
  since: string;
  activity: Activity;
  activity_since: string;
  load: { used: number; limit: number };
  connected: boolean;
  phone: { kind: "browser" | "sip" };
  conversations: string[];
}

export interface Customer {
  id: string;
  name: string;
  tier: Tier;
  language: string | null;
  region: Words | null;
  phone: string | null;
  email: string | null;
  identities: number;
}
export interface Identity {
  id: string;
  kind: IdentityKind;
  value: string;
  verified: boolean;
}
export interface CustomerFull extends Omit<Customer, "identities"> {
  identities: Identity[];
  company: string | null;
  address: string | null;
  preferences: string[];
  /** From 0 to 100, as is the risk of leaving. */
  value: number;
  risk: number;
  /** Who must not serve them. */
  blocked_agents: Named[];
  notes_count: number;
  created_at: string;
  etag: string;
}

export interface Contact {
  kind: "phone" | "visitor" | "email";
  text: string;
}
/** Of what is neither a call nor a chat. */
export interface Work {
  case: string | null;
  promised_at: string | null;
  not_before: string | null;
  note: string | null;
  /** The number to call: only for whoever has taken it. */
  dial: string | null;
}
export interface Collected {
  name: string;
  label: Words;
  value: string;
}
export interface Participant {
  id: string;
  kind: "customer" | "agent" | "flow";
  agent: Named | null;
  leg: string | null;
  segment: { kind: SegmentKind; since: string } | null;
  muted: boolean;
}
export interface ConversationLive {
  id: string;
  channel: Channel;
  direction: Direction;
  state: "flow" | "scheduled" | "waiting" | "offered" | "active" | "wrap_up" | "ended";
  started_at: string;
  customer: Customer | null;
  contact: Contact;
  queue: Named | null;
  waiting_since: string | null;
  participants: Participant[];
  collected: Collected[];
  recording: { id: string; active: boolean } | null;
  unread: number;
  last_message: { text: string; at: string; from: Message["from"] } | null;
  priority: number;
  work: Work | null;
}

export interface Order {
  id: string;
  number: string;
  status: OrderStatus;
  ordered_at: string;
  total: { amount: number; currency: string };
  items: { name: string; quantity: number }[];
  tracking: string | null;
  summary: Words;
}
export interface CaseBrief {
  id: string;
  number: string | number;
  subject: string;
  status: CaseStatus;
  type: string;
  priority: string | number;
  opened_at: string;
  updated_at: string;
  owner: Named | null;
  customer: Named;
}
export interface Note {
  id: string;
  text: string;
  author: Named;
  at: string;
}
export interface Case extends CaseBrief {
  description: string | null;
  disposition: string | null;
  conversations: string[];
  notes: Note[];
}
export interface ConversationSummary {
  id: string;
  channel: Channel;
  direction: Direction;
  started_at: string;
  ended_at: string | null;
  customer: Named | null;
  contact: Contact;
  queue: Named | null;
  agent: Named | null;
  outcome: Outcome;
  wait_ms: number | null;
  talk_ms: number | null;
  disposition: string | null;
  note: string | null;
  ended_by: "customer" | "agent" | "system" | null;
  end_cause: string | null;
  recordings: string[];
  case: { id: string; number: string | number } | null;
}
export interface ConversationFull extends ConversationSummary {
  participants: {
    id: string;
    kind: Participant["kind"];
    agent: Named | null;
    segments: { kind: SegmentKind; started_at: string; ended_at: string | null; queue: Named | null }[];
  }[];
  collected: Collected[];
  messages_count: number;
  live: ConversationLive | null;
}
/** Why a conversation waits: see /conversations/{id}/routing. */
export interface Routing {
  conversation: string;
  queue: Named | null;
  waiting_since: string;
  priority: number;
  due_at: string;
  ahead: number;
  estimated_wait_seconds: number | null;
  requires: { skill: Named; level: number }[];
  teams: Named[];
  rules: string[];
  relaxed: number;
  relaxes_at: string | null;
  kept_for: { agent: Named | null; why: "last" | "owner"; until: string | null } | null;
  helped_by: (Named | null)[];
  starts_at: string | null;
  offer: { agent: Named | null; why: Words; expires_at: string } | null;
  groups: { obstacle: string; count: number; text: Words; agents: (Named | null)[] }[];
}
export interface Offer {
  reservation: string;
  conversation: string;
  channel: Channel;
  queue: Named | null;
  offered_at: string;
  expires_at: string;
  waited_ms: number;
  why: Words | null;
  leg: string | null;
  customer: Customer | null;
  contact: Contact;
  region: Words | null;
  work: Work | null;
  collected: Collected[];
  order: Order | null;
  open_cases: CaseBrief[];
  recent_orders: Order[];
  last_conversations: ConversationSummary[];
  first_messages: Message[];
}
export type TimelineKind = "call" | "chat" | "work" | "case" | "order" | "note";
export interface TimelineItem {
  kind: TimelineKind;
  id: string;
  at: string;
  title: Words;
  text: string | null;
  state: string | null;
  agent: Named | null;
  queue: Named | null;
  case_number: string | number | null;
  recording: string | null;
  collected: Collected[] | null;
  wait_ms?: number | null;
  talk_ms?: number | null;
  disposition?: string | null;
  /** Of a note that was written on a case. */
  case?: string | null;
}
export interface Draft {
  disposition?: string | null;
  note?: string;
  case?: WrapUpCase;
  status?: CaseStatus | null;
}
export type WrapUpCase = null | { id: string } | { subject: string; type: string; priority: string; description?: string };

export interface Totals {
  waiting: number;
  waiting_voice: number;
  waiting_chat: number;
  longest_waiting_since: string | null;
  offered: number;
  answered: number;
  abandoned: number;
  short_abandoned: number;
  within_target: number;
  service_level: number | null;
  service_level_variant: string;
  asa_ms: number | null;
  active_calls: number;
  active_chats: number;
}
export interface HistoryBucket {
  at: string;
  offered: number;
  answered: number;
  abandoned: number;
  service_level: number | null;
}
export interface QueueLive {
  id: string;
  name: string;
  waiting: number;
  longest_waiting_since: string | null;
  offered: number;
  answered: number;
  abandoned: number;
  short_abandoned: number;
  within_target: number;
  service_level: number | null;
  asa_ms: number | null;
  estimated_wait_ms: number | null;
  estimates: number;
  estimate_error_ms: number | null;
  estimate_bias_ms: number | null;
  agents_available: number;
  history: HistoryBucket[];
}
export type AgentBucket =
  | "available"
  | "ringing"
  | "talking"
  | "chatting"
  | "wrap_up"
  | "not_ready"
  | "break"
  | "offline";
export interface LiveMetrics {
  at: string;
  day_start: string;
  totals: Totals;
  agents_by_state: Record<AgentBucket, number>;
  queues: QueueLive[];
  agents: AgentLive[];
}
export type ConversationView =
  | "mine"
  | "waiting"
  | "active"
  | "offered"
  | "answered"
  | "abandoned"
  | "short_abandoned"
  | "within_target"
  | "ended";

export interface Queue {
  id: string;
  name: string;
  requires: { skill: Named; level: number }[];
  teams: Named[];
  relax: { after_seconds: number; requires: { skill: Named; level: number }[]; teams: Named[] }[];
  choose: "longest_idle" | "least_occupied" | "most_skilled" | "least_skilled" | "round_robin";
  priority: number;
  service_level: { seconds: number; target: number } | null;
}
export interface AdminUser {
  id: string;
  login: string;
  name: string;
  role: Role;
  team: Named | null;
  language: User["language"] | null;
  disabled: boolean;
  is_agent: boolean;
  etag: string;
}
export interface AuditEntry {
  id: string;
  at: string;
  actor: Named | null;
  action: string;
  /** "user/29445" or a bare kind. */
  resource: string | null;
  detail: unknown;
  address: string | null;
}
export interface Recording {
  id: string;
  conversation: string;
  started_at: string;
  duration_ms: number | null;
  state: string;
}
