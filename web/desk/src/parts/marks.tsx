// Small signs that are the same everywhere: state, channel, tier, case and order state. A word always goes with a colour.
import {
  CoffeeOutlined,
  EditOutlined,
  MessageOutlined,
  MinusCircleOutlined,
  PhoneOutlined,
  PoweroffOutlined,
  CheckCircleOutlined,
  BellOutlined,
  StarFilled,
  FileTextOutlined,
  ShoppingOutlined,
  FormOutlined,
  MailOutlined,
  ScheduleOutlined,
  SolutionOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useConfig } from "../api/queries";
import { codeName } from "../format/values";
import type { AgentBucket, CaseStatus, Channel, OrderStatus, Outcome, Tier, TimelineKind } from "../api/types";

export type Tone = "ok" | "talk" | "wrap" | "grey" | "bad" | "accent";

export const bucketTone: Record<AgentBucket, Tone> = {
  available: "ok",
  ringing: "talk",
  talking: "talk",
  chatting: "talk",
  wrap_up: "wrap",
  not_ready: "grey",
  break: "grey",
  offline: "grey",
};

const bucketIcon: Record<AgentBucket, ReactNode> = {
  available: <CheckCircleOutlined />,
  ringing: <BellOutlined />,
  talking: <PhoneOutlined />,
  chatting: <MessageOutlined />,
  wrap_up: <EditOutlined />,
  not_ready: <MinusCircleOutlined />,
  break: <CoffeeOutlined />,
  offline: <PoweroffOutlined />,
};

export function Tag({ tone, children, testId }: { tone: Tone; children: ReactNode; testId?: string }) {
  return (
    <span className={`tag tone-${tone}`} data-testid={testId}>
      {children}
    </span>
  );
}

export const BucketIcon = ({ bucket, className = "" }: { bucket: AgentBucket; className?: string }) => (
  <span className={`ink-${bucketTone[bucket]} ${className}`} aria-hidden>
    {bucketIcon[bucket]}
  </span>
);

const channelIcon: Record<Channel, ReactNode> = {
  voice: <PhoneOutlined />,
  webchat: <MessageOutlined />,
  ticket: <SolutionOutlined />,
  email: <MailOutlined />,
  callback: <ScheduleOutlined />,
};

export function ChannelIcon({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  return (
    <span role="img" aria-label={t(`channel.${channel}`)} title={t(`channel.${channel}`)}>
      {channelIcon[channel]}
    </span>
  );
}

const kindIcon: Record<TimelineKind, ReactNode> = {
  call: <PhoneOutlined />,
  chat: <MessageOutlined />,
  work: <SolutionOutlined />,
  case: <FileTextOutlined />,
  order: <ShoppingOutlined />,
  note: <FormOutlined />,
};
export const KindIcon = ({ kind }: { kind: TimelineKind }) => <span aria-hidden>{kindIcon[kind]}</span>;

export function TierMark({ tier }: { tier: Tier }) {
  const { i18n } = useTranslation();
  const config = useConfig();
  if (tier === "standard") return null;
  return (
    <span className={`tier tier-${tier}`} data-testid="customer-tier">
      {tier === "vip" ? <StarFilled aria-hidden /> : null} {codeName(config.data?.tiers, tier, i18n.language)}
    </span>
  );
}

const caseTone: Record<CaseStatus, Tone> = { new: "accent", open: "talk", waiting: "wrap", solved: "ok", closed: "grey" };
export function CaseStatusTag({ status }: { status: CaseStatus }) {
  const { t } = useTranslation();
  return <Tag tone={caseTone[status] ?? "grey"}>{t(`caseStatus.${status}`)}</Tag>;
}

/** Only what is not usual has a colour. */
const priorityInk: Record<string, string> = { low: "muted", high: "ink-wrap strong", urgent: "ink-bad strong" };
export function PriorityMark({ priority }: { priority: string | number }) {
  const { t, i18n } = useTranslation();
  const known = i18n.exists(`priority.${priority}`);
  return <span className={priorityInk[priority] ?? ""}>{known ? t(`priority.${priority as "normal"}`) : String(priority)}</span>;
}

const orderTone: Record<OrderStatus, Tone> = {
  paid: "accent",
  shipped: "talk",
  delivered: "ok",
  returned: "wrap",
  cancelled: "grey",
};
export function OrderStatusTag({ status }: { status: OrderStatus }) {
  const { t } = useTranslation();
  return <Tag tone={orderTone[status] ?? "grey"}>{t(`orderStatus.${status}`)}</Tag>;
}

const outcomeTone: Record<Outcome, Tone> = {
  answered: "ok",
  abandoned: "bad",
  short_abandoned: "grey",
  flow_only: "grey",
  in_progress: "talk",
  failed: "bad",
  moved: "grey",
  overflowed: "grey",
};
export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  return <Tag tone={outcomeTone[outcome] ?? "grey"}>{t(`outcome.${outcome}`)}</Tag>;
}
