// Everything of one entry of opening hours: whether it is open now, its usual week as a picture and as times, the dates that
// differ, its zone, and who keeps to it.
import { Button, Popconfirm } from "antd";
import { DeleteOutlined } from "@ant-design/icons";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { HoursEntry } from "../../../../api/configuration";
import { daysOf } from "../../../../api/week";
import type { Draft } from "../draft/model";
import { renameHours, usesOfHours } from "../draft/references";
import { editDraft } from "../draft/store";
import { Field, Problems } from "../parts/field";
import { NameInput } from "../parts/name-input";
import { Part } from "../parts/part";
import { SidePanel } from "../parts/side-panel";
import { UseLinks } from "../parts/use-links";
import { Exceptions } from "./exceptions";
import { copied, exceptionsOf, putHours, withDays, withExceptions, withZone, zoneOf } from "./hours-model";
import { openingText, thereText } from "./hours-text";
import { isTimeZone, wallClock } from "./openings";
import { useMinute } from "./use-minute";
import { WeekBars } from "./week-bars";
import { WeekGrid } from "./week-grid";
import { ZoneField } from "./zone-field";

interface Props {
  draft: Draft;
  index: number;
  close: () => void;
  remove: () => void;
}

export function HoursEditor({ draft, index, close, remove }: Props) {
  const { t } = useTranslation();
  const entry = draft.now.hours[index] as HoursEntry;
  const path = `hours[${index}]`;
  const zone = zoneOf(entry, draft.now.settings);
  const uses = usesOfHours(draft.now, entry.name);
  const put = useCallback(
    (next: (entry: HoursEntry) => HoursEntry, field: string) =>
      editDraft(
        (now) => putHours(now, draft.base, index, next(now.hours[index] as HoursEntry)),
        t("hours.step.change", { hours: entry.name }),
        `hours[${index}].${field}`,
      ),
    [draft.base, entry.name, index, t],
  );
  return (
    <SidePanel close={close} title={t("hours.title", { hours: entry.name })} testId="hours-editor">
      <div className="editor">
        <Problems path={path} deep={false} />
        <Now entry={entry} zone={zone} />
        <div className="fields">
          <Field label={t("admin.name")} help={t("hours.help.name")} path={`${path}.name`}>
            {(id) => (
              <NameInput
                id={id}
                name={entry.name}
                taken={draft.now.hours.flatMap((one, at) => (at === index ? [] : [one.name]))}
                rename={(to) => editDraft((now) => renameHours(now, index, to), t("hours.step.rename", { hours: entry.name, name: to }))}
                testId="hours-name"
              />
            )}
          </Field>
          <Field label={t("hours.zone")} help={t("hours.help.zone")} path={`${path}.time_zone`}>
            {(id) => <ZoneField id={id} value={zone} onChange={(next) => put((one) => withZone(one, next, draft.now.settings), "zone")} testId="hours-zone" />}
          </Field>
        </div>
        <Part title={t("hours.week")}>
          <WeekGrid
            days={daysOf(entry.week)}
            put={(day, times, field) => put((one) => withDays(one, daysOf(one.week).map((old, at) => (at === day ? times : old))), `week[${day}]${field}`)}
            copy={(from, to) => put((one) => copied(one, from, to), `copy[${from}]`)}
          />
          <Problems path={`${path}.week`} />
        </Part>
        <ExceptionsPart entry={entry} zone={zone} path={path} put={put} />
        <Part title={t("hours.uses")}>
          {uses.queues.length || uses.rules.length ? <UseLinks {...uses} /> : <p className="muted">{t("hours.unused")}</p>}
          <Remove name={entry.name} uses={uses} remove={remove} />
        </Part>
      </div>
    </SidePanel>
  );
}

function Now({ entry, zone }: { entry: HoursEntry; zone: string }) {
  const { t, i18n } = useTranslation();
  const now = useMinute();
  const there = thereText(t, zone, now);
  return (
    <section className="hours-now" aria-label={t("hours.now")}>
      <p aria-live="polite" data-testid="hours-now">
        <span className="strong">{openingText(t, i18n.language, entry, zone, now)}</span> {there ? <span className="muted">{there}</span> : null}
      </p>
      <WeekBars days={daysOf(entry.week)} now={isTimeZone(zone) ? wallClock(zone, now) : null} />
    </section>
  );
}

interface ExceptionsProps {
  entry: HoursEntry;
  zone: string;
  path: string;
  put: (next: (entry: HoursEntry) => HoursEntry, field: string) => void;
}

function ExceptionsPart({ entry, zone, path, put }: ExceptionsProps) {
  const { t } = useTranslation();
  const now = useMinute();
  const today = new Date((isTimeZone(zone) ? wallClock(zone, now).day : Math.floor(now / 86_400_000)) * 86_400_000).toISOString().slice(0, 10);
  return (
    <Part title={t("hours.exceptions")}>
      <p className="muted">{t("hours.exceptionsHint")}</p>
      <Exceptions exceptions={exceptionsOf(entry)} today={today} put={(exceptions, field) => put((one) => withExceptions(one, exceptions), `dates${field}`)} />
      <Problems path={`${path}.closed`} />
      <Problems path={`${path}.open`} />
    </Part>
  );
}

function Remove({ name, uses, remove }: { name: string; uses: ReturnType<typeof usesOfHours>; remove: () => void }) {
  const { t } = useTranslation();
  return (
    <Popconfirm
      title={t("hours.removeAsk", { hours: name })}
      description={<div className="help-text">{t("hours.removeWhat", { queues: uses.queues.length, rules: uses.rules.length })}</div>}
      okText={t("hours.remove")}
      okButtonProps={{ danger: true }}
      onConfirm={remove}
    >
      <Button danger icon={<DeleteOutlined />} data-testid="hours-remove">
        {t("hours.remove")}
      </Button>
    </Popconfirm>
  );
}
