// One person's levels. Only the columns in view exist, and a row that did not change is not drawn again.
import { memo, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { AgentEntry, Levels } from "../../../../api/configuration";
import { levelText, type Level } from "./grid-model";

export const rowHeight = 36;
export const headHeight = 64;
export const colWidth = 76;
export const nameWidth = 208;

interface Props {
  agent: AgentEntry;
  /** The published levels; undefined: somebody new. */
  before: Levels | undefined;
  skills: string[];
  row: number;
  top: number;
  firstCol: number;
  lastCol: number;
  /** Selected columns of this row, and the one that typing goes to; -1: none. */
  from: number;
  to: number;
  focus: number;
  /** Where the corner to pull is. */
  corner: number;
  pulledFrom: number;
  pulledTo: number;
}

export const cellId = (row: number, col: number) => `skill-cell-${row}-${col}`;

export const GridRow = memo(function GridRow(props: Props) {
  const { agent, before, skills, row, top, firstCol, lastCol } = props;
  const { t } = useTranslation();
  const cells = [];
  for (let col = firstCol; col <= lastCol; col += 1) {
    const skill = skills[col];
    if (skill === undefined) continue;
    const [level, was] = [agent.skills?.[skill] ?? null, before?.[skill] ?? null];
    const published = level === was ? undefined : t("skills.was", { level: was === null ? "–" : was });
    cells.push(<Cell key={col} row={props} col={col} level={level} published={published} />);
  }
  return (
    <div className="grid-row" role="row" aria-rowindex={row + 2} style={{ transform: `translateY(${top}px)` }}>
      <div className="grid-name" role="rowheader" data-row={row} data-col={-1} aria-colindex={1}>
        <span className="grid-name-text">{agent.name ?? agent.login}</span>
        <span className="muted">{agent.team ?? ""}</span>
      </div>
      <div className="grid-cells" style={{ paddingLeft: firstCol * colWidth }}>
        {cells}
      </div>
    </div>
  );
});

interface CellProps {
  row: Props;
  col: number;
  level: Level;
  /** What it says where this differs from what is published. */
  published: string | undefined;
}

// There are hundreds in view: no hooks in here.
function Cell({ row: { row, from, to, focus, corner, pulledFrom, pulledTo }, col, level, published }: CellProps) {
  const selected = col >= from && col <= to;
  const look = [
    "grid-cell",
    selected ? "selected" : "",
    col === focus ? "focus" : "",
    published ? "changed" : "",
    col >= pulledFrom && col <= pulledTo ? "pulled" : "",
  ];
  return (
    <div
      id={cellId(row, col)}
      className={look.filter(Boolean).join(" ")}
      role="gridcell"
      aria-colindex={col + 2}
      aria-selected={selected}
      data-row={row}
      data-col={col}
      data-level={levelText(level)}
      style={{ "--level": level ?? 0 } as CSSProperties}
      title={published}
    >
      {levelText(level)}
      {published ? <span className="only-heard">{published}</span> : null}
      {col === corner ? <span className="grid-corner" data-fill aria-hidden /> : null}
    </div>
  );
}
