// Asking for the microphone, with the reason in plain words when there is none.
import type { TextKey } from "../texts";

/** The text that tells the visitor what to do. */
export class NoMicrophone extends Error {
  constructor(readonly reason: TextKey) {
    super(reason);
  }
}

export async function openMicrophone(): Promise<MediaStream> {
  if (!window.isSecureContext) throw new NoMicrophone("mic_insecure");
  if (!navigator.mediaDevices?.getUserMedia || typeof RTCPeerConnection !== "function")
    throw new NoMicrophone("call_unsupported");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    throw new NoMicrophone(reasonOf(error));
  }
}

export function reasonOf(error: unknown): TextKey {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "mic_missing";
  if (name === "NotReadableError" || name === "AbortError") return "mic_busy";
  return "mic_refused";
}
