// One leg: a PeerConnection between this browser and the server. Lives from `leg.wanted` to `leg.closed`.
// The microphone's track is attached from the start but silent until the call is taken, so that accepting it has
// sound at once and nobody is heard before.

const gatherLimitMs = 500;

/** PCMU and PCMA first (the server speaks both), then the telephone events; the rest is not offered. */
export function preferredCodecs<T extends { mimeType: string; clockRate?: number }>(codecs: T[]): T[] {
  const rank = (codec: T) => {
    const name = codec.mimeType.toLowerCase();
    if (name === "audio/pcma") return 0;
    if (name === "audio/pcmu") return 1;
    if (name === "audio/telephone-event" && (codec.clockRate ?? 8000) === 8000) return 2;
    return 9;
  };
  const wanted = codecs.filter((codec) => rank(codec) < 9).sort((a, b) => rank(a) - rank(b));
  return wanted.some((codec) => rank(codec) < 2) ? wanted : codecs;
}

export class Leg {
  readonly connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
  private readonly sound = new Audio();
  private readonly track: MediaStreamTrack;
  private answered = false;

  constructor(
    readonly id: string,
    microphone: MediaStream,
    private readonly changed: () => void,
  ) {
    const source = microphone.getAudioTracks()[0];
    if (!source) throw new Error("a microphone without an audio track");
    this.track = source.clone();
    this.track.enabled = false;
    const sender = this.connection.addTransceiver(this.track, { direction: "sendrecv" });
    const codecs = RTCRtpReceiver.getCapabilities("audio")?.codecs ?? [];
    if (codecs.length) sender.setCodecPreferences(preferredCodecs(codecs));
    this.sound.autoplay = true;
    this.connection.ontrack = ({ track, streams }) => {
      this.sound.srcObject = streams[0] ?? new MediaStream([track]);
      void this.sound.play().catch(() => this.changed());
    };
    this.connection.onconnectionstatechange = () => this.changed();
  }

  get state(): RTCPeerConnectionState {
    return this.connection.connectionState;
  }
  /** Sound arrives but the browser does not play it before a click on the page. */
  get blocked(): boolean {
    return this.sound.srcObject !== null && this.sound.paused;
  }

  async offer(): Promise<string> {
    await this.connection.setLocalDescription(await this.connection.createOffer());
    await this.gathered();
    const sdp = this.connection.localDescription?.sdp;
    if (!sdp) throw new Error("no local description");
    return sdp;
  }

  async answer(sdp: string) {
    if (this.answered || this.connection.signalingState !== "have-local-offer") return;
    this.answered = true;
    await this.connection.setRemoteDescription({ type: "answer", sdp });
  }

  speak(on: boolean) {
    this.track.enabled = on;
  }

  resume() {
    void this.sound.play().catch(() => undefined);
  }

  close() {
    this.connection.onconnectionstatechange = null;
    this.connection.ontrack = null;
    this.connection.close();
    this.track.stop();
    this.sound.srcObject = null;
  }

  private gathered(): Promise<void> {
    const { connection } = this;
    if (connection.iceGatheringState === "complete") return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(limit);
        connection.removeEventListener("icegatheringstatechange", check);
        resolve();
      };
      const check = () => connection.iceGatheringState === "complete" && done();
      const limit = setTimeout(done, gatherLimitMs);
      connection.addEventListener("icegatheringstatechange", check);
    });
  }
}
