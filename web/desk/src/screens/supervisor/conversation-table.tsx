// A virtualised table of conversations: only the rows in view exist, so ten thousand scroll like ten.
import { useVirtualizer } from "@tanstack/react-virtual";
import { AudioOutlined } from "@ant-design/icons";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useConfig } from "../../api/queries";
import type { ConversationSummary } from "../../api/types";
import { clock, dateAndTime } from "../../format/time";
import { codeName } from "../../format/values";
import { ChannelIcon, OutcomeTag } from "../../parts/marks";
import { useDrawers } from "../details/drawers";
import { useWho } from "../../parts/who";

const rowHeight = 36;

export function ConversationTable({ rows, more }: { rows: ConversationSummary[]; more: (() => void) | null }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The head is the first row of what scrolls.
    scrollMargin: rowHeight,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 20) more();
  }, [more, last, rows.length]);
  const heads = [
    t("list.started"),
    "",
    t("list.customer"),
    t("list.queue"),
    t("list.agent"),
    t("list.outcome"),
    t("list.wait"),
    t("list.talk"),
    t("wrap.disposition"),
    t("list.case"),
    "",
  ];
  return (
    <div className="v-table" ref={box} tabIndex={0} role="table" aria-rowcount={rows.length + 1} aria-label={t("nav.conversations")}>
      <div className="v-row v-head" role="row" aria-rowindex={1}>
        {heads.map((head, index) => (
          <span role="columnheader" key={index} className={index === 6 || index === 7 ? "right" : ""}>
            {head}
          </span>
        ))}
      </div>
      <div className="v-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const row = rows[item.index];
          const style = { transform: `translateY(${item.start - rowHeight}px)` };
          return row ? <Row key={row.id} row={row} index={item.index} style={style} /> : null;
        })}
      </div>
    </div>
  );
}

function Row({ row, index, style }: { row: ConversationSummary; index: number; style: React.CSSProperties }) {
  const { t, i18n } = useTranslation();
  const who = useWho();
  const config = useConfig();
  const drawers = useDrawers();
  const open = () => row.id.startsWith("imported-") || drawers.open("conversation", row.id);
  const cell = (content: ReactNode, className = "") => (
    <span role="cell" className={className}>
      {content}
    </span>
  );
  return (
    <div
      className="v-row"
      role="row"
      aria-rowindex={index + 2}
      tabIndex={0}
      style={style}
      onClick={open}
      onKeyDown={(event) => event.key === "Enter" && open()}
      data-testid="conversation-row"
      data-conversation={row.id}
    >
      {cell(dateAndTime(row.started_at), "num")}
      {cell(<ChannelIcon channel={row.channel} />)}
      {cell(who(row), "strong")}
      {cell(row.queue?.name ?? "–")}
      {cell(row.agent?.name ?? "–")}
      {cell(<OutcomeTag outcome={row.outcome} />)}
      {cell(row.wait_ms === null ? "–" : clock(row.wait_ms), "num right")}
      {cell(row.talk_ms === null ? "–" : clock(row.talk_ms), "num right")}
      {cell(codeName(config.data?.dispositions, row.disposition, i18n.language) || "–")}
      {cell(row.case ? `#${row.case.number}` : "–", "num")}
      {cell(row.recordings.length ? <AudioOutlined title={t("timeline.recorded")} aria-label={t("timeline.recorded")} /> : null)}
    </div>
  );
}
