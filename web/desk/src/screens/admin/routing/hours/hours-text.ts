// Opening hours in plain words. Pure: the language comes in as `t`.
import type { TFunction } from "i18next";
import type { HoursEntry } from "../../../../api/configuration";
import { clockText, daysOfKey, parseRange, weekdays, weekOf, type Days } from "../../../../api/week";
import { usualTimeZone } from "./hours-model";
import { isTimeZone, openingAt, wallClock } from "./openings";

/** "09:00–12:00"; an end on the next day says so. */
export function timeText(t: TFunction, text: string): string {
  const range = parseRange(text);
  if (!range) return text;
  if (range.from === 0 && range.until === 1440) return t("hours.allDay");
  const until = range.until > 1440 ? t("hours.nextDay", { time: clockText(range.until - 1440) }) : clockText(range.until);
  return `${clockText(range.from)}–${until}`;
}

export const timesText = (t: TFunction, times: string[]) => times.map((one) => timeText(t, one)).join(t("draft.separator"));

/** "Monday–Friday 09:00–12:00, 13:00–18:00; Saturday 10:00–16:00" */
export function weekText(t: TFunction, days: Days): string {
  const lines = Object.entries(weekOf(days)).map(([key, times]) => {
    const [first = 0, last = first] = [daysOfKey(key)[0], daysOfKey(key).at(-1)];
    const name = first === last ? dayName(t, first) : t("hours.fromTo", { first: dayName(t, first), last: dayName(t, last) });
    return t("hours.dayTimes", { day: name, times: timesText(t, times) });
  });
  return lines.join(t("hours.semicolon")) || t("hours.noDay");
}

export const dayName = (t: TFunction, day: number): string => t(`hours.day.${weekdays[day] ?? "mon"}`);

/** "Open now, until today at 18:00." */
export function openingText(t: TFunction, language: string, entry: HoursEntry, zone: string, now: number): string {
  const opening = openingAt(entry, zone, now);
  if (!opening) return t("hours.now.noZone", { zone });
  const { open, changes } = opening;
  if (changes === null) return open ? t("hours.now.always") : t("hours.now.never");
  const when = momentText(t, language, zone, changes, now);
  return open ? t("hours.now.open", { when }) : t("hours.now.closed", { when });
}

/** On the clocks of that zone: "today at 18:00", "Mon 23 Nov at 09:00". */
function momentText(t: TFunction, language: string, zone: string, at: number, now: number): string {
  const [then, today] = [wallClock(zone, at), wallClock(zone, now)];
  const time = clockText(then.minute);
  if (then.day === today.day) return t("hours.when.today", { time });
  if (then.day === today.day + 1) return t("hours.when.tomorrow", { time });
  return t("hours.when.day", { day: dateText(language, new Date(then.day * 86_400_000).toISOString().slice(0, 10)), time });
}

/** A date with its weekday: "Thu 1 Oct 2026" / "2026年10月1日周四". */
export function dateText(language: string, date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) return date;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    day: "numeric",
    weekday: "short",
  }).format(at);
}

/** Where it is another time than here: "In Europe/London it is 09:30." */
export function thereText(t: TFunction, zone: string, now: number, here: string = browserZone()): string {
  if (!isTimeZone(zone)) return "";
  const [there, mine] = [wallClock(zone, now), wallClock(here, now)];
  return there.day === mine.day && there.minute === mine.minute ? "" : t("hours.now.there", { zone, time: clockText(there.minute) });
}

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || usualTimeZone;
