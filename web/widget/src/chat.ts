// The visitor's chat: who the visitor is, what was said, what is still on its way, and what the server says about the
// conversation. It owns the connection; the call borrows it. No DOM in here, so that tests can drive it.
import { Connection, type SocketLike, type Status } from "./connection";
import { Emitter } from "./emitter";
import { Outbox } from "./outbox";
import type { ClientFrame, ConversationState, CustomerIdentity, Language, Message, ServerFrame, Welcome } from "./protocol";
import { Slot, type Backend } from "./storage";
import { Thread } from "./thread";

export interface ChatEvents {
  changed: void;
  message: Message;
  conversation: ConversationState | null;
  welcome: Welcome;
  /** Frames that begin with `call.`. */
  frame: ServerFrame;
}

export interface ChatOptions {
  url: string;
  site: string;
  customer: CustomerIdentity | null;
  language: () => Language;
  local: Backend;
  makeSocket?: (url: string) => SocketLike;
}

export const longestText = 4000;
const retryAfterRefusalMs = 3_000;
const stranger = "stranger";
// The server is short of something for a moment: the same message may be sent again.
const passing = new Set(["rate_limited", "too_many_requests", "unavailable", "busy", "internal"]);

export class Chat {
  readonly events = new Emitter<ChatEvents>();
  readonly thread = new Thread();
  readonly outbox: Outbox;
  readonly connection: Connection;
  conversation: ConversationState | null = null;
  greeting: Welcome["greeting"] = null;
  /** Whether agents are on duty; null until the server said so. */
  online: boolean | null = null;
  /** The last refusal, in the server's words. */
  problem: string | null = null;

  /** Whoever waits for an answer takes an error without a message key; otherwise the visitor sees it. */
  claimError: (detail: string) => boolean = () => false;

  private slot: Slot;
  private customer: CustomerIdentity | null;
  private endWanted = false;
  private seqUnknown = false;
  private watching = false;

  constructor(private readonly options: ChatOptions) {
    this.customer = options.customer;
    this.slot = this.slotFor(options.customer);
    this.connection = new Connection(
      options.url,
      {
        hello: () => this.hello(),
        welcome: (frame) => this.onWelcome(frame),
        frame: (frame) => this.onFrame(frame),
        status: (status) => this.onStatus(status),
      },
      options.makeSocket,
    );
    this.outbox = new Outbox(this.slot, (message) => this.connection.send({ type: "message", ...message }));
  }

  /** Somebody who was in a conversation when the page was left, or whose words are not delivered yet. */
  get hasUnfinished(): boolean {
    return this.slot.get("open") === "1" || this.outbox.pending.length > 0;
  }

  get person(): string {
    return this.slot.person;
  }

  get ended(): boolean {
    return this.conversation?.state === "ended";
  }

  get unread(): number {
    const read = this.slot.get("read") ?? "";
    return this.thread.messages.filter((message) => fromOurSide(message) && message.at > read).length;
  }

  start(): void {
    this.connection.start();
  }

  /** False when the outbox is full. `insteadOfCall`: to go on in writing, in the place of the call that waits. */
  write(text: string, insteadOfCall = false): boolean {
    const trimmed = text.trim().slice(0, longestText);
    if (trimmed === "") return true;
    this.start();
    const taken = this.outbox.add(trimmed, insteadOfCall) !== null;
    if (this.ended) this.conversation = null;
    this.problem = null;
    this.changed();
    return taken;
  }

  end(): void {
    if (!this.conversation || this.ended) return;
    this.endWanted = true;
    if (this.connection.send({ type: "end" })) this.endWanted = false;
  }

  /** Makes room for a new conversation; the next message opens it. */
  startAgain(): void {
    if (this.ended) this.conversation = null;
    this.changed();
  }

  send(frame: ClientFrame): boolean {
    return this.connection.send(frame);
  }

  /** While the visitor looks at the messages nothing counts as unread. */
  watch(watching: boolean): void {
    this.watching = watching;
    this.markRead();
    this.changed();
  }

  /** Whether `customer` is another person than the one here. A stranger who signs in for the first time is the same. */
  isSomebodyElse(customer: CustomerIdentity | null): boolean {
    const next = this.slotFor(customer);
    if (next.person === this.slot.person) return false;
    return this.slot.person !== stranger || next.get("token") !== null;
  }

  identify(customer: CustomerIdentity | null): void {
    const replaced = this.isSomebodyElse(customer);
    const next = this.slotFor(customer);
    this.customer = customer;
    if (next.person !== this.slot.person) {
      if (replaced) this.forget();
      else this.slot.moveTo(next);
      this.slot = next;
      this.outbox.useSlot(next);
    }
    if (this.connection.status !== "idle") this.connection.restart();
    else if (this.hasUnfinished) this.start();
    this.changed();
  }

  private forget(): void {
    this.thread.clear();
    this.conversation = null;
    this.endWanted = false;
    this.seqUnknown = false;
    this.problem = null;
  }

  private slotFor(customer: CustomerIdentity | null): Slot {
    return new Slot(this.options.local, this.options.site, customer ? `customer ${customer.id}` : stranger);
  }

  private hello(): ClientFrame {
    const known = this.conversation && !this.seqUnknown ? this.thread.lastSeq(this.conversation.id) : null;
    return {
      type: "hello",
      site: this.options.site,
      visitor: this.slot.get("token"),
      last_seq: known,
      customer: this.customer,
      language: this.options.language(),
    };
  }

  private onWelcome(frame: Welcome): void {
    const before = this.conversation;
    const other = before !== null && frame.conversation !== null && before.id !== frame.conversation.id;
    this.slot.set("token", frame.visitor);
    this.greeting = frame.greeting;
    this.online = frame.online;
    this.problem = null;
    this.take(frame.history ?? []);
    if (frame.conversation || !this.ended) this.setConversation(frame.conversation);
    // Another tab opened this conversation: our `last_seq` was not one of its own, so the beginning may be missing.
    if (other && !this.seqUnknown) {
      this.seqUnknown = true;
      this.connection.restart();
      return;
    }
    this.seqUnknown = false;
    if (this.endWanted && this.conversation && !this.ended) this.send({ type: "end" });
    this.endWanted = false;
    this.outbox.online();
    this.events.emit("welcome", frame);
    this.changed();
  }

  private onFrame(frame: Exclude<ServerFrame, Welcome>): void {
    if (frame.type === "message") {
      this.take([frame.message]);
    } else if (frame.type === "conversation") {
      this.setConversation(frame.conversation);
    } else if (frame.type === "error" && frame.key) {
      this.outbox.refuse(frame.key, frame.detail, passing.has(frame.code) ? retryAfterRefusalMs : null);
    } else if (frame.type === "error") {
      if (!this.claimError(frame.detail)) this.problem = frame.detail;
    } else {
      this.events.emit("frame", frame);
    }
    this.changed();
  }

  private take(messages: Message[]): void {
    const fresh = this.thread.merge(messages);
    for (const message of messages) if (message.key) this.outbox.acknowledge(message.key);
    this.markRead();
    for (const message of fresh) this.events.emit("message", message);
  }

  private setConversation(conversation: ConversationState | null): void {
    this.conversation = conversation;
    if (conversation && conversation.state !== "ended") this.slot.set("open", "1");
    else this.slot.remove("open");
    this.events.emit("conversation", conversation);
  }

  private onStatus(status: Status): void {
    if (status !== "ready") this.outbox.offline();
    this.changed();
  }

  private markRead(): void {
    if (!this.watching) return;
    const last = this.thread.messages.reduce((at, message) => (message.at > at ? message.at : at), "");
    if (last > (this.slot.get("read") ?? "")) this.slot.set("read", last);
  }

  private changed(): void {
    this.events.emit("changed", undefined);
  }
}

export function fromOurSide(message: Message): boolean {
  return message.from === "agent" || message.from === "flow";
}
