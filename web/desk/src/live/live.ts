// The desk's live side: one stream, one state, listeners. Made once per sign-in by <LiveProvider>.
import type { QueryClient } from "@tanstack/react-query";
import { applyToCache } from "./cache";
import { isLegMessage, type LegMessage, type LiveEvent } from "./events";
import { emptyLive, isCovered, isRepeated, reduceLive, withAgent, withConversation, withoutOffer, type LiveState } from "./state";
import { loadOutbox, reduceOutbox, saveOutbox, type OutboxAction, type Unsent } from "./outbox";
import { Stream, type Incoming, type Outgoing } from "./stream";
import type { AgentLive, ConversationLive } from "../api/types";
import { tabId } from "./tab";

type LegListener = (message: LegMessage) => void;
type ReadyListener = (legs: { leg: string; conversation: string | null; reservation: string | null }[]) => void;

export class Live {
  private state: LiveState = emptyLive;
  private box: Unsent[] = loadOutbox(sessionStorage);
  private readonly listeners = new Set<() => void>();
  private legListener: LegListener = () => {};
  private readyListener: ReadyListener = () => {};
  private reservationListener: (event: LiveEvent) => void = () => {};
  private readonly stream: Stream;

  constructor(
    token: string,
    private readonly queries: QueryClient,
    refused: () => void,
  ) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.stream = new Stream(`${scheme}://${location.host}/api/v1/stream`, token, tabId(), {
      message: (message) => this.receive(message),
      lost: (wait) => this.set({ ...this.state, link: "lost", retryAt: Date.now() + wait }),
      connecting: () => {
        // The banner of a lost connection stays until there is one again.
        if (this.state.link === "ready") this.set({ ...this.state, link: "connecting" });
        else this.set({ ...this.state, retryAt: null });
      },
      refused,
      // One record may hold several events: resume one before, repeated ones are recognised.
      since: () => (this.state.seq == null ? null : Math.max(0, this.state.seq - 1)),
    });
  }

  start = () => {
    this.stream.start();
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
  };
  stop = () => {
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.stream.stop();
  };
  hurry = () => {
    if (document.visibilityState === "visible") this.stream.hurry();
  };

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  get = () => this.state;
  outbox = () => this.box;
  send = (message: Outgoing) => this.stream.send(message);
  onLeg(listener: LegListener, ready: ReadyListener) {
    this.legListener = listener;
    this.readyListener = ready;
  }
  onReservation(listener: (event: LiveEvent) => void) {
    this.reservationListener = listener;
  }

  post(action: OutboxAction) {
    const next = reduceOutbox(this.box, action);
    if (next === this.box) return;
    this.box = next;
    saveOutbox(sessionStorage, next);
    this.notify();
  }

  /** Answers of REST calls are as good as events: they need not wait for theirs. */
  takeAgent = (agent: AgentLive) => this.set(withAgent(this.state, agent));
  takeConversation = (conversation: ConversationLive) =>
    this.set({ ...this.state, conversations: withConversation(this.state.conversations, conversation) });
  forgetOffer = (reservation: string) =>
    this.set({ ...this.state, offers: withoutOffer(this.state.offers, reservation) });
  markRead = (id: string) => {
    const conversation = this.state.conversations[id];
    if (conversation?.unread) this.takeConversation({ ...conversation, unread: 0 });
  };

  private receive(message: Incoming) {
    if (message.type === "pong") return;
    if (isLegMessage(message)) {
      this.legListener(message);
      return;
    }
    if (isRepeated(this.state, message)) return;
    const before = this.state;
    // Before the state changes: a leg whose offer was accepted must not be taken for one whose offer is over.
    if (message.type.startsWith("reservation.") && !isCovered(before, message)) this.reservationListener(message);
    this.set(reduceLive(before, message, Date.now()));
    applyToCache(this.queries, message, before);
    if (message.type === "message.created" && message.data.key) this.post({ type: "done", key: message.data.key });
    if (message.type === "ready") {
      this.send({ type: "subscribe", topics: ["metrics"] });
      this.readyListener(message.data.legs ?? []);
    }
  }

  private set(state: LiveState) {
    if (state === this.state) return;
    this.state = state;
    this.notify();
  }
  private notify() {
    for (const listener of [...this.listeners]) listener();
  }
}
