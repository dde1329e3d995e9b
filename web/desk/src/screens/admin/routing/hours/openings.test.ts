// The same weeks and moments as the server's calendar_test.cpp.
import { describe, expect, it } from "vitest";
import type { HoursEntry } from "../../../../api/configuration";
import { intervalsOf, isTimeZone, openingAt, wallClock } from "./openings";

const dayMs = 86_400_000;
const at = (text: string) => Date.parse(text);
const shown = (entry: Partial<HoursEntry>, zone: string, from: string, until: string) =>
  intervalsOf({ name: "x", ...entry }, zone, at(from), Math.ceil((at(until) - at(from)) / dayMs) + 1)
    .filter((interval) => interval.from >= at(from) && interval.from < at(until))
    .map((interval) => `${new Date(interval.from).toISOString().slice(0, 16)} ${new Date(interval.until).toISOString().slice(0, 16)}`);

describe("intervals", () => {
  it("of_a_week_in_shanghai_are_the_same_in_utc_all_year", () => {
    const day = { week: { "mon-fri": ["09:00-12:00", "13:00-18:00"], sat: ["10:00-16:00"] } };
    expect(shown(day, "Asia/Shanghai", "2026-11-27T00:00:00Z", "2026-11-30T00:00:00Z")).toEqual([
      "2026-11-27T01:00 2026-11-27T04:00",
      "2026-11-27T05:00 2026-11-27T10:00",
      "2026-11-28T02:00 2026-11-28T08:00",
    ]);
    expect(shown(day, "Asia/Shanghai", "2027-07-05T00:00:00Z", "2027-07-06T00:00:00Z")).toEqual([
      "2027-07-05T01:00 2027-07-05T04:00",
      "2027-07-05T05:00 2027-07-05T10:00",
    ]);
  });

  it("are_none_on_closed_days_and_open_days_win_over_everything", () => {
    const entry = {
      week: { "mon-fri": ["09:00-18:00"] },
      closed: ["2027-02-15", "2027-02-16", "2027-02-20"],
      open: { "2027-02-16": ["10:00-12:00"], "2027-02-20": ["09:00-12:00"], "2027-02-17": [] },
    };
    expect(shown(entry, "Asia/Shanghai", "2027-02-15T00:00:00Z", "2027-02-22T00:00:00Z")).toEqual([
      "2027-02-16T02:00 2027-02-16T04:00",
      "2027-02-18T01:00 2027-02-18T10:00",
      "2027-02-19T01:00 2027-02-19T10:00",
      "2027-02-20T01:00 2027-02-20T04:00",
    ]);
  });

  it("of_a_night_belong_to_the_day_on_which_it_begins", () => {
    const night = { week: { fri: ["22:00-06:00"] }, closed: ["2026-11-28"] };
    expect(shown(night, "UTC", "2026-11-27T00:00:00Z", "2026-11-29T00:00:00Z")).toEqual(["2026-11-27T22:00 2026-11-28T06:00"]);
    expect(openingAt({ name: "x", ...night }, "UTC", at("2026-11-28T03:00:00Z"))).toEqual({ open: true, changes: at("2026-11-28T06:00:00Z") });
  });

  it("that_touch_are_one", () => {
    expect(intervalsOf({ name: "x", week: { "mon-sun": ["00:00-24:00"] } }, "Europe/London", at("2026-11-22T12:00:00Z"), 30)).toHaveLength(1);
    expect(shown({ week: { mon: ["09:00-13:00", "12:00-15:00"] } }, "UTC", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z")).toEqual([
      "2026-11-23T09:00 2026-11-23T15:00",
    ]);
  });
});

// In London the clocks go from 01:00 to 02:00 on 28 March 2027, and from 02:00 back to 01:00 on 31 October 2027.
describe("summer time", () => {
  const sunday = (times: string, from: string, until: string) => shown({ week: { sun: [times] } }, "Europe/London", from, until);

  it("makes_a_time_that_spring_skips_the_moment_of_the_change", () => {
    const on = (times: string) => sunday(times, "2027-03-27T12:00:00Z", "2027-03-28T12:00:00Z");
    expect(on("01:30-05:00")).toEqual(["2027-03-28T01:00 2027-03-28T04:00"]);
    expect(on("00:30-01:30")).toEqual(["2027-03-28T00:30 2027-03-28T01:00"]);
    expect(on("01:10-01:50")).toEqual([]);
    expect(on("00:00-08:00")).toEqual(["2027-03-28T00:00 2027-03-28T07:00"]);
  });

  it("opens_with_the_first_and_closes_with_the_second_of_a_time_that_comes_twice", () => {
    const on = (times: string) => sunday(times, "2027-10-30T12:00:00Z", "2027-10-31T12:00:00Z");
    expect(on("01:30-05:00")).toEqual(["2027-10-31T00:30 2027-10-31T05:00"]);
    expect(on("00:30-01:30")).toEqual(["2027-10-30T23:30 2027-10-31T01:30"]);
    expect(on("09:00-10:00")).toEqual(["2027-10-31T09:00 2027-10-31T10:00"]);
  });

  it("is_the_same_south_of_the_equator_and_at_half_hours", () => {
    const monday = { week: { mon: ["09:00-10:00"] } };
    expect(shown(monday, "Australia/Lord_Howe", "2027-01-03T00:00:00Z", "2027-01-05T00:00:00Z")).toEqual(["2027-01-03T22:00 2027-01-03T23:00"]);
    expect(shown(monday, "Australia/Lord_Howe", "2027-07-04T00:00:00Z", "2027-07-06T00:00:00Z")).toEqual(["2027-07-04T22:30 2027-07-04T23:30"]);
  });
});

describe("open now", () => {
  const office: HoursEntry = { name: "x", week: { "mon-fri": ["09:00-18:00"] } };

  it("ends_at_the_very_minute", () => {
    expect(openingAt(office, "UTC", at("2026-11-23T08:59:59Z"))).toEqual({ open: false, changes: at("2026-11-23T09:00:00Z") });
    expect(openingAt(office, "UTC", at("2026-11-23T09:00:00Z"))).toEqual({ open: true, changes: at("2026-11-23T18:00:00Z") });
    expect(openingAt(office, "UTC", at("2026-11-23T18:00:00Z"))).toEqual({ open: false, changes: at("2026-11-24T09:00:00Z") });
  });

  it("looks_beyond_long_holidays_and_whole_weeks", () => {
    const holiday = { ...office, closed: Array.from({ length: 40 }, (_, day) => new Date(at("2027-02-01T00:00:00Z") + day * dayMs).toISOString().slice(0, 10)) };
    expect(openingAt(holiday, "UTC", at("2027-02-01T12:00:00Z"))).toEqual({ open: false, changes: at("2027-03-15T09:00:00Z") });
    const whole: HoursEntry = { name: "x", week: { "mon-sun": ["00:00-24:00"] }, closed: ["2027-01-01"] };
    expect(openingAt(whole, "UTC", at("2026-11-22T12:00:00Z"))).toEqual({ open: true, changes: at("2027-01-01T00:00:00Z") });
  });

  it("is_for_ever_or_never_where_nothing_changes", () => {
    expect(openingAt({ name: "x", week: { "mon-sun": ["00:00-24:00"] } }, "UTC", at("2026-11-22T12:00:00Z"))).toEqual({ open: true, changes: null });
    expect(openingAt({ name: "x" }, "UTC", at("2026-11-22T12:00:00Z"))).toEqual({ open: false, changes: null });
    expect(openingAt(office, "Mars", at("2026-11-22T12:00:00Z"))).toBeNull();
  });

  it("is_by_the_clocks_of_the_zone", () => {
    expect(wallClock("Asia/Kathmandu", at("2026-11-22T18:30:00Z"))).toMatchObject({ weekday: 0, minute: 15 });
    expect([isTimeZone("Asia/Shanghai"), isTimeZone("Asia/Shanhai"), isTimeZone("")]).toEqual([true, false, false]);
  });
});
