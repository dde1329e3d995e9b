import { describe, expect, it } from "vitest";
import type { Message } from "../api/types";
import { hasGap, prependOlder, upsertMessage } from "./messages";
import { loadOutbox, reduceOutbox, type Unsent } from "./outbox";

const message = (seq: number, text = String(seq)): Message => ({
  id: `m${seq}`,
  seq,
  conversation: "c",
  from: "customer",
  author: null,
  text,
  at: "2025-03-01T08:00:00.000Z",
  key: null,
});
const page = (...seqs: number[]) => ({ items: seqs.map((seq) => message(seq)), next_cursor: null });
const seqs = (p: { items: Message[] } | undefined) => p?.items.map((m) => m.seq);

describe("the messages of a conversation", () => {
  it("takes_each_message_once_and_in_order", () => {
    expect(seqs(upsertMessage(page(1, 2), message(3)))).toEqual([1, 2, 3]);
    expect(seqs(upsertMessage(page(1, 3), message(2)))).toEqual([1, 2, 3]);
    expect(seqs(upsertMessage(page(1, 2), message(2)))).toEqual([1, 2]);
  });

  it("leaves_an_unread_conversation_to_its_own_first_request", () => {
    expect(upsertMessage(undefined, message(1))).toBeUndefined();
  });

  it("puts_older_ones_before_without_doubling", () => {
    const joined = prependOlder(page(3, 4), { ...page(1, 2, 3), next_cursor: "x" });
    expect(seqs(joined)).toEqual([1, 2, 3, 4]);
    expect(joined.next_cursor).toBe("x");
  });

  it("sees_a_hole_in_the_numbering", () => {
    expect(hasGap(page(4, 5, 6))).toBe(false);
    expect(hasGap(page(4, 6))).toBe(true);
  });
});

describe("unsent messages", () => {
  const unsent: Unsent = { conversation: "c", key: "k", text: "好", at: "", state: "sending" };

  it("keep_their_key_through_failure_and_retry", () => {
    const failed = reduceOutbox([unsent], { type: "failed", key: "k" });
    expect(failed[0]?.state).toBe("failed");
    const again = reduceOutbox(failed, { type: "retry", key: "k" });
    expect(again[0]).toEqual(unsent);
    expect(reduceOutbox(again, { type: "write", message: unsent })).toHaveLength(1);
    expect(reduceOutbox(again, { type: "done", key: "k" })).toEqual([]);
  });

  it("are_offered_for_another_try_after_a_reload", () => {
    expect(loadOutbox({ getItem: () => JSON.stringify([unsent]) })[0]?.state).toBe("failed");
    expect(loadOutbox({ getItem: () => "not json" })).toEqual([]);
    expect(loadOutbox({ getItem: () => null })).toEqual([]);
  });
});
