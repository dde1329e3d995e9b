import { describe, expect, it } from "vitest";
import { persistently } from "./later";

describe("code that is fetched later", () => {
  const failing = (times: number) => {
    let left = times;
    return async () => {
      if (left-- > 0) throw new Error("unreachable");
      return "screen";
    };
  };

  it("comes_after_a_link_that_was_down", async () => {
    const pauses: number[] = [];
    const pause = async (ms: number) => void pauses.push(ms);
    expect(await persistently(failing(3), pause)).toBe("screen");
    expect(pauses).toEqual([500, 1000, 1500]);
  });

  it("is_given_up_in_the_end", async () => {
    await expect(persistently(failing(99), async () => undefined)).rejects.toThrow("unreachable");
  });
});
