// What somebody wishes of work to come, as it is typed and as the server takes it. Pure.
import type { WorkWish } from "../api/commands";

export interface WishForm {
  queue: string | null;
  /** As <input type="datetime-local"> writes it, in local time; empty: none. */
  notBefore: string;
  due: string;
  note: string;
}
export type WishProblem = "queue" | "past" | "order";

export const emptyWish = (queue: string | null): WishForm => ({ queue, notBefore: "", due: "", note: "" });

const timeOf = (local: string): number | null => (local ? new Date(local).getTime() : null);

/** What stands between this form and the server; null: nothing. */
export function wishProblem(form: WishForm, now: number): WishProblem | null {
  const [from, due] = [timeOf(form.notBefore), timeOf(form.due)];
  if (!form.queue) return "queue";
  if ((from !== null && !(from >= now)) || (due !== null && !(due >= now))) return "past";
  return from !== null && due !== null && due < from ? "order" : null;
}

const sent = (local: string) => (local ? new Date(local).toISOString() : undefined);

export const wishOf = (form: WishForm): WorkWish => ({
  queue: form.queue ?? "",
  not_before: sent(form.notBefore),
  due: sent(form.due),
  note: form.note.trim() || undefined,
});
