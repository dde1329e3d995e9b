// How much an agent can have at a time: the usual numbers, what was changed of them, what cannot be, and what it comes to.
// Pure.
import { channels, type Capacity, type CapacityEntry, type Sections, type Settings } from "../../../../api/configuration";
import type { Channel } from "../../../../api/types";
import { equal } from "../draft/equal";

export const usualLimit = 100;
export const usualSettings = { ageing_seconds: 60, desk_grace_seconds: 30 } as const;

export interface Rule {
  cost: number;
  /** 0: as many as the cost allows. */
  most: number;
  interrupts: Channel[];
}
const usual: Record<Channel, Rule> = {
  voice: { cost: 60, most: 1, interrupts: ["ticket", "email"] },
  webchat: { cost: 20, most: 0, interrupts: [] },
  ticket: { cost: 10, most: 0, interrupts: [] },
  email: { cost: 10, most: 0, interrupts: [] },
  callback: { cost: 60, most: 1, interrupts: ["ticket", "email"] },
};

export const limitOf = (capacity: Capacity) => capacity.limit ?? usualLimit;
export const ruleOf = (capacity: Capacity, channel: Channel): Rule => ({ ...usual[channel], ...capacity[channel] });

const inOrder = (list: Channel[]) => channels.filter((channel) => list.includes(channel));

/** Numbers that are the usual ones are left out. Null: back to the usual one. */
export function putRule(now: Sections, channel: Channel, change: { [Key in keyof Rule]?: Rule[Key] | null }): Pick<Sections, "capacity"> {
  const next: CapacityEntry = { ...now.capacity[channel] };
  for (const key of Object.keys(change) as (keyof Rule)[]) {
    const value = key === "interrupts" ? change.interrupts && inOrder(change.interrupts) : change[key];
    if (value === null || value === undefined || equal(value, usual[channel][key])) delete next[key];
    else Object.assign(next, { [key]: value });
  }
  const { [channel]: _before, ...rest } = now.capacity;
  return { capacity: Object.keys(next).length ? { ...rest, [channel]: next } : rest };
}

export function putLimit(now: Sections, limit: number | null): Pick<Sections, "capacity"> {
  const { limit: _before, ...rest } = now.capacity;
  return { capacity: limit === null || limit === usualLimit ? rest : { ...rest, limit } };
}

export function putSetting(now: Sections, name: keyof typeof usualSettings, value: number | null): { settings: Settings } {
  const { [name]: _before, ...rest } = now.settings;
  return { settings: value === null || value === usualSettings[name] ? rest : { ...rest, [name]: value } };
}

export type Trouble = { kind: "self" | "tooDear"; channel: Channel } | { kind: "mutual"; channel: Channel; other: Channel };

/** What the server would refuse, told as it is typed. */
export function troublesOf(capacity: Capacity): Trouble[] {
  const found: Trouble[] = [];
  channels.forEach((channel, at) => {
    const { cost, interrupts } = ruleOf(capacity, channel);
    if (cost > limitOf(capacity)) found.push({ kind: "tooDear", channel });
    if (interrupts.includes(channel)) found.push({ kind: "self", channel });
    for (const other of channels.slice(at + 1)) {
      if (interrupts.includes(other) && ruleOf(capacity, other).interrupts.includes(channel)) found.push({ kind: "mutual", channel, other });
    }
  });
  return found;
}

/** Of a channel alone; Infinity where nothing limits it. */
export const mostAtOnce = (capacity: Capacity, channel: Channel): number => roomFor(capacity, channel, []);

/** How many more of a channel there is room for beside these. */
export function roomFor(capacity: Capacity, channel: Channel, having: Channel[]): number {
  const { cost, most, interrupts } = ruleOf(capacity, channel);
  const taken = having.filter((other) => !interrupts.includes(other)).reduce((sum, other) => sum + ruleOf(capacity, other).cost, 0);
  const left = limitOf(capacity) - taken;
  const byCost = left < 0 ? 0 : cost === 0 ? Infinity : Math.floor(left / cost);
  const byCount = most === 0 ? Infinity : most - having.filter((other) => other === channel).length;
  return Math.max(0, Math.min(byCost, byCount));
}

/** Channels that come in over the same others, together. */
export function interruptions(capacity: Capacity): { channels: Channel[]; over: Channel[] }[] {
  const found: { channels: Channel[]; over: Channel[] }[] = [];
  for (const channel of channels) {
    const over = inOrder(ruleOf(capacity, channel).interrupts).filter((other) => other !== channel);
    if (over.length === 0) continue;
    const same = found.find((one) => equal(one.over, over));
    if (same) same.channels.push(channel);
    else found.push({ channels: [channel], over });
  }
  return found;
}
