// One WebSocket to /api/v1/stream: authenticates, resumes from the last event, pings, and comes back by itself with a
// growing pause. Owns the socket and its timers; what messages mean is decided by whoever listens.
import type { LegMessage, LiveEvent } from "./events";

export type Incoming = LiveEvent | LegMessage | { type: "pong" };
export type Outgoing =
  | { type: "authenticate"; token: string; since: number | null; tab: string }
  | { type: "subscribe"; topics: string[] }
  | { type: "leg.offer"; leg: string; sdp: string }
  | { type: "leg.stats"; leg: string; [figure: string]: unknown }
  | { type: "ping" };

export interface StreamHandlers {
  message(message: Incoming): void;
  lost(retryInMs: number): void;
  connecting(): void;
  /** The server does not know this token (any more). */
  refused(): void;
  /** The last event that was handled, to resume behind it. */
  since(): number | null;
}

const pauses = [500, 1000, 2000, 4000, 8000, 15000];
export const pingEveryMs = 8_000;
const connectLimitMs = 10_000;

export const pauseMs = (attempt: number, random: number) => {
  const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 15000;
  return Math.round(pause * (0.75 + random * 0.5));
};

export class Stream {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private ping: ReturnType<typeof setInterval> | null = null;
  private limit: ReturnType<typeof setTimeout> | null = null;
  private pongMissing = false;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly tab: string,
    private readonly handlers: StreamHandlers,
    private readonly open: (url: string) => WebSocket = (u) => new WebSocket(u),
  ) {}

  start() {
    this.closed = false;
    this.connect();
  }

  stop() {
    this.closed = true;
    this.clear();
    this.socket?.close(1000);
    this.socket = null;
  }

  /** A new attempt now, without waiting for the pause to pass. */
  hurry() {
    if (this.closed || !this.retry) return;
    this.connect();
  }

  /** False when there is no connection to send over; nothing is kept for later. */
  send(message: Outgoing): boolean {
    if (this.socket?.readyState !== 1) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private connect() {
    this.clear();
    this.handlers.connecting();
    const socket = this.open(this.url);
    this.socket = socket;
    this.limit = setTimeout(() => this.drop(socket), connectLimitMs);
    socket.onopen = () => {
      this.send({ type: "authenticate", token: this.token, since: this.handlers.since(), tab: this.tab });
    };
    socket.onmessage = (event) => {
      if (this.socket === socket && typeof event.data === "string") this.receive(socket, event.data);
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.ended(event.code);
    };
  }

  private receive(socket: WebSocket, text: string) {
    let message: Incoming;
    try {
      message = JSON.parse(text) as Incoming;
    } catch {
      this.drop(socket);
      return;
    }
    if (message.type === "ready") {
      this.attempt = 0;
      if (this.limit) clearTimeout(this.limit);
      this.limit = null;
      this.pongMissing = false;
      this.ping = setInterval(() => this.beat(socket), pingEveryMs);
    }
    if (message.type === "pong") this.pongMissing = false;
    else this.handlers.message(message);
  }

  private beat(socket: WebSocket) {
    if (this.pongMissing) {
      this.drop(socket);
      return;
    }
    this.pongMissing = true;
    this.send({ type: "ping" });
  }

  /** Gives a silent connection up without waiting for the closing handshake. */
  private drop(socket: WebSocket) {
    if (this.socket !== socket) return;
    socket.close();
    this.ended(1006);
  }

  private ended(code: number) {
    this.socket = null;
    this.clear();
    if (this.closed) return;
    if (code === 4401 || code === 4403) {
      this.closed = true;
      this.handlers.refused();
      return;
    }
    const wait = pauseMs(this.attempt, Math.random());
    this.attempt += 1;
    this.retry = setTimeout(() => this.connect(), wait);
    this.handlers.lost(wait);
  }

  private clear() {
    if (this.retry) clearTimeout(this.retry);
    if (this.ping) clearInterval(this.ping);
    if (this.limit) clearTimeout(this.limit);
    this.retry = this.ping = this.limit = null;
  }
}
