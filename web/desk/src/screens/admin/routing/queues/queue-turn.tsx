// What of a queue goes first, and how an offer of it is made.
import { InputNumber, Switch } from "antd";
import { useTranslation } from "react-i18next";
import type { QueueEntry } from "../../../../api/configuration";
import { Field } from "../parts/field";
import type { PartProps } from "./queue-editor";
import { changed, defaults } from "./queue-model";

const numbers = [
  { name: "priority", most: 1000, unit: "points" },
  { name: "value_points", most: 1000, unit: "points" },
  { name: "risk_points", most: 1000, unit: "points" },
  { name: "offer_seconds", least: 3, most: 600, unit: "seconds" },
  { name: "wrap_up_seconds", most: 86400, unit: "seconds" },
] as const;

export function QueueTurn({ queue, path, put }: PartProps) {
  const { t } = useTranslation();
  const level = queue.service_level ?? {};
  const setLevel = (change: Partial<NonNullable<QueueEntry["service_level"]>>, field: string) =>
    put({ service_level: changed(level, change) }, `service_level.${field}`);
  return (
    <div className="fields three">
      <Field label={t("queues.levelSeconds")} help={t("queues.help.levelSeconds")} path={`${path}.service_level`}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            precision={0}
            suffix={t("say.unit.seconds")}
            value={level.seconds ?? defaults.target_seconds}
            onChange={(seconds) => setLevel({ seconds: seconds ?? undefined }, "seconds")}
          />
        )}
      </Field>
      <Field label={t("queues.levelTarget")} help={t("queues.help.levelTarget")}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={100}
            suffix="%"
            value={Math.round((level.target ?? defaults.target) * 1000) / 10}
            onChange={(share) => setLevel({ target: share === null ? undefined : Math.round(share * 10) / 1000 }, "target")}
          />
        )}
      </Field>
      {numbers.map(({ name, unit, most, ...rest }) => (
        <Field key={name} label={t(`queues.number.${name}`)} help={t(`queues.help.${name}`)} path={`${path}.${name}`}>
          {(id) => (
            <InputNumber
              id={id}
              min={"least" in rest ? rest.least : 0}
              max={most}
              precision={0}
              suffix={t(`say.unit.${unit}`)}
              value={queue[name] ?? defaults[name]}
              onChange={(value) => put({ [name]: value ?? undefined }, name)}
              data-testid={`queue-${name}`}
            />
          )}
        </Field>
      ))}
      <Field label={t("queues.autoAccept")} help={t("queues.help.autoAccept")} path={`${path}.auto_accept`}>
        {(id) => <Switch id={id} checked={queue.auto_accept ?? false} onChange={(on) => put({ auto_accept: on }, "auto_accept")} />}
      </Field>
    </div>
  );
}
