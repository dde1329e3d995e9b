// The one draft of whoever is signed in. It outlives its pages, so that a glance at the wallboard costs no work, and the
// browser asks before it throws one away.
import { useSyncExternalStore } from "react";
import type { Configuration } from "../../../../api/configuration";
import { useUser } from "../../../../app/session";
import * as model from "./model";
import type { Draft, Edits } from "./model";
import type { Overlap } from "./rebase";

let draft: Draft | null = null;
let owner: string | null = null;
const listeners = new Set<() => void>();

const askFirst = (event: BeforeUnloadEvent) => event.preventDefault();

function set(next: Draft | null) {
  if (next === draft) return;
  draft = next;
  if (draft && model.isDirty(draft)) window.addEventListener("beforeunload", askFirst);
  else window.removeEventListener("beforeunload", askFirst);
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useDraft(): Draft | null {
  const user = useUser().id;
  return useSyncExternalStore(subscribe, () => (owner === user ? draft : null));
}

/** Another person's draft on the same machine is nobody's. */
export function see(found: Configuration, user: string) {
  const mine = owner === user ? draft : null;
  owner = user;
  set(model.seen(mine, found));
}

/** `field`: further edits of the same one join this step. */
export function editDraft(change: Edits | ((now: Draft["now"]) => Edits), label: string, field: string | null = null) {
  if (!draft) return;
  set(model.edit(draft, typeof change === "function" ? change(draft.now) : change, label, field));
}

/** What was undone, in words; null: nothing was left to undo. */
export function undoDraft(): string | null {
  const label = draft?.past.at(-1)?.label ?? null;
  if (draft) set(model.undo(draft));
  return label;
}

export function redoDraft(): string | null {
  const label = draft?.future.at(-1)?.label ?? null;
  if (draft) set(model.redo(draft));
  return label;
}

export function discardDraft(label: string) {
  if (draft) set(model.discard(draft, label));
}

export function draftPublished(version: number, sent: Edits) {
  if (draft) set(model.published(draft, version, sent));
}

export function takeOverNewer(): Overlap[] {
  if (!draft) return [];
  const taken = model.takeOver(draft);
  set(taken.draft);
  return taken.overlaps;
}
