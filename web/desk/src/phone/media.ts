// The microphone: asked for once, shared by all legs, given back when no leg needs it.
export type MediaTrouble = "insecure" | "refused" | "missing" | "busy";

export class MediaError extends Error {
  constructor(readonly trouble: MediaTrouble) {
    super(trouble);
  }
}

export function microphoneTrouble(): MediaTrouble | null {
  return typeof navigator !== "undefined" && navigator.mediaDevices ? null : "insecure";
}

export async function openMicrophone(): Promise<MediaStream> {
  if (microphoneTrouble()) throw new MediaError("insecure");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch (error) {
    throw new MediaError(troubleOf(error));
  }
}

export function troubleOf(error: unknown): MediaTrouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return "busy";
}
