// Opening hours: which there are, and beside the list everything of one of them.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { navigate, useSearch } from "../../../../app/router";
import { DraftPage } from "../draft/draft-page";
import type { Draft } from "../draft/model";
import { editDraft } from "../draft/store";
import { Field } from "../parts/field";
import { freeName } from "../queues/queue-model";
import { HoursEditor } from "./hours-editor";
import { HoursList } from "./hours-list";
import { commonZone, inOneZone, newHours } from "./hours-model";
import { ZoneField } from "./zone-field";

const open = (index: number | null) => navigate(index === null ? "/admin/hours" : `/admin/hours?open=${index}`, true);

export function HoursPage() {
  const { t } = useTranslation();
  const wanted = new URLSearchParams(useSearch()).get("open");
  const opened = wanted === null ? null : Number(wanted);
  return (
    <DraftPage title={t("admin.hours")} hint={t("hours.hint")} actions={<NewHours />}>
      {(draft) => <Body draft={draft} opened={opened !== null && draft.now.hours[opened] ? opened : null} />}
    </DraftPage>
  );
}

function NewHours() {
  const { t } = useTranslation();
  const add = () => {
    let index = 0;
    editDraft((now) => {
      index = now.hours.length;
      return { hours: [...now.hours, newHours(freeName(now.hours.map((one) => one.name), t("hours.newName")))] };
    }, t("hours.step.add"));
    open(index);
  };
  return (
    <Button type="primary" onClick={add} data-testid="hours-new">
      {t("hours.new")}
    </Button>
  );
}

function Body({ draft, opened }: { draft: Draft; opened: number | null }) {
  const { t } = useTranslation();
  const remove = (index: number) => {
    open(null);
    editDraft((now) => ({ hours: now.hours.filter((_, at) => at !== index) }), t("hours.step.remove", { hours: draft.now.hours[index]?.name ?? "" }));
  };
  return (
    <div className={opened === null ? "with-panel" : "with-panel even open"}>
      <div className="list-side">
        <HoursList draft={draft} opened={opened} open={open} />
        {draft.now.hours.length ? <ZoneOfAll draft={draft} /> : null}
      </div>
      {opened === null ? null : <HoursEditor key={opened} draft={draft} index={opened} close={() => open(null)} remove={() => remove(opened)} />}
    </div>
  );
}

function ZoneOfAll({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <div className="zone-of-all">
      <Field label={t("hours.zoneOfAll")} help={t("hours.help.zoneOfAll")} path="settings.time_zone">
        {(id) => (
          <ZoneField
            id={id}
            value={commonZone(draft.now)}
            placeholder={t("hours.zonesDiffer")}
            onChange={(zone) => editDraft((now) => inOneZone(now, zone), t("hours.step.zone", { zone }), "settings.time_zone")}
            testId="hours-zone-of-all"
          />
        )}
      </Field>
    </div>
  );
}
