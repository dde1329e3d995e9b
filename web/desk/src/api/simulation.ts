// Simulations as the server runs them: what comes in, what is changed, and what came of it (docs/simulation.md).
import type { Sections } from "./configuration";

/** What a simulation knows so far. */
export const loadChannels = ["voice", "webchat"] as const;
export type LoadChannel = (typeof loadChannels)[number];

export interface LoadStream {
  queue: string;
  channel: LoadChannel;
  per_hour: number;
  handle: number;
  patience?: number;
  priority?: number;
}
export type SimulatedLoad =
  | { load: { hours: number; warm_up: number; contacts: LoadStream[] } }
  | { journal: { from: string; to: string } };
/** `staff`: how many people it takes, instead of what those there are make of it; `shrinkage` in per cent. */
export type SimulationWish = SimulatedLoad & { sections?: Partial<Sections>; runs: number; staff: boolean; shrinkage: number };

export interface Estimate {
  mean: number;
  half_width: number;
}
/** Of what really happened there is one value and no interval. */
export type Figure = Estimate | number | null;

export const queueFigures = [
  "offered",
  "answered",
  "abandoned",
  "service_level",
  "asa_s",
  "mean_wait_s",
  "p90_wait_s",
  "wait_probability",
  "abandon_rate",
  "unserved",
  "overflowed",
  "estimate_error_s",
  "estimate_bias_s",
] as const;
export type QueueFigure = (typeof queueFigures)[number];
export const teamFigures = ["occupancy", "least_handled", "most_handled", "fairness"] as const;
export type TeamFigure = (typeof teamFigures)[number];

/** name null: all queues together, or agents without a team. */
export type QueueReport = { name: string | null } & Partial<Record<QueueFigure, Figure>>;
export type TeamReport = { name: string | null; agents: number } & Partial<Record<TeamFigure, Figure>>;
export interface Report {
  runs: number;
  confidence: number;
  contacts: number;
  queues: QueueReport[];
  teams: TeamReport[];
}
export interface StaffNeed {
  /** "08:30"; null: all day. */
  from: string | null;
  per_hour: number;
  on_duty: number;
  scheduled: number;
  service_level: number;
  occupancy: number;
  abandon_rate: number;
  simulated: Estimate | null;
}
export interface StaffPlan {
  queue: string;
  channel: LoadChannel;
  at_once: number;
  seconds: number;
  target: number;
  needs: StaffNeed[];
}
export interface SimulationResult {
  report?: Report | null;
  compared?: Report | null;
  /** What really happened. */
  observed?: Report | null;
  staff?: StaffPlan[] | null;
  /** Contacts of queues that are no longer there. */
  left_out?: number;
}
export interface Simulation {
  id: string;
  state: "running" | "done" | "failed";
  done: number;
  runs: number;
  problem?: string | null;
  result?: SimulationResult | null;
}
