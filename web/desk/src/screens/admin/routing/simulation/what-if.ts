// "What if": people who do not exist yet, people who leave, and people who learn, as a changed list of agents; and what is
// asked of the server for it. Pure.
import type { AgentEntry, Levels, Sections } from "../../../../api/configuration";
import type { LoadStream, SimulationWish } from "../../../../api/simulation";

export type StaffChange =
  /** More people like this one, with these skills besides. */
  | { kind: "add"; count: number; like: string; also: Levels }
  /** Fewer people of a team, or with a skill; null: of any. */
  | { kind: "remove"; count: number; team: string | null; skill: string | null }
  /** So many who could not do it (so well) before. */
  | { kind: "train"; count: number; team: string | null; skill: string; level: number };

export interface Changed {
  agents: AgentEntry[];
  /** For each change how many people it found. */
  found: number[];
}

export function withChanges(agents: AgentEntry[], changes: StaffChange[]): Changed {
  let now = agents;
  const found = changes.map((change) => {
    const next = apply(now, change);
    now = next.agents;
    return next.found;
  });
  return { agents: now, found };
}

function apply(agents: AgentEntry[], change: StaffChange): { agents: AgentEntry[]; found: number } {
  switch (change.kind) {
    case "add":
      return { agents: [...agents, ...copies(agents, change)], found: change.count };
    case "remove": {
      const those = agents.filter((agent) => isOf(agent, change.team) && has(agent, change.skill));
      const leaving = those.slice(Math.max(0, those.length - change.count));
      return { agents: agents.filter((agent) => !leaving.includes(agent)), found: leaving.length };
    }
    case "train": {
      const below = (agent: AgentEntry) => (agent.skills?.[change.skill] ?? -1) < change.level;
      const learning = agents.filter((agent) => isOf(agent, change.team) && below(agent)).slice(0, change.count);
      const taught = (agent: AgentEntry) => ({ ...agent, skills: { ...agent.skills, [change.skill]: change.level } });
      return { agents: agents.map((agent) => (learning.includes(agent) ? taught(agent) : agent)), found: learning.length };
    }
  }
}

const isOf = (agent: AgentEntry, team: string | null) => team === null || agent.team === team;
const has = (agent: AgentEntry, skill: string | null) => skill === null || (agent.skills !== undefined && skill in agent.skills);

/** They get logins that nobody has, and no telephone of their own. */
function copies(agents: AgentEntry[], { count, like, also }: Extract<StaffChange, { kind: "add" }>): AgentEntry[] {
  const model = agents.find((agent) => agent.login === like);
  const taken = new Set(agents.map((agent) => agent.login));
  const made: AgentEntry[] = [];
  for (let n = 1; made.length < count; n += 1) {
    const login = `what-if-${n}`;
    if (taken.has(login)) continue;
    const skills = { ...model?.skills, ...also };
    made.push({ login, name: login, ...(model?.team ? { team: model.team } : {}), skills, phone: { kind: "browser" } });
  }
  return made;
}

export interface SimulationForm {
  source: "entered" | "journal";
  hours: number;
  warmUp: number;
  contacts: LoadStream[];
  /** RFC 3339; journal only. */
  from: string | null;
  to: string | null;
  withDraft: boolean;
  changes: StaffChange[];
  runs: number;
  staff: boolean;
  /** Per cent. */
  shrinkage: number;
}

export const emptyForm = (queues: string[]): SimulationForm => ({
  source: "entered",
  hours: 10,
  warmUp: 1,
  contacts: queues.map((queue) => ({ queue, channel: "voice", per_hour: 30, handle: 180, patience: 120 })),
  from: null,
  to: null,
  withDraft: false,
  changes: [],
  runs: 20,
  staff: false,
  shrinkage: 30,
});

export type Missing = "contacts" | "period";
export const missingIn = (form: SimulationForm): Missing | null => {
  if (form.source === "journal") return form.from && form.to && form.from < form.to ? null : "period";
  return form.contacts.some((stream) => stream.queue && stream.per_hour > 0) ? null : "contacts";
};

/** `edits`: what is changed and not published. */
export function wishOf(form: SimulationForm, base: Sections, edits: Partial<Sections>): SimulationWish {
  const changed: Partial<Sections> = form.withDraft ? { ...edits } : {};
  if (form.changes.length) changed.agents = withChanges(changed.agents ?? base.agents, form.changes).agents;
  // How many people it takes does not depend on who is there.
  const compares = !form.staff && Object.keys(changed).length > 0;
  const load =
    form.source === "journal"
      ? { journal: { from: form.from ?? "", to: form.to ?? "" } }
      : { load: { hours: form.hours, warm_up: form.warmUp, contacts: form.contacts.filter((stream) => stream.queue && stream.per_hour > 0) } };
  return {
    ...load,
    ...(compares ? { sections: changed } : {}),
    runs: form.runs,
    staff: form.staff,
    shrinkage: form.shrinkage,
  };
}
