// Every figure side by side, with its interval and whether the difference is more than chance.
import { useTranslation } from "react-i18next";
import type { Estimate } from "../../../../api/simulation";
import { Tag, type Tone } from "../../../../parts/marks";
import { Help } from "../parts/help";
import { differenceText, figureText, halfWidthText, mainFigures, unitOf, type Group, type Line, type Unit } from "./compare";

interface Props {
  groups: Group[];
  all: boolean;
  compares: boolean;
  observes: boolean;
}

export function ReportTable({ groups, all, compares, observes }: Props) {
  const { t } = useTranslation();
  const width = 2 + (observes ? 1 : 0) + (compares ? 2 : 0);
  return (
    <div className="report-box">
      <table className="report" data-testid="sim-report">
        <thead>
          <tr>
            <th scope="col">{t("sim.figure")}</th>
            {observes ? (
              <th scope="col" className="right">
                {t("sim.which.observed")} <Help text={t("sim.help.observed")} />
              </th>
            ) : null}
            <th scope="col" className="right">
              {t("sim.which.one")} <Help text={t("sim.help.interval")} />
            </th>
            {compares ? (
              <>
                <th scope="col" className="right">
                  {t("sim.which.other")}
                </th>
                <th scope="col">
                  {t("sim.difference")} <Help text={t("sim.help.difference")} />
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.kind + group.name}>
            <tr className="report-group">
              <th scope="rowgroup" colSpan={width}>
                {group.name ?? t(group.kind === "queue" ? "sim.allQueues" : "sim.noTeam")}
                {group.kind === "team" ? <span className="muted num"> {peopleText(group.agents, (n) => t("skills.have", { n }))}</span> : null}
              </th>
            </tr>
            {group.lines
              .filter((line) => all || mainFigures.includes(line.figure))
              .map((line) => (
                <FigureRow key={line.figure} line={line} compares={compares} observes={observes} />
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

const peopleText = ([one, other]: Group["agents"], word: (n: number) => string) =>
  one !== null && other !== null && one !== other ? `${one} → ${word(other)}` : word(one ?? other ?? 0);

function FigureRow({ line, compares, observes }: { line: Line; compares: boolean; observes: boolean }) {
  const { t } = useTranslation();
  const unit = unitOf[line.figure];
  return (
    <tr data-figure={line.figure} data-verdict={line.verdict ?? ""}>
      <th scope="row">
        {t(`sim.figure.${line.figure}`)} <Help text={t(`sim.figureHelp.${line.figure}`)} />
      </th>
      {observes ? <Cell value={line.observed} unit={unit} /> : null}
      <Cell value={line.one} unit={unit} />
      {compares ? (
        <>
          <Cell value={line.other} unit={unit} />
          <td>
            <span className="report-difference num">{line.difference === null ? "–" : differenceText(t, unit, line.difference)}</span>
            <Verdict of={line.verdict} />
          </td>
        </>
      ) : null}
    </tr>
  );
}

function Cell({ value, unit }: { value: Estimate | null; unit: Unit }) {
  const { t } = useTranslation();
  return (
    <td className="right num">
      {value ? (
        <>
          {figureText(t, unit, value.mean)} <span className="muted report-half">{value.half_width > 0 ? halfWidthText(unit, value.half_width) : ""}</span>
        </>
      ) : (
        "–"
      )}
    </td>
  );
}

const tones: Record<NonNullable<Line["verdict"]>, Tone> = { better: "ok", worse: "bad", different: "accent", same: "grey" };

function Verdict({ of }: { of: Line["verdict"] }) {
  const { t } = useTranslation();
  if (!of) return null;
  return of === "same" ? <span className="muted">{t("sim.verdict.same")}</span> : <Tag tone={tones[of]}>{t(`sim.verdict.${of}`)}</Tag>;
}
