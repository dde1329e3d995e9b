// A line of what changed, as the server says it ("~ agent li skills"), in the reader's language. With the versions before and
// after at hand also what the line leaves out: names of people, and from which level to which.
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
interface Parts {
  name: string;
  fields: string[];
}

/** `versions`: before and after, where they are known. */
export function useChange(...versions: Sections[]) {
  const { t } = useTranslation();
  return (change: string) => changeText(t, change, versions);
}

export function changeText(t: TFunction, change: string, versions: Sections[] = []): Change {
  const found = /^([+~-]) (\S+) ?(.*)$/.exec(change);
  if (!found) return { sign: "~", text: change, detail: "" };
  const [, sign = "~", kind = "", rest = ""] = found;
  const word = i18n.exists(`draft.kind.${kind}`) ? t(`draft.kind.${kind as "queue"}`) : kind;
  const parts = sign === "~" ? partsOf(kind, rest, versions) : { name: rest, fields: [] };
  if (kind === "agent") return { sign, ...agentText(t, versions, word, parts) };
  return { sign, text: joined(" ", [word, parts.name]), detail: joined(t("draft.separator"), fieldTexts(t, kind, parts.fields)) };
}

const joined = (between: string, parts: string[]) => parts.filter(Boolean).join(between);

// Fields have no blanks in them, but for these.
const field = "(?:no longer an agent|order of nodes|[^\\s,]+)";
const nameAndFields = new RegExp(`^(.+?) (${field}(?:, ${field})*)$`);

function partsOf(kind: string, rest: string, versions: Sections[]): Parts {
  if (kind === "settings" || kind === "rules") return { name: "", fields: rest.split(", ") };
  const known = knownName(kind, versions, rest);
  if (known !== null) return { name: known, fields: rest.slice(known.length).trim().split(", ") };
  const [, name = rest, fields = ""] = nameAndFields.exec(rest) ?? [];
  return { name, fields: fields.split(", ") };
}

const sectionOf: Record<string, string> = {
  skill: "skills",
  team: "teams",
  hours: "hours",
  queue: "queues",
  rule: "rules",
  agent: "agents",
  user: "users",
  number: "numbers",
  trunk: "trunks",
  site: "sites",
  flow: "flows",
};

/** Names may have blanks in them: the longest that is known. */
function knownName(kind: string, versions: Sections[], rest: string): string | null {
  const names = versions.flatMap((one) => namesOf(one[sectionOf[kind] ?? ""]));
  const fitting = names.filter((name) => name !== "" && (rest === name || rest.startsWith(`${name} `)));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

function namesOf(section: unknown): string[] {
  if (!Array.isArray(section)) return Object.keys(section ?? {});
  return section.map((entry: Record<string, unknown>) => String(entry.login ?? entry.name ?? entry.number ?? entry.key ?? ""));
}

// What the server keeps apart, and people see as one.
const seenAs: Record<string, string> = { "hours open": "source" };
const ofFlows = ["start", "order of nodes"];

function fieldTexts(t: TFunction, kind: string, fields: string[]): string[] {
  const texts = fields.map((one) => {
    const word = (seenAs[`${kind} ${one}`] ?? one).replaceAll(" ", "_");
    // The nodes of a flow are called by their own names, and so is whatever is not known.
    const isWord = i18n.exists(`draft.field.${word}`) && (kind !== "flow" || ofFlows.includes(one));
    return isWord ? t(`draft.field.${word as "priority"}`) : one;
  });
  return [...new Set(texts)];
}

/** Teams and levels from what to what; without the versions, that they changed. */
function agentText(t: TFunction, versions: Sections[], word: string, { name: login, fields }: Parts): Omit<Change, "sign"> {
  const [before, after] = [versions[0], versions[1]].map((one) => one?.agents.find((agent) => agent.login === login));
  const name = after?.name ?? before?.name ?? "";
  const told = before || after ? ["team", "skills"] : [];
  const details = [
    ...teamChange(t, before, after),
    ...levelChanges(before?.skills, after?.skills),
    ...fieldTexts(t, "agent", fields.filter((one) => !told.includes(one))),
  ];
  return { text: joined(" ", [word, name === login ? "" : name, login]), detail: joined(t("draft.separator"), details) };
}

const teamChange = (t: TFunction, before: AgentEntry | undefined, after: AgentEntry | undefined) =>
  before?.team === after?.team ? [] : [`${t("agent.team")} ${before?.team ?? "–"} → ${after?.team ?? "–"}`];

function levelChanges(before: Levels = {}, after: Levels = {}): string[] {
  const skills = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return skills.filter((skill) => before[skill] !== after[skill]).map((skill) => `${skill} ${before[skill] ?? "–"} → ${after[skill] ?? "–"}`);
}
