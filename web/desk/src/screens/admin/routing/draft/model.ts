// What is being changed and not yet published: the version it began with, the sections that differ, and every step to undo.
import type { Configuration, Sections } from "../../../../api/configuration";
import { equal } from "./equal";
import { rebase, type Overlap } from "./rebase";

export type Edits = Partial<Sections>;
export interface Step {
  /** What it did, in words. */
  label: string;
  edits: Edits;
}
export interface Draft {
  version: number;
  etag: string;
  base: Sections;
  /** Only sections that differ from the base. */
  edits: Edits;
  /** The base with the edits. */
  now: Sections;
  past: Step[];
  future: Step[];
  /** Counts up with every change. */
  revision: number;
  /** Typing into one field is one step: the field of the last one. */
  field: string | null;
  /** Somebody published this meanwhile. */
  newer: Configuration | null;
}
const mostSteps = 200;

const put = (draft: Draft, edits: Edits, change: Partial<Draft>): Draft => {
  const differing = Object.fromEntries(Object.entries(edits).filter(([name, value]) => !equal(value, draft.base[name])));
  return { ...draft, edits: differing, now: { ...draft.base, ...differing }, revision: draft.revision + 1, field: null, ...change };
};

export const begin = (found: Configuration, revision = 1): Draft => ({
  version: found.version,
  etag: found.etag,
  base: found.sections,
  edits: {},
  now: found.sections,
  past: [],
  future: [],
  revision,
  field: null,
  newer: null,
});

export const isDirty = (draft: Draft) => Object.keys(draft.edits).length > 0;

/** `field`: further edits of the same one join this step. */
export function edit(draft: Draft, change: Edits, label: string, field: string | null = null): Draft {
  const joins = field !== null && field === draft.field && draft.past.length > 0;
  const past = joins ? draft.past : [...draft.past, { label, edits: draft.edits }].slice(-mostSteps);
  return put(draft, { ...draft.edits, ...change }, { past, future: [], field });
}

export function undo(draft: Draft): Draft {
  const step = draft.past.at(-1);
  if (!step) return draft;
  const future = [...draft.future, { label: step.label, edits: draft.edits }];
  return put(draft, step.edits, { past: draft.past.slice(0, -1), future });
}

export function redo(draft: Draft): Draft {
  const step = draft.future.at(-1);
  if (!step) return draft;
  const past = [...draft.past, { label: step.label, edits: draft.edits }];
  return put(draft, step.edits, { past, future: draft.future.slice(0, -1) });
}

export const discard = (draft: Draft, label: string): Draft => (isDirty(draft) ? { ...edit(draft, draft.base, label), field: null } : draft);

/** What is now in force becomes the base. Undo still leads back: to a draft that would take it back. */
export function published(draft: Draft, version: number, sent: Edits): Draft {
  const replaced = Object.fromEntries(Object.keys(sent).map((name) => [name, draft.base[name]]));
  const base = { ...draft.base, ...sent } as Sections;
  const past = draft.past.map((step) => ({ ...step, edits: { ...replaced, ...step.edits } }));
  return put({ ...draft, base }, draft.edits, { version, etag: `"${version}"`, past, future: [], newer: null });
}

/** The server's newest. It is taken over at once where nothing would be lost. */
export function seen(draft: Draft | null, found: Configuration): Draft {
  if (!draft) return begin(found);
  if (found.version < draft.version) return draft;
  if (found.version === draft.version) {
    if (equal(found.sections, draft.base)) return found.etag === draft.etag ? draft : { ...draft, etag: found.etag };
    // People may change without a new version.
    const { edits } = rebase(draft.base, draft.edits, found.sections);
    return put({ ...draft, base: found.sections }, edits, { etag: found.etag, newer: null, field: draft.field });
  }
  if (isDirty(draft)) return draft.newer?.version === found.version ? draft : { ...draft, newer: found };
  return begin(found, draft.revision + 1);
}

/** My edits on top of the newer version. */
export function takeOver(draft: Draft): { draft: Draft; overlaps: Overlap[] } {
  if (!draft.newer) return { draft, overlaps: [] };
  const { edits, overlaps } = rebase(draft.base, draft.edits, draft.newer.sections);
  const fresh = begin(draft.newer, draft.revision + 1);
  return { draft: put(fresh, edits, {}), overlaps };
}
