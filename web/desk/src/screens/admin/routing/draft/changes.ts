// What a new version would change, as the server says it ("~ agent li skills"), in the reader's language and with what it
// leaves out.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { AgentEntry, Levels, Sections } from "../../../../api/configuration";
import i18n from "../../../../i18n";

export interface Change {
  sign: string;
  text: string;
  /** Which parts of it; for a person, which levels: "english – → 3". */
  detail: string;
}

export function useChange(base: Sections, now: Sections) {
  const { t } = useTranslation();
  return (change: string) => changeText(t, base, now, change);
}

export function changeText(t: TFunction, base: Sections, now: Sections, change: string): Change {
  const found = /^([+~-]) (\S+) ?(.*)$/.exec(change);
  if (!found) return { sign: "~", text: change, detail: "" };
  const [, sign = "~", kind = "", rest = ""] = found;
  const word = i18n.exists(`draft.kind.${kind}`) ? t(`draft.kind.${kind as "queue"}`) : kind;
  if (kind === "agent") return { sign, ...agentText(t, base, now, word, rest) };
  const name = kind === "settings" || kind === "rules" ? "" : nameIn(kind, [base, now], rest);
  const fields = rest.slice(name.length).trim().split(", ").filter((field) => field && !(kind === "hours" && field === "open"));
  return { sign, text: [word, name].filter(Boolean).join(" "), detail: [...new Set(fields.map((field) => fieldText(t, field)))].join(t("draft.separator")) };
}

/** Nodes of flows and whatever is not known keep their own names. */
const fieldText = (t: TFunction, field: string) => (i18n.exists(`draft.field.${field}`) ? t(`draft.field.${field as "priority"}`) : field);

const sectionOf: Record<string, string> = {
  skill: "skills",
  team: "teams",
  hours: "hours",
  queue: "queues",
  rule: "rules",
  user: "users",
  number: "numbers",
  trunk: "trunks",
  site: "sites",
  flow: "flows",
};

/** Names may have blanks in them: the longest that is known. */
function nameIn(kind: string, versions: Sections[], rest: string): string {
  const names = versions.flatMap((one) => namesOf(one[sectionOf[kind] ?? ""]));
  const fitting = names.filter((name) => name !== "" && (rest === name || rest.startsWith(`${name} `)));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? rest;
}

function namesOf(section: unknown): string[] {
  if (!Array.isArray(section)) return Object.keys(section ?? {});
  return section.map((entry: Record<string, unknown>) => String(entry.name ?? entry.login ?? entry.number ?? entry.key ?? ""));
}

function agentText(t: TFunction, base: Sections, now: Sections, word: string, rest: string): Omit<Change, "sign"> {
  const login = rest.split(" ")[0] ?? rest;
  const [before, after] = [base, now].map((one) => one.agents.find((agent) => agent.login === login));
  const name = after?.name ?? before?.name ?? "";
  const details = [...teamChange(t, before, after), ...levelChanges(before?.skills, after?.skills)];
  return { text: [word, name === login ? "" : name, login].filter(Boolean).join(" "), detail: details.join(t("draft.separator")) };
}

const teamChange = (t: TFunction, before: AgentEntry | undefined, after: AgentEntry | undefined) =>
  before?.team === after?.team ? [] : [`${t("agent.team")} ${before?.team ?? "–"} → ${after?.team ?? "–"}`];

function levelChanges(before: Levels = {}, after: Levels = {}): string[] {
  const skills = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return skills.filter((skill) => before[skill] !== after[skill]).map((skill) => `${skill} ${before[skill] ?? "–"} → ${after[skill] ?? "–"}`);
}
