// Questions the screens ask of the live state.
import type { AgentBucket, AgentLive, ConversationLive, Participant } from "../api/types";
import type { LiveState } from "./state";

export function myPart(conversation: ConversationLive, me: string | undefined): Participant | undefined {
  if (!me) return undefined;
  return conversation.participants.find((p) => p.kind === "agent" && p.agent?.id === me && p.segment !== null);
}
export const mySegment = (conversation: ConversationLive, me: string | undefined) =>
  myPart(conversation, me)?.segment ?? null;

/** What I take part in: not what merely rings. Calls first, then those that wait longest for my answer. */
export function myConversations(state: LiveState): ConversationLive[] {
  const me = state.me?.id ?? state.user?.id;
  return Object.values(state.conversations)
    .filter((c) => {
      const kind = mySegment(c, me)?.kind;
      return kind !== undefined && kind !== "ringing";
    })
    .sort((a, b) => rank(a) - rank(b) || Date.parse(a.started_at) - Date.parse(b.started_at) || (a.id < b.id ? -1 : 1));
}
const rank = (c: ConversationLive) => (c.channel === "voice" ? 0 : 1);

/** Since when the customer of a chat has been without an answer; null when the last word was ours. */
export const unansweredSince = (c: ConversationLive): string | null =>
  c.channel === "webchat" && c.state === "active" && c.last_message?.from === "customer" ? c.last_message.at : null;

/** Where an agent stands on the wallboard: what they do counts before what they chose. */
export function bucketOf(agent: AgentLive): AgentBucket {
  if (agent.state === "offline" && agent.activity === "idle") return "offline";
  switch (agent.activity) {
    case "talking":
    case "on_hold":
      return "talking";
    case "wrap_up":
      return "wrap_up";
    case "ringing":
      return "ringing";
    case "chatting":
      return "chatting";
    default:
      return agent.state;
  }
}

export const bucketSince = (agent: AgentLive): string =>
  agent.activity === "idle" ? agent.since : agent.activity_since;

export const bucketOrder: AgentBucket[] = [
  "talking",
  "chatting",
  "ringing",
  "wrap_up",
  "available",
  "not_ready",
  "break",
  "offline",
];
