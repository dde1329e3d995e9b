// Opening hours: how they are typed, put together again, and said.
import { describe, expect, it } from "vitest";
import { complete, type HoursEntry } from "../../../../api/configuration";
import { daysOf, daysOfKey, parseRange, rangeText, weekOf } from "../../../../api/week";
import i18n from "../../../../i18n";
import {
  commonZone,
  copied,
  datesBetween,
  exceptionsOf,
  inOneZone,
  nextTime,
  putHours,
  readClock,
  segmentsOf,
  troubleOf,
  withDays,
  withExceptions,
  withZone,
  zoneOf,
} from "./hours-model";
import { dateText, openingText, thereText, timeText, weekText } from "./hours-text";

const en = i18n.getFixedT("en");
const zh = i18n.getFixedT("zh-CN");
const office: HoursEntry = {
  name: "office",
  week: { "mon-thu": ["09:00-12:00", "13:00-17:30"], fri: ["09:00-12:00"] },
  closed: ["2026-12-26", "2026-12-25"],
  open: { "2027-01-02": ["10:00-14:00"], "2027-01-03": [] },
};

describe("times of a day", () => {
  it("are_read_as_the_server_reads_them", () => {
    expect(parseRange("09:00-12:00")).toEqual({ from: 540, until: 720 });
    expect(parseRange("22:00-06:00")).toEqual({ from: 1320, until: 1800 });
    expect(parseRange("00:00-24:00")).toEqual({ from: 0, until: 1440 });
    for (const text of ["9-18", "09:00-25:00", "09:00-09:00", "24:00-06:00", "09:60-10:00", "-", "09:00", "09:00-24:01", "1:00-2:00-3:00"])
      expect(parseRange(text), text).toBeNull();
    expect(["09:00-12:00", "22:00-06:00", "00:00-24:00"].map((text) => rangeText(parseRange(text) ?? { from: 0, until: 0 }))).toEqual([
      "09:00-12:00",
      "22:00-06:00",
      "00:00-24:00",
    ]);
  });

  it("are_typed_as_people_type_them", () => {
    expect(["9", "930", "0930", "9:30", "9.30", "9：30", " 24 ", "2400"].map(readClock)).toEqual([
      "09:00",
      "09:30",
      "09:30",
      "09:30",
      "09:30",
      "09:30",
      "24:00",
      "24:00",
    ]);
    expect(["", "25", "9:60", "nine", "24:01", "12345"].map(readClock)).toEqual([null, null, null, null, null, null]);
  });

  it("say_what_is_wrong_with_them", () => {
    expect(troubleOf(["09:00-12:00", "13:00-18:00"])).toEqual([null, null]);
    expect(troubleOf(["09:00-09:00", "24:00-06:00"])).toEqual(["empty", "notATime"]);
    expect(troubleOf(["09:00-13:00", "12:00-18:00"])).toEqual(["overlaps", "overlaps"]);
  });

  it("go_on_after_the_last_one_while_there_is_room", () => {
    expect([[], ["09:00-12:00"], ["13:00-18:00"], ["22:00-06:00"], ["00:00-24:00"]].map(nextTime)).toEqual([
      "09:00-18:00",
      "13:00-18:00",
      "19:00-24:00",
      null,
      null,
    ]);
    expect(nextTime(Array<string>(6).fill("01:00-02:00"))).toBeNull();
  });
});

describe("a week", () => {
  it("is_spread_over_its_days_and_put_together_again", () => {
    expect(daysOf(office.week).map((times) => times.length)).toEqual([2, 2, 2, 2, 1, 0, 0]);
    expect(weekOf(daysOf(office.week))).toEqual(office.week);
    expect(daysOfKey("fri-mon")).toEqual([4, 5, 6, 0]);
    expect(weekOf(daysOf({ "sat-mon": ["00:00-24:00"] }))).toEqual({ mon: ["00:00-24:00"], "sat-sun": ["00:00-24:00"] });
    expect([daysOfKey("mom"), daysOfKey("mon-"), daysOfKey("mon-tue-wed")]).toEqual([[], [], []]);
  });

  it("takes_one_day_over_to_others", () => {
    expect(copied(office, 4, [0, 1, 2, 3, 4]).week).toEqual({ "mon-fri": ["09:00-12:00"] });
    expect(copied({ name: "x", week: { mon: ["09:00-12:00"] } }, 1, [0]).week).toEqual({});
  });

  it("stays_even_empty_while_nothing_else_says_when_it_is_open", () => {
    const none = daysOf({});
    expect(withDays({ name: "x", week: { mon: ["09:00-12:00"] } }, none)).toEqual({ name: "x", week: {} });
    expect(withDays({ name: "x", week: { mon: ["09:00-12:00"] }, open: { "2027-01-02": ["10:00-14:00"] } }, none)).toEqual({
      name: "x",
      open: { "2027-01-02": ["10:00-14:00"] },
    });
  });

  it("goes_on_after_midnight_in_its_picture", () => {
    const segments = segmentsOf(daysOf({ sun: ["22:00-06:00"], mon: ["05:00-07:00"] }));
    expect(segments[6]).toEqual([{ from: 1320, until: 1440 }]);
    expect(segments[0]).toContainEqual({ from: 0, until: 360 });
  });

  it("that_says_the_same_is_left_as_it_was_written", () => {
    const written: HoursEntry = { name: "x", week: { mon: ["09:00-12:00"], tue: ["09:00-12:00"] }, closed: ["2027-02-02", "2027-02-01"] };
    const base = complete({ hours: [written] });
    const more = putHours(base, base, 0, withDays(written, daysOf({ "mon-wed": ["09:00-12:00"] })));
    expect(more.hours[0]?.week).toEqual({ "mon-wed": ["09:00-12:00"] });
    expect(putHours({ ...base, ...more }, base, 0, withDays(written, daysOf(written.week))).hours[0]).toBe(written);
  });
});

describe("special dates", () => {
  it("are_one_list_by_date_in_which_open_counts", () => {
    expect(exceptionsOf({ ...office, closed: [...(office.closed ?? []), "2027-01-02"] })).toEqual([
      { date: "2026-12-25", times: [] },
      { date: "2026-12-26", times: [] },
      { date: "2027-01-02", times: ["10:00-14:00"] },
      { date: "2027-01-03", times: [] },
    ]);
  });

  it("go_back_to_where_each_belongs", () => {
    const next = withExceptions(office, [
      { date: "2027-02-20", times: ["09:00-12:00"] },
      { date: "2027-02-15", times: [] },
    ]);
    expect([next.closed, next.open]).toEqual([["2027-02-15"], { "2027-02-20": ["09:00-12:00"] }]);
    expect(withExceptions(office, [])).toEqual({ name: "office", week: office.week });
  });

  it("are_added_from_one_day_to_another", () => {
    expect(datesBetween("2026-10-01", "2026-10-03")).toEqual(["2026-10-01", "2026-10-02", "2026-10-03"]);
    expect(datesBetween("2027-02-28", "2027-03-01")).toEqual(["2027-02-28", "2027-03-01"]);
    expect([datesBetween("2026-10-01", null), datesBetween("2026-10-01", "2026-09-01")]).toEqual([["2026-10-01"], ["2026-10-01"]]);
    expect(datesBetween("2026-01-01", "2030-01-01")).toHaveLength(62);
  });
});

describe("time zones", () => {
  it("that_all_share_are_said_once", () => {
    const now = complete({ settings: { region: "CN" }, hours: [office, { name: "b", time_zone: "UTC", week: {} }] });
    expect([commonZone(now), zoneOf(office, now.settings)]).toEqual([null, "Asia/Shanghai"]);
    const london = inOneZone(now, "Europe/London");
    expect(london.settings).toEqual({ region: "CN", time_zone: "Europe/London" });
    expect(london.hours.map((entry) => entry.time_zone)).toEqual([undefined, undefined]);
    expect(inOneZone({ ...now, ...london }, "Asia/Shanghai").settings).toEqual({ region: "CN" });
    expect(withZone(office, "UTC", london.settings).time_zone).toBe("UTC");
    expect("time_zone" in withZone({ ...office, time_zone: "UTC" }, "Europe/London", london.settings)).toBe(false);
  });
});

describe("opening hours in words", () => {
  const sunday = Date.UTC(2026, 10, 22, 4); // noon in Shanghai

  it("say_the_week_day_by_day_where_days_differ", () => {
    expect(weekText(en, daysOf(office.week))).toBe("Monday–Thursday 09:00–12:00, 13:00–17:30; Friday 09:00–12:00");
    expect(weekText(zh, daysOf({ mon: ["22:00-06:00"], "sat-sun": ["00:00-24:00"] }))).toBe("周一 22:00–次日 06:00；周六至周日 24 小时");
    expect(weekText(en, daysOf({}))).toBe("On no day of the week");
    expect(timeText(en, "nonsense")).toBe("nonsense");
  });

  it("say_whether_they_are_open_and_until_when", () => {
    const text = (entry: HoursEntry, at: number, zone = "Asia/Shanghai") => openingText(en, "en", entry, zone, at);
    expect(text(office, sunday)).toBe("Closed now; opens tomorrow at 09:00.");
    expect(text(office, sunday + 22 * 3_600_000)).toBe("Open now, until today at 12:00.");
    expect(text(office, Date.UTC(2026, 10, 20, 5))).toMatch(/^Closed now; opens Mon,? 23 Nov 2026 at 09:00\.$/);
    expect(text({ name: "x", week: { "mon-sun": ["00:00-24:00"] } }, sunday)).toBe("Open now, with no end within a year.");
    expect(text({ name: "x", week: {} }, sunday)).toBe("Closed now, and not open within a year.");
    expect(text(office, sunday, "Mars")).toBe("There is no time zone Mars: choose another.");
    expect(openingText(zh, "zh-CN", office, "Asia/Shanghai", sunday)).toBe("现在不开放，明天 09:00 开放。");
  });

  it("name_the_other_zones_time_only_where_it_is_another", () => {
    expect(thereText(en, "Europe/London", sunday, "Asia/Shanghai")).toBe("In Europe/London it is 04:00.");
    expect(thereText(en, "Asia/Hong_Kong", sunday, "Asia/Shanghai")).toBe("");
    expect(dateText("zh-CN", "2026-10-01")).toContain("周四");
    expect(dateText("en", "no date")).toBe("no date");
  });
});
