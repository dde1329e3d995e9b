// A table of which only the rows in view exist, so ten thousand scroll like ten. A row opens by click or Enter.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type CSSProperties, type HTMLAttributes, type ReactNode } from "react";

const rowHeight = 36;

export interface Column<T> {
  head: string;
  /** "num", "right", "strong" as in the style sheet. */
  look?: string;
  cell: (row: T) => ReactNode;
}

interface Props<T extends { id: string }> {
  label: string;
  /** Names the widths of the columns in the style sheet. */
  className: string;
  columns: Column<T>[];
  rows: T[];
  more: (() => void) | null;
  open: (row: T) => void;
  marks: (row: T) => HTMLAttributes<HTMLDivElement>;
}

export function VirtualTable<T extends { id: string }>({ label, className, columns, rows, more, open, marks }: Props<T>) {
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
  const rowAt = (index: number, top: number) => {
    const row = rows[index];
    if (!row) return null;
    const style: CSSProperties = { transform: `translateY(${top - rowHeight}px)` };
    return (
      <div
        key={row.id}
        className="v-row"
        role="row"
        aria-rowindex={index + 2}
        tabIndex={0}
        style={style}
        onClick={() => open(row)}
        onKeyDown={(event) => event.key === "Enter" && open(row)}
        {...marks(row)}
      >
        {columns.map((column, at) => (
          <span role="cell" key={at} className={column.look ?? ""}>
            {column.cell(row)}
          </span>
        ))}
      </div>
    );
  };
  return (
    <div className={`v-table ${className}`} ref={box} tabIndex={0} role="table" aria-rowcount={rows.length + 1} aria-label={label}>
      <div className="v-row v-head" role="row" aria-rowindex={1}>
        {columns.map((column, at) => (
          <span role="columnheader" key={at} className={column.look?.includes("right") ? "right" : ""}>
            {column.head}
          </span>
        ))}
      </div>
      <div className="v-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => rowAt(item.index, item.start))}
      </div>
    </div>
  );
}
