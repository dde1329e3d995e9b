// Whether opening hours are open at a moment and when that changes, by the browser's own table of time zones. The same rules
// as the server's: a local time that summer time skips is the moment of the change; of one that comes twice the first opens
// and the second closes. Pure.
import type { HoursEntry } from "../../../../api/configuration";
import { daysOf, parseRange, type DayRange, type Days } from "../../../../api/week";
import { exceptionsOf } from "./hours-model";

const minuteMs = 60_000;
const dayMs = 86_400_000;

export interface Interval {
  from: number;
  until: number;
}
export interface Opening {
  open: boolean;
  /** When that is over; null: not within a year. */
  changes: number | null;
}
/** What a clock on the wall shows. */
export interface WallClock {
  /** Since 1970-01-01. */
  day: number;
  /** 0: Monday. */
  weekday: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();
function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch {
    // There is no such zone.
  }
  formats.set(zone, made);
  return made;
}
export const isTimeZone = (zone: string): boolean => zone !== "" && formatOf(zone) !== null;

function offsetMs(zone: string, utcMs: number): number {
  const format = formatOf(zone);
  if (!format) return 0;
  const part = Object.fromEntries(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000;
}

export function wallClock(zone: string, utcMs: number): WallClock {
  const local = utcMs + offsetMs(zone, utcMs);
  const day = Math.floor(local / dayMs);
  return { day, weekday: weekdayOf(day), minute: Math.floor((local - day * dayMs) / minuteMs) };
}
/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number) => (((day + 3) % 7) + 7) % 7;

/** The moment at which a clock on the wall shows this minute of this day. */
function moment(zone: string, day: number, minute: number, closing: boolean): number {
  const local = day * dayMs + minute * minuteMs;
  const [before, after] = [offsetMs(zone, local - dayMs), offsetMs(zone, local + dayMs)];
  const [early, late] = [local - before, local - after];
  if (before === after) return early;
  const [byEarly, byLate] = [offsetMs(zone, early) === before, offsetMs(zone, late) === after];
  if (byEarly && byLate) return closing ? Math.max(early, late) : Math.min(early, late);
  if (byEarly) return early;
  if (byLate) return late;
  return changeBetween(zone, Math.min(early, late), Math.max(early, late));
}

/** The first moment after `low`, and not after `high`, with another offset than at `low`. */
function changeBetween(zone: string, low: number, high: number): number {
  const before = offsetMs(zone, low);
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (offsetMs(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const rangesOf = (times: string[]) => times.map(parseRange).filter((range): range is DayRange => range !== null);
const dateOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);

/** What begins on the day of `at`, on the day before and on the `span` days after, in order and apart from each other. */
export function intervalsOf(entry: HoursEntry, zone: string, at: number, span: number): Interval[] {
  const days: Days = daysOf(entry.week);
  const special = new Map(exceptionsOf(entry).map(({ date, times }) => [date, times]));
  const first = wallClock(zone, at).day;
  const found: Interval[] = [];
  for (let day = first - 1; day <= first + span; day += 1) {
    for (const range of rangesOf(special.get(dateOf(day)) ?? days[weekdayOf(day)] ?? [])) {
      const interval = { from: moment(zone, day, range.from, false), until: moment(zone, day, range.until, true) };
      if (interval.from < interval.until) found.push(interval);
    }
  }
  return merged(found);
}

function merged(list: Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const interval of [...list].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && interval.from <= last.until) last.until = Math.max(last.until, interval.until);
    else found.push({ ...interval });
  }
  return found;
}

// Nearly always a few days are enough.
const spans = [3, 30, 400];

/** Null: there is no such time zone. */
export function openingAt(entry: HoursEntry, zone: string, at: number): Opening | null {
  if (!isTimeZone(zone)) return null;
  const first = wallClock(zone, at).day;
  let open = false;
  for (const span of spans) {
    const intervals = intervalsOf(entry, zone, at, span);
    const now = intervals.find(({ from, until }) => from <= at && at < until);
    open = now !== undefined;
    // What ends before the last day began is not made longer by the day after it.
    if (now && now.until <= moment(zone, first + span, 0, false)) return { open, changes: now.until };
    const next = now ? undefined : intervals.find(({ from }) => from > at);
    if (next) return { open, changes: next.from };
  }
  return { open, changes: null };
}
