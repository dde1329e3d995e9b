import { beforeEach, expect, it } from "vitest";
import { MemoryBackend } from "../storage";
import { telephonyFirst } from "./media";
import { CallMemoryStore } from "./memory";
import { reasonOf } from "./microphone";
import { emptyStats, readStats } from "./stats";

let now = 0;
beforeEach(() => (now = 1_000_000));

it("remembers a call for thirty seconds", () => {
  const store = new CallMemoryStore(new MemoryBackend(), "demo", () => now);
  store.save({ leg: "12", person: "stranger", since: now - 5_000, state: "talking" });
  now += 29_000;
  expect(store.load()).toMatchObject({ leg: "12", since: 995_000, state: "talking" });
  now += 1_000;
  expect(store.load()).toBeNull();
});

it("makes nothing of a memory somebody else wrote", () => {
  const backend = new MemoryBackend();
  backend.setItem("tandem:demo:call", '{"leg":7}');
  expect(new CallMemoryStore(backend, "demo").load()).toBeNull();
  backend.setItem("tandem:demo:call", "nonsense");
  expect(new CallMemoryStore(backend, "demo").load()).toBeNull();
});

it("puts G.711 and telephone keys first and keeps the rest", () => {
  const codec = (mimeType: string, clockRate = 8000) => ({ mimeType, clockRate });
  const offered = [
    codec("audio/opus", 48000), codec("audio/telephone-event", 48000), codec("audio/G722"), codec("audio/PCMA"),
    codec("audio/telephone-event"), codec("audio/PCMU"),
  ];
  expect(telephonyFirst(offered).map((one) => `${one.mimeType}/${one.clockRate}`)).toEqual([
    "audio/PCMU/8000", "audio/PCMA/8000", "audio/telephone-event/8000",
    "audio/opus/48000", "audio/telephone-event/48000", "audio/G722/8000",
  ]);
});

it("says what is wrong with the microphone", () => {
  const named = (name: string) => Object.assign(new Error(), { name });
  expect(reasonOf(named("NotAllowedError"))).toBe("mic_refused");
  expect(reasonOf(named("NotFoundError"))).toBe("mic_missing");
  expect(reasonOf(named("NotReadableError"))).toBe("mic_busy");
  expect(reasonOf("?")).toBe("mic_refused");
});

it("flattens getStats", () => {
  const report: Array<[string, Record<string, unknown>]> = [
    ["in", { type: "inbound-rtp", kind: "audio", packetsReceived: 50, totalAudioEnergy: 0.5, codecId: "c" }],
    ["out", { type: "outbound-rtp", kind: "audio", packetsSent: 49 }],
    ["c", { type: "codec", mimeType: "audio/PCMU" }],
    ["src", { type: "media-source", kind: "audio", audioLevel: 0.2 }],
  ];
  const stats = readStats(report, emptyStats("talking", "9"));
  expect(stats).toMatchObject({ codec: "audio/PCMU", inbound: { packets: 50, energy: 0.5 }, outbound: { packets: 49 } });
});
