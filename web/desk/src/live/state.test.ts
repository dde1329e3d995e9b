import { describe, expect, it } from "vitest";
import type { AgentLive, ConversationLive, Offer } from "../api/types";
import type { LiveEvent } from "./events";
import { bucketOf, myConversations, unansweredSince } from "./select";
import { emptyLive, isCovered, isRepeated, reduceLive, type LiveState } from "./state";

const at = "2025-03-01T08:00:00.000Z";
const now = Date.parse(at);

const me: AgentLive = {
  id: "7",
  login: "li",
  name: "李雷",
  team: null,
  state: "available",
  reason: null,
  since: at,
  activity: "idle",
  activity_since: at,
  load: { used: 0, limit: 100 },
  connected: true,
  phone: { kind: "browser" },
  conversations: [],
};

const conversation = (id: string, change: Partial<ConversationLive> = {}): ConversationLive => ({
  id,
  channel: "webchat",
  direction: "inbound",
  state: "active",
  started_at: at,
  customer: null,
  contact: { kind: "visitor", text: "访客" },
  queue: null,
  waiting_since: null,
  participants: [
    { id: "p", kind: "agent", agent: { id: "7", name: "李雷" }, leg: null, segment: { kind: "talking", since: at }, muted: false },
  ],
  collected: [],
  recording: null,
  unread: 0,
  last_message: null,
  priority: 0,
  work: null,
  ...change,
});

const offer = (reservation: string) => ({ reservation, conversation: "c" + reservation }) as Offer;

const ready = (seq: number, change: object = {}): LiveEvent => ({
  type: "ready",
  seq,
  data: { me, agents: [me], conversations: [conversation("1")], offers: [], ...change },
});

function play(events: LiveEvent[], from: LiveState = emptyLive): LiveState {
  return events.reduce((state, event) => (isRepeated(state, event) ? state : reduceLive(state, event, now)), from);
}

describe("the live state", () => {
  it("takes_the_snapshot_whole", () => {
    const state = play([ready(5)]);
    expect(state.link).toBe("ready");
    expect(Object.keys(state.conversations)).toEqual(["1"]);
    expect(state.seq).toBe(5);
  });

  it("removes_a_conversation_that_ended", () => {
    const ended = conversation("1", { state: "ended" });
    const state = play([ready(5), { type: "conversation.updated", seq: 6, data: ended }]);
    expect(state.conversations).toEqual({});
  });

  it("shows_an_offer_once_and_drops_it_when_it_ends", () => {
    const offered: LiveEvent = { type: "reservation.offered", seq: 6, data: offer("r1") };
    const again: LiveEvent = { type: "reservation.offered", seq: 7, data: offer("r1") };
    const other: LiveEvent = { type: "reservation.offered", seq: 8, data: offer("r2") };
    const over: LiveEvent = {
      type: "reservation.timed_out",
      seq: 9,
      data: { reservation: "r1", conversation: "cr1", agent: null },
    };
    expect(play([ready(5), offered, again, other]).offers.map((o) => o.reservation)).toEqual(["r1", "r2"]);
    expect(play([ready(5), offered, again, other, over]).offers.map((o) => o.reservation)).toEqual(["r2"]);
  });

  it("ignores_events_it_has_seen_by_number_and_index", () => {
    const state = play([ready(5), { type: "presence.changed", seq: 6, index: 1, data: me }]);
    expect(isRepeated(state, { type: "presence.changed", seq: 6, index: 0, data: me })).toBe(true);
    expect(isRepeated(state, { type: "presence.changed", seq: 6, index: 1, data: me })).toBe(true);
    expect(isRepeated(state, { type: "presence.changed", seq: 6, index: 2, data: me })).toBe(false);
    expect(isRepeated(state, { type: "presence.changed", seq: 7, data: me })).toBe(false);
  });

  it("does_not_ring_again_for_an_offer_that_a_resumed_stream_replays", () => {
    const before = play([ready(5), { type: "presence.changed", seq: 6, data: me }]);
    const replayed: LiveEvent = { type: "reservation.offered", seq: 8, data: offer("old") };
    const state = play([ready(9), replayed], before);
    expect(isCovered(state, replayed)).toBe(true);
    expect(state.offers).toEqual([]);
    expect(state.seq).toBe(8);
    const fresh = play([{ type: "reservation.offered", seq: 10, data: offer("new") }], state);
    expect(fresh.offers).toHaveLength(1);
  });

  it("begins_anew_when_the_journal_did", () => {
    const before = play([ready(500)]);
    const state = play([ready(3), { type: "reservation.offered", seq: 4, data: offer("r") }], before);
    expect(state.offers).toHaveLength(1);
  });

  it("keeps_the_snapshot_when_a_resumed_ready_carries_none", () => {
    const before = play([ready(5)]);
    const state = play([{ type: "ready", seq: 9, data: {} }], before);
    expect(Object.keys(state.conversations)).toEqual(["1"]);
    const next = play([{ type: "conversation.updated", seq: 7, data: conversation("2") }], state);
    expect(Object.keys(next.conversations)).toEqual(["1", "2"]);
  });

  it("follows_my_own_presence", () => {
    const state = play([ready(5), { type: "presence.changed", seq: 6, data: { ...me, state: "break" } }]);
    expect(state.me?.state).toBe("break");
    expect(state.agents["7"]?.state).toBe("break");
  });

  it("corrects_a_wrong_local_clock_but_not_a_slow_network", () => {
    const tick = (when: string): LiveEvent => ({ type: "presence.changed", seq: 6, at: when, data: me });
    expect(play([ready(5), tick("2025-03-01T07:59:59.200Z")]).skewMs).toBe(0);
    expect(play([ready(5), tick("2025-03-01T08:05:00.000Z")]).skewMs).toBe(300_000);
  });

  it("shows_the_last_message_in_the_list", () => {
    const message = { id: "m", seq: 1, conversation: "1", from: "customer" as const, author: null, text: "在吗", at, key: null };
    const state = play([ready(5), { type: "message.created", seq: 6, data: message }]);
    expect(state.conversations["1"]?.last_message?.text).toBe("在吗");
  });
});

describe("what the screens ask", () => {
  const withAll = play([
    ready(5, {
      conversations: [
        conversation("chat"),
        conversation("call", { channel: "voice", started_at: "2025-03-01T08:01:00.000Z" }),
        conversation("rings", {
          participants: [{ ...conversation("x").participants[0]!, segment: { kind: "ringing", since: at } }],
        }),
        conversation("others", {
          participants: [{ ...conversation("x").participants[0]!, agent: { id: "8", name: "韩梅梅" } }],
        }),
        conversation("left", { participants: [{ ...conversation("x").participants[0]!, segment: null }] }),
      ],
    }),
  ]);

  it("lists_only_what_i_take_part_in_calls_first", () => {
    expect(myConversations(withAll).map((c) => c.id)).toEqual(["call", "chat"]);
  });

  it("knows_since_when_a_customer_waits_for_an_answer", () => {
    const last = (from: "customer" | "agent") => conversation("1", { last_message: { text: "?", at, from } });
    expect(unansweredSince(last("customer"))).toBe(at);
    expect(unansweredSince(last("agent"))).toBeNull();
    expect(unansweredSince({ ...last("customer"), state: "wrap_up" })).toBeNull();
  });

  it("counts_what_somebody_does_before_what_they_chose", () => {
    expect(bucketOf({ ...me, activity: "on_hold" })).toBe("talking");
    expect(bucketOf({ ...me, state: "not_ready", activity: "wrap_up" })).toBe("wrap_up");
    expect(bucketOf({ ...me, state: "break" })).toBe("break");
    expect(bucketOf({ ...me, state: "offline" })).toBe("offline");
  });
});
