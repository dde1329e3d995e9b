// One figure of every queue or team as bars: as it is over changed, with the span in which the truth lies.
import { useTranslation } from "react-i18next";
import type { Estimate } from "../../../../api/simulation";
import { Help } from "../parts/help";
import { figureText, halfWidthText, unitOf, type FigureName, type Group } from "./compare";

interface Props {
  figure: FigureName;
  groups: Group[];
  compares: boolean;
  observes: boolean;
}
type Which = "observed" | "one" | "other";

export function FigureBars({ figure, groups, compares, observes }: Props) {
  const { t } = useTranslation();
  const unit = unitOf[figure];
  const shown: Which[] = [...(observes ? ["observed" as const] : []), "one", ...(compares ? ["other" as const] : [])];
  const rows = groups.flatMap((group) => {
    const line = group.lines.find((one) => one.figure === figure);
    return line && (line.one || line.other || line.observed) ? [{ group, line }] : [];
  });
  const reach = ({ mean, half_width }: Estimate) => mean + half_width;
  const most = unit === "share" ? 1 : Math.max(1e-9, ...rows.flatMap(({ line }) => shown.map((which) => (line[which] ? reach(line[which]) : 0))));
  const nameOf = (group: Group) => group.name ?? t(group.kind === "queue" ? "sim.allQueues" : "sim.noTeam");
  return (
    <figure className="bars" data-testid={`chart-${figure}`}>
      <figcaption>
        <span className="strong">{t(`sim.figure.${figure}`)}</span> <Help text={t(`sim.figureHelp.${figure}`)} />
        <span className="spacer" />
        {shown.length > 1 ? shown.map((which) => <Key key={which} which={which} />) : null}
      </figcaption>
      {rows.length === 0 ? <p className="muted">{t("metric.noValue")}</p> : null}
      {rows.map(({ group, line }) => (
        <div key={group.kind + group.name} className="bars-row">
          <div className={group.name === null ? "bars-name muted" : "bars-name"} title={nameOf(group)}>
            {nameOf(group)}
          </div>
          <div className="bars-lines">
            {shown.map((which) => (
              <Bar
                key={which}
                which={which}
                value={line[which]}
                most={most}
                text={line[which] ? figureText(t, unit, line[which].mean) : "–"}
                label={line[which] ? `${t(`sim.which.${which}`)} ${figureText(t, unit, line[which].mean)} ${halfWidthText(unit, line[which].half_width)}` : "–"}
              />
            ))}
          </div>
        </div>
      ))}
    </figure>
  );
}

function Key({ which }: { which: Which }) {
  const { t } = useTranslation();
  return (
    <span className="bars-key">
      <span className={`bar-${which} bars-swatch`} aria-hidden /> {t(`sim.which.${which}`)}
    </span>
  );
}

function Bar({ which, value, most, text, label }: { which: Which; value: Estimate | null; most: number; text: string; label: string }) {
  const share = (n: number) => `${Math.max(0, Math.min(100, (n / most) * 100))}%`;
  const [low, high] = value ? [Math.max(0, value.mean - value.half_width), value.mean + value.half_width] : [0, 0];
  return (
    <div className="bars-line" role="img" aria-label={label} title={label}>
      <div className="bars-track">
        {value ? <div className={`bars-bar bar-${which}`} style={{ width: share(value.mean) }} /> : null}
        {value && value.half_width > 0 ? (
          <div className="bars-span" style={{ left: share(low), width: `calc(${share(high)} - ${share(low)})` }} />
        ) : null}
      </div>
      <span className="bars-value num">{text}</span>
    </div>
  );
}
