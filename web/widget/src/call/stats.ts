// The figures of a call's sound, for tests and for whoever looks after the site: from getStats, flattened.
export interface CallStats {
  state: string;
  leg: string | null;
  codec: string | null;
  round_trip_ms: number | null;
  inbound: { packets: number; bytes: number; lost: number; jitter_ms: number; audio_level: number; energy: number; seconds: number; concealed: number };
  outbound: { packets: number; bytes: number; audio_level: number; energy: number };
}

export function emptyStats(state: string, leg: string | null): CallStats {
  return {
    state,
    leg,
    codec: null,
    round_trip_ms: null,
    inbound: { packets: 0, bytes: 0, lost: 0, jitter_ms: 0, audio_level: 0, energy: 0, seconds: 0, concealed: 0 },
    outbound: { packets: 0, bytes: 0, audio_level: 0, energy: 0 },
  };
}

export function readStats(report: Iterable<[string, Record<string, unknown>]>, into: CallStats): CallStats {
  const entries = new Map(report);
  for (const entry of entries.values()) {
    if (entry["type"] === "inbound-rtp" && entry["kind"] === "audio") {
      into.inbound = {
        packets: number(entry["packetsReceived"]),
        bytes: number(entry["bytesReceived"]),
        lost: number(entry["packetsLost"]),
        jitter_ms: number(entry["jitter"]) * 1000,
        audio_level: number(entry["audioLevel"]),
        energy: number(entry["totalAudioEnergy"]),
        seconds: number(entry["totalSamplesDuration"]),
        concealed: number(entry["concealedSamples"]),
      };
      const codec = entries.get(String(entry["codecId"]));
      if (typeof codec?.["mimeType"] === "string") into.codec = codec["mimeType"];
    } else if (entry["type"] === "outbound-rtp" && entry["kind"] === "audio") {
      into.outbound.packets = number(entry["packetsSent"]);
      into.outbound.bytes = number(entry["bytesSent"]);
    } else if (entry["type"] === "media-source" && entry["kind"] === "audio") {
      into.outbound.audio_level = number(entry["audioLevel"]);
      into.outbound.energy = number(entry["totalAudioEnergy"]);
    } else if (entry["type"] === "candidate-pair" && typeof entry["currentRoundTripTime"] === "number") {
      into.round_trip_ms = entry["currentRoundTripTime"] * 1000;
    }
  }
  return into;
}

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
