// What queues and rules say, in plain words. Pure: the language comes in as `t`.
import type { TFunction } from "i18next";
import type { Asks, Caller, Levels, OverflowStep, Preview, QueueEntry, RelaxStep, RuleEntry } from "../../../../api/configuration";
import type { Named } from "../../../../api/types";
import { clock } from "../../../../format/time";

export type Say = TFunction;

/** 45 s, 2 min, 1:30 */
export function duration(t: Say, seconds: number): string {
  if (seconds < 120) return t("say.seconds", { n: seconds });
  return seconds % 60 === 0 ? t("say.minutes", { n: seconds / 60 }) : clock(seconds * 1000);
}

const joined = (t: Say, parts: string[]) => parts.filter(Boolean).join(t("say.comma"));
const teamsOf = (t: Say, teams: string[]) => teams.join(t("say.or"));

export const levelsText = (t: Say, levels: Levels | undefined) =>
  joined(t, Object.entries(levels ?? {}).map(([skill, level]) => `${skill} ≥ ${level}`));

/** "English ≥ 3, team A or B"; "anybody" */
export function asksText(t: Say, requires: Levels | undefined, teams: string[] | undefined): string {
  const ofTeams = teams?.length ? t("say.ofTeams", { teams: teamsOf(t, teams) }) : "";
  return joined(t, [levelsText(t, requires), ofTeams]) || t("say.anybody");
}

/** As the server resolved them. */
export const asksOf = (t: Say, { requires, teams }: Asks) =>
  asksText(t, Object.fromEntries((requires ?? []).map((one) => [one.skill.name, one.level])), (teams ?? []).map((team) => team.name));

export interface Asked {
  requires: Levels;
  teams: string[];
}

/** What the queue asks for after its first `steps` steps. */
export function askedAfter(queue: QueueEntry, steps: number): Asked {
  let asked: Asked = { requires: queue.requires ?? {}, teams: queue.teams ?? [] };
  for (const step of (queue.relax ?? []).slice(0, steps)) asked = { requires: step.requires ?? asked.requires, teams: step.teams ?? asked.teams };
  return asked;
}

/** "after 60 s: also agents of Billing" */
export function relaxText(t: Say, step: RelaxStep, before: Asked): string {
  const what: string[] = [];
  if (step.requires) what.push(Object.keys(step.requires).length ? t("say.needsOnly", { skills: levelsText(t, step.requires) }) : t("say.noSkill"));
  if (step.teams) {
    const added = step.teams.filter((team) => !before.teams.includes(team));
    const widened = before.teams.length > 0 && before.teams.every((team) => step.teams?.includes(team)) && added.length > 0;
    if (step.teams.length === 0) what.push(t("say.anyTeam"));
    else what.push(widened ? t("say.alsoTeams", { teams: teamsOf(t, added) }) : t("say.onlyTeams", { teams: teamsOf(t, step.teams) }));
  }
  return t("say.after", { time: duration(t, step.after), what: joined(t, what) || t("say.nothingChanges") });
}

export const conditions = ["waited_seconds", "waiting", "estimated_wait_seconds", "closed", "no_agents"] as const;
export type Condition = (typeof conditions)[number];

export const conditionOf = (step: Partial<Record<Condition, unknown>>): Condition | null =>
  conditions.find((name) => step[name] !== undefined && step[name] !== null && step[name] !== false) ?? null;

const nameOf = (target: string | Named | null | undefined) => (typeof target === "string" ? target : (target?.name ?? ""));

type AnyStep = Omit<OverflowStep, "queue" | "flow"> & { queue?: string | Named | null; flow?: string | Named | null };

/** "once it has waited 60 s: agents of queue Billing may take it too" */
export function overflowText(t: Say, step: AnyStep): string {
  const [queue, flow] = [nameOf(step.queue), nameOf(step.flow)];
  const action = flow ? t("say.toFlow", { flow }) : queue ? t("say.alsoQueue", { queue }) : t("say.nothingYet");
  return t("say.when", { when: conditionText(t, step), what: action });
}

function conditionText(t: Say, step: AnyStep): string {
  switch (conditionOf(step)) {
    case "waited_seconds":
      return t("say.waited", { time: duration(t, step.waited_seconds ?? 0) });
    case "waiting":
      return t("say.waiting", { n: step.waiting ?? 0 });
    case "estimated_wait_seconds":
      return t("say.estimated", { time: duration(t, step.estimated_wait_seconds ?? 0) });
    case "closed":
      return t("say.closed");
    case "no_agents":
      return t("say.noAgents");
    default:
      return t("say.noCondition");
  }
}

/** What a rule does with a contact that it applies to. */
export function ruleText(t: Say, rule: RuleEntry): string {
  const what: string[] = [];
  if (rule.queue) what.push(t("say.intoQueue", { queue: rule.queue }));
  if (rule.priority) what.push(t("say.priority", { points: rule.priority > 0 ? `+${rule.priority}` : `−${-rule.priority}` }));
  if (rule.requires && Object.keys(rule.requires).length) what.push(t("say.alsoNeeds", { skills: levelsText(t, rule.requires) }));
  if (rule.teams?.length) what.push(t("say.onlyTeams", { teams: teamsOf(t, rule.teams) }));
  if (rule.last) what.push(t("say.last"));
  return joined(t, what) || t("say.doesNothing");
}

/** Why this agent. */
function becauseText(t: Say, preview: Preview): string {
  const reason = preview.reason;
  if (!reason) return t("say.because.free");
  if (reason.sticky === "last" || reason.sticky === "owner") return t(`say.because.${reason.sticky}`);
  const idle = clock(reason.idle_seconds * 1000);
  if (reason.candidates <= 1) return t("say.because.only", { idle });
  return t(`say.because.${reason.choose}`, { idle, n: reason.candidates });
}

/** "This caller now would go to 李雷, because …" */
export function previewText(t: Say, caller: Pick<Caller, "channel">, preview: Preview): string {
  const who = caller.channel === "voice" || caller.channel === "callback" ? t("say.caller") : t("say.contact");
  if (preview.flow) return t("say.goesOnInFlow", { who, flow: preview.flow.name });
  if (!preview.queue) return t("say.noQueue", { who });
  if (preview.agent) return t("say.goesTo", { who, agent: preview.agent.name, queue: preview.queue.name, why: becauseText(t, preview) });
  const wait = preview.estimated_wait_seconds;
  const about = wait === null || wait === undefined ? t("say.waitUnknown") : t("say.waitAbout", { time: duration(t, Math.round(wait)) });
  const where = { who, queue: preview.queue.name, about };
  return preview.kept_for ? t("say.waitsFor", { ...where, agent: preview.kept_for.name }) : t("say.waits", where);
}
