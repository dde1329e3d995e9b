// What the visitor wrote and the server has not acknowledged. Each message has a key of its own, so that sending it
// again never makes a second one; one is on its way at a time, so that the order holds through breaks and refusals.
// Every message is a storage item of its own: two tabs cannot overwrite each other's.
import type { Slot } from "./storage";

export interface Pending {
  key: string;
  text: string;
  /** Milliseconds; orders the outbox. */
  at: number;
  /** Why the server refused it; null while it is on its way. */
  failure: string | null;
  /** It was written to go on with a call that waits. */
  insteadOfCall: boolean;
}

export const outboxLimit = 50;
/** After this long without an answer on a living connection the same key is sent again. */
export const acknowledgeMs = 15_000;

export class Outbox {
  private items: Pending[] = [];
  private inFlight: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private connected = false;

  constructor(
    private slot: Slot,
    private readonly send: (message: { key: string; text: string; instead_of_call?: true }) => void,
    private readonly newKey: () => string = makeKey,
    private readonly now: () => number = Date.now,
  ) {
    this.load();
  }

  get pending(): readonly Pending[] {
    return this.items;
  }

  /** Null when the outbox is full: the connection has been gone for long and much was written. */
  add(text: string, insteadOfCall = false): Pending | null {
    if (this.items.length >= outboxLimit) return null;
    const last = this.items[this.items.length - 1];
    const at = Math.max(this.now(), last ? last.at + 1 : 0);
    const item: Pending = { key: this.newKey(), text, at, failure: null, insteadOfCall };
    this.items.push(item);
    this.save(item);
    this.pump();
    return item;
  }

  /** The server has it for good. */
  acknowledge(key: string): boolean {
    const known = this.items.some((item) => item.key === key);
    if (known) this.drop(key);
    return known;
  }

  /** The server refused it; `retryMs` when it may be tried again later. */
  refuse(key: string, detail: string, retryMs: number | null): void {
    const item = this.items.find((one) => one.key === key);
    if (!item) return;
    if (retryMs !== null) {
      this.arm(retryMs);
      return;
    }
    item.failure = detail;
    this.save(item);
    this.release(key);
  }

  retry(key: string): void {
    const item = this.items.find((one) => one.key === key);
    if (!item) return;
    item.failure = null;
    this.save(item);
    this.pump();
  }

  drop(key: string): void {
    this.items = this.items.filter((item) => item.key !== key);
    this.slot.remove(`out:${key}`);
    this.release(key);
  }

  /** After the server's welcome: everything unacknowledged goes out again, oldest first. */
  online(): void {
    this.connected = true;
    this.inFlight = null;
    this.pump();
  }

  offline(): void {
    this.connected = false;
    this.inFlight = null;
    clearTimeout(this.timer);
  }

  useSlot(slot: Slot): void {
    this.offline();
    this.slot = slot;
    this.load();
  }

  private load(): void {
    this.items = this.slot
      .names("out:")
      .map((name) => parse(name.slice(4), this.slot.get(name)))
      .filter((item) => item !== null)
      .sort((a, b) => a.at - b.at)
      .slice(0, outboxLimit);
  }

  private save(item: Pending): void {
    const { text, at, failure, insteadOfCall } = item;
    this.slot.set(`out:${item.key}`, JSON.stringify({ text, at, failure, ...(insteadOfCall ? { insteadOfCall } : {}) }));
  }

  private release(key: string): void {
    if (this.inFlight !== key) return;
    this.inFlight = null;
    clearTimeout(this.timer);
    this.pump();
  }

  private pump(): void {
    if (!this.connected || this.inFlight !== null) return;
    const next = this.items.find((item) => item.failure === null);
    if (!next) return;
    this.inFlight = next.key;
    this.arm(acknowledgeMs);
    this.send({ key: next.key, text: next.text, ...(next.insteadOfCall ? { instead_of_call: true } : {}) });
  }

  private arm(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.inFlight = null;
      this.pump();
    }, ms);
  }
}

function parse(key: string, text: string | null): Pending | null {
  try {
    const value = JSON.parse(text ?? "") as Partial<Pending>;
    if (typeof value.text !== "string" || typeof value.at !== "number") return null;
    const failure = typeof value.failure === "string" ? value.failure : null;
    return { key, text: value.text, at: value.at, failure, insteadOfCall: value.insteadOfCall === true };
  } catch {
    return null;
  }
}

/** A UUID; `crypto.randomUUID` exists only in secure contexts, and a chat works without one. */
export function makeKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
