// Edits of a queue's entry. Keys that have their default are left out again, so that the document stays as short as a person
// would write it. Pure.
import type { OverflowStep, QueueEntry, Sections } from "../../../../api/configuration";
import { equal } from "../draft/equal";
import { conditions, type Condition } from "../parts/sentences";

export const defaults = {
  choose: "longest_idle",
  priority: 0,
  value_points: 0,
  risk_points: 0,
  offer_seconds: 20,
  wrap_up_seconds: 120,
  auto_accept: false,
  music: "default",
  target_seconds: 20,
  target: 0.8,
  sticky_seconds: 30,
  weight: 1,
} as const;
export const mostSteps = 10;

const leftOut: Partial<Record<keyof QueueEntry, unknown[]>> = {
  choose: [defaults.choose],
  priority: [0],
  value_points: [0],
  risk_points: [0],
  offer_seconds: [defaults.offer_seconds],
  wrap_up_seconds: [defaults.wrap_up_seconds],
  auto_accept: [false],
  music: [defaults.music, ""],
  hours: [""],
  requires: [{}],
  teams: [[]],
  match: [[]],
  relax: [[]],
  overflow: [[]],
  service_level: [{}],
  weights: [{}],
  sticky: [{}, { to: [] }],
};

/** The entry with a change, without keys that say nothing. Keys that are there and were not touched stay as they are. */
export function changed<T extends object>(entry: T, change: Partial<T>): T {
  const next = { ...entry, ...change };
  for (const key of Object.keys(change) as (keyof T)[]) {
    const value = next[key];
    const idle = leftOut[key as keyof QueueEntry] ?? [];
    if (value === undefined || value === null || idle.some((one) => equal(one, value))) delete next[key];
  }
  return next;
}

export function putQueue(now: Sections, index: number, change: Partial<QueueEntry>): Pick<Sections, "queues"> {
  return { queues: now.queues.map((queue, at) => (at === index ? changed(queue, change) : queue)) };
}

/** A name that is not taken: "Queue", "Queue 2", … */
export function freeName(taken: string[], wanted: string): string {
  if (!taken.includes(wanted)) return wanted;
  for (let n = 2; ; n += 1) if (!taken.includes(`${wanted} ${n}`)) return `${wanted} ${n}`;
}

const start: Record<Condition, number | true> = { waited_seconds: 60, waiting: 10, estimated_wait_seconds: 120, closed: true, no_agents: true };

/** The same action for another reason. */
export function withCondition(step: OverflowStep, condition: Condition, value: number | true = start[condition]): OverflowStep {
  const rest = Object.fromEntries(Object.entries(step).filter(([key]) => !(conditions as readonly string[]).includes(key)));
  return { [condition]: value, ...rest } as OverflowStep;
}

/** The same reason, with another action. */
export function withAction(step: OverflowStep, kind: "queue" | "flow", target: string): OverflowStep {
  const { queue: _queue, flow: _flow, ...rest } = step;
  return { ...rest, [kind]: target };
}

/** After the last one, by a half. */
export function nextAfter(steps: { after: number }[]): number {
  const last = steps.at(-1)?.after;
  return last === undefined ? 30 : last + Math.max(30, Math.round(last / 20) * 10);
}
