import { describe, expect, it } from "vitest";
import { complete, type QueueEntry } from "../../../../api/configuration";
import { changed, freeName, nextAfter, putQueue, withAction, withCondition } from "./queue-model";

describe("a queue's entry", () => {
  it("is_as_short_as_a_person_would_write_it", () => {
    const queue: QueueEntry = { name: "Q", priority: 5, music: "piano", offer_seconds: 20 };
    expect(changed(queue, { priority: 0, choose: "longest_idle" })).toEqual({ name: "Q", music: "piano", offer_seconds: 20 });
    expect(changed(queue, { music: "", relax: [], sticky: undefined })).toEqual({ name: "Q", priority: 5, offer_seconds: 20 });
    expect(changed(queue, { wrap_up_seconds: 0 })).toMatchObject({ wrap_up_seconds: 0 });
  });

  it("keeps_keys_that_this_page_does_not_know", () => {
    const now = complete({ queues: [{ name: "Q", something: { new: true } }, { name: "R" }] });
    expect(putQueue(now, 0, { priority: 3 }).queues).toEqual([{ name: "Q", something: { new: true }, priority: 3 }, { name: "R" }]);
  });
});

describe("a step of overflow", () => {
  it("has_one_condition_and_one_action_whatever_is_chosen", () => {
    const step = withCondition(withAction({}, "queue", "B"), "waited_seconds", 90);
    expect(step).toEqual({ waited_seconds: 90, queue: "B" });
    expect(withCondition(step, "closed")).toEqual({ closed: true, queue: "B" });
    expect(withAction(step, "flow", "busy")).toEqual({ waited_seconds: 90, flow: "busy" });
  });
});

describe("new entries", () => {
  it("have_names_and_times_of_their_own", () => {
    expect([freeName(["A"], "B"), freeName(["A", "A 2"], "A")]).toEqual(["B", "A 3"]);
    expect([nextAfter([]), nextAfter([{ after: 20 }]), nextAfter([{ after: 600 }])]).toEqual([30, 50, 900]);
  });
});
