// Who did what from when to when, one bar a participant on a common axis.
import { useTranslation } from "react-i18next";
import type { ConversationFull, SegmentKind } from "../../api/types";
import { clock } from "../../format/time";
import { useNow } from "../../hooks/use-now";
import { bars, longest } from "./segment-bars";

/** One row a participant, on a common time axis. */
export function Segments({ conversation }: { conversation: ConversationFull }) {
  const { t } = useTranslation();
  const now = useNow();
  const { rows, wholeMs } = bars(conversation, now);
  const kinds: SegmentKind[] = ["flow", "waiting", "ringing", "talking", "hold", "wrap_up"];
  const used = kinds.filter((kind) => rows.some((row) => row.bars.some((bar) => bar.kind === kind)));
  return (
    <div className="segments" data-testid="segments">
      {rows.map((row) => (
        <div key={row.id} className="segment-row">
          <span className="segment-who">{row.agent ?? t(`participant.${row.kind}`)}</span>
          <span className="segment-track">
            {row.bars.map((bar, index) => (
              <span
                key={index}
                className={`segment segment-${bar.kind}`}
                style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
                title={`${t(`segment.${bar.kind}`)} ${clock(bar.ms)}`}
              />
            ))}
          </span>
        </div>
      ))}
      <div className="segment-row">
        <span />
        <span className="segment-axis num">
          <span>0:00</span>
          <span>{clock(wholeMs)}</span>
        </span>
      </div>
      <ul className="segment-legend">
        {used.map((kind) => (
          <li key={kind}>
            <span className={`segment-key segment-${kind}`} aria-hidden /> {t(`segment.${kind}`)}{" "}
            <span className="num">
              {clock(longest(rows, kind))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
