// The routing rules in their order, and beside them what they do to somebody who comes now.
import { Button, ConfigProvider } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Caller, RuleEntry } from "../../../../api/configuration";
import { previews } from "../../../../app/rights";
import { navigate, useSearch } from "../../../../app/router";
import { useUser } from "../../../../app/session";
import { Empty } from "../../../../parts/feedback";
import { DraftPage } from "../draft/draft-page";
import type { Draft } from "../draft/model";
import { editDraft } from "../draft/store";
import { moved, Sortable } from "../parts/sortable";
import { freeName } from "../queues/queue-model";
import { PreviewPanel } from "./preview-panel";
import { RuleRow } from "./rule-row";
import { usePreview } from "./use-preview";

const open = (index: number | null) => navigate(index === null ? "/admin/routing-rules" : `/admin/routing-rules?open=${index}`, true);

export function RulesPage() {
  const { t } = useTranslation();
  return (
    <DraftPage title={t("admin.routing-rules")} hint={t("rules.hint")} actions={<NewRule />}>
      {(draft) => <Body draft={draft} />}
    </DraftPage>
  );
}

function NewRule() {
  const { t } = useTranslation();
  const add = () => {
    let index = 0;
    editDraft((now) => {
      index = now.rules.length;
      return { rules: [...now.rules, { name: freeName(now.rules.map((rule) => rule.name), t("rules.newName")) }] };
    }, t("rules.step.add"));
    open(index);
  };
  return (
    <Button type="primary" onClick={add} data-testid="rule-new">
      {t("rules.new")}
    </Button>
  );
}

function Body({ draft }: { draft: Draft }) {
  const [caller, setCaller] = useState<Caller>({ channel: "voice", ...(draft.now.queues[0] ? { queue: draft.now.queues[0].name } : {}) });
  const asks = previews(useUser());
  const preview = usePreview(caller, draft, asks);
  return (
    <div className={asks ? "rules-page" : "rules-page alone"}>
      <RuleList draft={draft} applying={preview.data?.rules ?? []} />
      {asks ? (
        // Its form changes nothing: it is there for who may only look, too.
        <ConfigProvider componentDisabled={false}>
          <PreviewPanel draft={draft} caller={caller} setCaller={setCaller} preview={preview} />
        </ConfigProvider>
      ) : null}
    </div>
  );
}

function RuleList({ draft, applying }: { draft: Draft; applying: string[] }) {
  const { t } = useTranslation();
  const wanted = new URLSearchParams(useSearch()).get("open");
  const opened = wanted === null ? null : Number(wanted);
  const { rules } = draft.now;
  const put = (index: number, change: Partial<RuleEntry>, field: string) =>
    editDraft(
      (now) => ({ rules: now.rules.map((rule, at) => (at === index ? withoutEmpty({ ...rule, ...change }) : rule)) }),
      t("rules.step.change", { rule: rules[index]?.name ?? "" }),
      `rules[${index}].${field}`,
    );
  const move = (from: number, to: number) => {
    editDraft((now) => ({ rules: moved(now.rules, from, to) }), t("rules.step.move", { rule: rules[from]?.name ?? "" }));
    if (opened !== null) open(movedIndex(opened, from, to));
  };
  const remove = (index: number) => {
    editDraft((now) => ({ rules: now.rules.filter((_, at) => at !== index) }), t("rules.step.remove", { rule: rules[index]?.name ?? "" }));
    if (opened !== null) open(opened === index ? null : opened > index ? opened - 1 : opened);
  };
  return (
    <section className="rule-list" aria-label={t("admin.routing-rules")}>
      {rules.length === 0 ? <Empty title={t("rules.none")}>{t("rules.noneNext")}</Empty> : null}
      <Sortable label={t("admin.routing-rules")} items={rules} nameOf={(rule) => rule.name} move={move}>
        {(rule, index, grip) => (
          <RuleRow
            draft={draft}
            rule={rule}
            index={index}
            grip={grip}
            opened={index === opened}
            applies={applying.includes(rule.name)}
            open={() => open(index === opened ? null : index)}
            put={(change, field) => put(index, change, field)}
            remove={() => remove(index)}
          />
        )}
      </Sortable>
    </section>
  );
}

const withoutEmpty = (rule: RuleEntry): RuleEntry =>
  Object.fromEntries(Object.entries(rule).filter(([key, value]) => value !== undefined && !(key === "when" && value === ""))) as unknown as RuleEntry;

/** Where an entry is after another was moved. */
function movedIndex(index: number, from: number, to: number): number {
  if (index === from) return to;
  if (from < index && to >= index) return index - 1;
  if (from > index && to <= index) return index + 1;
  return index;
}
