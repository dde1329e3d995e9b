// What is simulated: what comes in, what is changed, and how often it is tried.
import { Alert, Button, Checkbox, DatePicker, InputNumber, Segmented } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { isDirty, type Draft } from "../draft/model";
import { useWhere } from "../draft/where";
import { Field } from "../parts/field";
import { Help } from "../parts/help";
import { ChangeList } from "./change-list";
import { LoadTable } from "./load-table";
import { missingIn, type SimulationForm } from "./what-if";

interface Props {
  draft: Draft;
  form: SimulationForm;
  setForm: (form: SimulationForm) => void;
  run: () => void;
  busy: boolean;
}

export function FormPanel({ draft, form, setForm, run, busy }: Props) {
  const { t } = useTranslation();
  const put = (change: Partial<SimulationForm>) => setForm({ ...form, ...change });
  const missing = missingIn(form);
  return (
    <form className="sim-form" aria-label={t("sim.form")} onSubmit={(event) => (event.preventDefault(), missing || busy ? undefined : run())}>
      <h2>{t("sim.load")}</h2>
      <Segmented<SimulationForm["source"]>
        aria-label={t("sim.load")}
        value={form.source}
        options={[
          { value: "entered", label: t("sim.source.entered") },
          { value: "journal", label: t("sim.source.journal") },
        ]}
        onChange={(source) => put({ source })}
      />
      {form.source === "entered" ? <Entered draft={draft} form={form} put={put} /> : <Period form={form} put={put} />}
      <h2>
        {t("sim.asks")} <Help text={t("sim.help.asks")} />
      </h2>
      <Segmented<boolean>
        aria-label={t("sim.asks")}
        value={form.staff}
        options={[
          { value: false, label: t("sim.ask.whatIf") },
          { value: true, label: t("sim.ask.staff") },
        ]}
        onChange={(staff) => put({ staff })}
      />
      {form.staff ? null : (
        <>
          <WithDraft draft={draft} form={form} put={put} />
          <ChangeList draft={draft} form={form} changes={form.changes} setChanges={(changes) => put({ changes })} />
        </>
      )}
      <div className="fields">
        <Field label={t("sim.runs")} help={t("sim.help.runs")}>
          {(id) => <InputNumber id={id} min={2} max={200} precision={0} value={form.runs} onChange={(runs) => runs && put({ runs })} data-testid="sim-runs" />}
        </Field>
        {form.staff ? (
          <Field label={t("sim.shrinkage")} help={t("sim.help.shrinkage")}>
            {(id) => (
              <InputNumber id={id} min={0} max={90} precision={0} suffix="%" value={form.shrinkage} onChange={(shrinkage) => put({ shrinkage: shrinkage ?? 0 })} />
            )}
          </Field>
        ) : null}
      </div>
      {missing ? <p className="muted">{t(`sim.missing.${missing}`)}</p> : null}
      <Button type="primary" htmlType="submit" loading={busy} disabled={missing !== null} data-testid="sim-run">
        {t("sim.run")}
      </Button>
    </form>
  );
}

type PartProps = Pick<Props, "draft" | "form"> & { put: (change: Partial<SimulationForm>) => void };

function Entered({ draft, form, put }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="fields">
        <Field label={t("sim.hours")} help={t("sim.help.hours")}>
          {(id) => <InputNumber id={id} min={1} max={168} value={form.hours} onChange={(hours) => hours && put({ hours })} />}
        </Field>
        <Field label={t("sim.warmUp")} help={t("sim.help.warmUp")}>
          {(id) => <InputNumber id={id} min={0} max={24} value={form.warmUp} onChange={(warmUp) => put({ warmUp: warmUp ?? 0 })} />}
        </Field>
      </div>
      <LoadTable queues={draft.base.queues.map((queue) => queue.name)} contacts={form.contacts} setContacts={(contacts) => put({ contacts })} />
    </>
  );
}

function Period({ form, put }: Omit<PartProps, "draft">) {
  const { t } = useTranslation();
  const at = (moment: string | null) => (moment ? dayjs(moment) : null);
  return (
    <Field label={t("sim.period")} help={t("sim.help.period")}>
      {(id) => (
        <DatePicker.RangePicker
          id={id}
          className="wide"
          showTime={{ format: "HH:mm" }}
          format="YYYY-MM-DD HH:mm"
          value={[at(form.from), at(form.to)]}
          disabledDate={(day) => day.isAfter(dayjs())}
          onChange={(range) => put({ from: range?.[0]?.toISOString() ?? null, to: range?.[1]?.toISOString() ?? null })}
        />
      )}
    </Field>
  );
}

/** What is written and not published yet can be tried first. */
function WithDraft({ draft, form, put }: PartProps) {
  const { t } = useTranslation();
  const where = useWhere();
  if (!isDirty(draft)) return form.withDraft ? <Alert type="info" title={t("sim.noDraft")} /> : null;
  const sections = Object.keys(draft.edits).map((section) => where(section, null));
  return (
    <Checkbox checked={form.withDraft} onChange={(event) => put({ withDraft: event.target.checked })} data-testid="sim-draft">
      {t("sim.withDraft", { what: sections.join(t("draft.separator")) })}
    </Checkbox>
  );
}
