// My edits on top of what somebody else published meanwhile: a three-way merge by name, key by key. Where both changed the
// same thing mine stays, and it is told.
import type { Sections } from "../../../../api/configuration";
import { daysOf, spreadWeek, weekOf, type Week } from "../../../../api/week";
import { equal } from "./equal";

export interface Overlap {
  section: string;
  /** Of the entry; null where a section is one thing. */
  name: string | null;
}
export interface Rebased {
  edits: Partial<Sections>;
  overlaps: Overlap[];
}
type Entry = Record<string, unknown>;

/** Lists whose order says nothing: what both added is all there. */
const sets = ["closed", "teams", "match"];

const keyOf: Record<string, string> = {
  skills: "name",
  teams: "name",
  hours: "name",
  queues: "name",
  rules: "name",
  agents: "login",
  users: "login",
  numbers: "number",
};

export function rebase(base: Sections, edits: Partial<Sections>, theirs: Sections): Rebased {
  const overlaps: Overlap[] = [];
  const merged: Partial<Sections> = {};
  for (const [section, mine] of Object.entries(edits)) {
    const found = mergeSection(section, base[section], mine, theirs[section], overlaps);
    if (!equal(found, theirs[section])) merged[section] = found;
  }
  return { edits: merged, overlaps };
}

function mergeSection(section: string, base: unknown, mine: unknown, theirs: unknown, overlaps: Overlap[]): unknown {
  const key = keyOf[section];
  if (equal(base, theirs)) return mine;
  const lists = [base, mine, theirs].every((one) => Array.isArray(one) || one === undefined);
  if (key && lists) return mergeList(section, key, (base ?? []) as Entry[], (mine ?? []) as Entry[], (theirs ?? []) as Entry[], overlaps);
  const { value, both } = mergeValue(section, base, mine, theirs);
  if (both) overlaps.push({ section, name: null });
  return value;
}

function mergeList(section: string, key: string, base: Entry[], mine: Entry[], theirs: Entry[], overlaps: Overlap[]): Entry[] {
  const [before, my, their] = [byKey(base, key), byKey(mine, key), byKey(theirs, key)];
  const kept = new Map<string, Entry>();
  for (const name of new Set([...their.keys(), ...my.keys()])) {
    const [b, m, t] = [before.get(name), my.get(name), their.get(name)];
    const overlap = () => overlaps.push({ section, name });
    if (equal(m, b)) {
      if (t) kept.set(name, t);
    } else if (!m) {
      // Removed here; changed there?
      if (!equal(t, b)) overlap();
    } else if (!t || equal(t, b)) {
      if (!t && b) overlap();
      kept.set(name, m);
    } else {
      const [shaped, merged] = section === "hours" ? [spread, gathered] : [asItIs, asItIs];
      const { entry, both } = mergeEntry(shaped(b ?? {}), shaped(m), shaped(t));
      if (both) overlap();
      kept.set(name, merged(entry));
    }
  }
  return inOrder(kept, [...before.keys()], [...my.keys()], [...their.keys()]);
}

// "mon-fri" of one and "mon-thu" of the other are days of the same week.
const spread = (entry: Entry): Entry => (isMap(entry.week) ? { ...entry, week: spreadWeek(entry.week as Week) } : entry);
const gathered = (entry: Entry): Entry => (isMap(entry.week) ? { ...entry, week: weekOf(daysOf(entry.week as Week)) } : entry);
const asItIs = (entry: Entry): Entry => entry;

/** Key by key. */
function mergeEntry(base: Entry, mine: Entry, theirs: Entry): { entry: Entry; both: boolean } {
  let both = false;
  const entry: Entry = {};
  for (const field of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const merged = mergeValue(field, base[field], mine[field], theirs[field]);
    both = both || merged.both;
    if (merged.value !== undefined) entry[field] = merged.value;
  }
  return { entry, both };
}

function mergeValue(field: string, base: unknown, mine: unknown, theirs: unknown): { value: unknown; both: boolean } {
  if (equal(mine, base) || equal(mine, theirs)) return { value: theirs, both: false };
  if (equal(theirs, base)) return { value: mine, both: false };
  if ([base ?? {}, mine, theirs].every(isMap)) {
    const { entry, both } = mergeEntry((base ?? {}) as Entry, mine as Entry, theirs as Entry);
    return { value: entry, both };
  }
  const lists = [base ?? [], mine, theirs];
  if (!sets.includes(field) || !lists.every(Array.isArray)) return { value: mine, both: true };
  const [before, my, their] = lists as unknown[][] as [unknown[], unknown[], unknown[]];
  const left = their.filter((one) => my.includes(one) || !before.includes(one));
  return { value: [...left, ...my.filter((one) => !before.includes(one) && !left.includes(one))], both: false };
}

const isMap = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** A name that stands twice (somebody is still typing) is two entries. */
function byKey(list: Entry[], key: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const entry of list) {
    let name = String(entry[key]);
    while (found.has(name)) name += " ";
    found.set(name, entry);
  }
  return found;
}

/** Theirs, unless I moved something; what only one of us has comes after what it stood behind. */
function inOrder(kept: Map<string, Entry>, base: string[], mine: string[], theirs: string[]): Entry[] {
  const stayed = base.filter((name) => mine.includes(name));
  const moved = !equal(mine.filter((name) => base.includes(name)), stayed);
  const [first, second] = moved ? [mine, theirs] : [theirs, mine];
  const order = first.filter((name) => kept.has(name));
  second.forEach((name, at) => {
    if (!kept.has(name) || order.includes(name)) return;
    const behind = second.slice(0, at).reverse().find((other) => order.includes(other));
    order.splice(behind === undefined ? 0 : order.indexOf(behind) + 1, 0, name);
  });
  return order.map((name) => kept.get(name) as Entry);
}
