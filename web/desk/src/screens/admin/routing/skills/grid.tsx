// The sheet itself: an ARIA grid whose one focus is the box; rows and columns in view are drawn, so hundreds of people and
// skills scroll smoothly.
import { EditOutlined } from "@ant-design/icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { App } from "antd";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { codesOf, type Levels, type SkillEntry } from "../../../../api/configuration";
import { useLooking } from "../draft/context";
import { cellsIn, type Area, type CellEdit, type Place, type Sheet } from "./grid-model";
import { cellId, colWidth, GridRow, headHeight, nameWidth, rowHeight } from "./grid-row";
import { useGrid, type Doing } from "./use-grid";
import type { Pasted } from "./tsv";

interface Props {
  sheet: Sheet;
  skills: SkillEntry[];
  /** How many people have each skill, of all people. */
  counts: Map<string, number>;
  before: Map<string, Levels>;
  write: (edits: CellEdit[], doing: Doing, joins: boolean) => void;
  openSkill: (name: string) => void;
}

export function SkillGrid({ sheet, skills, counts, before, write, openSkill }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { rows, cols, show, page } = useWindows(sheet, box);
  const tell = useTelling();
  const looking = useLooking();
  const { selection, area, pulled, handlers } = useGrid({ sheet, looking, write, show, page, ...tell });
  const { focus } = selection;
  const inRows = (where: Area | null, row: number) => where !== null && row >= where.top && row <= where.bottom;
  const [firstCol, lastCol] = [cols.getVirtualItems()[0]?.index ?? 0, cols.getVirtualItems().at(-1)?.index ?? -1];
  const width = nameWidth + sheet.skills.length * colWidth;
  return (
    <div
      className="skill-grid"
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label={t("skills.grid")}
      aria-multiselectable
      aria-readonly={looking}
      aria-rowcount={sheet.agents.length + 1}
      aria-colcount={sheet.skills.length + 1}
      aria-activedescendant={cellId(focus.row, focus.col)}
      data-testid="skill-grid"
      {...handlers}
    >
      <div className="grid-canvas" style={{ width, height: rows.getTotalSize() }} role="presentation">
        <GridHead sheet={sheet} skills={skills} counts={counts} area={area} firstCol={firstCol} lastCol={lastCol} openSkill={looking ? null : openSkill} />
        {rows.getVirtualItems().map(({ index, start }) => {
          const agent = sheet.agents[index];
          if (!agent) return null;
          const [on, pulling] = [inRows(area, index), inRows(pulled, index)];
          return (
            <GridRow
              key={agent.login}
              agent={agent}
              before={before.get(agent.login)}
              skills={sheet.skills}
              row={index}
              top={start}
              firstCol={firstCol}
              lastCol={lastCol}
              from={on ? area.left : -1}
              to={on ? area.right : -1}
              focus={focus.row === index ? focus.col : -1}
              corner={!looking && area.bottom === index ? area.right : -1}
              pulledFrom={pulling && pulled ? pulled.left : -1}
              pulledTo={pulling && pulled ? pulled.right : -1}
            />
          );
        })}
      </div>
    </div>
  );
}

interface GridHeadProps extends Pick<Props, "sheet" | "skills" | "counts"> {
  area: Area;
  firstCol: number;
  lastCol: number;
  /** Null: nothing can be changed. */
  openSkill: ((name: string) => void) | null;
}

function GridHead({ sheet, skills, counts, area, firstCol, lastCol, openSkill }: GridHeadProps) {
  const { t } = useTranslation();
  return (
    <div className="grid-row grid-head" role="row" aria-rowindex={1}>
      <div className="grid-name" role="columnheader" aria-colindex={1}>
        {t("skills.people", { n: sheet.agents.length })}
      </div>
      <div className="grid-cells" style={{ paddingLeft: firstCol * colWidth }}>
        {skills.slice(firstCol, lastCol + 1).map((skill, at) => (
          <SkillHead
            key={firstCol + at}
            col={firstCol + at}
            skill={skill}
            people={counts.get(skill.name) ?? 0}
            on={firstCol + at >= area.left && firstCol + at <= area.right}
            open={openSkill}
          />
        ))}
      </div>
    </div>
  );
}

/** What is in view, and how the focus comes into it. */
function useWindows(sheet: Sheet, box: React.RefObject<HTMLDivElement | null>) {
  const rows = useVirtualizer({
    count: sheet.agents.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
  });
  const cols = useVirtualizer({
    count: sheet.skills.length,
    horizontal: true,
    getScrollElement: () => box.current,
    estimateSize: () => colWidth,
    overscan: 4,
    paddingStart: nameWidth,
    scrollPaddingStart: nameWidth,
  });
  const show = useCallback(
    ({ row, col }: Place) => {
      rows.scrollToIndex(row, { align: "auto" });
      cols.scrollToIndex(col, { align: "auto" });
    },
    [rows, cols],
  );
  const page = () => Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
  return { rows, cols, show, page };
}

function useTelling() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return {
    copied: (cells: Area) => void message.open({ key: "grid", type: "info", content: t("skills.copied", { n: cellsIn(cells) }), duration: 2 }),
    pasted: ({ edits, refused, outside }: Pasted) => {
      const parts = [t("skills.pasted", { n: edits.length })];
      if (refused) parts.push(t("skills.refused", { n: refused }));
      if (outside) parts.push(t("skills.outside", { n: outside }));
      const left = refused + outside > 0;
      void message.open({ key: "grid", type: left ? "warning" : "success", content: parts.join(" "), duration: left ? 6 : 2 });
    },
  };
}

interface HeadProps {
  col: number;
  skill: SkillEntry;
  people: number;
  on: boolean;
  open: ((name: string) => void) | null;
}

function SkillHead({ col, skill, people, on, open }: HeadProps) {
  const { t } = useTranslation();
  const kind = skill.kind && skill.kind !== "skill" ? `${t(`skills.kind.${skill.kind}`)} ${codesOf(skill).join(", ")}` : "";
  return (
    <div className={on ? "grid-skill on" : "grid-skill"} role="columnheader" aria-colindex={col + 2} data-row={-1} data-col={col}>
      <span className="grid-skill-name" title={[skill.name, kind].filter(Boolean).join(" · ")}>
        {skill.name}
      </span>
      <span className="muted grid-skill-more num">{kind || t("skills.have", { n: people })}</span>
      {open ? (
        <button type="button" tabIndex={-1} className="grid-skill-edit" onClick={() => open(skill.name)} aria-label={t("skills.change", { skill: skill.name })}>
          <EditOutlined />
        </button>
      ) : null}
    </div>
  );
}
