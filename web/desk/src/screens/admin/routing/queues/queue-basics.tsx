// A queue's name, when it is open, and what is heard in it.
import { Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { renameQueue } from "../draft/references";
import { editDraft } from "../draft/store";
import { Field } from "../parts/field";
import type { PartProps } from "./queue-editor";
import { defaults } from "./queue-model";

export function QueueBasics({ draft, index, queue, path, put }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="fields">
      <Field label={t("admin.name")} help={t("queues.help.name")} path={`${path}.name`}>
        {(id) => <QueueName id={id} key={queue.name} name={queue.name} index={index} />}
      </Field>
      <Field label={t("queues.hours")} help={t("queues.help.hours")} path={`${path}.hours`}>
        {(id) => (
          <Select<string>
            id={id}
            value={queue.hours ?? ""}
            options={[{ value: "", label: t("queues.alwaysOpen") }, ...draft.now.hours.map((one) => ({ value: one.name, label: one.name }))]}
            onChange={(hours) => put({ hours }, "hours")}
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

/** Takes effect when it is left: rules, flows and other queues follow it. */
function QueueName({ id, name, index }: { id: string; name: string; index: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const rename = () => {
    const wanted = text.trim();
    if (wanted && wanted !== name) editDraft((now) => renameQueue(now, index, wanted), t("queues.step.rename", { queue: name, name: wanted }));
    else setText(name);
  };
  return (
    <Input
      id={id}
      value={text}
      maxLength={80}
      onChange={(event) => setText(event.target.value)}
      onBlur={rename}
      onPressEnter={(event) => event.currentTarget.blur()}
      data-testid="queue-name"
    />
  );
}
