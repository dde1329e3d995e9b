// The last two hours of a queue as a row of bars.
import { useTranslation } from "react-i18next";
import type { HistoryBucket } from "../../api/types";
import { timeOfDay } from "../../format/time";
import { percent } from "../../format/values";

const width = 192;
const height = 30;

/** Two hours in five-minute columns: offered behind, answered in front, abandoned on top in red. */
export function Sparkline({ history, label }: { history: HistoryBucket[]; label: string }) {
  const { t, i18n } = useTranslation();
  const most = Math.max(4, ...history.map((b) => b.offered));
  const step = width / Math.max(1, history.length);
  const tall = (n: number) => (n / most) * (height - 2);
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="none">
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className="spark-base" />
      {history.map((bucket, index) => {
        const x = index * step + 1;
        const answered = tall(bucket.answered);
        const abandoned = tall(bucket.abandoned);
        const title = t("wallboard.bucket", {
          time: timeOfDay(bucket.at, i18n.language),
          offered: bucket.offered,
          answered: bucket.answered,
          abandoned: bucket.abandoned,
          level: percent(bucket.service_level),
        });
        return (
          <g key={bucket.at}>
            <rect x={index * step} width={step} height={height} className="spark-hit">
              <title>{title}</title>
            </rect>
            <rect x={x} width={step - 2} y={height - tall(bucket.offered)} height={tall(bucket.offered)} className="spark-offered" />
            <rect x={x} width={step - 2} y={height - answered} height={answered} className="spark-answered" />
            <rect x={x} width={step - 2} y={height - answered - abandoned} height={abandoned} className="spark-abandoned" />
          </g>
        );
      })}
    </svg>
  );
}
