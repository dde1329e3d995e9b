// Rows whose order counts. The grip is dragged, or takes the arrow keys; each move is told to screen readers. Where nothing can be
// changed there is no grip.
import { HolderOutlined } from "@ant-design/icons";
import { useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLooking } from "../draft/context";

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
  const looking = useLooking();
  const list = useRef<HTMLOListElement>(null);
  const [told, setTold] = useState("");
  const put = (from: number, to: number) => {
    if (from === to || to < 0 || to >= items.length) return;
    move(from, to);
    const item = items[from];
    if (item !== undefined) setTold(t("sort.moved", { name: nameOf(item, to), place: to + 1, of: items.length }));
    // The rows stay where they are and take other contents: the focus goes with what was moved.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(":scope > li .grip")[to]?.focus());
  };
  const { dragged, over, drag, drop } = useDragging(put);
  const gripOf = (item: T, index: number) => (
    <Grip label={t("sort.grip", { name: nameOf(item, index), place: index + 1, of: items.length })} step={(by) => put(index, index + by)} drag={drag(index)} />
  );
  return (
    <>
      <ol className={`sortable ${className}`} aria-label={label} ref={list}>
        {items.map((item, index) => (
          <li key={index} className={markOf(index, dragged, over)} {...drop(index)}>
            {children(item, index, looking ? null : gripOf(item, index))}
          </li>
        ))}
      </ol>
      <span className="only-heard" aria-live="polite">
        {told}
      </span>
    </>
  );
}

/** Which row is dragged and over which it is, and what rows and grips do about it. */
function useDragging(put: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
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
  return { dragged, over, drag, drop };
}

interface GripProps {
  label: string;
  /** Up or down by one. */
  step: (by: 1 | -1) => void;
  drag: ReturnType<ReturnType<typeof useDragging>["drag"]>;
}

function Grip({ label, step, drag }: GripProps) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    step(event.key === "ArrowUp" ? -1 : 1);
  };
  // Not a <button>: some browsers do not let one be dragged.
  return (
    <span role="button" tabIndex={0} className="grip" draggable aria-label={label} title={t("sort.hint")} onKeyDown={onKeyDown} {...drag}>
      <HolderOutlined />
    </span>
  );
}

function markOf(index: number, dragged: number | null, over: number | null): string {
  if (dragged === null) return "";
  if (index === dragged) return "dragged";
  if (index !== over) return "";
  return over < dragged ? "drop-before" : "drop-after";
}
