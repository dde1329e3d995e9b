import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Chat } from "./chat";
import type { ConversationState, Message } from "./protocol";
import { MemoryBackend } from "./storage";
import { FakeSockets, message, welcome } from "./testing";

const wang = { id: "YF100001", name: "王芳", signature: "aa" };
const wei = { id: "YF100003", name: "李伟", signature: "bb" };
const waiting: ConversationState = { id: "c1", state: "waiting", position: 2, agent: null };

let local: MemoryBackend;
let sockets: FakeSockets;

function makeChat(customer: typeof wang | null = null) {
  return new Chat({
    url: "ws://test/", site: "demo", customer, language: () => "zh-CN", local, makeSocket: sockets.make,
  });
}

function connect(chat: Chat, over = {}) {
  chat.start();
  sockets.last.accept();
  sockets.last.give(welcome(over));
}

/** The server's echo of the newest message on this socket. */
function echo(seq: number, over: Partial<Message> = {}) {
  const sent = sockets.last.of("message").at(-1)!;
  sockets.last.give({
    type: "message",
    message: message(seq, { from: "customer", author: null, text: sent.text, key: sent.key, ...over }),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  local = new MemoryBackend();
  sockets = new FakeSockets();
});
afterEach(() => vi.useRealTimers());

describe("sending", () => {
  it("sends one message at a time and the next after its acknowledgement", () => {
    const chat = makeChat();
    connect(chat);
    chat.write("one");
    chat.write("two");
    expect(sockets.last.of("message").map((frame) => frame.text)).toEqual(["one"]);
    echo(1);
    expect(sockets.last.of("message").map((frame) => frame.text)).toEqual(["one", "two"]);
    echo(2);
    expect(chat.outbox.pending).toEqual([]);
    expect(chat.thread.messages.map((one) => one.text)).toEqual(["one", "two"]);
  });

  it("says of a message that it goes on with a waiting call, also after a reload", () => {
    const chat = makeChat();
    chat.write("the same matter", true);
    const again = makeChat();
    connect(again);
    expect(sockets.last.of("message")).toEqual([{ type: "message", key: expect.any(String), text: "the same matter", instead_of_call: true }]);
    echo(1);
    again.write("and one more");
    expect(sockets.last.of("message").at(-1)).not.toHaveProperty("instead_of_call");
  });

  it("keeps what was written before the connection stands and sends it after the welcome", () => {
    const chat = makeChat();
    chat.write("early");
    sockets.last.accept();
    expect(sockets.last.sent.map((frame) => frame.type)).toEqual(["hello"]);
    sockets.last.give(welcome());
    expect(sockets.last.of("message").map((frame) => frame.text)).toEqual(["early"]);
  });

  it("sends an unacknowledged message again after a break, with the same key, and shows it once", () => {
    const chat = makeChat();
    connect(chat);
    chat.write("hello");
    const { key } = sockets.last.of("message")[0]!;
    sockets.last.drop();
    expect(chat.connection.status).toBe("waiting");
    vi.advanceTimersByTime(2_000);
    sockets.last.accept();
    // The first one had arrived after all: it is in the history, and is not sent again.
    const stored = message(1, { from: "customer", author: null, text: "hello", key });
    sockets.last.give(welcome({ history: [stored] }));
    expect(sockets.last.of("message")).toEqual([]);
    sockets.last.give({ type: "message", message: stored });
    expect(chat.thread.messages).toHaveLength(1);

    chat.write("again");
    const second = sockets.last.of("message")[0]!.key;
    sockets.last.drop();
    vi.advanceTimersByTime(2_000);
    sockets.last.accept();
    sockets.last.give(welcome());
    expect(sockets.last.of("message").map((frame) => frame.key)).toEqual([second]);
  });

  it("loses nothing over a page reload", () => {
    const before = makeChat();
    connect(before);
    before.write("one");
    before.write("two");
    const keys = before.outbox.pending.map((item) => item.key);

    sockets = new FakeSockets();
    const after = makeChat();
    expect(after.hasUnfinished).toBe(true);
    connect(after);
    echo(1);
    echo(2);
    expect(sockets.last.of("message").map((frame) => frame.key)).toEqual(keys);
    expect(sockets.last.of("hello")[0]!.visitor).toBe("visitor-1");
    expect(after.outbox.pending).toEqual([]);
    expect(makeChat().outbox.pending).toEqual([]);
  });

  it("sends the same key again when a living connection does not answer", () => {
    const chat = makeChat();
    connect(chat);
    chat.write("slow");
    vi.advanceTimersByTime(15_000);
    const keys = sockets.last.of("message").map((frame) => frame.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("shows a refused message as not sent and goes on with the next", () => {
    const chat = makeChat();
    connect(chat);
    chat.write("bad");
    chat.write("good");
    const { key } = sockets.last.of("message")[0]!;
    sockets.last.give({ type: "error", code: "too_long", detail: "too long", key });
    expect(chat.outbox.pending.map((item) => item.failure)).toEqual(["too long", null]);
    expect(sockets.last.of("message").at(-1)!.text).toBe("good");
    chat.outbox.drop(key);
    echo(1);
    expect(chat.outbox.pending).toEqual([]);
  });

  it("keeps the order when the server is too busy for a moment", () => {
    const chat = makeChat();
    connect(chat);
    chat.write("first");
    chat.write("second");
    const { key } = sockets.last.of("message")[0]!;
    sockets.last.give({ type: "error", code: "rate_limited", detail: "slow down", key });
    expect(sockets.last.of("message")).toHaveLength(1);
    vi.advanceTimersByTime(3_000);
    expect(sockets.last.of("message").map((frame) => frame.text)).toEqual(["first", "first"]);
    echo(1);
    expect(sockets.last.of("message").at(-1)!.text).toBe("second");
  });

  it("refuses more than the outbox holds instead of growing", () => {
    const chat = makeChat();
    for (let i = 0; i < 50; i++) expect(chat.write(`m${i}`)).toBe(true);
    expect(chat.write("one too many")).toBe(false);
    expect(chat.outbox.pending).toHaveLength(50);
  });
});

describe("reconnecting", () => {
  it("tells the server the last message it has of the open conversation", () => {
    const chat = makeChat();
    connect(chat, { conversation: waiting, history: [message(1), message(2)] });
    sockets.last.give({ type: "message", message: message(3) });
    sockets.last.drop();
    vi.advanceTimersByTime(2_000);
    sockets.last.accept();
    expect(sockets.last.of("hello")[0]!.last_seq).toBe(3);
    sockets.last.give(welcome({ conversation: waiting, history: [message(2), message(3)] }));
    sockets.last.give({ type: "message", message: message(4) });
    expect(chat.thread.messages.map((one) => one.seq)).toEqual([1, 2, 3, 4]);
  });

  it("asks from the beginning when another conversation is open meanwhile", () => {
    const chat = makeChat();
    connect(chat, { conversation: waiting, history: [message(1), message(2)] });
    sockets.last.drop();
    vi.advanceTimersByTime(2_000);
    sockets.last.accept();
    const other: ConversationState = { ...waiting, id: "c2" };
    sockets.last.give(welcome({ conversation: other, history: [message(3, { conversation: "c2" })] }));
    expect(sockets.all).toHaveLength(3);
    sockets.last.accept();
    expect(sockets.last.of("hello")[0]!.last_seq).toBeNull();
    const all = [1, 2, 3].map((seq) => message(seq, { conversation: "c2", at: `2026-11-21T09:00:0${seq}.000Z` }));
    sockets.last.give(welcome({ conversation: other, history: all }));
    expect(chat.thread.messages.filter((one) => one.conversation === "c2").map((one) => one.seq)).toEqual([1, 2, 3]);
  });

  it("waits longer each time, with jitter, at most thirty seconds, and starts over after a good connection", () => {
    const chat = makeChat();
    chat.start();
    const pauses: number[] = [];
    for (let i = 0; i < 8; i++) {
      sockets.last.drop();
      const from = Date.now();
      vi.advanceTimersToNextTimer();
      pauses.push(Date.now() - from);
    }
    expect(sockets.all).toHaveLength(9);
    pauses.forEach((pause, i) => {
      const full = Math.min(30_000, 1_000 * 2 ** i);
      expect(pause).toBeGreaterThanOrEqual(full / 2);
      expect(pause).toBeLessThanOrEqual(full);
    });
    sockets.last.accept();
    sockets.last.give(welcome());
    vi.advanceTimersByTime(6_000);
    sockets.last.drop();
    const before = sockets.all.length;
    vi.advanceTimersByTime(500);
    expect(sockets.all).toHaveLength(before + 1);
  });

  it("gives up a line that stays silent after a ping", () => {
    const chat = makeChat();
    connect(chat);
    const first = sockets.last;
    vi.advanceTimersByTime(20_000);
    expect(first.of("ping")).toHaveLength(1);
    first.give({ type: "pong" });
    vi.advanceTimersByTime(20_000);
    expect(chat.connection.status).toBe("ready");
    vi.advanceTimersByTime(10_000);
    expect(first.closedByUs).toBe(true);
    expect(chat.connection.status).toBe("waiting");
  });

  it("does not come back when the site key or the origin is refused", () => {
    const chat = makeChat();
    chat.start();
    sockets.last.accept();
    sockets.last.drop(4403);
    vi.advanceTimersByTime(600_000);
    expect(chat.connection.status).toBe("refused");
    expect(sockets.all).toHaveLength(1);
  });

  it("ends the conversation after the break when the visitor ended it during one", () => {
    const chat = makeChat();
    connect(chat, { conversation: waiting });
    sockets.last.drop();
    chat.end();
    vi.advanceTimersByTime(2_000);
    sockets.last.accept();
    sockets.last.give(welcome({ conversation: waiting }));
    expect(sockets.last.of("end")).toHaveLength(1);
  });
});

describe("who the visitor is", () => {
  it("keeps two people of one browser apart", () => {
    const chat = makeChat(wang);
    connect(chat, { history: [message(1)] });
    expect(chat.isSomebodyElse(wei)).toBe(true);
    chat.identify(wei);
    expect(chat.thread.messages).toEqual([]);
    sockets.last.accept();
    const hello = sockets.last.of("hello")[0]!;
    expect(hello.customer).toEqual(wei);
    expect(hello.visitor).toBeNull();
    sockets.last.give(welcome({ visitor: "visitor-2" }));
    chat.identify(wang);
    sockets.last.accept();
    expect(sockets.last.of("hello")[0]!.visitor).toBe("visitor-1");
  });

  it("stays the same visitor when a stranger signs in for the first time", () => {
    const chat = makeChat();
    connect(chat, { conversation: waiting, history: [message(1)] });
    chat.write("unsent");
    expect(chat.isSomebodyElse(wang)).toBe(false);
    chat.identify(wang);
    expect(chat.thread.messages).toHaveLength(1);
    sockets.last.accept();
    expect(sockets.last.of("hello")[0]).toMatchObject({ visitor: "visitor-1", customer: wang, last_seq: 1 });
    sockets.last.give(welcome({ conversation: waiting }));
    expect(sockets.last.of("message").map((frame) => frame.text)).toEqual(["unsent"]);
    chat.identify(null);
    sockets.last.accept();
    expect(sockets.last.of("hello")[0]!.visitor).toBeNull();
  });
});

describe("unread", () => {
  it("counts what our side wrote while nobody looked, over a reload too", () => {
    const chat = makeChat();
    chat.watch(true);
    connect(chat, { conversation: waiting, history: [message(1)] });
    expect(chat.unread).toBe(0);
    chat.watch(false);
    sockets.last.give({ type: "message", message: message(2) });
    sockets.last.give({ type: "message", message: message(3, { from: "customer", key: "k" }) });
    expect(chat.unread).toBe(1);

    const reloaded = makeChat();
    connect(reloaded, { conversation: waiting, history: [message(1), message(2)] });
    expect(reloaded.unread).toBe(1);
    reloaded.watch(true);
    expect(reloaded.unread).toBe(0);
  });
});
