// What travels over the visitor socket (/api/v1/visitor), in both directions.
import type { Message } from "@tandem/shared";

export type { Message };
export type Language = "zh-CN" | "en";

/** Who the site says its visitor is: `signature` is HMAC-SHA256(site secret, id) in hex, made by the site's server. */
export interface CustomerIdentity {
  id: string;
  name: string;
  signature: string;
}

export interface Place {
  /** In the queue, from 1; null or absent when the visitor does not wait. */
  position?: number | null;
  /** From now on; null or absent: nothing to go by. */
  estimated_wait_seconds?: number | null;
}

export interface ConversationState extends Place {
  id: string;
  state: "flow" | "waiting" | "offered" | "active" | "wrap_up" | "ended";
  agent: { name: string } | null;
}

export type CallPhase = "ringing" | "queued" | "talking" | "held";

export type ClientFrame =
  | {
      type: "hello";
      site: string;
      visitor: string | null;
      last_seq: number | null;
      customer: CustomerIdentity | null;
      language: Language;
    }
  /** `instead_of_call`: a new conversation takes the place of the call that waits, which then ends. */
  | { type: "message"; key: string; text: string; instead_of_call?: true }
  | { type: "end" }
  | { type: "ping" }
  | { type: "call"; sdp: string }
  | { type: "call.resume"; leg: string; sdp: string }
  | { type: "call.digits"; digits: string }
  | { type: "call.hang_up" };

export interface Welcome {
  type: "welcome";
  visitor: string;
  greeting: { zh: string; en: string } | null;
  online: boolean;
  conversation: ConversationState | null;
  history: Message[];
  call: { leg: string } | null;
}

export type ServerFrame =
  | Welcome
  | { type: "message"; message: Message }
  | { type: "conversation"; conversation: ConversationState }
  | { type: "error"; code: string; detail: string; key?: string | null }
  | { type: "pong" }
  | { type: "call.answer"; leg: string; sdp: string }
  | ({ type: "call.state"; state: CallPhase } & Place)
  | { type: "call.ended"; cause: string };
