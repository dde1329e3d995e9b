import { describe, expect, it } from "vitest";
import { clock, dateAndTime, day, daysAgo, sinceMs } from "./time";
import { codeName, isMasked, money, percent, phoneGroups, visitorMark, words } from "./values";

describe("times", () => {
  it("write_durations_as_m_ss_and_hours_only_when_there_are_any", () => {
    expect(clock(0)).toBe("0:00");
    expect(clock(59_999)).toBe("0:59");
    expect(clock(151_000)).toBe("2:31");
    expect(clock(3_600_000)).toBe("1:00:00");
    expect(clock(-5000)).toBe("0:00");
  });

  it("never_count_backwards_from_a_future_start", () => {
    expect(sinceMs("2025-03-01T08:00:10.000Z", Date.parse("2025-03-01T08:00:00.000Z"))).toBe(0);
    expect(sinceMs(null, 5)).toBe(0);
  });

  it("name_today_and_yesterday_by_local_days", () => {
    const local = (y: number, m: number, d: number, h: number) => new Date(y, m - 1, d, h).toISOString();
    const now = new Date(2025, 2, 2, 1).getTime();
    const names = { today: "今天", yesterday: "昨天" };
    expect(day(local(2025, 3, 2, 0), now, "zh-CN", names)).toBe("今天");
    expect(day(local(2025, 3, 1, 23), now, "zh-CN", names)).toBe("昨天");
    expect(day(local(2025, 1, 9, 23), now, "zh-CN", names)).toBe("01-09");
    expect(day(local(2024, 12, 31, 9), now, "zh-CN", names)).toBe("2024-12-31");
    expect(day(local(2025, 1, 9, 9), now, "en", names)).toBe("9 Jan");
    expect(daysAgo(local(2025, 2, 28, 12), now)).toBe(2);
    expect(dateAndTime(local(2025, 1, 9, 7))).toBe("2025-01-09 07:00");
  });
});

describe("values", () => {
  it("show_an_empty_interval_as_no_value_and_never_as_100_percent", () => {
    expect(percent(null)).toBe("–");
    expect(percent(0.8113)).toBe("81%");
    expect(percent(0)).toBe("0%");
  });

  it("know_the_minor_units_of_a_currency", () => {
    expect(money(129900, "CNY", "zh-CN")).toContain("1,299.00");
    expect(money(1200, "JPY", "en")).toContain("1,200");
    expect(money(100, "nonsense", "en")).toBe("1 nonsense");
  });

  it("fall_back_to_the_other_language", () => {
    expect(words({ zh: "上海", en: "" }, "en")).toBe("上海");
    expect(words(null, "en")).toBe("");
    expect(codeName([{ code: "a", zh: "甲", en: "A" }], "a", "zh-CN")).toBe("甲");
    expect(codeName([], "unknown", "en")).toBe("unknown");
  });

  it("group_chinese_mobile_numbers_masked_or_not", () => {
    expect(phoneGroups("+86138****6721")).toBe("138 **** 6721");
    expect(phoneGroups("+8613812346721")).toBe("138 1234 6721");
    expect(phoneGroups("+442079460000")).toBe("+442079460000");
    expect(isMasked("+86138****6721")).toBe(true);
  });

  it("tell_nameless_visitors_apart", () => {
    expect(visitorMark("v-e1…")).toBe("E1");
    expect(visitorMark("guest")).toBe("GUEST");
  });
});
