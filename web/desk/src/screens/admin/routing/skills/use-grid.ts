// The sheet's selection and everything that keys, mouse and clipboard do with it.
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type PointerEvent } from "react";
import {
  areaOf,
  at,
  clamp,
  fill,
  fillDown,
  highestLevel,
  moveSelection,
  parseLevel,
  selectionOf,
  setAll,
  stretched,
  type Area,
  type CellEdit,
  type Level,
  type Place,
  type Selection,
  type Sheet,
} from "./grid-model";
import { fromTsv, paste, toTsv, type Pasted } from "./tsv";

export type Doing = "set" | "clear" | "paste" | "fill";

interface Wishes {
  sheet: Sheet;
  /** Selecting and copying is all there is. */
  looking: boolean;
  /** `joins`: the second key of "10". */
  write: (edits: CellEdit[], doing: Doing, joins: boolean) => void;
  pasted: (what: Pasted) => void;
  copied: (cells: Area) => void;
  /** Rows of a page. */
  page: () => number;
  show: (place: Place) => void;
}
const tenWithinMs = 800;

export function useGrid({ sheet, looking, write, pasted, copied, page, show }: Wishes) {
  const [chosen, setChosen] = useState<Selection>(at(0, 0));
  const [pulled, setPulled] = useState<Area | null>(null);
  const dragging = useRef<"select" | "fill" | null>(null);
  const lastOne = useRef(0);
  const selection = clamp(sheet, chosen);
  const area = areaOf(selection);

  const choose = (next: Selection) => {
    setChosen(next);
    show(next.focus);
  };
  const set = (level: Level, doing: Doing, joins = false) => write(setAll(sheet, area, level), doing, joins);

  const type = (key: string): boolean => {
    const level = /^[0-9xX]$/.test(key) ? parseLevel(key) : undefined;
    if (level === undefined || level === null) return false;
    const ten = level === 0 && Date.now() - lastOne.current < tenWithinMs;
    lastOne.current = level === 1 ? Date.now() : 0;
    set(ten ? highestLevel : level, "set", ten);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing || event.altKey) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const done = () => event.preventDefault();
    const next = moveSelection(sheet, selection, { key: event.key, shift: event.shiftKey, ctrl, page: page() });
    if (next) {
      lastOne.current = 0;
      return done(), choose(next);
    }
    const whole = wholeOf(event.code, ctrl, event.shiftKey, sheet, area);
    if (whole) return done(), setChosen(whole);
    if (event.key === "Escape") return setChosen({ anchor: selection.focus, focus: selection.focus });
    if (looking) return;
    if (ctrl && event.code === "KeyD") return done(), write(fillDown(sheet, area), "fill", false);
    if (ctrl) return;
    if (event.key === "Delete" || event.key === "Backspace") return done(), set(null, "clear");
    if (type(event.key)) done();
  };

  const onPointerDown = (event: PointerEvent) => {
    const place = placeUnder(event.target);
    if (!place || event.button !== 0) return;
    dragging.current = (event.target as Element).closest("[data-fill]") ? "fill" : "select";
    if (dragging.current === "fill") return setPulled(area);
    if (place.row < 0) return setChosen(selectionOf({ top: 0, left: place.col, bottom: sheet.agents.length - 1, right: place.col }));
    if (place.col < 0) return setChosen(selectionOf({ top: place.row, left: 0, bottom: place.row, right: sheet.skills.length - 1 }));
    setChosen(event.shiftKey ? { anchor: selection.anchor, focus: place } : { anchor: place, focus: place });
  };
  const onPointerOver = (event: PointerEvent) => {
    const place = dragging.current ? placeUnder(event.target) : null;
    if (!place || place.row < 0 || place.col < 0) return;
    if (dragging.current === "fill") setPulled(stretched(area, place));
    else choose({ anchor: selection.anchor, focus: place });
  };
  const release = useRef(() => undefined as void);
  release.current = () => {
    if (dragging.current === "fill" && pulled) {
      write(fill(sheet, area, pulled), "fill", false);
      setChosen(selectionOf(pulled));
      setPulled(null);
    }
    dragging.current = null;
  };
  useEffect(() => {
    const up = () => release.current();
    window.addEventListener("pointerup", up);
    return () => window.removeEventListener("pointerup", up);
  }, []);

  const clipboard = clipboardOf({ sheet, looking, write, pasted, copied }, area, setChosen);
  return { selection, area, pulled, choose, handlers: { onKeyDown, onPointerDown, onPointerOver, ...clipboard } };
}

export function clipboardOf({ sheet, looking, write, pasted, copied }: Omit<Wishes, "page" | "show">, area: Area, choose: (next: Selection) => void) {
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", toTsv(sheet, area));
    copied(area);
  };
  const onCut = (event: ClipboardEvent) => {
    onCopy(event);
    if (!looking) write(setAll(sheet, area, null), "clear", false);
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    if (looking) return;
    const found = paste(sheet, area, fromTsv(event.clipboardData.getData("text/plain")));
    write(found.edits, "paste", false);
    if (found.area) choose(selectionOf(found.area));
    pasted(found);
  };
  return { onCopy, onCut, onPaste };
}

function wholeOf(code: string, ctrl: boolean, shift: boolean, sheet: Sheet, area: Area): Selection | null {
  const all = { top: 0, left: 0, bottom: sheet.agents.length - 1, right: sheet.skills.length - 1 };
  if (ctrl && code === "KeyA") return selectionOf(all);
  if (ctrl && code === "Space") return selectionOf({ ...all, left: area.left, right: area.right });
  if (shift && code === "Space") return selectionOf({ ...all, top: area.top, bottom: area.bottom });
  return null;
}

/** -1: the head of a row or a column. */
function placeUnder(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-col]") : null;
  if (!cell) return null;
  return { row: Number(cell.dataset.row), col: Number(cell.dataset.col) };
}
