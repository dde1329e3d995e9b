// Places of the document in words, and the page on which they are edited.
import { useTranslation } from "react-i18next";
import type { Sections } from "../../../../api/configuration";

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

const pages: Record<string, string> = {
  queues: "/admin/queues",
  rules: "/admin/routing-rules",
  skills: "/admin/skills",
  agents: "/admin/skills",
  hours: "/admin/hours",
  teams: "/admin/teams",
  capacity: "/admin/capacity",
  settings: "/admin/capacity",
};
/** On these pages one entry is open. */
const opening = ["queues", "rules", "hours"];

/** Where to put it right; null: not on a page. */
export function linkTo({ section, index, rest }: Place): string | null {
  // It belongs to opening hours.
  if (section === "settings" && rest === "time_zone") return "/admin/hours";
  const page = pages[section];
  if (!page) return null;
  return index !== null && opening.includes(section) ? `${page}?open=${index}` : page;
}

/** "Queue Billing" */
export function useWhere() {
  const { t, i18n } = useTranslation();
  return (section: string, name: string | null): string => {
    const kind = i18n.exists(`draft.section.${section}`) ? t(`draft.section.${section as "queues"}`) : section;
    return name ? `${kind} ${name}` : kind;
  };
}

/** "overflow[1].queue" as people count: "Overflow 2 · queue"; "voice.cost": "Call · cost". */
export function useRest() {
  const { t, i18n } = useTranslation();
  const word = (part: string) => {
    for (const key of [`channel.${part}`, `draft.field.${part}`]) if (i18n.exists(key)) return t(key as "draft.field.cost");
    return part;
  };
  return (rest: string): string => {
    const found = /^(relax|overflow)\[(\d+)\]\.?(.*)$/.exec(rest);
    if (!found) return rest.split(".").map(word).join(" · ");
    const [, part = "overflow", index = "0", more = ""] = found;
    return [`${t(`queues.part.${part as "overflow"}`)} ${Number(index) + 1}`, more && word(more)].filter(Boolean).join(" · ");
  };
}
