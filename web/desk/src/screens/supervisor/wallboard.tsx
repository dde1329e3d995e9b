// The wallboard: large numbers, what needs somebody, queues as rows, agents as tiles. Every number opens its list.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { request } from "../../api/http";
import { keys } from "../../api/keys";
import { useAdminList } from "../../api/queries";
import type { LiveMetrics, Queue } from "../../api/types";
import { clock, sinceMs, timeOfDay } from "../../format/time";
import { percent } from "../../format/values";
import { useNow } from "../../hooks/use-now";
import { useLive } from "../../live/provider";
import { Ready } from "../../parts/feedback";
import { AgentTiles } from "./agent-tiles";
import { AlertBand } from "./alert-band";
import { BigNumber } from "./big-number";
import { listLink } from "./list-link";
import { QueueRows } from "./queue-rows";

export function Wallboard() {
  const ticked = useLive((state) => state.metrics);
  // The first picture does not wait for the first tick.
  const first = useQuery({
    queryKey: keys.admin("/metrics/live"),
    queryFn: ({ signal }) => request<LiveMetrics>("/metrics/live", { signal }),
    enabled: ticked === null,
    staleTime: 0,
  });
  const queues = useAdminList<Queue>("/queues");
  const shown = ticked ? { ...first, data: ticked, isPending: false, error: null } : first;
  return (
    <main className="wallboard" data-testid="wallboard">
      <Ready of={shown} rows={8}>
        {(metrics) => <Board metrics={metrics} queues={queues.data ?? []} />}
      </Ready>
    </main>
  );
}

function Board({ metrics, queues }: { metrics: LiveMetrics; queues: Queue[] }) {
  const targets = Object.fromEntries(queues.map((q) => [q.id, q.service_level ?? undefined]));
  return (
    <>
      <Numbers metrics={metrics} target={lowestTarget(queues)} />
      <AlertBand metrics={metrics} targets={targets} />
      <div className="board">
        <QueueRows metrics={metrics} targets={targets} />
        <AgentTiles metrics={metrics} />
      </div>
    </>
  );
}

function levelTone(level: number | null, target: number) {
  if (level === null) return null;
  return level < target ? "bad" : "ok";
}

const lowestTarget = (queues: Queue[]) => {
  const targets = queues.map((q) => q.service_level?.target).filter((x): x is number => x !== undefined);
  return targets.length ? Math.min(...targets) : 0.8;
};

function Numbers({ metrics, target }: { metrics: LiveMetrics; target: number }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { totals } = metrics;
  const from = metrics.day_start;
  const longest = sinceMs(totals.longest_waiting_since, now);
  const level = totals.service_level;
  const since = t("wallboard.since", { time: timeOfDay(from, i18n.language) });
  return (
    <section className="big-numbers" aria-label={t("wallboard.numbers")}>
      <BigNumber
        testId="metric-waiting"
        label={t("metric.waiting")}
        value={String(totals.waiting)}
        href={listLink({ view: "waiting" })}
        tone={totals.waiting > 0 ? "wrap" : null}
        detail={t("metric.waitingDetail", { calls: totals.waiting_voice, chats: totals.waiting_chat })}
      />
      <BigNumber
        testId="metric-longest-wait"
        label={t("metric.longest")}
        value={totals.longest_waiting_since ? clock(longest) : "–"}
        href={listLink({ view: "waiting" })}
        tone={longest > 60_000 ? "bad" : null}
        detail={longest > 60_000 ? t("metric.tooLong") : t("metric.longestDetail")}
      />
      <BigNumber
        testId="metric-service-level"
        label={t("metric.serviceLevel")}
        value={percent(level)}
        href={listLink({ view: "within_target", from })}
        tone={levelTone(level, target)}
        detail={
          level === null
            ? t("metric.noValue")
            : t(level < target ? "metric.belowTarget" : "metric.onTarget", { target: percent(target) })
        }
        hint={t("metric.serviceLevelFormula", { variant: totals.service_level_variant })}
      />
      <BigNumber
        testId="metric-answered"
        label={t("metric.answered")}
        value={String(totals.answered)}
        href={listLink({ view: "answered", from })}
        detail={`${since} · ${t("metric.of", { n: totals.offered })}`}
        detailHref={listLink({ view: "offered", from })}
        hint={t("metric.answeredFormula")}
      />
      <BigNumber
        testId="metric-abandoned"
        label={t("metric.abandoned")}
        value={String(totals.abandoned)}
        href={listLink({ view: "abandoned", from })}
        detail={t("metric.shortAbandoned", { n: totals.short_abandoned })}
        detailHref={listLink({ view: "short_abandoned", from })}
        hint={t("metric.abandonedFormula")}
      />
      <BigNumber
        testId="metric-active"
        label={t("metric.active")}
        value={String(totals.active_calls + totals.active_chats)}
        href={listLink({ view: "active" })}
        detail={t("metric.activeDetail", { calls: totals.active_calls, chats: totals.active_chats })}
      />
    </section>
  );
}
