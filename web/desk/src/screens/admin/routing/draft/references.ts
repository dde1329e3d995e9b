// Things are known by their names: when a skill, a team, hours or a queue are renamed or removed, whoever speaks of them must
// follow. Pure.
import type { Levels, OverflowStep, QueueEntry, RuleEntry, Sections } from "../../../../api/configuration";
import { renamedIn, speaksOf, type NamedKind } from "./conditions";
import type { Edits } from "./model";

type Renaming = (name: string) => string | null; // null: gone

function inLevels(levels: Levels, renamed: Renaming): Levels {
  return Object.fromEntries(
    Object.entries(levels).flatMap(([skill, level]) => {
      const name = renamed(skill);
      return name === null ? [] : [[name, level] as const];
    }),
  );
}
const withLevels = <T extends { requires?: Levels }>(one: T, renamed: Renaming): T =>
  one.requires ? { ...one, requires: inLevels(one.requires, renamed) } : one;

export function renameSkill(now: Sections, from: string, to: string): Edits {
  const renamed: Renaming = (name) => (name === from ? to : name);
  const queue = (one: QueueEntry): QueueEntry => ({
    ...withLevels(one, renamed),
    ...(one.relax ? { relax: one.relax.map((step) => withLevels(step, renamed)) } : {}),
  });
  return {
    skills: now.skills.map((skill) => (skill.name === from ? { ...skill, name: to } : skill)),
    agents: now.agents.map((agent) => (agent.skills && from in agent.skills ? { ...agent, skills: inLevels(agent.skills, renamed) } : agent)),
    queues: now.queues.map(queue),
    rules: now.rules.map((rule) => withLevels(rule, renamed)),
  };
}

/** Taken from everybody. Queues and rules go on asking for it, which the check then tells: they must ask for something else. */
export function removeSkill(now: Sections, skill: string): Edits {
  const gone: Renaming = (name) => (name === skill ? null : name);
  return {
    skills: now.skills.filter((one) => one.name !== skill),
    agents: now.agents.map((agent) => (agent.skills && skill in agent.skills ? { ...agent, skills: inLevels(agent.skills, gone) } : agent)),
  };
}

export interface Uses {
  agents: number;
  queues: number;
  rules: number;
}
export function usesOfSkill(now: Sections, skill: string): Uses {
  const asks = (one: { requires?: Levels }) => one.requires !== undefined && skill in one.requires;
  return {
    agents: now.agents.filter((agent) => agent.skills && skill in agent.skills).length,
    queues: now.queues.filter((queue) => asks(queue) || queue.relax?.some(asks)).length,
    rules: now.rules.filter(asks).length,
  };
}

export function renameQueue(now: Sections, index: number, to: string): Edits {
  const from = now.queues[index]?.name ?? "";
  const queues = now.queues.map((queue, at) => (at === index ? { ...queue, name: to } : queue));
  // A name that stands twice points at the other one, too.
  if (from === "" || now.queues.some((queue, at) => at !== index && queue.name === from)) return { queues };
  const step = (one: OverflowStep) => (one.queue === from ? { ...one, queue: to } : one);
  const rule = (one: RuleEntry) => (one.queue === from ? { ...one, queue: to } : one);
  return {
    queues: queues.map((queue) => (queue.overflow ? { ...queue, overflow: queue.overflow.map(step) } : queue)),
    rules: inConditions(now.rules.map(rule), "queue", from, to),
    flows: inFlows(now.flows, from, to),
  };
}

const inConditions = (rules: RuleEntry[], kind: NamedKind, from: string, to: string): RuleEntry[] =>
  rules.map((rule) => (speaksOf(rule.when, kind, from) ? { ...rule, when: renamedIn(rule.when ?? "", kind, from, to) } : rule));

/** `{queue: NAME}` of a flow's nodes. */
function inFlows(flows: Sections["flows"], from: string, to: string): Sections["flows"] {
  const node = (one: unknown) => (isObject(one) && one.queue === from ? { ...one, queue: to } : one);
  const flow = (one: unknown) =>
    isObject(one) && isObject(one.nodes)
      ? { ...one, nodes: Object.fromEntries(Object.entries(one.nodes).map(([name, value]) => [name, node(value)])) }
      : one;
  return Object.fromEntries(Object.entries(flows).map(([name, value]) => [name, flow(value)]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** What else speaks of a queue. */
export function usesOfQueue(now: Sections, name: string): { queues: number; rules: number; flows: number } {
  const nodes = (flow: unknown) => (isObject(flow) && isObject(flow.nodes) ? Object.values(flow.nodes) : []);
  return {
    queues: now.queues.filter((queue) => queue.overflow?.some((step) => step.queue === name)).length,
    rules: now.rules.filter((rule) => rule.queue === name || speaksOf(rule.when, "queue", name)).length,
    flows: Object.values(now.flows).filter((flow) => nodes(flow).some((one) => isObject(one) && one.queue === name)).length,
  };
}

export function renameHours(now: Sections, index: number, to: string): Edits {
  const from = now.hours[index]?.name ?? "";
  const hours = now.hours.map((one, at) => (at === index ? { ...one, name: to } : one));
  if (from === "" || now.hours.some((one, at) => at !== index && one.name === from)) return { hours };
  return {
    hours,
    queues: now.queues.map((queue) => (queue.hours === from ? { ...queue, hours: to } : queue)),
    rules: inConditions(now.rules, "hours", from, to),
  };
}

/** An entry of a list, and where it stands there. */
export interface Use {
  name: string;
  index: number;
}
const usesIn = <T extends { name: string }>(list: T[], speaks: (one: T) => boolean): Use[] =>
  list.flatMap((one, index) => (speaks(one) ? [{ name: one.name, index }] : []));

export const usesOfHours = (now: Sections, name: string): { queues: Use[]; rules: Use[] } => ({
  queues: usesIn(now.queues, (queue) => queue.hours === name),
  rules: usesIn(now.rules, (rule) => speaksOf(rule.when, "hours", name)),
});

type WithTeams = { teams?: string[] };
const withTeams = <T extends WithTeams>(one: T, from: string, to: string): T =>
  one.teams?.includes(from) ? { ...one, teams: one.teams.map((team) => (team === from ? to : team)) } : one;
const withTeam = <T extends { team?: string }>(people: T[], from: string, to: string | undefined): T[] =>
  people.map((one) => {
    if (one.team !== from) return one;
    const { team: _team, ...rest } = one;
    return (to === undefined ? rest : { ...one, team: to }) as T;
  });

export function renameTeam(now: Sections, index: number, to: string): Edits {
  const from = now.teams[index]?.name ?? "";
  const teams = now.teams.map((one, at) => (at === index ? { ...one, name: to } : one));
  if (from === "" || now.teams.some((one, at) => at !== index && one.name === from)) return { teams };
  const queue = (one: QueueEntry): QueueEntry => ({
    ...withTeams(one, from, to),
    ...(one.relax ? { relax: one.relax.map((step) => withTeams(step, from, to)) } : {}),
  });
  return {
    teams,
    agents: withTeam(now.agents, from, to),
    users: withTeam(now.users, from, to),
    queues: now.queues.map(queue),
    rules: now.rules.map((rule) => withTeams(rule, from, to)),
  };
}

/** People are then of no team. Queues and rules go on asking for it: without any team they would ask everybody. */
export function removeTeam(now: Sections, index: number): Edits {
  const name = now.teams[index]?.name ?? "";
  return {
    teams: now.teams.filter((_, at) => at !== index),
    agents: withTeam(now.agents, name, undefined),
    users: withTeam(now.users, name, undefined),
  };
}

export function usesOfTeam(now: Sections, name: string): { agents: number; users: number; queues: Use[]; rules: Use[] } {
  const asks = (one: WithTeams) => one.teams?.includes(name) ?? false;
  return {
    agents: now.agents.filter((agent) => agent.team === name).length,
    users: now.users.filter((user) => user.team === name).length,
    queues: usesIn(now.queues, (queue) => asks(queue) || (queue.relax?.some(asks) ?? false)),
    rules: usesIn(now.rules, asks),
  };
}
