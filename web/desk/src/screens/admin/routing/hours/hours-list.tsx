// The opening hours, each with its week in words, whether it is open now, and how many keep to it.
import { useTranslation } from "react-i18next";
import type { HoursEntry } from "../../../../api/configuration";
import { daysOf } from "../../../../api/week";
import { Empty } from "../../../../parts/feedback";
import { Tag } from "../../../../parts/marks";
import { useProblems } from "../draft/context";
import { equal } from "../draft/equal";
import type { Draft } from "../draft/model";
import { usesOfHours } from "../draft/references";
import { exceptionsOf, zoneOf } from "./hours-model";
import { openingText, weekText } from "./hours-text";
import { openingAt } from "./openings";
import { useMinute } from "./use-minute";

interface Props {
  draft: Draft;
  opened: number | null;
  open: (index: number) => void;
}

export function HoursList({ draft, opened, open }: Props) {
  const { t } = useTranslation();
  if (draft.now.hours.length === 0) return <Empty title={t("hours.none")}>{t("hours.noneNext")}</Empty>;
  return (
    <ul className="hours-list" aria-label={t("admin.hours")}>
      {draft.now.hours.map((entry, index) => (
        <li key={index}>
          <HoursRow draft={draft} entry={entry} index={index} on={index === opened} open={() => open(index)} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  draft: Draft;
  entry: HoursEntry;
  index: number;
  on: boolean;
  open: () => void;
}

function HoursRow({ draft, entry, index, on, open }: RowProps) {
  const { t, i18n } = useTranslation();
  const now = useMinute();
  const problems = useProblems(`hours[${index}]`);
  const before = draft.base.hours.find((one) => one.name === entry.name);
  const zone = zoneOf(entry, draft.now.settings);
  const { queues, rules } = usesOfHours(draft.now, entry.name);
  const dates = exceptionsOf(entry).length;
  return (
    <button type="button" className={on ? "hours-row on" : "hours-row"} aria-expanded={on} onClick={open} data-testid="hours-item" data-hours={entry.name}>
      <span className="name-cell">
        <b>{entry.name}</b>
        {!before ? <Tag tone="accent">{t("draft.new")}</Tag> : equal(before, entry) ? null : <Tag tone="wrap">{t("draft.changed")}</Tag>}
        {problems.length ? <Tag tone="bad">{t("draft.problemCount", { n: problems.length })}</Tag> : null}
      </span>
      <span className={openingAt(entry, zone, now)?.open ? "ink-ok" : "muted"}>{openingText(t, i18n.language, entry, zone, now)}</span>
      <span>{weekText(t, daysOf(entry.week))}</span>
      <span className="muted num">{t("hours.facts", { zone, dates, queues: queues.length, rules: rules.length })}</span>
    </button>
  );
}
