// The week of opening hours: days alone or from one to another ("mon-fri"), each with its times ("09:00-12:00"), as they
// stand in the configuration document (docs/configuration.md).
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];
export type Week = Record<string, string[]>;
/** From Monday; the times as they are written, right or wrong. */
export type Days = string[][];

/** Minutes since midnight; `until` is above `from` and past 1440 where the range ends on the next day. */
export interface DayRange {
  from: number;
  until: number;
}
export const dayMinutes = 24 * 60;
export const mostRanges = 6;
export const allDay = "00:00-24:00";

/** "9:00", "09:00", "24:00"; null for any other text. */
export function parseClock(text: string): number | null {
  const found = /^(\d{1,2}):(\d\d)$/.exec(text);
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) > 59 || minutes > dayMinutes ? null : minutes;
}

/** "09:00-12:00", "22:00-06:00", "00:00-24:00"; null for any other text and where both ends are the same. */
export function parseRange(text: string): DayRange | null {
  const [from, until] = text.split("-").map(parseClock);
  if (text.split("-").length !== 2 || from === null || from === undefined || until === null || until === undefined) return null;
  if (from === dayMinutes || from === until) return null;
  return { from, until: until > from ? until : until + dayMinutes };
}

export const clockText = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
/** An end at midnight is the end of the day. */
export const rangeText = ({ from, until }: DayRange) => `${clockText(from)}-${clockText(until > dayMinutes ? until - dayMinutes : until)}`;

/** The days of "mon" or "mon-fri", which may go past Sunday; none for anything else. */
export function daysOfKey(key: string): number[] {
  const [first = -1, last = first, ...more] = key.split("-").map((day) => (weekdays as readonly string[]).indexOf(day));
  if (first < 0 || last < 0 || more.length > 0) return [];
  const found = [first];
  for (let day = first; day !== last; ) found.push((day = (day + 1) % weekdays.length));
  return found;
}

export function daysOf(week: Week | undefined): Days {
  const days: Days = weekdays.map(() => []);
  for (const [key, times] of Object.entries(week ?? {})) for (const day of daysOfKey(key)) days[day] = Array.isArray(times) ? times : [];
  return days;
}

/** As short as a person would write it: days that follow each other and are alike stand together. */
export function weekOf(days: Days): Week {
  const same = (a: number, b: number) => String(days[a]) === String(days[b]);
  const week: Week = {};
  for (let first = 0; first < weekdays.length; ) {
    let last = first;
    while (last + 1 < weekdays.length && same(last, last + 1)) last += 1;
    const times = days[first] ?? [];
    if (times.length > 0) week[last > first ? `${weekdays[first]}-${weekdays[last]}` : `${weekdays[first]}`] = times;
    first = last + 1;
  }
  return week;
}

/** Day by day, so that two versions can be compared. */
export const spreadWeek = (week: Week): Week => Object.fromEntries(daysOf(week).flatMap((times, day) => (times.length ? [[weekdays[day] ?? "", times]] : [])));
