// Capacity in plain sentences: what an agent can have at a time, beside a call, and what comes in over what. Pure.
import type { TFunction } from "i18next";
import { channels, type Capacity } from "../../../../api/configuration";
import type { Channel } from "../../../../api/types";
import { duration } from "../parts/sentences";
import { interruptions, mostAtOnce, roomFor, ruleOf, type Trouble } from "./capacity-model";

function countText(t: TFunction, channel: Channel, n: number): string {
  if (n === Infinity) return t(`capacity.any.${channel}`);
  return n === 1 ? t(`capacity.one.${channel}`) : t(`capacity.many.${channel}`, { n });
}

/** Each sentence by itself. */
export function capacityText(t: TFunction, capacity: Capacity): string[] {
  const counts = (of: Channel[], room: (channel: Channel) => number) =>
    of.map((channel) => ({ channel, n: room(channel) })).filter(({ n }) => n > 0).map(({ channel, n }) => countText(t, channel, n));
  const alone = counts(channels, (channel) => mostAtOnce(capacity, channel));
  const found = [alone.length ? t("capacity.say.alone", { list: alone.join(t("capacity.say.or")) }) : t("capacity.say.nothing")];
  if (mostAtOnce(capacity, "voice") > 0) {
    const beside = counts(channels, (channel) => roomFor(capacity, channel, ["voice"]));
    found.push(beside.length ? t("capacity.say.beside", { list: beside.join(t("capacity.say.or")) }) : t("capacity.say.besideNothing"));
  }
  for (const { channels: coming, over } of interruptions(capacity)) {
    const who = coming.map((channel) => t(`capacity.a.${channel}`)).join(t("capacity.say.orShort"));
    const what = over.map((channel) => t(`capacity.some.${channel}`)).join(t("capacity.say.orShort"));
    found.push(sentence(t("capacity.say.interrupts", { who, what })));
  }
  const free = channels.filter((channel) => ruleOf(capacity, channel).cost === 0);
  if (free.length) found.push(t("capacity.say.free", { list: free.map((channel) => t(`channel.${channel}`)).join(t("draft.separator")) }));
  return found;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function troubleText(t: TFunction, trouble: Trouble): string {
  const channel = t(`channel.${trouble.channel}`);
  if (trouble.kind === "mutual") return t("capacity.trouble.mutual", { channel, other: t(`channel.${trouble.other}`) });
  return trouble.kind === "self" ? t("capacity.trouble.self", { channel }) : t("capacity.trouble.tooDear", { channel });
}

/** What points of priority come to. */
export const ageingText = (t: TFunction, seconds: number): string =>
  t("capacity.say.ageing", { one: duration(t, seconds), ten: duration(t, seconds * 10) });
export const graceText = (t: TFunction, seconds: number): string => t("capacity.say.grace", { time: duration(t, seconds) });
