// My edits on top of what somebody else published meanwhile: a three-way merge by name. Where both changed the same thing
// mine stays, and it is told.
import type { Sections } from "../../../../api/configuration";
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

const keyOf: Record<string, string> = {
  skills: "name",
  teams: "name",
  hours: "name",
  queues: "name",
  rules: "name",
  agents: "login",
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
  if (!key || !lists) {
    if (!equal(mine, theirs)) overlaps.push({ section, name: null });
    return mine;
  }
  return mergeList(section, key, (base ?? []) as Entry[], (mine ?? []) as Entry[], (theirs ?? []) as Entry[], overlaps);
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
      const { entry, both } = mergeEntry(b ?? {}, m, t);
      if (both) overlap();
      kept.set(name, entry);
    }
  }
  return inOrder(kept, [...before.keys()], [...my.keys()], [...their.keys()]);
}

/** Key by key; levels of skills one by one. */
function mergeEntry(base: Entry, mine: Entry, theirs: Entry): { entry: Entry; both: boolean } {
  let both = false;
  const entry: Entry = {};
  for (const field of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [b, m, t] = [base[field], mine[field], theirs[field]];
    let value = equal(m, b) ? t : m;
    if (!equal(m, b) && !equal(t, b) && !equal(m, t)) {
      const inner = [b ?? {}, m, t].every(isLevels) ? mergeEntry((b ?? {}) as Entry, m as Entry, t as Entry) : null;
      value = inner ? inner.entry : m;
      both = both || !inner || inner.both;
    }
    if (value !== undefined) entry[field] = value;
  }
  return { entry, both };
}

const isLevels = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((level) => typeof level === "number");

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
