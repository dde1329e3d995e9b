// Peaks of the two channels of a recording, for drawing. Left is the customer, right the agent.
export interface Loudness {
  seconds: number;
  left: number[];
  right: number[];
}
const columns = 400;

export function peaks(samples: Float32Array, count: number): number[] {
  const step = Math.max(1, Math.ceil(samples.length / count));
  const found: number[] = [];
  for (let start = 0; start < samples.length; start += step) {
    let peak = 0;
    const end = Math.min(samples.length, start + step);
    for (let i = start; i < end; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0));
    found.push(peak);
  }
  return found;
}

/** The loudest peak fills the lane, but silence is not blown up to noise. */
export function normalised(values: number[], loudest: number): number[] {
  const full = Math.max(loudest, 0.05);
  return values.map((value) => Math.min(1, value / full));
}

/** Null where the browser cannot decode it: the recording can still be played. */
export async function loudness(blob: Blob): Promise<Loudness | null> {
  try {
    const context = new OfflineAudioContext(2, 1, 8000);
    const buffer = await context.decodeAudioData(await blob.arrayBuffer());
    const left = peaks(buffer.getChannelData(0), columns);
    const right = peaks(buffer.getChannelData(buffer.numberOfChannels > 1 ? 1 : 0), columns);
    const loudest = Math.max(...left, ...right);
    return { seconds: buffer.duration, left: normalised(left, loudest), right: normalised(right, loudest) };
  } catch {
    return null;
  }
}
