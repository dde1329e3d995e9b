// The one line under the title: the most important thing about the connection and the conversation.
import type { Chat } from "../chat";
import type { Place } from "../protocol";
import type { TextKey } from "../texts";

export interface StatusLine {
  name: string;
  key: TextKey;
  values?: Record<string, string | number>;
}

/** Where somebody stands in the queue, in words; null: the server did not say. */
export function placeOf({ position, estimated_wait_seconds: seconds }: Place): StatusLine | null {
  if (typeof position !== "number") return null;
  const n = position;
  if (!seconds) return { name: "waiting", key: "status_position", values: { n } };
  if (seconds < 60) return { name: "waiting", key: "status_position_seconds", values: { n, wait: seconds } };
  return { name: "waiting", key: "status_position_minutes", values: { n, wait: Math.ceil(seconds / 60) } };
}

export function statusOf(chat: Pick<Chat, "connection" | "conversation" | "online">): StatusLine {
  const { conversation, online } = chat;
  const link = chat.connection.status;
  if (link === "refused") return { name: "refused", key: "status_refused" };
  if (link !== "ready" && online !== null) return { name: "reconnecting", key: "status_reconnecting" };
  if (link !== "ready") return { name: "connecting", key: "status_connecting" };
  if (!conversation) return online ? { name: "online", key: "status_online" } : { name: "away", key: "status_away" };
  if (conversation.state === "ended") return { name: "ended", key: "status_ended" };
  if (conversation.agent && conversation.state === "active")
    return { name: "active", key: "status_agent" };
  if (conversation.state === "flow") return { name: "flow", key: "status_assistant" };
  return placeOf(conversation) ?? { name: "waiting", key: "status_waiting" };
}
