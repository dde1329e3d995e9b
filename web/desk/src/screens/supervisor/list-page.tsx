// The conversations behind a number.
import { Button, Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAdminList, useConversationList } from "../../api/queries";
import type { ConversationView, Queue } from "../../api/types";
import { navigate, useSearch } from "../../app/router";
import { oversees } from "../../app/rights";
import { useUser } from "../../app/session";
import { timeOfDay } from "../../format/time";
import { useLive } from "../../live/provider";
import { Empty, Ready } from "../../parts/feedback";
import { RowCount } from "../../parts/row-count";
import { ConversationTable } from "./conversation-table";
import { filterOf, listLink } from "./list-link";

const views: ConversationView[] = [
  "waiting",
  "active",
  "offered",
  "answered",
  "within_target",
  "abandoned",
  "short_abandoned",
  "ended",
];
const today: ConversationView[] = ["offered", "answered", "within_target", "abandoned", "short_abandoned", "ended"];

export function ConversationListPage() {
  const { t, i18n } = useTranslation();
  const filter = filterOf(useSearch());
  const user = useUser();
  const list = useConversationList(filter);
  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const queues = useAdminList<Queue>("/queues");
  const dayStart = useLive((state) => state.metrics?.day_start) ?? new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
  const agent = useLive((state) => (filter.agent ? (state.agents[filter.agent]?.name ?? null) : null));
  const choose = (view: ConversationView | undefined) =>
    navigate(listLink({ ...filter, view, from: view && today.includes(view) ? (filter.from ?? dayStart) : undefined }));
  return (
    <main className="list-page" data-testid="conversation-list-page">
      <div className="list-head">
        <h1>{t("nav.conversations")}</h1>
        <Select<ConversationView | "all">
          value={filter.view ?? "all"}
          onChange={(view) => choose(view === "all" ? undefined : view)}
          style={{ minWidth: 200 }}
          listHeight={400}
          options={[
            { value: "all" as const, label: t("view.all") },
            ...(!oversees(user) ? [{ value: "mine" as const, label: t("view.mine") }] : []),
            ...views.map((view) => ({ value: view, label: t(`view.${view}`) })),
          ]}
          aria-label={t("list.view")}
          data-testid="list-view"
        />
        <Select
          value={filter.queue ?? ""}
          onChange={(queue) => navigate(listLink({ ...filter, queue: queue || undefined }))}
          style={{ minWidth: 140 }}
          popupMatchSelectWidth={false}
          options={[{ value: "", label: t("list.allQueues") }, ...(queues.data ?? []).map((q) => ({ value: q.id, label: q.name }))]}
          aria-label={t("list.queue")}
        />
        {filter.agent ? (
          <Button size="small" onClick={() => navigate(listLink({ ...filter, agent: undefined }))}>
            {t("list.agent")}: {agent ?? filter.agent} ×
          </Button>
        ) : null}
        {filter.from ? (
          <span className="muted num">{t("wallboard.since", { time: timeOfDay(filter.from, i18n.language) })}</span>
        ) : null}
        <span className="spacer" />
        {loaded ? <RowCount rows={loaded.length} more={list.hasNextPage} /> : null}
        <Button onClick={() => void list.refetch()} loading={list.isRefetching}>
          {t("common.refresh")}
        </Button>
      </div>
      <Ready of={list} rows={10}>
        {() => {
          const rows = loaded ?? [];
          if (rows.length === 0) return <Empty title={t("list.none")}>{t("list.noneNext")}</Empty>;
          return (
            <ConversationTable
              rows={rows}
              more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : null}
            />
          );
        }}
      </Ready>
    </main>
  );
}
