// Somebody who might come now: how, and what is known about them.
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { channels, type Caller } from "../../../../api/configuration";
import { useConfig, useRuleNames } from "../../../../api/queries";
import { words } from "../../../../format/values";
import type { Draft } from "../draft/model";
import { Field } from "../parts/field";
import { Help } from "../parts/help";

interface Props {
  draft: Draft;
  caller: Caller;
  setCaller: (caller: Caller) => void;
}

export function CallerForm({ draft, caller, setCaller }: Props) {
  const { t, i18n } = useTranslation();
  const config = useConfig();
  const names = useRuleNames();
  const known = (name: string) => (names.data?.find((one) => one.name === name)?.words ?? []).map((value) => ({ value }));
  const put = (change: Partial<Caller>) =>
    setCaller(Object.fromEntries(Object.entries({ ...caller, ...change }).filter(([, value]) => value !== undefined && value !== "")) as unknown as Caller);
  const choice = (list: string[], none: string) => [{ value: "", label: none }, ...list.map((value) => ({ value, label: value }))];
  const text = (name: "phone" | "language" | "region", hint: string) => (
    <Field label={t(`caller.${name}`)}>
      {(id) => (
        <AutoComplete
          id={id}
          value={caller[name] ?? ""}
          placeholder={hint}
          options={known(name)}
          onChange={(value) => put({ [name]: value })}
          data-testid={`caller-${name}`}
        />
      )}
    </Field>
  );
  const number = (name: "value" | "risk") => (
    <Field label={t(`caller.${name}`)} help={t(`caller.help.${name}`)}>
      {(id) => (
        <InputNumber
          id={id}
          min={0}
          max={100}
          precision={0}
          value={caller[name] ?? null}
          placeholder="0"
          onChange={(value) => put({ [name]: value ?? undefined })}
          data-testid={`caller-${name}`}
        />
      )}
    </Field>
  );
  return (
    <div className="fields caller-form">
      <Field label={t("caller.channel")}>
        {(id) => (
          <Select
            id={id}
            value={caller.channel}
            options={channels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
            onChange={(channel) => put({ channel })}
            data-testid="caller-channel"
          />
        )}
      </Field>
      <Field label={t("caller.queue")} help={t("caller.help.queue")}>
        {(id) => (
          <Select
            id={id}
            value={caller.queue ?? ""}
            options={choice(draft.now.queues.map((queue) => queue.name), t("caller.byFlow"))}
            onChange={(queue) => put({ queue })}
            data-testid="caller-queue"
          />
        )}
      </Field>
      <Field label={t("caller.number")}>
        {(id) => (
          <Select
            id={id}
            value={caller.number ?? ""}
            options={choice(draft.now.numbers.map((one) => one.number), t("caller.any"))}
            onChange={(value) => put({ number: value })}
          />
        )}
      </Field>
      {text("phone", "+86 138 0000 0000")}
      <Field label={t("caller.tier")}>
        {(id) => (
          <Select
            id={id}
            value={caller.tier ?? ""}
            options={[{ value: "", label: t("caller.any") }, ...(config.data?.tiers ?? []).map((tier) => ({ value: tier.code, label: words(tier, i18n.language) }))]}
            onChange={(tier) => put({ tier })}
            data-testid="caller-tier"
          />
        )}
      </Field>
      {text("language", "zh")}
      {text("region", t("caller.regionHint"))}
      {number("value")}
      {number("risk")}
      <Values values={caller.values ?? {}} put={(values) => put({ values: Object.keys(values).length ? values : undefined })} />
    </div>
  );
}

/** What the flow collected. */
function Values({ values, put }: { values: Record<string, string>; put: (values: Record<string, string>) => void }) {
  const { t } = useTranslation();
  const entries = Object.entries(values);
  const set = (at: number, name: string, value: string) => put(Object.fromEntries(entries.map((entry, index) => (index === at ? [name, value] : entry))));
  return (
    <div className="field caller-values">
      <div className="field-label">
        {t("caller.values")} <Help text={t("caller.help.values")} />
      </div>
      {entries.map(([name, value], at) => (
        <div key={at} className="inline-fields">
          <Input value={name} aria-label={t("caller.valueName")} placeholder={t("caller.valueName")} onChange={(event) => set(at, event.target.value, value)} />
          <Input value={value} aria-label={t("caller.valueText")} placeholder={t("caller.valueText")} onChange={(event) => set(at, name, event.target.value)} />
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t("caller.removeValue", { name })}
            onClick={() => put(Object.fromEntries(entries.filter((_, index) => index !== at)))}
          />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} disabled={"" in values} onClick={() => put({ ...values, "": "" })}>
        {t("caller.addValue")}
      </Button>
    </div>
  );
}
