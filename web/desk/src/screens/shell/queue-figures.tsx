// Waiting, longest wait and service level: what an agent needs to know of the queues, in one line.
import { useTranslation } from "react-i18next";
import { Tooltip } from "antd";
import { useLive } from "../../live/provider";
import { Elapsed } from "../../parts/elapsed";
import { percent } from "../../format/values";

export function QueueFigures() {
  const { t } = useTranslation();
  const totals = useLive((state) => state.metrics?.totals ?? null);
  if (!totals) return null;
  return (
    <div className="queue-figures" data-testid="queue-figures" aria-label={t("figures.label")}>
      <span>
        {t("figures.waiting")} <b className="num w2">{totals.waiting}</b>
      </span>
      <span>
        {t("figures.longest")}{" "}
        <b className="num w5">
          <Elapsed since={totals.longest_waiting_since} />
        </b>
      </span>
      <Tooltip title={t("metric.serviceLevelFormula", { variant: totals.service_level_variant })}>
        <span>
          SL <b className="num w4">{percent(totals.service_level)}</b>
        </span>
      </Tooltip>
    </div>
  );
}
