// Rows whose order counts. The grip is dragged, or takes the arrow keys; each move is told to screen readers.
import { HolderOutlined } from "@ant-design/icons";
import { useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props<T> {
  label: string;
  className?: string;
  items: T[];
  /** What the grip is called: "step 2". */
  nameOf: (item: T, index: number) => string;
  move: (from: number, to: number) => void;
  children: (item: T, index: number, grip: ReactNode) => ReactNode;
}

/** The list with one entry somewhere else. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const item = list[from];
  return item === undefined ? list : [...rest.slice(0, to), item, ...rest.slice(to)];
}

export function Sortable<T>({ label, className = "", items, nameOf, move, children }: Props<T>) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [told, setTold] = useState("");
  const put = (from: number, to: number) => {
    if (from === to || to < 0 || to >= items.length) return;
    move(from, to);
    const item = items[from];
    if (item !== undefined) setTold(t("sort.moved", { name: nameOf(item, to), place: to + 1, of: items.length }));
    // The rows stay where they are and take other contents: the focus goes with what was moved.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(":scope > li .grip")[to]?.focus());
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!step) return;
    event.preventDefault();
    put(index, index + step);
  };
  const drag = (index: number) => ({
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", String(index));
      const row = (event.target as HTMLElement).closest("li");
      if (row) event.dataTransfer.setDragImage(row, 12, 12);
      setDragged(index);
    },
    onDragEnd: () => (setDragged(null), setOver(null)),
  });
  const drop = (index: number) => ({
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      setOver(index);
    },
    onDrop: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      put(dragged, index);
    },
  });
  return (
    <>
      <ol className={`sortable ${className}`} aria-label={label} ref={list}>
        {items.map((item, index) => (
          <li key={index} className={markOf(index, dragged, over)} {...drop(index)}>
            {children(
              item,
              index,
              // Not a <button>: some browsers do not let one be dragged.
              <span
                role="button"
                tabIndex={0}
                className="grip"
                draggable
                aria-label={t("sort.grip", { name: nameOf(item, index), place: index + 1, of: items.length })}
                title={t("sort.hint")}
                onKeyDown={(event) => onKey(event, index)}
                {...drag(index)}
              >
                <HolderOutlined />
              </span>,
            )}
          </li>
        ))}
      </ol>
      <span className="only-heard" aria-live="polite">
        {told}
      </span>
    </>
  );
}

function markOf(index: number, dragged: number | null, over: number | null): string {
  if (dragged === null) return "";
  if (index === dragged) return "dragged";
  if (index !== over) return "";
  return over < dragged ? "drop-before" : "drop-after";
}
