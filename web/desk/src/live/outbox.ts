// Messages that were written here and are not yet acknowledged by the server. Each has a key that makes sending it
// again harmless. Kept in sessionStorage: a reload of the page must not lose a sentence.
export interface Unsent {
  conversation: string;
  key: string;
  text: string;
  at: string;
  state: "sending" | "failed";
}
export type OutboxAction =
  | { type: "write"; message: Unsent }
  | { type: "failed"; key: string }
  | { type: "retry"; key: string }
  | { type: "done"; key: string };

export function reduceOutbox(box: Unsent[], action: OutboxAction): Unsent[] {
  switch (action.type) {
    case "write":
      return box.some((m) => m.key === action.message.key) ? box : [...box, action.message];
    case "failed":
      return box.map((m) => (m.key === action.key ? { ...m, state: "failed" } : m));
    case "retry":
      return box.map((m) => (m.key === action.key ? { ...m, state: "sending" } : m));
    case "done":
      return box.some((m) => m.key === action.key) ? box.filter((m) => m.key !== action.key) : box;
  }
}

const place = "tandem.outbox";

/** After a reload nothing is being sent any more: what was, is offered for another try. */
export function loadOutbox(storage: Pick<Storage, "getItem">): Unsent[] {
  try {
    const kept = JSON.parse(storage.getItem(place) ?? "[]") as Unsent[];
    return Array.isArray(kept) ? kept.map((m) => ({ ...m, state: "failed" as const })) : [];
  } catch {
    return [];
  }
}

export function saveOutbox(storage: Pick<Storage, "setItem">, box: Unsent[]) {
  storage.setItem(place, JSON.stringify(box));
}
