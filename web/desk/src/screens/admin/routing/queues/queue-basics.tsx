// A queue's name, when it is open, and what is heard in it.
import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { renameQueue } from "../draft/references";
import { editDraft } from "../draft/store";
import { Field } from "../parts/field";
import { NameInput } from "../parts/name-input";
import type { PartProps } from "./queue-editor";
import { defaults } from "./queue-model";

export function QueueBasics({ draft, index, queue, path, put }: PartProps) {
  const { t } = useTranslation();
  const others = draft.now.queues.flatMap((one, at) => (at === index ? [] : [one.name]));
  const rename = (to: string) => editDraft((now) => renameQueue(now, index, to), t("queues.step.rename", { queue: queue.name, name: to }));
  return (
    <div className="fields">
      <Field label={t("admin.name")} help={t("queues.help.name")} path={`${path}.name`}>
        {(id) => <NameInput id={id} key={queue.name} name={queue.name} taken={others} rename={rename} testId="queue-name" />}
      </Field>
      <Field label={t("queues.hours")} help={t("queues.help.hours")} path={`${path}.hours`}>
        {(id) => (
          <Select<string>
            id={id}
            value={queue.hours ?? ""}
            options={[{ value: "", label: t("queues.alwaysOpen") }, ...draft.now.hours.map((one) => ({ value: one.name, label: one.name }))]}
            onChange={(hours) => put({ hours }, "hours")}
            data-testid="queue-hours"
          />
        )}
      </Field>
      <Field label={t("queues.music")} help={t("queues.help.music")} path={`${path}.music`}>
        {(id) => (
          <Input
            id={id}
            value={queue.music ?? ""}
            placeholder={defaults.music}
            onChange={(event) => put({ music: event.target.value }, "music")}
          />
        )}
      </Field>
    </div>
  );
}
