// The queues of the wallboard as rows; every number opens the conversations behind it.
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { LiveMetrics, QueueLive } from "../../api/types";
import { Link } from "../../app/router";
import { clock, sinceMs } from "../../format/time";
import { percent } from "../../format/values";
import { useNow } from "../../hooks/use-now";
import { Empty } from "../../parts/feedback";
import type { Targets } from "./alerts";
import { listLink } from "./list-link";
import { Sparkline } from "./sparkline";

export function QueueRows({ metrics, targets }: { metrics: LiveMetrics; targets: Targets }) {
  const { t } = useTranslation();
  const head = (label: string, hint?: string) => (
    <th scope="col">
      {hint ? (
        <Tooltip title={hint}>
          <span className="has-hint">{label}</span>
        </Tooltip>
      ) : (
        label
      )}
    </th>
  );
  if (metrics.queues.length === 0) return <Empty title={t("wallboard.noQueues")}>{t("wallboard.noQueuesNext")}</Empty>;
  return (
    <section className="queue-table-box" aria-label={t("wallboard.queues")}>
      <table className="queue-table" data-testid="queue-table">
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("list.queue")}
            </th>
            {head(t("metric.waiting"))}
            {head(t("metric.longest"))}
            {head(t("metric.serviceLevel"), t("metric.serviceLevelFormula", { variant: metrics.totals.service_level_variant }))}
            {head(t("metric.answered"), t("metric.answeredFormula"))}
            {head(t("metric.abandoned"), t("metric.abandonedFormula"))}
            {head(t("metric.asa"), t("metric.asaFormula"))}
            {head(t("metric.estimatedWait"), t("metric.estimatedWaitFormula"))}
            {head(t("bucket.available"))}
            <th scope="col" className="left">
              {t("wallboard.twoHours")}
            </th>
          </tr>
        </thead>
        <tbody>
          {metrics.queues.map((queue) => (
            <QueueRow key={queue.id} queue={queue} from={metrics.day_start} target={targets[queue.id]?.target ?? 0.8} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What somebody who came now would wait, and how far such figures were off today. */
function EstimatedWait({ queue }: { queue: QueueLive }) {
  const { t } = useTranslation();
  if (queue.estimated_wait_ms === null) return <>–</>;
  const error = queue.estimate_error_ms;
  const hint =
    error === null
      ? t("metric.estimateUnproven")
      : t("metric.estimateError", { error: clock(error), count: queue.estimates, bias: t((queue.estimate_bias_ms ?? 0) > 0 ? "metric.estimateLong" : "metric.estimateShort") });
  return (
    <Tooltip title={hint}>
      <span className="has-hint">{clock(queue.estimated_wait_ms)}</span>
    </Tooltip>
  );
}

function QueueRow({ queue, from, target }: { queue: QueueLive; from: string; target: number }) {
  const { t } = useTranslation();
  const now = useNow();
  const waiting = listLink({ view: "waiting", queue: queue.id });
  const below = queue.service_level !== null && queue.service_level < target;
  return (
    <tr data-testid="queue-row" data-queue={queue.id}>
      <th scope="row" className="left">
        {queue.name}
      </th>
      <td className="num">
        <Link href={waiting} className={queue.waiting ? "ink-wrap strong" : ""}>
          {queue.waiting}
        </Link>
      </td>
      <td className="num">
        <Link href={waiting}>{queue.longest_waiting_since ? clock(sinceMs(queue.longest_waiting_since, now)) : "–"}</Link>
      </td>
      <td className="num">
        <Link href={listLink({ view: "within_target", queue: queue.id, from })} className={below ? "ink-bad strong" : ""}>
          {below ? "▼ " : ""}
          {percent(queue.service_level)}
        </Link>
      </td>
      <td className="num">
        <Link href={listLink({ view: "answered", queue: queue.id, from })}>{queue.answered}</Link>
      </td>
      <td className="num">
        <Link href={listLink({ view: "abandoned", queue: queue.id, from })}>{queue.abandoned}</Link>
      </td>
      <td className="num">{queue.asa_ms === null ? "–" : clock(queue.asa_ms)}</td>
      <td className="num">
        <EstimatedWait queue={queue} />
      </td>
      <td className={queue.agents_available ? "num" : "num ink-bad strong"}>{queue.agents_available}</td>
      <td className="left">
        <Sparkline history={queue.history} label={t("wallboard.sparkline", { queue: queue.name })} />
      </td>
    </tr>
  );
}
