// What happens when a queue is too full or closed: each step has one reason and one action.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { OverflowStep } from "../../../../api/configuration";
import { Problems } from "../parts/field";
import { conditionOf, conditions, overflowText } from "../parts/sentences";
import { moved, Sortable } from "../parts/sortable";
import type { PartProps } from "./queue-editor";
import { mostSteps, withAction, withCondition } from "./queue-model";

export function QueueOverflow({ draft, queue, path, put }: PartProps) {
  const { t } = useTranslation();
  const steps = queue.overflow ?? [];
  const set = (next: OverflowStep[], field: string) => put({ overflow: next }, field);
  const others = draft.now.queues.map((one) => one.name).filter((name) => name !== queue.name);
  const flows = Object.keys(draft.now.flows);
  const add = () => {
    const target = others[0] === undefined && flows[0] !== undefined ? withAction({}, "flow", flows[0]) : withAction({}, "queue", others[0] ?? "");
    set([...steps, withCondition(target, "waited_seconds")], `overflow+${steps.length}`);
  };
  return (
    <>
      {steps.length === 0 ? <p className="muted">{t("queues.noSteps")}</p> : null}
      <Sortable
        label={t("queues.part.overflow")}
        items={steps}
        nameOf={(step) => overflowText(t, step)}
        move={(from, to) => set(moved(steps, from, to), "overflow")}
      >
        {(step, at, grip) => (
          <div className="step" data-testid="overflow-step">
            {grip}
            <div className="step-body">
              <p className="strong">{overflowText(t, step)}</p>
              <StepFields
                step={step}
                queues={others}
                flows={flows}
                change={(next, field) => set(steps.map((one, index) => (index === at ? next : one)), `overflow[${at}].${field}`)}
              />
              <Problems path={`${path}.overflow[${at}]`} />
            </div>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t("queues.removeStep", { step: at + 1 })}
              onClick={() => set(steps.filter((_, index) => index !== at), `overflow-${steps.length}`)}
            />
          </div>
        )}
      </Sortable>
      <Button icon={<PlusOutlined />} disabled={steps.length >= mostSteps ? true : undefined} onClick={add} data-testid="overflow-add">
        {t("queues.addOverflow")}
      </Button>
    </>
  );
}

interface StepProps {
  step: OverflowStep;
  queues: string[];
  flows: string[];
  change: (step: OverflowStep, field: string) => void;
}

function StepFields({ step, queues, flows, change }: StepProps) {
  const { t } = useTranslation();
  const condition = conditionOf(step);
  const value = condition ? step[condition] : undefined;
  const action = step.flow !== undefined ? "flow" : "queue";
  const targets = action === "flow" ? flows : queues;
  return (
    <div className="step-fields">
      <div className="inline-field">
        {t("queues.when")}
        <Select
          value={condition}
          className="overflow-when"
          aria-label={t("queues.when")}
          options={conditions.map((one) => ({ value: one, label: t(`queues.condition.${one}`) }))}
          onChange={(next) => next && change(withCondition(step, next), "when")}
          data-testid="overflow-when"
        />
        {condition && typeof value === "number" ? (
          <InputNumber
            min={condition === "waiting" ? 1 : 0}
            precision={0}
            suffix={condition === "waiting" ? t("say.unit.contacts") : t("say.unit.seconds")}
            value={value}
            aria-label={t(`queues.condition.${condition}`)}
            onChange={(next) => next !== null && change(withCondition(step, condition, next), "value")}
          />
        ) : null}
      </div>
      <div className="inline-field">
        {t("queues.then")}
        <Select<"queue" | "flow">
          value={action}
          className="overflow-then"
          aria-label={t("queues.then")}
          options={[
            { value: "queue", label: t("queues.action.queue") },
            { value: "flow", label: t("queues.action.flow") },
          ]}
          onChange={(kind) => change(withAction(step, kind, (kind === "flow" ? flows : queues)[0] ?? ""), "then")}
          data-testid="overflow-then"
        />
        <Select<string>
          value={step[action] || null}
          className="overflow-target"
          showSearch
          aria-label={t(`queues.action.${action}`)}
          popupMatchSelectWidth={false}
          options={targets.map((name) => ({ value: name, label: name }))}
          onChange={(target) => change(withAction(step, action, target), "target")}
          data-testid="overflow-target"
        />
      </div>
    </div>
  );
}
