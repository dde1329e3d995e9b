// The address of a list of conversations, written and read.
import type { ListFilter } from "../../api/keys";
import { query } from "../../api/http";

/** Every number of the wallboard is the length of one such list. */
export const listLink = (filter: ListFilter) => `/list${query({ ...filter })}`;

const views = ["mine", "waiting", "active", "offered", "answered", "abandoned", "short_abandoned", "within_target", "ended"];

export function filterOf(search: string): ListFilter {
  const read = new URLSearchParams(search);
  const get = (name: string) => read.get(name) ?? undefined;
  const view = get("view");
  return {
    view: view && views.includes(view) ? (view as ListFilter["view"]) : undefined,
    queue: get("queue"),
    agent: get("agent"),
    customer: get("customer"),
    from: get("from"),
  };
}
