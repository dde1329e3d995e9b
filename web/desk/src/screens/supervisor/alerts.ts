// What on the wallboard needs somebody, with cause and remedy. Derived from the live numbers alone. Pure.
import type { AgentLive, LiveMetrics } from "../../api/types";
import { sinceMs } from "../../format/time";

export interface Alert {
  kind: "nobody" | "slow" | "level";
  queue: string;
  queueId: string;
  waiting: number;
  waitMs: number;
  level: number | null;
  /** Who could help: signed in, doing nothing, not available. */
  helpers: string[];
}

export interface Targets {
  [queue: string]: { seconds: number; target: number } | undefined;
}

export function alertsOf(metrics: LiveMetrics, targets: Targets, now: number): Alert[] {
  const helpers = helpersOf(metrics.agents);
  const found: Alert[] = [];
  for (const queue of metrics.queues) {
    const waitMs = sinceMs(queue.longest_waiting_since, now);
    const goal = targets[queue.id] ?? { seconds: 20, target: 0.8 };
    const base = { queue: queue.name, queueId: queue.id, waiting: queue.waiting, waitMs, level: queue.service_level, helpers };
    if (queue.waiting > 0 && queue.agents_available === 0) found.push({ kind: "nobody", ...base });
    else if (queue.waiting > 0 && waitMs > goal.seconds * 3000) found.push({ kind: "slow", ...base });
    else if (queue.service_level !== null && queue.offered >= 5 && queue.service_level < goal.target - 0.2)
      found.push({ kind: "level", ...base });
  }
  const rank = { nobody: 0, slow: 1, level: 2 };
  return found.sort((a, b) => rank[a.kind] - rank[b.kind] || b.waitMs - a.waitMs);
}

function helpersOf(agents: AgentLive[]): string[] {
  return agents
    .filter((a) => a.activity === "idle" && (a.state === "not_ready" || a.state === "break"))
    .sort((a, b) => Date.parse(a.since) - Date.parse(b.since))
    .slice(0, 3)
    .map((a) => a.name);
}
