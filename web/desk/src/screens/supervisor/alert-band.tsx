// What needs somebody now: each alert with its cause and what would help.
import { WarningFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { LiveMetrics } from "../../api/types";
import { Link } from "../../app/router";
import { clock } from "../../format/time";
import { percent } from "../../format/values";
import { useNow } from "../../hooks/use-now";
import { alertsOf, type Alert, type Targets } from "./alerts";
import { listLink } from "./list-link";

export function AlertBand({ metrics, targets }: { metrics: LiveMetrics; targets: Targets }) {
  const now = useNow();
  const alerts = alertsOf(metrics, targets, now).slice(0, 3);
  if (alerts.length === 0) return null;
  return (
    <section className="alert-band" role="status" data-testid="alert-band">
      {alerts.map((alert) => (
        <AlertLine key={alert.kind + alert.queueId} alert={alert} />
      ))}
    </section>
  );
}

function AlertLine({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const cause = t(`alert.${alert.kind}`, {
    queue: alert.queue,
    n: alert.waiting,
    time: clock(alert.waitMs),
    level: percent(alert.level),
  });
  const remedy = alert.helpers.length ? t("alert.helpers", { names: alert.helpers.join(", ") }) : t("alert.noHelpers");
  const view = alert.kind === "level" ? "offered" : "waiting";
  return (
    <Link href={listLink({ view, queue: alert.queueId })} className="alert-line">
      <WarningFilled aria-hidden /> <b className="num">{cause}</b> <span>{remedy}</span>
    </Link>
  );
}
