// What becomes of the matter when a conversation is registered: no case, a new one, or an open one that goes on.
import { Input, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useConfig, useCustomerCases } from "../../api/queries";
import type { CaseBrief, CaseStatus } from "../../api/types";
import { words } from "../../format/values";
import { choose, priorities, type CaseChoice, type Form, type Missing } from "./registration-form";

interface Props {
  form: Form;
  change: (form: Form) => void;
  customer: string | null;
  missing: Missing[];
}

/** What becomes of the matter: nothing, a new case, or an open one that goes on. */
export function RegistrationCase(props: Props) {
  return props.customer ? <WithCustomer {...props} customer={props.customer} /> : <CaseFields {...props} open={[]} />;
}

function WithCustomer(props: Props & { customer: string }) {
  const cases = useCustomerCases(props.customer);
  return <CaseFields {...props} open={(cases.data?.items ?? []).filter((c) => c.status !== "closed")} />;
}

function CaseFields({ form, change, customer, missing, open }: Props & { open: CaseBrief[] }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="registration-row">
        <Segmented<CaseChoice>
          value={form.choice}
          onChange={(choice) => change(choose(form, choice, open))}
          options={[
            { value: "none", label: t("wrap.case.none") },
            { value: "new", label: t("wrap.case.new"), disabled: !customer },
            { value: "existing", label: t("wrap.case.existing"), disabled: open.length === 0 },
          ]}
          aria-label={t("wrap.case.label")}
          data-testid="wrapup-case-choice"
        />
        {!customer ? <span className="muted registration-why">{t("wrap.case.needsCustomer")}</span> : null}
        {form.choice === "existing" ? <ExistingCase form={form} change={change} missing={missing} open={open} /> : null}
      </div>
      {form.choice === "new" ? (
        <div className="registration-row">
          <NewCase form={form} change={change} missing={missing} />
        </div>
      ) : null}
    </>
  );
}

function NewCase({ form, change, missing }: Omit<Props, "customer">) {
  const { t, i18n } = useTranslation();
  const config = useConfig();
  return (
    <>
      <Input
        className="grow-2"
        value={form.subject}
        maxLength={120}
        status={missing.includes("subject") ? "error" : ""}
        onChange={(event) => change({ ...form, subject: event.target.value })}
        placeholder={t("wrap.field.subject")}
        aria-label={t("wrap.field.subject")}
        data-testid="wrapup-case-subject"
      />
      <Select
        className="grow-1"
        placeholder={t("wrap.field.type")}
        aria-label={t("wrap.field.type")}
        value={form.type}
        status={missing.includes("type") ? "error" : ""}
        onChange={(type: string) => change({ ...form, type })}
        options={(config.data?.case_types ?? []).map((c) => ({ value: c.code, label: words(c, i18n.language) }))}
        data-testid="wrapup-case-type"
      />
      <Select
        className="grow-half"
        aria-label={t("case.priority")}
        value={form.priority}
        onChange={(priority: string) => change({ ...form, priority })}
        options={priorities.map((p) => ({ value: p, label: t(`priority.${p}`) }))}
        data-testid="wrapup-case-priority"
      />
      <StatusSelect form={form} change={change} />
    </>
  );
}

function ExistingCase({ form, change, missing, open }: Omit<Props, "customer"> & { open: CaseBrief[] }) {
  const { t } = useTranslation();
  const pick = (id: string) => change({ ...form, caseId: id, status: open.find((c) => c.id === id)?.status ?? form.status });
  return (
    <>
      <Select
        className="grow-3"
        placeholder={t("wrap.field.case")}
        aria-label={t("wrap.field.case")}
        value={form.caseId}
        status={missing.includes("case") ? "error" : ""}
        onChange={pick}
        options={open.map((c) => ({ value: c.id, label: `#${c.number} ${c.subject}` }))}
        data-testid="wrapup-case-existing"
      />
      <StatusSelect form={form} change={change} />
    </>
  );
}

function StatusSelect({ form, change }: Pick<Props, "form" | "change">) {
  const { t } = useTranslation();
  const config = useConfig();
  return (
    <Select
      className="grow-half"
      placeholder={t("case.status")}
      aria-label={t("case.status")}
      value={form.status}
      onChange={(status: CaseStatus) => change({ ...form, status })}
      options={(config.data?.case_statuses ?? []).map((s) => ({ value: s, label: t(`caseStatus.${s}`) }))}
      data-testid="wrapup-case-status"
    />
  );
}
