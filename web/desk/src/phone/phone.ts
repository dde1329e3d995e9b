// The softphone: keeps one Leg for every leg the server wants from this browser and tells the screens how it stands.
// Lives as long as the sign-in. The server decides when legs begin and end; this only follows.
import type { LegMessage, LegWanted } from "../live/events";
import type { Outgoing } from "../live/stream";
import { Leg } from "./leg";
import { MediaError, openMicrophone, type MediaTrouble } from "./media";

export interface LegView {
  leg: string;
  conversation: string | null;
  reservation: string | null;
  state: RTCPeerConnectionState | "preparing" | "taken" | "failed";
  /** Said by the server where it could not use our offer. */
  detail: string | null;
  blocked: boolean;
}
export interface PhoneState {
  legs: LegView[];
  trouble: MediaTrouble | null;
}
interface Entry {
  wanted: LegWanted;
  leg: Leg | null;
  /** Grows with every negotiation; a slow one that was overtaken notices by it. */
  round: number;
  state: "preparing" | "up" | "taken" | "failed";
  detail: string | null;
  speak: boolean;
  retried: boolean;
}

export class Phone {
  private readonly entries = new Map<string, Entry>();
  private microphone: Promise<MediaStream> | null = null;
  private state: PhoneState = { legs: [], trouble: null };
  private readonly listeners = new Set<() => void>();

  constructor(private readonly send: (message: Outgoing) => boolean) {}

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  get = () => this.state;
  legs = () => [...this.entries.entries()];

  receive(message: LegMessage) {
    if (message.type === "leg.wanted") {
      this.want(message.data);
      return;
    }
    const entry = this.entries.get(message.leg);
    if (!entry) return;
    switch (message.type) {
      case "leg.answer":
        void this.answered(message.leg, entry, message.sdp);
        return;
      case "leg.failed":
        this.fail(entry, message.detail ?? null);
        return;
      case "leg.closed":
        this.release(message.leg);
        return;
      case "leg.taken":
        this.drop(entry);
        entry.state = "taken";
        this.publish();
    }
  }

  /** After (re)connecting: what the server lists is wanted, what it does not list is over. */
  reconcile(wanted: LegWanted[]) {
    const listed = new Set(wanted.map((w) => w.leg));
    for (const id of [...this.entries.keys()]) if (!listed.has(id)) this.release(id);
    for (const one of wanted) this.want(one);
  }

  want(wanted: LegWanted) {
    const old = this.entries.get(wanted.leg);
    if (old) {
      old.wanted = wanted;
      void this.negotiate(wanted.leg, old);
      return;
    }
    const entry: Entry = {
      wanted,
      leg: null,
      round: 0,
      state: "preparing",
      detail: null,
      speak: wanted.reservation === null,
      retried: false,
    };
    this.entries.set(wanted.leg, entry);
    void this.negotiate(wanted.leg, entry);
  }

  /** From now on the caller hears this side. Muting is the server's business. */
  speak(conversation: string) {
    for (const entry of this.entries.values()) {
      if (entry.wanted.conversation === conversation && !entry.speak) this.open(entry);
    }
  }
  acceptedReservation(reservation: string) {
    for (const entry of this.entries.values()) {
      if (entry.wanted.reservation === reservation && !entry.speak) this.open(entry);
    }
  }

  /** The offer is over without an answer: its leg is no use any more. */
  forgetReservation(reservation: string) {
    for (const [id, entry] of this.entries) {
      if (entry.wanted.reservation === reservation && !entry.speak) this.release(id);
    }
  }

  /** Takes the sound back from another tab, or tries again after a failure. */
  retake() {
    for (const [id, entry] of this.entries) {
      if (entry.state === "taken" || entry.state === "failed") void this.negotiate(id, entry);
    }
  }

  /** A running call whose sound is in another tab: from now on it is in this one. */
  takeOver(leg: string, conversation: string) {
    this.want({ leg, conversation, reservation: null });
  }

  resume() {
    for (const entry of this.entries.values()) entry.leg?.resume();
    this.publish();
  }

  /** Asks for the microphone ahead of the first call, so that the browser's question does not come while it rings. */
  async prepare(): Promise<boolean> {
    try {
      await this.openMicrophone();
      if (this.entries.size === 0) this.giveMicrophoneBack();
      return true;
    } catch {
      return false;
    }
  }

  stop() {
    for (const id of [...this.entries.keys()]) this.release(id);
  }

  private open(entry: Entry) {
    entry.speak = true;
    entry.leg?.speak(true);
    entry.leg?.resume();
  }

  private async negotiate(id: string, entry: Entry) {
    const round = ++entry.round;
    const current = () => this.entries.get(id) === entry && entry.round === round;
    entry.state = "preparing";
    entry.detail = null;
    this.publish();
    let leg: Leg | null = null;
    try {
      const microphone = await this.openMicrophone();
      if (!current()) return;
      leg = new Leg(id, microphone, () => this.legChanged(id, entry));
      const sdp = await leg.offer();
      if (!current()) {
        leg.close();
        return;
      }
      entry.leg?.close();
      entry.leg = leg;
      leg.speak(entry.speak); // not before: the call may have been taken while the offer was being made
      entry.state = "up";
      this.send({ type: "leg.offer", leg: id, sdp });
      this.publish();
    } catch (error) {
      leg?.close();
      if (current()) this.fail(entry, error instanceof MediaError ? null : String(error));
    }
  }

  private async answered(id: string, entry: Entry, sdp: string) {
    try {
      await entry.leg?.answer(sdp);
    } catch (error) {
      if (this.entries.get(id) === entry) this.fail(entry, String(error));
    }
    this.publish();
  }

  /** One new try by itself when the path breaks; the server keeps the leg for a while. */
  private legChanged(id: string, entry: Entry) {
    if (entry.leg?.state === "connected") entry.retried = false;
    if (entry.leg?.state === "failed" && !entry.retried) {
      entry.retried = true;
      void this.negotiate(id, entry);
    }
    this.publish();
  }

  private fail(entry: Entry, detail: string | null) {
    this.drop(entry);
    entry.state = "failed";
    entry.detail = detail;
    this.publish();
  }

  private drop(entry: Entry) {
    entry.round += 1;
    entry.leg?.close();
    entry.leg = null;
  }

  private release(id: string) {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.drop(entry);
    this.entries.delete(id);
    if (this.entries.size === 0) this.giveMicrophoneBack();
    this.publish();
  }

  private async openMicrophone(): Promise<MediaStream> {
    this.microphone ??= openMicrophone();
    try {
      const stream = await this.microphone;
      if (this.state.trouble) this.publish(null);
      return stream;
    } catch (error) {
      this.microphone = null;
      this.publish(error instanceof MediaError ? error.trouble : "busy");
      throw error;
    }
  }

  private giveMicrophoneBack() {
    const held = this.microphone;
    this.microphone = null;
    // A refusal was reported where it was asked for.
    void held?.then((stream) => stream.getTracks().forEach((track) => track.stop())).catch(() => undefined);
  }

  private publish(trouble: MediaTrouble | null = this.state.trouble) {
    const legs = [...this.entries].map(
      ([leg, e]): LegView => ({
        leg,
        conversation: e.wanted.conversation,
        reservation: e.wanted.reservation,
        state: e.state === "up" ? (e.leg?.state ?? "new") : e.state,
        detail: e.detail,
        blocked: e.leg?.blocked ?? false,
      }),
    );
    this.state = { legs, trouble };
    for (const listener of [...this.listeners]) listener();
  }
}
