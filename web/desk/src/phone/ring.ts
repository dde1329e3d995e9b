// The sound of an offer, made with WebAudio: two soft tones for a call, one for a chat. No file to load.
let context: AudioContext | null = null;

const audio = () => (context ??= new AudioContext());

/** Browsers let a page make sound only after a click or key: call this from one. */
export function unlockSound() {
  void audio().resume().catch(() => undefined);
}

function tone(at: number, hertz: number, seconds: number, volume: number) {
  const ctx = audio();
  const oscillator = ctx.createOscillator();
  const gain = ctx.createGain();
  oscillator.type = "sine";
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(volume, at + 0.03);
  gain.gain.setValueAtTime(volume, at + seconds - 0.08);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  oscillator.connect(gain).connect(ctx.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}

function ringOnce(kind: "voice" | "webchat", quiet: boolean) {
  if (audio().state !== "running") return;
  const now = audio().currentTime;
  const volume = quiet ? 0.05 : 0.18;
  if (kind === "voice") {
    tone(now, 587, 0.45, volume);
    tone(now + 0.5, 740, 0.55, volume);
  } else {
    tone(now, 880, 0.16, volume);
    tone(now + 0.18, 1175, 0.22, volume);
  }
}

/** Rings until the returned function is called. `quiet`: somebody is talking. */
export function startRing(kind: "voice" | "webchat", quiet: boolean): () => void {
  try {
    ringOnce(kind, quiet);
  } catch {
    return () => undefined; // No audio device: the panel and the notification remain.
  }
  const timer = setInterval(() => ringOnce(kind, quiet), kind === "voice" ? 2400 : 4000);
  return () => clearInterval(timer);
}
