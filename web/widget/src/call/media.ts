// One attempt at a browser leg: microphone in, RTCPeerConnection, the other side's sound out. A resumed call gets a new
// one around the same microphone. Knows nothing of the signalling socket.
export const gatherMs = 500;
const toneMs = 120;
const toneGapMs = 80;
/** "disconnected" often heals by itself; after this long it does not. */
const disconnectedMs = 4_000;

export interface MediaHooks {
  /** The path to the server is gone for good. */
  lost(): void;
  /** The browser wants a click before it plays sound. */
  silent(): void;
}

export class Media {
  private readonly pc: RTCPeerConnection;
  private readonly sender: RTCRtpSender;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    microphone: MediaStream,
    private readonly speaker: HTMLAudioElement,
    private readonly hooks: MediaHooks,
  ) {
    this.pc = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    const track = microphone.getAudioTracks()[0];
    if (!track) throw new Error("the microphone has no audio track");
    const transceiver = this.pc.addTransceiver(track, { direction: "sendrecv", streams: [microphone] });
    this.sender = transceiver.sender;
    preferTelephony(transceiver);
    this.pc.ontrack = (event) => this.play(event.streams[0] ?? new MediaStream([event.track]));
    this.pc.onconnectionstatechange = () => this.watch();
  }

  /** Candidates go inside the offer: the server is ICE-lite and needs none of ours late. */
  async offer(): Promise<string> {
    await this.pc.setLocalDescription(await this.pc.createOffer());
    await this.gathered();
    return this.pc.localDescription?.sdp ?? "";
  }

  async accept(sdp: string): Promise<void> {
    if (!this.closed) await this.pc.setRemoteDescription({ type: "answer", sdp });
  }

  /** RFC 4733 from the browser. False when it cannot, and the digits have to travel over the socket. */
  tone(digit: string): boolean {
    const dtmf = this.sender.dtmf;
    if (!dtmf?.canInsertDTMF) return false;
    try {
      // insertDTMF replaces what is still to be sent: keep it, or quick fingers lose keys.
      dtmf.insertDTMF(dtmf.toneBuffer + digit, toneMs, toneGapMs);
      return true;
    } catch {
      return false;
    }
  }

  resumeSound(): void {
    this.speaker.play().catch(() => this.hooks.silent());
  }

  statistics(): Promise<RTCStatsReport> {
    return this.pc.getStats();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    this.pc.ontrack = this.pc.onconnectionstatechange = null;
    this.pc.close();
    this.speaker.srcObject = null;
  }

  private play(stream: MediaStream): void {
    this.speaker.srcObject = stream;
    this.resumeSound();
  }

  private gathered(): Promise<void> {
    if (this.pc.iceGatheringState === "complete") return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.pc.onicegatheringstatechange = null;
        resolve();
      };
      const timer = setTimeout(done, gatherMs);
      this.pc.onicegatheringstatechange = () => {
        if (this.pc.iceGatheringState === "complete") done();
      };
    });
  }

  private watch(): void {
    clearTimeout(this.timer);
    if (this.pc.connectionState === "failed") this.hooks.lost();
    if (this.pc.connectionState === "disconnected") this.timer = setTimeout(() => this.hooks.lost(), disconnectedMs);
  }
}

/** G.711 and keys at the telephone's clock rate stand first; the rest stays for servers that speak it. */
export function telephonyFirst<Codec extends { mimeType: string; clockRate: number }>(codecs: readonly Codec[]): Codec[] {
  const rank = (codec: Codec) => {
    const at = ["audio/pcmu", "audio/pcma", "audio/telephone-event"].indexOf(codec.mimeType.toLowerCase());
    return at === -1 || codec.clockRate !== 8000 ? 3 : at;
  };
  return [...codecs].sort((a, b) => rank(a) - rank(b));
}

function preferTelephony(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities?.("audio")?.codecs;
  if (codecs && typeof transceiver.setCodecPreferences === "function")
    transceiver.setCodecPreferences(telephonyFirst(codecs));
}
