import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Chat } from "../chat";
import { MemoryBackend } from "../storage";
import { FakeSockets, welcome } from "../testing";
import { Call } from "./call";
import { placeOf } from "../ui/status";
import { CallMemoryStore } from "./memory";

// Just enough of WebRTC to negotiate: each connection has a numbered offer and remembers its answer.
class FakePeerConnection {
  static made: FakePeerConnection[] = [];
  iceGatheringState = "complete";
  connectionState = "connected";
  localDescription: { sdp: string } | null = null;
  answer: string | null = null;
  closed = false;
  ontrack: unknown = null;
  onconnectionstatechange: (() => void) | null = null;
  tones: string[] = [];
  canInsertDTMF = true;

  constructor() {
    FakePeerConnection.made.push(this);
  }
  addTransceiver() {
    const pc = this;
    const dtmf = {
      toneBuffer: "",
      get canInsertDTMF() {
        return pc.canInsertDTMF;
      },
      insertDTMF: (tones: string) => pc.tones.push(tones),
    };
    return { sender: { dtmf } };
  }
  async createOffer() {
    return { type: "offer", sdp: `offer ${FakePeerConnection.made.indexOf(this) + 1}` };
  }
  async setLocalDescription(description: { sdp: string }) {
    this.localDescription = description;
  }
  async setRemoteDescription(description: { sdp: string }) {
    this.answer = description.sdp;
  }
  close() {
    this.closed = true;
  }
}

let sockets: FakeSockets;
let tab: MemoryBackend;
let local: MemoryBackend;
let track: { enabled: boolean; stop: () => void };
let getUserMedia: ReturnType<typeof vi.fn>;

function page() {
  const chat = new Chat({
    url: "ws://test/", site: "demo", customer: null, language: () => "en", local, makeSocket: sockets.make,
  });
  const speaker = { play: () => Promise.resolve(), srcObject: null } as unknown as HTMLAudioElement;
  return new Call(chat, new CallMemoryStore(tab, "demo"), speaker);
}

const settle = () => vi.advanceTimersByTimeAsync(0);

function accept(over = {}) {
  sockets.last.accept();
  sockets.last.give(welcome(over));
}

async function callUp() {
  const call = page();
  void call.start();
  accept();
  await settle();
  sockets.last.give({ type: "call.state", state: "ringing" });
  sockets.last.give({ type: "call.answer", leg: "12", sdp: "answer" });
  await settle();
  return call;
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = new FakeSockets();
  tab = new MemoryBackend();
  local = new MemoryBackend();
  FakePeerConnection.made = [];
  track = { enabled: true, stop: vi.fn() };
  getUserMedia = vi.fn(async () => ({ getAudioTracks: () => [track], getTracks: () => [track] }));
  vi.stubGlobal("window", { isSecureContext: true });
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
  vi.stubGlobal("RTCPeerConnection", FakePeerConnection);
  vi.stubGlobal("RTCRtpReceiver", {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("offers, takes the answer, follows the server's states and hangs up", async () => {
  const call = await callUp();
  expect(sockets.last.of("call").map((frame) => frame.sdp)).toEqual(["offer 1"]);
  expect(FakePeerConnection.made[0]!.answer).toBe("answer");
  expect(call.state).toBe("answered");
  sockets.last.give({ type: "call.state", state: "queued" });
  expect(call.state).toBe("queued");
  call.mute(true);
  expect(track.enabled).toBe(false);
  call.hangUp();
  expect(sockets.last.of("call.hang_up")).toHaveLength(1);
  expect(call.state).toBe("ended");
  expect(track.stop).toHaveBeenCalled();
  expect(FakePeerConnection.made[0]!.closed).toBe(true);
});

it("sends keys as RFC 4733 where the browser can, else over the socket", async () => {
  const call = await callUp();
  call.key("8");
  expect(FakePeerConnection.made[0]!.tones).toEqual(["8"]);
  FakePeerConnection.made[0]!.canInsertDTMF = false;
  call.key("#");
  call.key("x");
  expect(sockets.last.of("call.digits").map((frame) => frame.digits)).toEqual(["#"]);
  expect(call.digits).toBe("8#");
});

it("never places a second call when only the answer was lost", async () => {
  const call = page();
  void call.start();
  accept();
  await settle();
  sockets.last.drop();
  vi.advanceTimersByTime(2_000);
  accept({ call: { leg: "12" } });
  expect(sockets.last.of("call")).toEqual([]);
  expect(sockets.last.of("call.resume")).toEqual([{ type: "call.resume", leg: "12", sdp: "offer 1" }]);
  sockets.last.give({ type: "call.answer", leg: "12", sdp: "answer" });
  await settle();
  expect(call.state).toBe("answered");
});

it("calls again when the server never got the call", async () => {
  void page().start();
  accept();
  await settle();
  sockets.last.drop();
  vi.advanceTimersByTime(2_000);
  accept();
  expect(sockets.last.of("call")).toHaveLength(1);
});

it("goes on talking while the socket is away, and ends when the server says that the call is gone", async () => {
  const call = await callUp();
  sockets.last.drop();
  expect(call.active).toBe(true);
  vi.advanceTimersByTime(2_000);
  accept({ call: { leg: "12" } });
  expect(call.state).toBe("answered");
  expect(sockets.last.of("call.resume")).toEqual([]);
  sockets.last.drop();
  vi.advanceTimersByTime(3_000);
  accept({ call: null });
  expect(call.state).toBe("ended");
});

it("hangs up after the break what was hung up during it", async () => {
  const call = await callUp();
  sockets.last.drop();
  call.hangUp();
  vi.advanceTimersByTime(2_000);
  accept({ call: { leg: "12" } });
  expect(sockets.last.of("call.hang_up")).toHaveLength(1);
});

it("takes the same leg back when the media path is lost", async () => {
  const call = await callUp();
  const first = FakePeerConnection.made[0]!;
  first.connectionState = "failed";
  first.onconnectionstatechange?.();
  await settle();
  expect(call.state).toBe("reconnecting");
  expect(sockets.last.of("call.resume")).toEqual([{ type: "call.resume", leg: "12", sdp: "offer 2" }]);
  sockets.last.give({ type: "call.answer", leg: "12", sdp: "answer 2" });
  await settle();
  expect(call.state).toBe("answered");
  expect(getUserMedia).toHaveBeenCalledTimes(1);
});

it("gets the call back after a page reload, with its clock and state", async () => {
  const before = await callUp();
  sockets.last.give({ type: "call.state", state: "talking" });
  before.remember();
  vi.advanceTimersByTime(5_000);
  sockets = new FakeSockets();
  const after = page();
  expect(after.resume()).toBe(true);
  accept({ call: { leg: "12" } });
  await settle();
  expect(sockets.last.of("call.resume")).toHaveLength(1);
  sockets.last.give({ type: "call.answer", leg: "12", sdp: "answer" });
  await settle();
  expect(after.state).toBe("talking");
  expect(after.since).toBe(before.since);
});

it("shows the server's reason when it refuses the call", async () => {
  const call = page();
  void call.start();
  accept();
  await settle();
  sockets.last.give({ type: "error", code: "busy", detail: "all lines are busy" });
  expect(call.state).toBe("failed");
  expect(call.reason).toEqual({ text: "all lines are busy" });
});

it("says what is wrong when the microphone is refused or the page is not secure", async () => {
  getUserMedia.mockRejectedValue(Object.assign(new Error(), { name: "NotAllowedError" }));
  const call = page();
  await call.start();
  expect(call.reason).toEqual({ key: "mic_refused" });
  vi.stubGlobal("window", { isSecureContext: false });
  await call.start();
  expect(call.state).toBe("failed");
  expect(call.reason).toEqual({ key: "mic_insecure" });
});

it("lets go of a microphone that is granted after the visitor gave up", async () => {
  let grant: (stream: unknown) => void = () => {};
  getUserMedia.mockReturnValue(new Promise((resolve) => (grant = resolve)));
  const call = page();
  void call.start();
  accept();
  call.hangUp();
  grant({ getAudioTracks: () => [track], getTracks: () => [track] });
  await settle();
  expect(track.stop).toHaveBeenCalled();
  expect(sockets.last.sent.map((frame) => frame.type)).toEqual(["hello"]);
});

it("gives up a call that nobody answers", async () => {
  const call = page();
  void call.start();
  await settle();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(call.state).toBe("failed");
  expect(call.reason).toEqual({ key: "call_unreachable" });
});

it("shows where it stands in the queue, and that it goes on in writing", async () => {
  const call = await callUp();
  sockets.last.give({ type: "call.state", state: "queued", position: 3, estimated_wait_seconds: 45 });
  expect(call.state).toBe("queued");
  expect(placeOf(call.place)).toEqual({ name: "waiting", key: "status_position_seconds", values: { n: 3, wait: 45 } });
  sockets.last.give({ type: "call.state", state: "queued", position: 2, estimated_wait_seconds: null });
  expect(placeOf(call.place)).toEqual({ name: "waiting", key: "status_position", values: { n: 2 } });
  sockets.last.give({ type: "call.ended", cause: "moved" });
  expect(call.state).toBe("ended");
  expect(call.reason).toEqual({ key: "call_moved" });
});
