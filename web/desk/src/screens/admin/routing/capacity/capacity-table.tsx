// Channel by channel: what one takes, how many at most, and what does not stand in its way. What cannot be is told as it is
// typed, in its row.
import { Checkbox, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { channels } from "../../../../api/configuration";
import type { Channel } from "../../../../api/types";
import type { Draft } from "../draft/model";
import { editDraft } from "../draft/store";
import { Problems } from "../parts/field";
import { Help } from "../parts/help";
import { putRule, ruleOf, troublesOf, type Rule, type Trouble } from "./capacity-model";
import { troubleText } from "./capacity-text";

const numbers = [
  { name: "cost", highest: 100_000 },
  { name: "most", highest: 1000 },
] as const;

export function CapacityTable({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const troubles = troublesOf(draft.now.capacity);
  return (
    <div className="report-box">
      <table className="report capacity-table" data-testid="capacity-table">
        <thead>
          <tr>
            <th scope="col">{t("caller.channel")}</th>
            {numbers.map(({ name }) => (
              <th scope="col" key={name}>
                {t(`capacity.${name}`)} <Help text={t(`capacity.help.${name}`)} />
              </th>
            ))}
            <th scope="col">
              {t("capacity.interrupts")} <Help text={t("capacity.help.interrupts")} />
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <ChannelRow
              key={channel}
              draft={draft}
              channel={channel}
              troubles={troubles.filter((one) => one.channel === channel || (one.kind === "mutual" && one.other === channel))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChannelRow({ draft, channel, troubles }: { draft: Draft; channel: Channel; troubles: Trouble[] }) {
  const { t } = useTranslation();
  const rule = ruleOf(draft.now.capacity, channel);
  const name = t(`channel.${channel}`);
  const put = (change: { [Key in keyof Rule]?: Rule[Key] | null }, field: string) =>
    editDraft((now) => putRule(now, channel, change), t("capacity.step.change", { channel: name }), `capacity.${channel}.${field}`);
  return (
    <tr data-testid="capacity-row" data-channel={channel}>
      <th scope="row">{name}</th>
      {numbers.map((one) => (
        <td key={one.name}>
          <InputNumber
            min={0}
            max={one.highest}
            precision={0}
            value={rule[one.name]}
            aria-label={`${name} ${t(`capacity.${one.name}`)}`}
            status={one.name === "cost" && troubles.some(({ kind }) => kind === "tooDear") ? "error" : ""}
            onChange={(value) => put({ [one.name]: value }, one.name)}
            data-testid={`capacity-${one.name}`}
          />
        </td>
      ))}
      <td>
        <Checkbox.Group<Channel>
          className="capacity-interrupts"
          value={rule.interrupts}
          // Nothing interrupts itself: there is no box to tick.
          options={channels.filter((other) => other !== channel || rule.interrupts.includes(other)).map((other) => ({ value: other, label: t(`channel.${other}`) }))}
          onChange={(interrupts) => put({ interrupts }, "interrupts")}
        />
        {troubles.map((trouble, at) => (
          <p key={at} className="ink-bad" role="status" data-testid="capacity-trouble">
            {troubleText(t, trouble)}
          </p>
        ))}
        <Problems path={`capacity.${channel}`} />
      </td>
    </tr>
  );
}
