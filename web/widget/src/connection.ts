// The visitor's WebSocket: connects when somebody needs it, says hello, comes back after a break with growing, jittered
// pauses, and notices a dead line by pinging. Knows nothing of chats or calls.
import type { ClientFrame, ServerFrame, Welcome } from "./protocol";

export type Status = "idle" | "connecting" | "ready" | "waiting" | "refused";

export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export interface ConnectionHooks {
  hello(): ClientFrame;
  welcome(frame: Welcome): void;
  frame(frame: Exclude<ServerFrame, Welcome>): void;
  status(status: Status): void;
}

export const firstPauseMs = 500;
export const longestPauseMs = 30_000;
export const pingEveryMs = 20_000;
export const silenceMs = 10_000;
/** A connection that lived this long was a good one: the pauses start from the beginning. */
export const stableMs = 5_000;

// Bad token or site key, origin not allowed: coming back would not help.
const refusals = new Set([4401, 4403]);
const open = 1;

export class Connection {
  private socket: SocketLike | null = null;
  private current: Status = "idle";
  private failures = 0;
  private readySince = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private pinger: ReturnType<typeof setInterval> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly hooks: ConnectionHooks,
    private readonly makeSocket: (url: string) => SocketLike = (address) => new WebSocket(address),
    private readonly random: () => number = Math.random,
    private readonly now: () => number = Date.now,
  ) {}

  get status(): Status {
    return this.current;
  }

  start(): void {
    if (this.current === "idle") this.connect();
  }

  stop(): void {
    this.abandon();
    this.failures = 0;
    this.set("idle");
  }

  /** A new hello at once: the visitor signed in, or the browser says that the network is back. */
  restart(): void {
    this.abandon();
    this.connect();
  }

  hurry(): void {
    if (this.current === "waiting") this.restart();
  }

  /** False when it could not be handed to a living socket. */
  send(frame: ClientFrame): boolean {
    if (this.current !== "ready" || this.socket?.readyState !== open) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private connect(): void {
    this.set("connecting");
    const socket = this.makeSocket(this.url);
    this.socket = socket;
    this.expectSign(socket);
    socket.onopen = () => socket.send(JSON.stringify(this.hooks.hello()));
    socket.onmessage = (event) => this.receive(socket, event.data);
    socket.onclose = (event) => {
      if (this.socket === socket) this.closed(event.code);
    };
  }

  private receive(socket: SocketLike, data: unknown): void {
    if (this.socket !== socket) return;
    clearTimeout(this.watchdog);
    this.watchdog = undefined;
    const frame = decode(data);
    if (!frame) return;
    if (frame.type === "welcome") {
      this.readySince = this.now();
      this.pinger = setInterval(() => this.ping(socket), pingEveryMs);
      this.set("ready");
      this.hooks.welcome(frame);
    } else if (frame.type !== "pong") {
      this.hooks.frame(frame);
    }
  }

  private ping(socket: SocketLike): void {
    this.send({ type: "ping" });
    if (this.watchdog === undefined) this.expectSign(socket);
  }

  /** A line without any sign of life for this long is given up: the browser may not notice for minutes. */
  private expectSign(socket: SocketLike): void {
    this.watchdog = setTimeout(() => {
      if (this.socket === socket) this.closed(4000);
    }, silenceMs);
  }

  private closed(code: number): void {
    const lived = this.current === "ready" && this.now() - this.readySince >= stableMs;
    this.abandon();
    if (refusals.has(code)) {
      this.set("refused");
      return;
    }
    this.failures = lived ? 0 : this.failures + 1;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.failures, 10));
    this.set("waiting");
    this.retry = setTimeout(() => this.connect(), pause * (0.5 + this.random() / 2));
  }

  private abandon(): void {
    clearTimeout(this.retry);
    clearTimeout(this.watchdog);
    this.watchdog = undefined;
    clearInterval(this.pinger);
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    try {
      socket.close();
    } catch {
      // A socket that never opened may refuse to be closed; it is forgotten either way.
    }
  }

  private set(status: Status): void {
    if (this.current === status) return;
    this.current = status;
    this.hooks.status(status);
  }
}

function decode(data: unknown): ServerFrame | null {
  if (typeof data !== "string") return null;
  try {
    const value = JSON.parse(data) as ServerFrame | null;
    return value && typeof value === "object" && typeof value.type === "string" ? value : null;
  } catch {
    return null;
  }
}
