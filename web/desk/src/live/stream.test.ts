import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Stream, pauseMs, pingEveryMs, type StreamHandlers } from "./stream";

class FakeSocket {
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.();
  }
  says(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  breaks(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

function build(since: number | null = null) {
  const handlers = {
    message: vi.fn(),
    lost: vi.fn(),
    connecting: vi.fn(),
    refused: vi.fn(),
    since: () => since,
  } satisfies StreamHandlers;
  const stream = new Stream("ws://x", "token", "tab", handlers, () => new FakeSocket() as unknown as WebSocket);
  return { stream, handlers };
}
const latest = () => FakeSocket.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
});
afterEach(() => vi.useRealTimers());

describe("the stream", () => {
  it("authenticates_first_and_resumes_behind_the_last_event", () => {
    const { stream } = build(41);
    stream.start();
    latest().opens();
    expect(latest().sent).toEqual([{ type: "authenticate", token: "token", since: 41, tab: "tab" }]);
  });

  it("comes_back_with_growing_pauses", () => {
    const { stream, handlers } = build();
    stream.start();
    for (let i = 0; i < 4; i++) {
      latest().breaks();
      vi.advanceTimersByTime(handlers.lost.mock.lastCall?.[0] as number);
    }
    expect(FakeSocket.all).toHaveLength(5);
    expect(pauseMs(0, 0.5)).toBe(500);
    expect(pauseMs(3, 0.5)).toBe(4000);
    expect(pauseMs(99, 0.5)).toBe(15000);
  });

  it("starts_over_with_short_pauses_once_it_was_ready", () => {
    const { stream, handlers } = build();
    stream.start();
    for (let i = 0; i < 5; i++) {
      latest().breaks();
      vi.advanceTimersByTime(20_000);
    }
    latest().opens();
    latest().says({ type: "ready", seq: 1, data: {} });
    latest().breaks();
    expect(handlers.lost.mock.lastCall?.[0] as number).toBeLessThan(700);
  });

  it("gives_up_and_says_so_when_the_token_is_refused", () => {
    const { stream, handlers } = build();
    stream.start();
    latest().breaks(4401);
    vi.advanceTimersByTime(60_000);
    expect(handlers.refused).toHaveBeenCalledOnce();
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("notices_a_dead_connection_by_a_missing_pong", () => {
    const { stream, handlers } = build();
    stream.start();
    latest().opens();
    latest().says({ type: "ready", seq: 1, data: {} });
    vi.advanceTimersByTime(pingEveryMs);
    expect(latest().sent.at(-1)).toEqual({ type: "ping" });
    latest().says({ type: "pong" });
    vi.advanceTimersByTime(pingEveryMs);
    expect(handlers.lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(pingEveryMs);
    expect(handlers.lost).toHaveBeenCalledOnce();
  });

  it("does_not_wait_for_ever_for_a_server_that_accepts_and_says_nothing", () => {
    const { stream, handlers } = build();
    stream.start();
    latest().opens();
    vi.advanceTimersByTime(10_000);
    expect(handlers.lost).toHaveBeenCalledOnce();
  });

  it("ignores_what_an_abandoned_socket_still_says", () => {
    const { stream, handlers } = build();
    stream.start();
    const old = latest();
    old.breaks();
    vi.advanceTimersByTime(1000);
    old.says({ type: "ready", seq: 1, data: {} });
    expect(handlers.message).not.toHaveBeenCalled();
  });

  it("hurries_when_asked", () => {
    const { stream } = build();
    stream.start();
    latest().breaks();
    stream.hurry();
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("sends_nothing_without_a_connection", () => {
    const { stream } = build();
    stream.start();
    expect(stream.send({ type: "ping" })).toBe(false);
    stream.stop();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });
});
