// Everything that happened with a customer, over all channels, newest first.
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConfig, useTimeline } from "../../api/queries";
import type { TimelineItem, TimelineKind } from "../../api/types";
import { clock, daysAgo, timeOfDay } from "../../format/time";
import { codeName, words } from "../../format/values";
import { Empty, Ready } from "../../parts/feedback";
import { useDay } from "../../parts/lines";
import { CaseStatusTag, KindIcon, OrderStatusTag, OutcomeTag } from "../../parts/marks";
import { useDrawers } from "../details/drawers";

const filters = ["all", "call", "chat", "case", "order", "note"] as const;
type Filter = (typeof filters)[number];

export function TimelineBlock(props: { customer: string | null; current?: string | undefined; bare?: boolean }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>("all");
  return (
    <section className="timeline-block" aria-label={t("timeline.title")} data-testid="timeline">
      <div className="timeline-head">
        {props.bare ? null : <h2>{t("timeline.title")}</h2>}
        <Segmented<Filter>
          size="small"
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({ value, label: t(`timeline.filter.${value}`) }))}
          aria-label={t("timeline.filter.label")}
        />
      </div>
      <div className="timeline-scroll">
        {props.customer ? (
          <Timeline customer={props.customer} filter={filter} current={props.current} />
        ) : (
          <Empty title={t("timeline.unknown")}>{t("timeline.unknownNext")}</Empty>
        )}
      </div>
    </section>
  );
}

function Timeline({ customer, filter, current }: { customer: string; filter: Filter; current: string | undefined }) {
  const { t } = useTranslation();
  const timeline = useTimeline(customer);
  const dayOf = useDay();
  return (
    <Ready of={timeline} rows={6}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items).filter((i) => fits(filter, i.kind));
        return (
          <ol className="timeline">
            {items.map((item, index) => {
              const before = items[index - 1];
              const newDay = !before || daysAgo(item.at, Date.parse(before.at)) !== 0;
              return (
                <li key={`${item.kind}-${item.id}`}>
                  {newDay ? <div className="timeline-day">{dayOf(item.at)}</div> : null}
                  <Item item={item} current={item.id === current} />
                </li>
              );
            })}
            {items.length === 0 && !timeline.hasNextPage ? <Empty title={t("timeline.none")} /> : null}
            {timeline.hasNextPage ? (
              <Button type="link" size="small" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
                {t("timeline.more")}
              </Button>
            ) : null}
          </ol>
        );
      }}
    </Ready>
  );
}

const opens: Partial<Record<TimelineKind, "conversation" | "case">> = {
  call: "conversation",
  chat: "conversation",
  work: "conversation",
  case: "case",
};
const fits = (filter: Filter, kind: TimelineKind) =>
  filter === "all" || filter === kind || (filter === "case" && kind === "work");
const isContact = (kind: TimelineKind) => kind === "call" || kind === "chat" || kind === "work";

function Item({ item, current }: { item: TimelineItem; current: boolean }) {
  const { t, i18n } = useTranslation();
  const drawers = useDrawers();
  const config = useConfig();
  // What was imported from the system before has no details behind it.
  const target = item.id.startsWith("imported-") ? undefined : opens[item.kind];
  const collected = (item.collected ?? []).map((c) => `${words(c.label, i18n.language) || c.name} ${c.value}`).join(" · ");
  const detail = [
    item.case_number && item.kind !== "case" ? `#${item.case_number}` : "",
    item.agent?.name,
    item.queue?.name,
    item.talk_ms ? clock(item.talk_ms) : "",
    codeName(config.data?.dispositions, item.disposition, i18n.language),
    collected,
    item.recording ? t("timeline.recorded") : "",
  ].filter(Boolean);
  const content = (
    <>
      <span className="timeline-time num">{timeOfDay(item.at, i18n.language)}</span>
      <span className={`timeline-icon kind-${item.kind}`}>
        <KindIcon kind={item.kind} />
      </span>
      <span className="timeline-main">
        <span className="timeline-title">
          <b>{words(item.title, i18n.language)}</b>
          {current ? <span className="tag tone-accent">{t("timeline.now")}</span> : <ItemState item={item} />}
        </span>
        {item.text ? <span className="timeline-text">{item.text}</span> : null}
        {detail.length ? <span className="timeline-detail muted">{detail.join(" · ")}</span> : null}
      </span>
    </>
  );
  const common = { "data-testid": "timeline-item", "data-kind": item.kind };
  return target && !current ? (
    <button type="button" className="timeline-item" onClick={() => drawers.open(target, item.id)} {...common}>
      {content}
    </button>
  ) : (
    <div className="timeline-item" {...common}>
      {content}
    </div>
  );
}

function ItemState({ item }: { item: TimelineItem }) {
  const { i18n } = useTranslation();
  if (!item.state) return null;
  const known = (prefix: string) => i18n.exists(`${prefix}.${item.state}`);
  if (item.kind === "case" && known("caseStatus")) return <CaseStatusTag status={item.state as "open"} />;
  if (item.kind === "order" && known("orderStatus")) return <OrderStatusTag status={item.state as "paid"} />;
  if (isContact(item.kind) && known("outcome"))
    return <OutcomeTag outcome={item.state as "answered"} />;
  return null;
}
