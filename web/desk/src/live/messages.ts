// The messages of one conversation as the query cache holds them: ascending by seq, each once.
import type { Message } from "../api/types";

export interface MessagePage {
  items: Message[];
  /** Cursor towards older messages; null at the beginning. */
  next_cursor: string | null;
}

export function upsertMessage(page: MessagePage | undefined, message: Message): MessagePage | undefined {
  if (!page) return page;
  const at = page.items.findIndex((m) => m.id === message.id || m.seq === message.seq);
  if (at >= 0) return { ...page, items: page.items.with(at, message) };
  const items = [...page.items, message].sort((a, b) => a.seq - b.seq);
  return { ...page, items };
}

export function prependOlder(page: MessagePage, older: MessagePage): MessagePage {
  const known = new Set(page.items.map((m) => m.seq));
  const items = [...older.items.filter((m) => !known.has(m.seq)), ...page.items].sort((a, b) => a.seq - b.seq);
  return { items, next_cursor: older.next_cursor };
}

/** What a gap in seq means after a reconnect: something was missed, fetch again. */
export function hasGap(page: MessagePage): boolean {
  return page.items.some((m, i) => i > 0 && m.seq !== (page.items[i - 1]?.seq ?? 0) + 1);
}
