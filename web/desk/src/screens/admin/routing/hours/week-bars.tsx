// A picture of the usual week: a line for each day, filled where it is open, with a mark at the present moment.
import { useTranslation } from "react-i18next";
import { dayMinutes, weekdays, type Days } from "../../../../api/week";
import { segmentsOf } from "./hours-model";
import { dayName, weekText } from "./hours-text";
import type { WallClock } from "./openings";

const ticks = [0, 6, 12, 18, 24];
const share = (minutes: number) => `${(minutes / dayMinutes) * 100}%`;

export function WeekBars({ days, now }: { days: Days; now: WallClock | null }) {
  const { t } = useTranslation();
  return (
    <div className="week-bars" role="img" aria-label={weekText(t, days)} data-testid="hours-picture">
      {segmentsOf(days).map((segments, day) => (
        <div key={weekdays[day]} className="week-line">
          <span className="muted">{dayName(t, day)}</span>
          <span className="week-track">
            {segments.map(({ from, until }, at) => (
              <span key={at} className="week-open" style={{ left: share(from), width: share(until - from) }} />
            ))}
            {now?.weekday === day ? <span className="week-now" style={{ left: share(now.minute) }} /> : null}
          </span>
        </div>
      ))}
      <div className="week-line week-ticks muted num">
        <span />
        <span className="week-track">
          {ticks.map((hour) => (
            <span key={hour} style={{ left: share(hour * 60) }}>
              {hour}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}
