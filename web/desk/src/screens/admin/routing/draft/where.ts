// Places of the document in words, and the page on which they are edited.
import { useTranslation } from "react-i18next";
import type { Levels, Sections } from "../../../../api/configuration";

export interface Place {
  section: string;
  index: number | null;
  /** What comes after the entry: "overflow[1].queue". */
  rest: string;
}

export function placeOf(path: string): Place {
  const found = /^([a-z_]+)(?:\[(\d+)\])?\.?(.*)$/.exec(path);
  return { section: found?.[1] ?? "", index: found?.[2] === undefined ? null : Number(found[2]), rest: found?.[3] ?? "" };
}

/** What an entry is called. */
export function entryName(sections: Sections, { section, index }: Place): string | null {
  const list = sections[section];
  const entry = index !== null && Array.isArray(list) ? (list[index] as { name?: string; login?: string } | undefined) : undefined;
  return entry?.name || entry?.login || null;
}

const pages: Record<string, string> = { queues: "/admin/queues", rules: "/admin/routing-rules", skills: "/admin/skills", agents: "/admin/skills" };

/** Where to put it right; null: not on a page. */
export function linkTo({ section, index }: Place): string | null {
  const page = pages[section];
  if (!page) return null;
  return index !== null && (section === "queues" || section === "rules") ? `${page}?open=${index}` : page;
}

/** "Queue Billing" */
export function useWhere() {
  const { t, i18n } = useTranslation();
  return (section: string, name: string | null): string => {
    const kind = i18n.exists(`draft.section.${section}`) ? t(`draft.section.${section as "queues"}`) : section;
    return name ? `${kind} ${name}` : kind;
  };
}

/** "overflow[1].queue" as people count: "Overflow 2 · queue". */
export function useRest() {
  const { t } = useTranslation();
  return (rest: string): string => {
    const found = /^(relax|overflow)\[(\d+)\]\.?(.*)$/.exec(rest);
    if (!found) return rest;
    const [, part = "overflow", index = "0", more = ""] = found;
    return [`${t(`queues.part.${part as "overflow"}`)} ${Number(index) + 1}`, more].filter(Boolean).join(" · ");
  };
}

export interface Change {
  sign: string;
  text: string;
  /** Which levels, where it is a person's: "english – → 3". */
  detail: string;
}

/** "~ agent li skills" as the server says it, in the reader's language and with what it leaves out. */
export function useChange(base: Sections, now: Sections) {
  const { t, i18n } = useTranslation();
  return (change: string): Change => {
    const found = /^([+~-]) (\S+) ?(.*)$/.exec(change);
    if (!found) return { sign: "~", text: change, detail: "" };
    const [, sign = "~", kind = "", rest = ""] = found;
    const word = i18n.exists(`draft.kind.${kind}`) ? t(`draft.kind.${kind as "queue"}`) : kind;
    if (kind !== "agent") return { sign, text: `${word} ${rest}`.trim(), detail: "" };
    const login = rest.split(" ")[0] ?? rest;
    const [before, after] = [base, now].map((one) => one.agents.find((agent) => agent.login === login));
    const name = after?.name ?? before?.name ?? "";
    return { sign, text: [word, name === login ? "" : name, login].filter(Boolean).join(" "), detail: levelChanges(before?.skills, after?.skills).join(t("draft.separator")) };
  };
}

export function levelChanges(before: Levels = {}, after: Levels = {}): string[] {
  const skills = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return skills.filter((skill) => before[skill] !== after[skill]).map((skill) => `${skill} ${before[skill] ?? "–"} → ${after[skill] ?? "–"}`);
}
