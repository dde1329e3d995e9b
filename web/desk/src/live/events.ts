// What travels over /api/v1/stream, from the server to the desk.
import type {
  AgentLive,
  CaseBrief,
  ConversationLive,
  Customer,
  LiveMetrics,
  Message,
  Named,
  Offer,
  User,
} from "../api/types";

export interface ReadyData {
  user?: User;
  me?: AgentLive | null;
  agents?: AgentLive[];
  conversations?: ConversationLive[];
  offers?: Offer[];
  legs?: LegWanted[];
}
export interface LegWanted {
  leg: string;
  conversation: string | null;
  reservation: string | null;
}
export interface ReservationEnd {
  reservation: string;
  conversation: string;
  agent: Named | string | null;
}

interface Payloads {
  "reservation.offered": Offer;
  "reservation.accepted": ReservationEnd;
  "reservation.rejected": ReservationEnd;
  "reservation.timed_out": ReservationEnd;
  "reservation.cancelled": ReservationEnd;
  "reservation.rescinded": ReservationEnd;
  "conversation.updated": ConversationLive;
  "message.created": Message;
  "presence.changed": AgentLive;
  "case.updated": CaseBrief;
  "customer.updated": Customer;
  "metrics.tick": LiveMetrics;
  ready: ReadyData;
}
export type LiveEvent = {
  [K in keyof Payloads]: { type: K; data: Payloads[K]; seq?: number | null; index?: number | null; at?: string };
}[keyof Payloads];

/** Browser voice: flat messages, no sequence number. */
export type LegMessage =
  | { type: "leg.wanted"; data: LegWanted }
  | { type: "leg.answer"; leg: string; sdp: string }
  | { type: "leg.failed"; leg: string; detail?: string }
  | { type: "leg.closed"; leg: string; cause?: string }
  | { type: "leg.taken"; leg: string };

export const isLegMessage = (m: { type: string }): m is LegMessage => m.type.startsWith("leg.");
