// How much an agent can have at a time, what a point of priority is worth, and how long a lost desk is waited for.
import { InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { DraftPage } from "../draft/draft-page";
import type { Draft } from "../draft/model";
import { editDraft } from "../draft/store";
import { Field, Problems } from "../parts/field";
import { Part } from "../parts/part";
import { limitOf, putLimit, putSetting, troublesOf, usualSettings } from "./capacity-model";
import { CapacityTable } from "./capacity-table";
import { ageingText, capacityText, graceText } from "./capacity-text";

export function CapacityPage() {
  const { t } = useTranslation();
  return (
    <DraftPage title={t("admin.capacity")} hint={t("capacity.hint")}>
      {(draft) => (
        <div className="editor capacity-page">
          <AtOnce draft={draft} />
          <Part title={t("capacity.part.order")}>
            <Setting draft={draft} name="ageing_seconds" highest={86_400} say={ageingText} />
          </Part>
          <Part title={t("capacity.part.desk")}>
            <Setting draft={draft} name="desk_grace_seconds" highest={3600} say={graceText} />
          </Part>
        </div>
      )}
    </DraftPage>
  );
}

function AtOnce({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { capacity } = draft.now;
  // What is told in its row needs no second telling by the server.
  const sound = troublesOf(capacity).length === 0;
  return (
    <Part title={t("capacity.part.atOnce")}>
      <div className="fields three">
        <Field label={t("capacity.limit")} help={t("capacity.help.limit")} path="capacity.limit">
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={100_000}
              precision={0}
              value={limitOf(capacity)}
              onChange={(limit) => editDraft((now) => putLimit(now, limit), t("capacity.step.limit"), "capacity.limit")}
              data-testid="capacity-limit"
            />
          )}
        </Field>
      </div>
      <CapacityTable draft={draft} />
      {sound ? <Problems path="capacity" deep={false} /> : null}
      {sound ? (
        <ul className="capacity-say" aria-live="polite" data-testid="capacity-say">
          {capacityText(t, capacity).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p className="muted">{t("capacity.firstRight")}</p>
      )}
    </Part>
  );
}

interface SettingProps {
  draft: Draft;
  name: keyof typeof usualSettings;
  highest: number;
  say: typeof ageingText;
}

function Setting({ draft, name, highest, say }: SettingProps) {
  const { t } = useTranslation();
  const value = draft.now.settings[name] ?? usualSettings[name];
  return (
    <div className="setting">
      <Field label={t(`capacity.setting.${name}`)} help={t(`capacity.help.${name}`)} path={`settings.${name}`}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={highest}
            precision={0}
            suffix={t("say.unit.seconds")}
            value={value}
            onChange={(next) => editDraft((now) => putSetting(now, name, next), t("capacity.step.setting", { what: t(`capacity.setting.${name}`) }), `settings.${name}`)}
            data-testid={`setting-${name}`}
          />
        )}
      </Field>
      <p className="setting-say" aria-live="polite" data-testid={`say-${name}`}>
        {say(t, value)}
      </p>
    </div>
  );
}
