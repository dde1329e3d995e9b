// Puts chat, call and panel together, and is what the host page talks to.
import { Call } from "./call/call";
import { CallMemoryStore } from "./call/memory";
import type { CallStats } from "./call/stats";
import { Chat } from "./chat";
import { Emitter } from "./emitter";
import type { CustomerIdentity, Language, Message } from "./protocol";
import { browserBackend } from "./storage";
import { languageOf, translator, type TextKey, type Translate } from "./texts";

export interface StartOptions {
  site: string;
  customer?: CustomerIdentity | null;
  /** Where the server is; by default where the script came from. */
  server?: string;
  /** "zh-CN" or "en"; by default the page's language, followed when it changes. */
  language?: string;
}

export interface WidgetEvents {
  open: void;
  close: void;
  message: Message;
  unread: number;
  call: string;
  conversation: string | null;
}

export class Widget {
  readonly events = new Emitter<WidgetEvents>();
  readonly changed = new Emitter<{ changed: void }>();
  readonly chat: Chat;
  readonly call: Call;
  readonly speaker = document.createElement("audio");
  open = false;
  confirmingEnd = false;
  /** Something the visitor has to know, until they write or close it. */
  notice: TextKey | null = null;
  language: Language;

  /** The next message goes on with the matter of the call that waits. */
  private insteadOfCall = false;
  private unread = 0;

  constructor(
    private readonly options: StartOptions,
    server: string,
  ) {
    this.language = this.pageLanguage();
    this.chat = new Chat({
      url: socketUrl(server),
      site: options.site,
      customer: options.customer ?? null,
      language: () => this.language,
      local: browserBackend("localStorage"),
    });
    this.speaker.autoplay = true;
    this.call = new Call(this.chat, new CallMemoryStore(browserBackend("sessionStorage"), options.site), this.speaker);
    this.chat.events.on("changed", () => this.update());
    this.chat.events.on("message", (message) => this.events.emit("message", message));
    this.chat.events.on("conversation", (value) => this.events.emit("conversation", value?.state ?? null));
    this.call.events.on("changed", (state) => {
      if (state !== "queued") this.forgetChatInstead();
      this.events.emit("call", state);
      this.update();
    });
    this.listen();
    if (this.call.resume()) this.show();
    else if (this.chat.hasUnfinished) this.chat.start();
  }

  get t(): Translate {
    return translator(this.language);
  }

  show(): void {
    if (this.open) return;
    this.open = true;
    this.chat.start();
    this.watch();
    this.events.emit("open", undefined);
    this.update();
  }

  hide(): void {
    if (!this.open) return;
    this.open = false;
    this.confirmingEnd = false;
    this.watch();
    this.events.emit("close", undefined);
    this.update();
  }

  startCall(): void {
    this.show();
    void this.call.start();
  }

  /** A call that waits can go on in writing, in the same place; not where a chat goes on already. */
  get mayChatInstead(): boolean {
    const chatting = this.chat.conversation !== null && !this.chat.ended;
    return this.call.state === "queued" && !chatting && !this.insteadOfCall;
  }

  chatInstead(): void {
    if (!this.mayChatInstead) return;
    this.insteadOfCall = true;
    this.notice = "chat_instead_hint";
    this.chat.startAgain();
    this.update();
  }

  write(text: string): void {
    this.notice = this.chat.write(text, this.insteadOfCall && this.call.state === "queued") ? null : "outbox_full";
    if (this.notice === null) this.insteadOfCall = false;
    this.update();
  }

  askEnd(asking: boolean): void {
    this.confirmingEnd = asking;
    this.update();
  }

  end(): void {
    this.confirmingEnd = false;
    this.chat.end();
    this.update();
  }

  identify(customer: CustomerIdentity | null): void {
    // Before the socket of the old identity is gone: the call belongs to whoever placed it.
    if (this.chat.isSomebodyElse(customer)) {
      this.call.hangUp();
      this.call.dismiss();
    }
    this.chat.identify(customer);
    this.watch();
    // A page that names its visitor only after the script has run: the call from before the reload was theirs.
    if (this.call.resume()) this.show();
  }

  stats(): Promise<CallStats> {
    return this.call.stats();
  }

  update(): void {
    const unread = this.chat.unread;
    if (unread !== this.unread) {
      this.unread = unread;
      this.events.emit("unread", unread);
    }
    this.changed.emit("changed", undefined);
  }

  private forgetChatInstead(): void {
    this.insteadOfCall = false;
    if (this.notice === "chat_instead_hint") this.notice = null;
  }

  private watch(): void {
    this.chat.watch(this.open && document.visibilityState === "visible");
  }

  private listen(): void {
    window.addEventListener("online", () => this.chat.connection.hurry());
    window.addEventListener("pagehide", () => this.call.remember());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.chat.connection.hurry();
      this.watch();
    });
    new MutationObserver(() => {
      this.language = this.pageLanguage();
      this.update();
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  }

  private pageLanguage(): Language {
    return languageOf(this.options.language || document.documentElement.lang || navigator.language);
  }
}

export function socketUrl(server: string): string {
  const url = new URL("api/v1/visitor", server.endsWith("/") ? server : `${server}/`);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

