// The live side as one value, and the pure function that moves it. `ready` is a snapshot that replaces everything;
// events follow in journal order. Events a resumed connection repeats are recognised by (seq, index).
import type { AgentLive, ConversationLive, LiveMetrics, Offer, User } from "../api/types";
import type { LiveEvent, ReadyData } from "./events";

export type Link = "connecting" | "ready" | "lost";

export interface LiveState {
  link: Link;
  /** When the next attempt starts, in local ms; only while lost. */
  retryAt: number | null;
  user: User | null;
  me: AgentLive | null;
  agents: Record<string, AgentLive>;
  conversations: Record<string, ConversationLive>;
  offers: Offer[];
  metrics: LiveMetrics | null;
  /** Server clock minus local clock, ms. */
  skewMs: number;
  seq: number | null;
  index: number;
  /** Events up to here are already in the snapshot. */
  snapshotSeq: number;
}

export const emptyLive: LiveState = {
  link: "connecting",
  retryAt: null,
  user: null,
  me: null,
  agents: {},
  conversations: {},
  offers: [],
  metrics: null,
  skewMs: 0,
  seq: null,
  index: 0,
  snapshotSeq: 0,
};

const byId = <T extends { id: string }>(items: T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

/** True where this event was already seen on an earlier connection. */
export function isRepeated(state: LiveState, event: LiveEvent): boolean {
  if (event.type === "ready" || event.seq == null || state.seq == null) return false;
  return event.seq < state.seq || (event.seq === state.seq && (event.index ?? 0) <= state.index);
}

/** True where the snapshot of `ready` already holds what this event changed. */
export function isCovered(state: LiveState, event: LiveEvent): boolean {
  return event.type !== "ready" && event.seq != null && event.seq <= state.snapshotSeq;
}

export function reduceLive(state: LiveState, event: LiveEvent, localNow: number): LiveState {
  if (event.type === "ready") return snapshot(state, event.data, event.seq ?? null);
  const moved = advance(state, event, localNow);
  return isCovered(state, event) ? moved : change(moved, event);
}

function snapshot(state: LiveState, data: ReadyData, seq: number | null): LiveState {
  const whole = data.conversations !== undefined;
  const base = { ...state, link: "ready" as const, retryAt: null, user: data.user ?? state.user };
  // A lower number than we had: another journal (the demo began anew). Nothing of the old one counts.
  const fresh = state.seq == null || (seq != null && seq < state.seq);
  if (!whole) return { ...base, snapshotSeq: 0, me: data.me ?? state.me };
  return {
    ...base,
    me: data.me ?? null,
    agents: byId(data.agents ?? []),
    conversations: byId((data.conversations ?? []).filter((c) => c.state !== "ended")),
    offers: data.offers ?? [],
    seq: fresh ? seq : state.seq,
    index: fresh ? Number.MAX_SAFE_INTEGER : state.index,
    snapshotSeq: seq ?? 0,
  };
}

function advance(state: LiveState, event: LiveEvent, localNow: number): LiveState {
  let next = state;
  if (event.seq != null) next = { ...next, seq: event.seq, index: event.index ?? 0 };
  if (event.at && !isCovered(state, event)) {
    const skewMs = Date.parse(event.at) - localNow;
    // Delays on the way look like a slow server clock: only a clear difference is worth correcting.
    if (Math.abs(skewMs - state.skewMs) > 1500) next = { ...next, skewMs: Math.abs(skewMs) > 1500 ? skewMs : 0 };
  }
  return next;
}

function change(state: LiveState, event: Exclude<LiveEvent, { type: "ready" }>): LiveState {
  switch (event.type) {
    case "reservation.offered":
      return { ...state, offers: [...withoutOffer(state.offers, event.data.reservation), event.data] };
    case "reservation.accepted":
    case "reservation.rejected":
    case "reservation.timed_out":
    case "reservation.cancelled":
    case "reservation.rescinded":
      return dropOffer(state, event.data.reservation);
    case "conversation.updated":
      return { ...state, conversations: withConversation(state.conversations, event.data) };
    case "message.created":
      return withMessage(state, event.data);
    case "presence.changed":
      return withAgent(state, event.data);
    case "metrics.tick":
      return { ...state, metrics: event.data };
    default:
      return state;
  }
}

export const withoutOffer = (offers: Offer[], reservation: string) =>
  offers.filter((offer) => offer.reservation !== reservation);

function dropOffer(state: LiveState, reservation: string): LiveState {
  const offers = withoutOffer(state.offers, reservation);
  return offers.length === state.offers.length ? state : { ...state, offers };
}

export function withConversation(all: Record<string, ConversationLive>, one: ConversationLive) {
  if (one.state !== "ended") return { ...all, [one.id]: one };
  const { [one.id]: _gone, ...rest } = all;
  return rest;
}

function withMessage(state: LiveState, message: { conversation: string; text: string; at: string; from: string }) {
  const conversation = state.conversations[message.conversation];
  if (!conversation || message.from === "system") return state;
  if (conversation.last_message && conversation.last_message.at > message.at) return state;
  const last = { text: message.text, at: message.at, from: message.from as "customer" };
  const conversations = { ...state.conversations, [conversation.id]: { ...conversation, last_message: last } };
  return { ...state, conversations };
}

export function withAgent(state: LiveState, agent: AgentLive): LiveState {
  const me = state.me?.id === agent.id ? agent : state.me;
  return { ...state, me, agents: { ...state.agents, [agent.id]: agent } };
}
