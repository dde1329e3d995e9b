// Durations and times as the desk writes them.

/** m:ss below an hour, h:mm:ss from there on; never negative. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const s = String(seconds % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${s}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${s}`;
}

export const sinceMs = (since: string | null | undefined, now: number) =>
  since ? Math.max(0, now - Date.parse(since)) : 0;

const cache = new Map<string, Intl.DateTimeFormat>();
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options);
    cache.set(key, made);
  }
  return made;
}

export const timeOfDay = (at: string, language: string) =>
  format(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

const two = (n: number) => String(n).padStart(2, "0");

/** 2026-11-20 22:45 in both languages: never mistaken, always the same width. */
export function dateAndTime(at: string): string {
  const d = new Date(at);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
}

const startOfDay = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

/** Whole local days between then and now; 0 is today, 1 yesterday. */
export const daysAgo = (at: string, now: number) =>
  Math.round((startOfDay(now) - startOfDay(Date.parse(at))) / 86_400_000);

/** 今天 / 昨天 / 11-18 / 2025-11-18. */
export function day(at: string, now: number, language: string, words: { today: string; yesterday: string }): string {
  const ago = daysAgo(at, now);
  if (ago === 0) return words.today;
  if (ago === 1) return words.yesterday;
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  if (language === "en") {
    return format(language, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(date);
  }
  const short = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return sameYear ? short : `${date.getFullYear()}-${short}`;
}
