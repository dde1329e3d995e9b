// "Call us": one voice call of this visitor, over the chat's socket. The states are the visitor's; the leg is the
// server's. A broken socket does not end a call, a broken media path or a reloaded page takes the same leg back.
import type { Chat } from "../chat";
import { Emitter } from "../emitter";
import type { CallPhase, Place, ServerFrame, Welcome } from "../protocol";
import type { TextKey } from "../texts";
import { Media } from "./media";
import type { CallMemoryStore } from "./memory";
import { NoMicrophone, openMicrophone } from "./microphone";
import { emptyStats, readStats, type CallStats } from "./stats";

export type CallState =
  | "idle"
  | "preparing"
  | "connecting"
  | "ringing"
  | "answered"
  | "queued"
  | "talking"
  | "held"
  | "reconnecting"
  | "ended"
  | "failed";

/** What the server says the call does; "answered" until it says anything. */
export type ServerState = "answered" | CallPhase;

const over: readonly CallState[] = ["idle", "ended", "failed"];
/** The server gets this long to answer a call or a resumption, the time to reconnect included. */
export const answerMs = 20_000;
const rememberEveryMs = 2_000;

export class Call {
  readonly events = new Emitter<{ changed: CallState }>();
  state: CallState = "idle";
  /** Why it failed or ended: one of our texts, or the server's words. */
  reason: { key: TextKey } | { text: string } | null = null;
  muted = false;
  /** Keys pressed so far, to show them. */
  digits = "";
  /** When the call was answered and when it was over, in milliseconds. */
  since: number | null = null;
  until: number | null = null;
  needsClick = false;
  /** While it is queued. */
  place: Place = {};

  private leg: string | null = null;
  private media: Media | null = null;
  private microphone: MediaStream | null = null;
  private attempt = 0;
  private pendingOffer: string | null = null;
  private lastState: ServerState = "answered";
  /** A hang-up that could not be sent; with leg null the server may or may not have got the call. */
  private unsentHangUp: { leg: string | null } | null = null;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private keeper: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly chat: Chat,
    private readonly memory: CallMemoryStore,
    private readonly speaker: HTMLAudioElement,
  ) {
    chat.events.on("frame", (frame) => this.onFrame(frame));
    chat.events.on("welcome", (frame) => this.onWelcome(frame));
    chat.claimError = (detail) => this.claimError(detail);
  }

  get active(): boolean {
    return !over.includes(this.state);
  }

  async start(): Promise<void> {
    if (this.active) return;
    this.reset();
    this.chat.start();
    this.set("preparing");
    await this.negotiate();
  }

  /** After a reload: true when this tab had a call a moment ago and is getting it back. */
  resume(): boolean {
    const had = this.memory.load();
    if (this.active || !had || had.person !== this.chat.person) return false;
    this.reset();
    this.leg = had.leg;
    this.since = had.since;
    this.lastState = had.state;
    this.chat.start();
    this.set("reconnecting");
    void this.negotiate();
    return true;
  }

  hangUp(): void {
    if (!this.active) return;
    const reached = this.leg !== null || this.pendingOffer !== null;
    if (reached && !this.chat.send({ type: "call.hang_up" })) this.unsentHangUp = { leg: this.leg };
    this.finish("ended", null);
  }

  /** Puts a finished call away. */
  dismiss(): void {
    if (this.active) return;
    this.reset();
    this.set("idle");
  }

  mute(on: boolean): void {
    this.muted = on;
    for (const track of this.microphone?.getAudioTracks() ?? []) track.enabled = !on;
    this.set(this.state);
  }

  key(digit: string): void {
    if (!this.active || !/^[0-9*#]$/.test(digit)) return;
    this.digits = (this.digits + digit).slice(-24);
    if (!this.media?.tone(digit)) this.chat.send({ type: "call.digits", digits: digit });
    this.set(this.state);
  }

  hear(): void {
    this.needsClick = false;
    this.media?.resumeSound();
    this.set(this.state);
  }

  /** For pagehide: the last moment before a reload. */
  remember(): void {
    if (this.active && this.leg !== null && this.since !== null)
      this.memory.save({ leg: this.leg, person: this.chat.person, since: this.since, state: this.lastState });
  }

  async stats(): Promise<CallStats> {
    const stats = emptyStats(this.state, this.leg);
    const report = await this.media?.statistics();
    return report ? readStats(report as unknown as Iterable<[string, Record<string, unknown>]>, stats) : stats;
  }

  private async negotiate(): Promise<void> {
    const attempt = ++this.attempt;
    this.media?.close();
    this.media = null;
    this.pendingOffer = null;
    try {
      const microphone = this.microphone ?? (await openMicrophone());
      if (attempt !== this.attempt) {
        if (microphone !== this.microphone) stopTracks(microphone);
        return;
      }
      this.microphone = microphone;
      for (const track of microphone.getAudioTracks()) track.enabled = !this.muted;
      const media = new Media(microphone, this.speaker, {
        lost: () => this.onMediaLost(attempt),
        silent: () => this.onSilent(attempt),
      });
      this.media = media;
      const sdp = await media.offer();
      if (attempt !== this.attempt) return;
      this.pendingOffer = sdp;
      if (this.leg === null) this.set("connecting");
      clearTimeout(this.deadline);
      this.deadline = setTimeout(() => this.giveUp("call_unreachable"), answerMs);
      this.sendOffer();
    } catch (error) {
      if (attempt !== this.attempt) return;
      this.giveUp(error instanceof NoMicrophone ? error.reason : "call_unsupported");
    }
  }

  private sendOffer(): void {
    const sdp = this.pendingOffer;
    if (sdp === null) return;
    this.chat.send(this.leg === null ? { type: "call", sdp } : { type: "call.resume", leg: this.leg, sdp });
  }

  private onWelcome(frame: Welcome): void {
    const leg = frame.call?.leg ?? null;
    const unsent = this.unsentHangUp;
    this.unsentHangUp = null;
    if (unsent && leg !== null && (unsent.leg ?? leg) === leg) this.chat.send({ type: "call.hang_up" });
    if (!this.active) return;
    if (this.leg !== null && leg !== this.leg) {
      this.finish("ended", null);
      return;
    }
    // The call reached the server and only its answer was lost: take that leg, never place a second call.
    if (this.leg === null && leg !== null && this.pendingOffer !== null) this.leg = leg;
    this.sendOffer();
  }

  private onFrame(frame: ServerFrame): void {
    if (frame.type === "call.answer") void this.onAnswer(frame.leg, frame.sdp);
    if (!this.active) return;
    if (frame.type === "call.state") {
      this.place = { position: frame.position ?? null, estimated_wait_seconds: frame.estimated_wait_seconds ?? null };
      this.onState(frame.state);
    }
    if (frame.type === "call.ended") this.finish("ended", frame.cause === "moved" ? { key: "call_moved" } : null);
  }

  /** An error that comes while an offer is unanswered is the answer to it. */
  private claimError(detail: string): boolean {
    if (!this.active || this.pendingOffer === null) return false;
    this.finish(this.since === null ? "failed" : "ended", { text: detail });
    return true;
  }

  private onState(state: CallPhase): void {
    this.lastState = state;
    if (this.state !== "reconnecting") this.set(state);
  }

  private async onAnswer(leg: string, sdp: string): Promise<void> {
    if (!this.active || this.pendingOffer === null || !this.media) return;
    const attempt = this.attempt;
    this.pendingOffer = null;
    this.leg = leg;
    clearTimeout(this.deadline);
    try {
      await this.media.accept(sdp);
    } catch {
      if (attempt === this.attempt) this.hangUpWith("call_lost");
      return;
    }
    if (attempt !== this.attempt || !this.active) return;
    this.since ??= Date.now();
    this.remember();
    clearInterval(this.keeper);
    this.keeper = setInterval(() => this.remember(), rememberEveryMs);
    this.set(this.lastState === "ringing" ? "answered" : this.lastState);
  }

  private onMediaLost(attempt: number): void {
    if (attempt !== this.attempt || !this.active) return;
    this.set("reconnecting");
    void this.negotiate();
  }

  private onSilent(attempt: number): void {
    if (attempt !== this.attempt) return;
    this.needsClick = true;
    this.set(this.state);
  }

  private giveUp(reason: TextKey): void {
    if (this.since === null) this.finish("failed", { key: reason });
    else this.hangUpWith(reason === "call_unreachable" ? "call_lost" : reason);
  }

  private hangUpWith(reason: TextKey): void {
    this.hangUp();
    this.reason = { key: reason };
    this.set(this.state);
  }

  private finish(state: "ended" | "failed", reason: Call["reason"]): void {
    this.attempt++;
    clearTimeout(this.deadline);
    clearInterval(this.keeper);
    this.media?.close();
    this.media = null;
    if (this.microphone) stopTracks(this.microphone);
    this.microphone = null;
    this.memory.clear();
    this.pendingOffer = null;
    this.leg = null;
    this.until = Date.now();
    this.reason = reason;
    this.set(state);
  }

  private reset(): void {
    this.leg = null;
    this.reason = null;
    this.muted = false;
    this.digits = "";
    this.since = this.until = null;
    this.needsClick = false;
    this.place = {};
    this.lastState = "answered";
  }

  private set(state: CallState): void {
    this.state = state;
    this.events.emit("changed", state);
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
