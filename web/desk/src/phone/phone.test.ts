import { describe, expect, it } from "vitest";
import { preferredCodecs } from "./leg";
import { troubleOf } from "./media";
import { readReports } from "./stats";

describe("the softphone", () => {
  it("offers_g711_first_and_only_with_telephone_events", () => {
    const codec = (mimeType: string, clockRate = 8000) => ({ mimeType, clockRate });
    const all = [
      codec("audio/opus", 48000),
      codec("audio/PCMU"),
      codec("audio/telephone-event", 48000),
      codec("audio/telephone-event", 8000),
      codec("audio/PCMA"),
    ];
    expect(preferredCodecs(all).map((c) => `${c.mimeType}/${c.clockRate}`)).toEqual([
      "audio/PCMA/8000",
      "audio/PCMU/8000",
      "audio/telephone-event/8000",
    ]);
  });

  it("offers_what_there_is_when_a_browser_has_no_g711", () => {
    const only = [{ mimeType: "audio/opus" }, { mimeType: "audio/telephone-event", clockRate: 8000 }];
    expect(preferredCodecs(only)).toEqual(only);
  });

  it("tells_apart_why_there_is_no_microphone", () => {
    const named = (name: string) => Object.assign(new Error(), { name });
    expect(troubleOf(named("NotAllowedError"))).toBe("refused");
    expect(troubleOf(named("NotFoundError"))).toBe("missing");
    expect(troubleOf(named("NotReadableError"))).toBe("busy");
  });

  it("reads_energies_and_packets_from_the_reports", () => {
    const stats = readReports([
      { type: "inbound-rtp", kind: "audio", packetsReceived: 50, totalAudioEnergy: 0.4 },
      { type: "outbound-rtp", kind: "audio", packetsSent: 48 },
      { type: "media-source", kind: "audio", totalAudioEnergy: 0.2 },
      { type: "codec", mimeType: "audio/PCMA" },
    ]);
    expect(stats).toMatchObject({ packetsReceived: 50, totalAudioEnergy: 0.4, packetsSent: 48, sentAudioEnergy: 0.2 });
    expect(stats.codec).toBe("audio/PCMA");
    expect(readReports([]).packetsReceived).toBe(0);
  });
});
