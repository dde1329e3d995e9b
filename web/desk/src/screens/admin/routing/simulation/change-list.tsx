// What is different from today: more people like somebody, fewer of a team, some who learn something.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown, InputNumber, Select } from "antd";
import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AgentEntry } from "../../../../api/configuration";
import type { Draft } from "../draft/model";
import { highest, LevelsField } from "../parts/asks";
import { withChanges, type SimulationForm, type StaffChange } from "./what-if";

interface Props {
  draft: Draft;
  form: SimulationForm;
  changes: StaffChange[];
  setChanges: (changes: StaffChange[]) => void;
}
const kinds = ["add", "remove", "train"] as const;

export function ChangeList({ draft, form, changes, setChanges }: Props) {
  const { t } = useTranslation();
  const { agents, skills } = form.withDraft ? draft.now : draft.base;
  const found = useMemo(() => withChanges(agents, changes).found, [agents, changes]);
  const begin = (kind: StaffChange["kind"]): StaffChange => {
    if (kind === "add") return { kind, count: 2, like: agents[0]?.login ?? "", also: {} };
    if (kind === "remove") return { kind, count: 1, team: null, skill: null };
    return { kind, count: 2, team: null, skill: skills[0]?.name ?? "", level: 3 };
  };
  return (
    <div className="change-rows">
      {changes.map((change, at) => (
        <div key={at} className="change-row" data-testid="sim-change">
          <div className="change-fields">
            <ChangeFields
              change={change}
              agents={agents}
              skills={skills.map((skill) => skill.name)}
              teams={draft.now.teams.map((team) => team.name)}
              put={(next) => setChanges(changes.map((one, index) => (index === at ? next : one)))}
            />
          </div>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t("sim.removeChange", { n: at + 1 })}
            onClick={() => setChanges(changes.filter((_, index) => index !== at))}
          />
          {(found[at] ?? 0) < change.count ? <p className="ink-wrap">{t("sim.fewer", { n: found[at] ?? 0 })}</p> : null}
        </div>
      ))}
      <Dropdown
        trigger={["click"]}
        menu={{
          items: kinds.map((kind) => ({ key: kind, label: t(`sim.change.${kind}`) })),
          onClick: ({ key }) => setChanges([...changes, begin(key as StaffChange["kind"])]),
        }}
      >
        <Button size="small" icon={<PlusOutlined />} data-testid="sim-add-change">
          {t("sim.addChange")}
        </Button>
      </Dropdown>
    </div>
  );
}

interface FieldsProps {
  change: StaffChange;
  agents: AgentEntry[];
  skills: string[];
  teams: string[];
  put: (change: StaffChange) => void;
}

function ChangeFields({ change, agents, skills, teams, put }: FieldsProps) {
  const { t } = useTranslation();
  const id = useId();
  const plain = (list: string[], none: string) => [{ value: "", label: none }, ...list.map((value) => ({ value, label: value }))];
  const count = (
    <InputNumber
      className="change-count"
      min={1}
      max={500}
      precision={0}
      value={change.count}
      aria-label={t("sim.count")}
      onChange={(value) => value && put({ ...change, count: value })}
    />
  );
  const team = (value: string | null, choose: (team: string | null) => void) => (
    <Select
      value={value ?? ""}
      aria-label={t("agent.team")}
      popupMatchSelectWidth={false}
      options={plain(teams, t("sim.anyTeam"))}
      onChange={(next) => choose(next || null)}
    />
  );
  switch (change.kind) {
    case "add":
      return (
        <>
          {t("sim.sentence.add")} {count} {t("sim.sentence.like")}
          <Select
            value={change.like || null}
            showSearch={{ optionFilterProp: "label" }}
            className="change-like"
            aria-label={t("sim.like")}
            popupMatchSelectWidth={false}
            options={agents.map((agent) => ({ value: agent.login, label: `${agent.name ?? agent.login}${agent.team ? ` · ${agent.team}` : ""}` }))}
            onChange={(like) => like && put({ ...change, like })}
          />
          {t("sim.sentence.also")}
          <LevelsField id={`${id}-also`} label={t("sim.sentence.also")} value={change.also} skills={skills} onChange={(also) => put({ ...change, also })} />
        </>
      );
    case "remove":
      return (
        <>
          {t("sim.sentence.remove")} {count} {t("sim.sentence.of")}
          {team(change.team, (next) => put({ ...change, team: next }))}
          {t("sim.sentence.with")}
          <Select
            value={change.skill ?? ""}
            aria-label={t("sim.skill")}
            popupMatchSelectWidth={false}
            options={plain(skills, t("sim.anySkill"))}
            onChange={(skill) => put({ ...change, skill: skill || null })}
          />
        </>
      );
    case "train":
      return (
        <>
          {t("sim.sentence.train")} {count} {t("sim.sentence.of")}
          {team(change.team, (next) => put({ ...change, team: next }))}
          {t("sim.sentence.learn")}
          <Select
            value={change.skill || null}
            aria-label={t("sim.skill")}
            popupMatchSelectWidth={false}
            options={skills.map((skill) => ({ value: skill, label: skill }))}
            onChange={(skill) => skill && put({ ...change, skill })}
          />
          {t("sim.sentence.to")}
          <InputNumber
            className="change-count"
            min={1}
            max={highest}
            precision={0}
            value={change.level}
            aria-label={t("asks.level", { skill: change.skill })}
            onChange={(level) => level && put({ ...change, level })}
          />
        </>
      );
  }
}
