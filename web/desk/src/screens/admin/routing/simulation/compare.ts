// Reports side by side: each figure of each queue and team, as it is, changed, and as it really was. Pure.
import {
  queueFigures,
  teamFigures,
  type Estimate,
  type Figure,
  type QueueFigure,
  type Report,
  type TeamFigure,
} from "../../../../api/simulation";
import type { Say } from "../parts/sentences";

export type FigureName = QueueFigure | TeamFigure;
export type Unit = "count" | "share" | "seconds" | "index";

export const unitOf: Record<FigureName, Unit> = {
  offered: "count",
  answered: "count",
  abandoned: "count",
  service_level: "share",
  asa_s: "seconds",
  mean_wait_s: "seconds",
  p90_wait_s: "seconds",
  wait_probability: "share",
  abandon_rate: "share",
  unserved: "count",
  overflowed: "count",
  estimate_error_s: "seconds",
  estimate_bias_s: "seconds",
  occupancy: "share",
  least_handled: "count",
  most_handled: "count",
  fairness: "index",
};
/** 1: more is better; -1: less is; 0: neither by itself. */
const goodIs: Record<FigureName, 1 | -1 | 0> = {
  offered: 0,
  answered: 1,
  abandoned: -1,
  service_level: 1,
  asa_s: -1,
  mean_wait_s: -1,
  p90_wait_s: -1,
  wait_probability: -1,
  abandon_rate: -1,
  unserved: -1,
  overflowed: 0,
  estimate_error_s: -1,
  estimate_bias_s: 0,
  occupancy: 0,
  least_handled: 0,
  most_handled: 0,
  fairness: 1,
};
/** What is looked at first; the others on demand. */
export const mainFigures: FigureName[] = ["offered", "service_level", "asa_s", "abandon_rate", "occupancy"];

/** Left out where there is nothing to say. */
const onlyIfAny: FigureName[] = ["unserved", "overflowed", "estimate_error_s", "estimate_bias_s", "fairness"];

export const asEstimate = (figure: Figure | undefined): Estimate | null =>
  figure === null || figure === undefined ? null : typeof figure === "number" ? { mean: figure, half_width: 0 } : figure;

/** Both met the same customers: intervals that do not touch differ for sure. */
export const differs = (a: Estimate | null, b: Estimate | null) =>
  a !== null && b !== null && Math.abs(a.mean - b.mean) > a.half_width + b.half_width;

export interface Line {
  figure: FigureName;
  observed: Estimate | null;
  one: Estimate | null;
  other: Estimate | null;
  /** other - one */
  difference: number | null;
  verdict: "better" | "worse" | "different" | "same" | null;
}
export interface Group {
  kind: "queue" | "team";
  /** null: all queues, or agents without a team. */
  name: string | null;
  agents: [number | null, number | null];
  lines: Line[];
}

type Row = { name: string | null; agents?: number } & Partial<Record<FigureName, Figure>>;

export function groupsOf(report: Report, compared: Report | null | undefined, observed: Report | null | undefined): Group[] {
  return [
    ...sideBySide("queue", queueFigures, report.queues, compared?.queues, observed?.queues),
    ...sideBySide("team", teamFigures, report.teams, compared?.teams, observed?.teams),
  ];
}

function sideBySide(
  kind: Group["kind"],
  figures: readonly FigureName[],
  rows: Row[],
  others: Row[] | undefined,
  seen: Row[] | undefined,
): Group[] {
  // A queue that nobody came to before is only in the other report; all together stays last.
  const added = (others ?? []).filter((row) => !rows.some((one) => one.name === row.name));
  const names = [...rows, ...added].map((row) => row.name);
  const inOrder = [...names.filter((name) => name !== null), ...names.filter((name) => name === null)];
  return inOrder.map((name) => {
    const [row, other, was] = [rows, others, seen].map((list) => list?.find((one) => one.name === name));
    const lines = figures.map((figure) => lineOf(figure, row?.[figure], other?.[figure], was?.[figure], others !== undefined));
    const shown = lines.filter((line) => !onlyIfAny.includes(line.figure) || line.one || line.other || line.observed);
    return { kind, name, agents: [row?.agents ?? null, other?.agents ?? null], lines: shown };
  });
}

function lineOf(figure: FigureName, a: Figure | undefined, b: Figure | undefined, seen: Figure | undefined, compares: boolean): Line {
  const [one, other, observed] = [asEstimate(a), asEstimate(b), asEstimate(seen)];
  const difference = one && other ? other.mean - one.mean : null;
  return { figure, observed, one, other, difference, verdict: compares ? verdictOf(figure, one, other) : null };
}

function verdictOf(figure: FigureName, one: Estimate | null, other: Estimate | null): Line["verdict"] {
  if (!one || !other) return null;
  if (!differs(one, other)) return "same";
  const good = goodIs[figure] * (other.mean - one.mean);
  return good > 0 ? "better" : good < 0 ? "worse" : "different";
}

/** The value of a figure as people read it: 83.0 %, 12.4 s, 578.6. */
export function figureText(t: Say, unit: Unit, value: number): string {
  if (value < 0) return `−${figureText(t, unit, -value)}`;
  if (unit === "share") return `${(value * 100).toFixed(1)} %`;
  if (unit === "index") return value.toFixed(3);
  return unit === "seconds" ? t("say.seconds", { n: value.toFixed(1) }) : value.toFixed(1);
}
export function halfWidthText(unit: Unit, value: number): string {
  if (unit === "index") return `±${value.toFixed(3)}`;
  return `±${(unit === "share" ? value * 100 : value).toFixed(1)}`;
}

/** With its sign; shares differ by points of a hundred. */
export function differenceText(t: Say, unit: Unit, value: number): string {
  const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
  return sign + (unit === "share" ? t("say.points", { n: (Math.abs(value) * 100).toFixed(1) }) : figureText(t, unit, Math.abs(value)));
}
