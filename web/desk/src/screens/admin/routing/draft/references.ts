// Things are known by their names: when a skill or a queue is renamed or removed, whoever speaks of it must follow. Pure.
import type { Levels, OverflowStep, QueueEntry, RuleEntry, Sections } from "../../../../api/configuration";
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
    rules: now.rules.map(rule),
    flows: inFlows(now.flows, from, to),
  };
}

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
    rules: now.rules.filter((rule) => rule.queue === name).length,
    flows: Object.values(now.flows).filter((flow) => nodes(flow).some((one) => isObject(one) && one.queue === name)).length,
  };
}
