// The configuration document as the admin's pages edit it. Names refer to things, and keys that have their default may be
// missing (docs/configuration.md). Keys that are not listed here are kept as they are.
import type { Problem } from "./http";
import type { Channel, Named, Words } from "./types";

export const skillKinds = ["skill", "language", "region", "tier", "business", "complexity"] as const;
export type SkillKind = (typeof skillKinds)[number];
export type Match = Exclude<SkillKind, "skill">;
/** These stand for something: a language, a region … */
export const codedKinds: SkillKind[] = ["language", "region", "tier", "business"];
export const matches: Match[] = ["language", "region", "tier", "business", "complexity"];
export const choices = ["longest_idle", "least_occupied", "most_skilled", "least_skilled", "round_robin", "best_score"] as const;
export type Choice = (typeof choices)[number];
export const channels: Channel[] = ["voice", "webchat", "ticket", "email", "callback"];

/** Skill -> level. */
export type Levels = Record<string, number>;

export interface SkillEntry {
  name: string;
  kind?: SkillKind;
  /** Of the kinds that stand for something: for what; one, or several. */
  code?: string;
  codes?: string[];
}
export interface RelaxStep {
  after: number;
  requires?: Levels;
  teams?: string[];
}
/** One condition and one action. */
export interface OverflowStep {
  waited_seconds?: number;
  waiting?: number;
  estimated_wait_seconds?: number;
  closed?: boolean;
  no_agents?: boolean;
  queue?: string;
  flow?: string;
}
export interface Weights {
  handle_time?: number;
  satisfaction?: number;
  resolution?: number;
}
export interface QueueEntry {
  name: string;
  requires?: Levels;
  teams?: string[];
  match?: Match[];
  relax?: RelaxStep[];
  choose?: Choice;
  weights?: Weights;
  sticky?: { to?: ("last" | "owner")[]; wait_seconds?: number };
  priority?: number;
  value_points?: number;
  risk_points?: number;
  service_level?: { seconds?: number; target?: number };
  offer_seconds?: number;
  wrap_up_seconds?: number;
  auto_accept?: boolean;
  hours?: string;
  music?: string;
  overflow?: OverflowStep[];
}
export interface RuleEntry {
  name: string;
  when?: string;
  queue?: string;
  priority?: number;
  requires?: Levels;
  teams?: string[];
  last?: boolean;
}
export interface AgentEntry {
  login: string;
  name?: string;
  team?: string;
  role?: string;
  language?: string;
  skills?: Levels;
  phone?: Record<string, unknown>;
  start?: string;
}
/** Supervisors and administrators who take no contacts. */
export interface UserEntry {
  login: string;
  name?: string;
  team?: string;
  role?: string;
}
export interface NamedEntry {
  name: string;
}
/** Times are "09:00-12:00"; dates are "2026-10-01". */
export interface HoursEntry {
  name: string;
  time_zone?: string;
  /** By "mon" to "sun" or "mon-fri". */
  week?: Record<string, string[]>;
  closed?: string[];
  open?: Record<string, string[]>;
}
export interface CapacityEntry {
  cost?: number;
  most?: number;
  interrupts?: Channel[];
}
export type Capacity = { limit?: number } & Partial<Record<Channel, CapacityEntry>>;
export interface Settings {
  region?: string;
  language?: string;
  time_zone?: string;
  desk_grace_seconds?: number;
  ageing_seconds?: number;
}
export interface Sections {
  settings: Settings;
  capacity: Capacity;
  skills: SkillEntry[];
  teams: NamedEntry[];
  hours: HoursEntry[];
  queues: QueueEntry[];
  rules: RuleEntry[];
  agents: AgentEntry[];
  users: UserEntry[];
  numbers: { number: string; flow?: string }[];
  flows: Record<string, unknown>;
  [other: string]: unknown;
}
export interface Configuration {
  version: number;
  etag: string;
  sections: Sections;
}
export interface Published {
  version: number;
  changes: string[];
  warnings: Problem[];
  /** Of telephones, made now and never shown again. */
  secrets?: { device: string; secret: string }[];
}

/** What a rule's condition can speak of. */
export interface RuleName extends Words {
  name: string;
  type: "text" | "number" | "truth";
  words?: string[];
}

/** Somebody who might come now. */
export interface Caller {
  channel: Channel;
  queue?: string;
  number?: string;
  phone?: string;
  tier?: string;
  language?: string;
  region?: string;
  value?: number;
  risk?: number;
  values?: Record<string, string>;
}
export interface Asks {
  requires?: { skill: Named; level: number }[];
  teams?: Named[];
}
export interface CandidateGroup {
  obstacle: string;
  count: number;
  text?: Words;
  first?: (Named | null)[];
  agents?: (Named | null)[];
}
/** Most of it is only there where the contact would enter a queue; of a draft with mistakes there are the problems alone. */
export interface Preview extends Asks {
  queue?: Named | null;
  /** It goes on there instead. */
  flow?: Named | null;
  rules?: string[];
  priority?: number;
  agent?: Named | null;
  reason?: { choose: Choice; idle_seconds: number; candidates: number; sticky: "last" | "owner" | null } | null;
  why?: Words | null;
  /** Others wait until this agent had their chance. */
  kept_for?: Named | null;
  /** Not before then. */
  offered_at?: string | null;
  position?: number | null;
  estimated_wait_seconds?: number | null;
  groups?: CandidateGroup[];
  relaxations?: ({ after_seconds: number } & Asks)[];
  overflow?: (Omit<OverflowStep, "queue" | "flow"> & { queue?: string | Named | null; flow?: string | Named | null })[];
  problems?: Problem[];
}

export const codesOf = (skill: SkillEntry): string[] => skill.codes ?? (skill.code === undefined ? [] : [skill.code]);

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** Every list is there, and a skill that is written as a bare name is an entry, too. */
export function complete(sections: Record<string, unknown>): Sections {
  return {
    ...sections,
    settings: (sections.settings ?? {}) as Settings,
    capacity: (sections.capacity ?? {}) as Capacity,
    skills: list<SkillEntry | string>(sections.skills).map((skill) => (typeof skill === "string" ? { name: skill } : skill)),
    teams: list(sections.teams),
    hours: list(sections.hours),
    queues: list(sections.queues),
    rules: list(sections.rules),
    agents: list(sections.agents),
    users: list(sections.users),
    numbers: list(sections.numbers),
    flows: (sections.flows ?? {}) as Record<string, unknown>,
  };
}
