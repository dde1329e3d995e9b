// Edits of opening hours: a week, and the dates that differ from it. Pure.
import type { HoursEntry, Sections, Settings } from "../../../../api/configuration";
import { clockText, dayMinutes, daysOf, mostRanges, parseRange, rangeText, weekOf, type Days } from "../../../../api/week";
import { equal } from "../draft/equal";

export const usualTimeZone = "Asia/Shanghai";
export const usualTimes = "09:00-18:00";

export const newHours = (name: string): HoursEntry => ({ name, week: { "mon-fri": [usualTimes] } });
export const zoneOf = (entry: HoursEntry, settings: Settings): string => entry.time_zone ?? settings.time_zone ?? usualTimeZone;

/** A date that differs from its weekday; without times nothing begins on it. */
export interface Exception {
  date: string;
  times: string[];
}

/** By date. Where a date is closed and open, open counts. */
export function exceptionsOf(entry: HoursEntry): Exception[] {
  const found = new Map<string, string[]>((entry.closed ?? []).map((date) => [date, []]));
  for (const [date, times] of Object.entries(entry.open ?? {})) found.set(date, Array.isArray(times) ? times : []);
  return [...found].map(([date, times]) => ({ date, times })).sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Keys that say nothing are left out; a week without a day stays where nothing else would say when it is open. */
function short(entry: HoursEntry): HoursEntry {
  const { week, closed, open, ...rest } = entry;
  const opens = open && Object.keys(open).length > 0;
  return {
    ...rest,
    ...(week && (Object.keys(week).length > 0 || !opens) ? { week } : {}),
    ...(closed?.length ? { closed } : {}),
    ...(opens ? { open } : {}),
  };
}

export function withExceptions(entry: HoursEntry, exceptions: Exception[]): HoursEntry {
  const sorted = [...exceptions].sort((a, b) => (a.date < b.date ? -1 : 1));
  return short({
    ...entry,
    closed: sorted.filter(({ times }) => times.length === 0).map(({ date }) => date),
    open: Object.fromEntries(sorted.filter(({ times }) => times.length > 0).map(({ date, times }) => [date, times])),
  });
}

export const withDays = (entry: HoursEntry, days: Days): HoursEntry => short({ ...entry, week: weekOf(days) });

/** One weekday's times on others, too. */
export function copied(entry: HoursEntry, from: number, to: number[]): HoursEntry {
  const days = daysOf(entry.week);
  return withDays(entry, days.map((times, day) => (to.includes(day) ? (days[from] ?? []) : times)));
}

/** The zone that all share is said once, in the settings. */
export function withZone(entry: HoursEntry, zone: string, settings: Settings): HoursEntry {
  const { time_zone: _zone, ...rest } = entry;
  return zone === (settings.time_zone ?? usualTimeZone) ? rest : { ...rest, time_zone: zone };
}

/** All in one zone, and those that come later. */
export function inOneZone(now: Sections, zone: string): Pick<Sections, "settings" | "hours"> {
  const { time_zone: _zone, ...rest } = now.settings;
  const settings = zone === usualTimeZone ? rest : { ...rest, time_zone: zone };
  return { settings, hours: now.hours.map((entry) => withZone(entry, zone, settings)) };
}

/** The zone of all of them; null where they differ. */
export function commonZone({ hours, settings }: Pick<Sections, "hours" | "settings">): string | null {
  const zones = new Set(hours.map((entry) => zoneOf(entry, settings)));
  if (zones.size > 1) return null;
  return [...zones][0] ?? settings.time_zone ?? usualTimeZone;
}

/** What says the same as what is published is left as it was written there. */
export function putHours(now: Sections, base: Sections, index: number, next: HoursEntry): Pick<Sections, "hours"> {
  const before = base.hours.find((entry) => entry.name === next.name);
  const meaning = (entry: HoursEntry) => ({ ...entry, week: daysOf(entry.week), closed: undefined, open: exceptionsOf(entry) });
  const put = before && equal(meaning(before), meaning(next)) ? before : next;
  return { hours: now.hours.map((entry, at) => (at === index ? put : entry)) };
}

/** What is wrong with each of a day's times, as far as it can be seen here. */
export type TimeTrouble = "empty" | "notATime" | "overlaps" | null;
export function troubleOf(times: string[]): TimeTrouble[] {
  const ranges = times.map(parseRange);
  return times.map((text, at) => {
    const range = ranges[at];
    if (!range) {
      const [from, until] = text.split("-");
      return from !== undefined && from === until ? "empty" : "notATime";
    }
    const overlaps = ranges.some((other, index) => other && index !== at && other.from < range.until && range.from < other.until);
    return overlaps ? "overlaps" : null;
  });
}

/** What a person types for a time: "9", "930", "9.30", "9：30", "24:00"; null: no time. */
export function readClock(text: string): string | null {
  const found = /^(\d{1,2})(?:[:：.]?(\d\d))?$/.exec(text.trim());
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return Number(found[2] ?? 0) > 59 || minutes > dayMinutes ? null : clockText(minutes);
}

/** What comes after a day's last time: an hour later until the evening; null: no room is left. */
export function nextTime(times: string[]): string | null {
  if (times.length >= mostRanges) return null;
  const last = parseRange(times.at(-1) ?? "");
  if (!last) return times.length === 0 ? usualTimes : null;
  const from = last.until + 60;
  if (from >= dayMinutes) return null;
  const evening = 18 * 60;
  return rangeText({ from, until: from < evening ? evening : dayMinutes });
}

/** The dates from one to another; the first alone where there is no other. */
export function datesBetween(first: string, last: string | null, most = 62): string[] {
  const dayMs = 86_400_000;
  const [from, until] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last ?? first}T00:00:00Z`)];
  if (Number.isNaN(from) || Number.isNaN(until)) return [];
  const count = Math.min(Math.max(1, Math.round((until - from) / dayMs) + 1), most);
  return Array.from({ length: count }, (_, at) => new Date(from + at * dayMs).toISOString().slice(0, 10));
}

/** Parts of each day from Monday on in which it is open, in minutes; what goes past midnight is there on the next day. */
export function segmentsOf(days: Days): { from: number; until: number }[][] {
  const found: { from: number; until: number }[][] = days.map(() => []);
  days.forEach((times, day) => {
    for (const range of times.map(parseRange)) {
      if (!range) continue;
      found[day]?.push({ from: range.from, until: Math.min(range.until, dayMinutes) });
      if (range.until > dayMinutes) found[(day + 1) % days.length]?.push({ from: 0, until: range.until - dayMinutes });
    }
  });
  return found;
}
