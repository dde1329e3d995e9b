// A message as the server sends it, to the desk (stream, REST) and to the visitor (visitor socket) alike.
export type MessageFrom = "customer" | "agent" | "flow" | "system";

export interface Message {
  id: string;
  /** 1.. within the conversation. */
  seq: number;
  conversation: string;
  from: MessageFrom;
  author: { id: string; name: string } | null;
  text: string;
  /** RFC 3339, UTC. */
  at: string;
  /** Chosen by the sender; the same key never becomes a second message. */
  key: string | null;
}
