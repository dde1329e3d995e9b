// A rule: its condition and what it does in one line each; opened, the fields of both.
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber, Select, Switch } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RuleEntry } from "../../../../api/configuration";
import { Tag } from "../../../../parts/marks";
import { useProblems } from "../draft/context";
import { equal } from "../draft/equal";
import type { Draft } from "../draft/model";
import { LevelsField, TeamsField } from "../parts/asks";
import { Field, Problems } from "../parts/field";
import { ruleText } from "../parts/sentences";
import { ConditionInput } from "./condition-input";

interface Props {
  draft: Draft;
  rule: RuleEntry;
  index: number;
  grip: ReactNode;
  opened: boolean;
  /** It applies to the caller of the preview. */
  applies: boolean;
  open: () => void;
  put: (change: Partial<RuleEntry>, field: string) => void;
  remove: () => void;
}

export function RuleRow(props: Props) {
  const { draft, rule, index, grip, opened, applies, open, remove } = props;
  const { t } = useTranslation();
  const problems = useProblems(`rules[${index}]`);
  const before = draft.base.rules.find((one) => one.name === rule.name);
  return (
    <article className={applies ? "rule applies" : "rule"} data-testid="rule" data-rule={rule.name} data-applies={applies}>
      <div className="rule-head">
        {grip}
        <span className="num muted">{index + 1}</span>
        <button type="button" className="rule-open" aria-expanded={opened} onClick={open}>
          <span className="rule-line">
            <b>{rule.name || t("rules.unnamed")}</b>
            {applies ? <Tag tone="ok">{t("rules.applies")}</Tag> : null}
            {!before ? <Tag tone="accent">{t("draft.new")}</Tag> : equal(before, rule) ? null : <Tag tone="wrap">{t("draft.changed")}</Tag>}
            {problems.length ? <Tag tone="bad">{t("draft.problemCount", { n: problems.length })}</Tag> : null}
          </span>
          <span className="rule-line mono">{rule.when || t("rules.always")}</span>
          <span className="rule-line muted">→ {ruleText(t, rule)}</span>
        </button>
        <Button type="text" icon={<DeleteOutlined />} aria-label={t("rules.remove", { rule: rule.name })} onClick={remove} />
      </div>
      {opened ? <RuleFields {...props} /> : null}
    </article>
  );
}

function RuleFields({ draft, rule, index, put }: Props) {
  const { t } = useTranslation();
  const path = `rules[${index}]`;
  const bad = useProblems(`${path}.when`).length > 0;
  return (
    <div className="rule-fields">
      <Problems path={path} deep={false} />
      <Field label={t("admin.name")} path={`${path}.name`}>
        {(id) => (
          <Input
            id={id}
            value={rule.name}
            maxLength={80}
            onChange={(event) => put({ name: event.target.value }, "name")}
            data-testid="rule-name"
          />
        )}
      </Field>
      <Field label={t("rules.when")} help={t("rules.help.when")} path={`${path}.when`}>
        {(id) => <ConditionInput id={id} value={rule.when ?? ""} bad={bad} onChange={(when) => put({ when }, "when")} />}
      </Field>
      <div className="fields">
        <Field label={t("rules.queue")} help={t("rules.help.queue")} path={`${path}.queue`}>
          {(id) => (
            <Select<string>
              id={id}
              value={rule.queue ?? ""}
              showSearch
              options={[{ value: "", label: t("rules.sameQueue") }, ...draft.now.queues.map((queue) => ({ value: queue.name, label: queue.name }))]}
              onChange={(queue) => put({ queue: queue || undefined }, "queue")}
              data-testid="rule-queue"
            />
          )}
        </Field>
        <Field label={t("rules.priority")} help={t("rules.help.priority")} path={`${path}.priority`}>
          {(id) => (
            <InputNumber
              id={id}
              min={-1000}
              max={1000}
              precision={0}
              suffix={t("say.unit.points")}
              value={rule.priority ?? 0}
              onChange={(priority) => put({ priority: priority || undefined }, "priority")}
              data-testid="rule-priority"
            />
          )}
        </Field>
        <Field label={t("rules.requires")} help={t("rules.help.requires")} path={`${path}.requires`}>
          {(id) => (
            <LevelsField
              id={id}
              label={t("rules.requires")}
              value={rule.requires}
              skills={draft.now.skills.map((skill) => skill.name)}
              onChange={(requires) => put({ requires: Object.keys(requires).length ? requires : undefined }, "requires")}
            />
          )}
        </Field>
        <Field label={t("rules.teams")} help={t("rules.help.teams")} path={`${path}.teams`}>
          {(id) => (
            <TeamsField
              id={id}
              value={rule.teams}
              teams={draft.now.teams.map((team) => team.name)}
              placeholder={t("rules.sameTeams")}
              onChange={(teams) => put({ teams: teams.length ? teams : undefined }, "teams")}
            />
          )}
        </Field>
        <Field label={t("rules.last")} help={t("rules.help.last")} path={`${path}.last`}>
          {(id) => <Switch id={id} checked={rule.last ?? false} onChange={(last) => put({ last: last || undefined }, "last")} />}
        </Field>
      </div>
    </div>
  );
}
