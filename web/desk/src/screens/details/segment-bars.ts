// Lays the segments of a conversation out on one time axis. Pure.
import type { ConversationFull, Participant, SegmentKind } from "../../api/types";

export interface Bar {
  kind: SegmentKind;
  ms: number;
  /** Per cent of the whole conversation. */
  left: number;
  width: number;
}
export interface Row {
  id: string;
  kind: Participant["kind"];
  agent: string | null;
  bars: Bar[];
}

export function bars(c: Pick<ConversationFull, "participants" | "started_at" | "ended_at">, now: number) {
  const all = c.participants.flatMap((p) => p.segments);
  const start = Math.min(Date.parse(c.started_at), ...all.map((s) => Date.parse(s.started_at)));
  const ends = all.map((s) => (s.ended_at ? Date.parse(s.ended_at) : now));
  const end = Math.max(c.ended_at ? Date.parse(c.ended_at) : start, ...ends);
  const wholeMs = Math.max(1, end - start);
  const share = (ms: number) => (ms / wholeMs) * 100;
  const rows: Row[] = c.participants
    .filter((p) => p.segments.length > 0)
    .map((p) => ({
      id: p.id,
      kind: p.kind,
      agent: p.agent?.name ?? null,
      bars: p.segments.map((s) => {
        const from = Date.parse(s.started_at);
        const ms = Math.max(0, (s.ended_at ? Date.parse(s.ended_at) : now) - from);
        return { kind: s.kind, ms, left: share(from - start), width: Math.max(0.4, share(ms)) };
      }),
    }));
  return { rows, wholeMs };
}

/** How long a kind lasted: both sides of a talk have it, it counts once. */
export const longest = (rows: Row[], kind: SegmentKind): number =>
  Math.max(0, ...rows.map((row) => row.bars.reduce((sum, bar) => (bar.kind === kind ? sum + bar.ms : sum), 0)));
