// The steps of asking for less: each says after how long, and what it changes.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Select } from "antd";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RelaxStep } from "../../../../api/configuration";
import { LevelsField, TeamsField } from "../parts/asks";
import { Problems } from "../parts/field";
import { askedAfter, relaxText } from "../parts/sentences";
import { moved, Sortable } from "../parts/sortable";
import type { PartProps } from "./queue-editor";
import { mostSteps, nextAfter } from "./queue-model";

export function QueueRelax({ draft, queue, path, put }: PartProps) {
  const { t } = useTranslation();
  const steps = queue.relax ?? [];
  const set = (next: RelaxStep[], field: string) => put({ relax: next }, field);
  const change = (at: number, step: RelaxStep, field: string) =>
    set(steps.map((one, index) => (index === at ? step : one)), `relax[${at}].${field}`);
  // A step that is moved takes the other's time: later steps ask for less.
  const move = (from: number, to: number) => {
    const times = steps.map((step) => step.after);
    set(moved(steps, from, to).map((step, at) => ({ ...step, after: times[at] ?? step.after })), "relax");
  };
  const add = () => {
    const asked = askedAfter(queue, steps.length);
    set([...steps, { after: nextAfter(steps), ...(asked.teams.length ? { teams: [] } : { requires: {} }) }], `relax+${steps.length}`);
  };
  return (
    <>
      {steps.length === 0 ? <p className="muted">{t("queues.noSteps")}</p> : null}
      <Sortable label={t("queues.part.relax")} items={steps} nameOf={(step, at) => relaxText(t, step, askedAfter(queue, at))} move={move}>
        {(step, at, grip) => (
          <div className="step" data-testid="relax-step">
            {grip}
            <div className="step-body">
              <p className="strong">{relaxText(t, step, askedAfter(queue, at))}</p>
              <StepFields
                step={step}
                skills={draft.now.skills.map((skill) => skill.name)}
                teams={draft.now.teams.map((team) => team.name)}
                change={(next, field) => change(at, next, field)}
              />
              <Problems path={`${path}.relax[${at}]`} />
            </div>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t("queues.removeStep", { step: at + 1 })}
              onClick={() => set(steps.filter((_, index) => index !== at), `relax-${steps.length}`)}
            />
          </div>
        )}
      </Sortable>
      <Button icon={<PlusOutlined />} disabled={steps.length >= mostSteps ? true : undefined} onClick={add} data-testid="relax-add">
        {t("queues.addRelax")}
      </Button>
    </>
  );
}

interface StepProps {
  step: RelaxStep;
  skills: string[];
  teams: string[];
  change: (step: RelaxStep, field: string) => void;
}
type Mode = "same" | "none" | "these";
const modeOf = (value: object | undefined): Mode => (value === undefined ? "same" : Object.keys(value).length === 0 ? "none" : "these");

function StepFields({ step, skills, teams, change }: StepProps) {
  const { t } = useTranslation();
  const id = useId();
  const set = (part: Partial<RelaxStep>, field: string) => {
    const next = { ...step, ...part };
    if (next.requires === undefined) delete next.requires;
    if (next.teams === undefined) delete next.teams;
    change(next, field);
  };
  return (
    <div className="step-fields">
      <label className="inline-field">
        {t("queues.after")}
        <InputNumber
          min={1}
          precision={0}
          suffix={t("say.unit.seconds")}
          value={step.after}
          onChange={(after) => after !== null && set({ after }, "after")}
        />
      </label>
      <Change
        label={t("admin.requires")}
        mode={modeOf(step.requires)}
        none={t("say.noSkill")}
        choose={(mode) => set({ requires: mode === "same" ? undefined : mode === "none" ? {} : Object.fromEntries(skills.slice(0, 1).map((skill) => [skill, 1])) }, "requires")}
      >
        <LevelsField id={`${id}-skills`} label={t("admin.requires")} value={step.requires} skills={skills} onChange={(requires) => set({ requires }, "requires")} />
      </Change>
      <Change
        label={t("admin.teams")}
        mode={modeOf(step.teams)}
        none={t("asks.anyTeam")}
        choose={(mode) => set({ teams: mode === "same" ? undefined : mode === "none" ? [] : teams.slice(0, 1) }, "teams")}
      >
        <TeamsField id={`${id}-teams`} value={step.teams} teams={teams} placeholder={t("asks.anyTeam")} onChange={(next) => set({ teams: next }, "teams")} />
      </Change>
    </div>
  );
}

interface ChangeProps {
  label: string;
  mode: Mode;
  none: string;
  choose: (mode: Mode) => void;
  children: ReactNode;
}

/** What a step changes of one thing: nothing, to nothing asked, or to these. */
function Change({ label, mode, none, choose, children }: ChangeProps) {
  const { t } = useTranslation();
  return (
    <div className="inline-field">
      {label}
      <Select<Mode>
        value={mode}
        aria-label={label}
        className="change-mode"
        options={[
          { value: "same", label: t("queues.stays") },
          { value: "none", label: none },
          { value: "these", label: t("queues.becomes") },
        ]}
        onChange={choose}
      />
      {mode === "these" ? children : null}
    </div>
  );
}
