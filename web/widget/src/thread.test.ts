import { expect, it } from "vitest";
import { message } from "./testing";
import { Thread } from "./thread";

it("orders by conversation and seq whatever the order of arrival, and keeps each message once", () => {
  const thread = new Thread();
  const later = { conversation: "c0", at: "2026-11-22T00:00:00.000Z" };
  thread.merge([message(3), message(1, later)]);
  thread.merge([message(1), message(3), message(2), message(2)]);
  expect(thread.messages.map((one) => `${one.conversation}/${one.seq}`)).toEqual(["c1/1", "c1/2", "c1/3", "c0/1"]);
});

it("does not let a clock that went back reorder a conversation", () => {
  const thread = new Thread();
  thread.merge([message(1, { at: "2026-11-21T10:00:00.000Z" }), message(2, { at: "2026-11-21T09:59:59.000Z" })]);
  expect(thread.messages.map((one) => one.seq)).toEqual([1, 2]);
});

it("knows the last seq of each conversation", () => {
  const thread = new Thread();
  thread.merge([message(4), message(9, { conversation: "c2" })]);
  expect(thread.lastSeq("c1")).toBe(4);
  expect(thread.lastSeq("c2")).toBe(9);
  expect(thread.lastSeq("c3")).toBeNull();
});
