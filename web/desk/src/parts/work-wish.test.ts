import { describe, expect, it } from "vitest";
import { emptyWish, wishOf, wishProblem } from "./work-wish";

const now = new Date("2026-03-01T08:00").getTime();

describe("work to come", () => {
  it("needs_a_queue_and_times_that_are_still_to_come_in_their_order", () => {
    const form = emptyWish("7");
    expect(wishProblem(emptyWish(null), now)).toBe("queue");
    expect(wishProblem(form, now)).toBeNull();
    expect(wishProblem({ ...form, due: "2026-03-01T07:59" }, now)).toBe("past");
    expect(wishProblem({ ...form, notBefore: "2026-03-01T07:59" }, now)).toBe("past");
    expect(wishProblem({ ...form, due: "not a time" }, now)).toBe("past");
    expect(wishProblem({ ...form, notBefore: "2026-03-01T10:00", due: "2026-03-01T09:00" }, now)).toBe("order");
    expect(wishProblem({ ...form, notBefore: "2026-03-01T09:00", due: "2026-03-01T10:00" }, now)).toBeNull();
  });

  it("sends_what_was_typed_and_leaves_out_what_was_not", () => {
    expect(wishOf({ ...emptyWish("7"), note: "  " })).toEqual({ queue: "7" });
    const sent = wishOf({ queue: "7", notBefore: "", due: "2026-03-01T09:30", note: " call back " });
    expect(sent).toEqual({ queue: "7", due: new Date("2026-03-01T09:30").toISOString(), note: "call back" });
  });
});
