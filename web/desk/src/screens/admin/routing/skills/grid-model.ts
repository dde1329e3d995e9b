// People × skills as a sheet of levels: where the selection goes, and what typing, pasting and filling change. Pure.
import type { AgentEntry } from "../../../../api/configuration";

export const highestLevel = 10;
export type Level = number | null;

export interface Sheet {
  /** As shown: filtered, in order. */
  agents: AgentEntry[];
  skills: string[];
}
export interface Place {
  row: number;
  col: number;
}
/** From where it began to where it is; the focus is where typing goes. */
export interface Selection {
  anchor: Place;
  focus: Place;
}
export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}
export interface CellEdit {
  login: string;
  skill: string;
  level: Level;
}

export const at = (row: number, col: number): Selection => ({ anchor: { row, col }, focus: { row, col } });

export const areaOf = ({ anchor, focus }: Selection): Area => ({
  top: Math.min(anchor.row, focus.row),
  left: Math.min(anchor.col, focus.col),
  bottom: Math.max(anchor.row, focus.row),
  right: Math.max(anchor.col, focus.col),
});
/** The focus is where people look: at its beginning. */
export const selectionOf = (area: Area): Selection => ({
  anchor: { row: area.bottom, col: area.right },
  focus: { row: area.top, col: area.left },
});
export const cellsIn = (area: Area) => (area.bottom - area.top + 1) * (area.right - area.left + 1);

export const levelAt = (sheet: Sheet, row: number, col: number): Level => sheet.agents[row]?.skills?.[sheet.skills[col] ?? ""] ?? null;
export const levelText = (level: Level) => (level === null ? "" : String(level));

/** undefined: not a level. */
export function parseLevel(text: string): Level | undefined {
  const word = text.trim().toLowerCase();
  if (word === "" || word === "-" || word === "–") return null;
  if (word === "x") return highestLevel;
  return /^(\d|10)$/.test(word) ? Number(word) : undefined;
}

export interface Move {
  key: string;
  shift: boolean;
  ctrl: boolean;
  /** Rows of a page. */
  page: number;
}

/** Where the selection goes; null: the key moves nothing. */
export function moveSelection(sheet: Sheet, { anchor, focus }: Selection, move: Move): Selection | null {
  const next = moveFocus(sheet, focus, move);
  if (!next) return null;
  return move.shift && move.key !== "Enter" ? { anchor, focus: next } : { anchor: next, focus: next };
}

function moveFocus(sheet: Sheet, { row, col }: Place, { key, shift, ctrl, page }: Move): Place | null {
  const [lastRow, lastCol] = [sheet.agents.length - 1, sheet.skills.length - 1];
  if (lastRow < 0 || lastCol < 0) return null;
  const within = (r: number, c: number) => ({ row: Math.max(0, Math.min(lastRow, r)), col: Math.max(0, Math.min(lastCol, c)) });
  switch (key) {
    case "ArrowUp":
      return ctrl ? within(edge(sheet, row, col, -1, 0), col) : within(row - 1, col);
    case "ArrowDown":
      return ctrl ? within(edge(sheet, row, col, 1, 0), col) : within(row + 1, col);
    case "ArrowLeft":
      return ctrl ? within(row, edge(sheet, row, col, 0, -1)) : within(row, col - 1);
    case "ArrowRight":
      return ctrl ? within(row, edge(sheet, row, col, 0, 1)) : within(row, col + 1);
    case "Enter":
      return within(row + (shift ? -1 : 1), col);
    case "Home":
      return within(ctrl ? 0 : row, 0);
    case "End":
      return within(ctrl ? lastRow : row, lastCol);
    case "PageUp":
      return within(row - page, col);
    case "PageDown":
      return within(row + page, col);
    default:
      return null;
  }
}

/** As in every sheet: to the end of what is filled, else to the next that is, else to the border. */
function edge(sheet: Sheet, row: number, col: number, down: number, right: number): number {
  const inside = (r: number, c: number) => r >= 0 && c >= 0 && r < sheet.agents.length && c < sheet.skills.length;
  const filled = (r: number, c: number) => inside(r, c) && levelAt(sheet, r, c) !== null;
  let [r, c] = [row, col];
  const along = filled(r, c) && filled(r + down, c + right);
  while (inside(r + down, c + right)) {
    if (along && !filled(r + down, c + right)) break;
    r += down;
    c += right;
    if (!along && filled(r, c)) break;
  }
  return down ? r : c;
}

/** The selection after rows or columns were filtered away. */
export function clamp(sheet: Sheet, { anchor, focus }: Selection): Selection {
  const within = ({ row, col }: Place) => ({
    row: Math.max(0, Math.min(sheet.agents.length - 1, row)),
    col: Math.max(0, Math.min(sheet.skills.length - 1, col)),
  });
  return { anchor: within(anchor), focus: within(focus) };
}

function* cells({ top, left, bottom, right }: Area): Generator<Place> {
  for (let row = top; row <= bottom; row += 1) for (let col = left; col <= right; col += 1) yield { row, col };
}

/** Only what becomes different. */
function edits(sheet: Sheet, area: Area, levelFor: (place: Place) => Level | undefined): CellEdit[] {
  const found: CellEdit[] = [];
  for (const place of cells(area)) {
    const [agent, skill] = [sheet.agents[place.row], sheet.skills[place.col]];
    const level = levelFor(place);
    if (!agent || skill === undefined || level === undefined || level === levelAt(sheet, place.row, place.col)) continue;
    found.push({ login: agent.login, skill, level });
  }
  return found;
}

export const setAll = (sheet: Sheet, area: Area, level: Level) => edits(sheet, area, () => level);

/** The block `from`, again and again, over `to`. */
export function fill(sheet: Sheet, from: Area, to: Area): CellEdit[] {
  const [rows, cols] = [from.bottom - from.top + 1, from.right - from.left + 1];
  const around = (n: number, size: number) => ((n % size) + size) % size;
  return edits(sheet, to, ({ row, col }) =>
    levelAt(sheet, from.top + around(row - from.top, rows), from.left + around(col - from.left, cols)),
  );
}

/** The first row of the selection over the others. */
export const fillDown = (sheet: Sheet, area: Area) => fill(sheet, { ...area, bottom: area.top }, area);

/** A selection that is pulled at its corner grows in one direction only: where it was pulled furthest. */
export function stretched(area: Area, to: Place): Area {
  const down = Math.max(to.row - area.bottom, area.top - to.row, 0);
  const across = Math.max(to.col - area.right, area.left - to.col, 0);
  if (down === 0 && across === 0) return area;
  return down >= across
    ? { ...area, top: Math.min(area.top, to.row), bottom: Math.max(area.bottom, to.row) }
    : { ...area, left: Math.min(area.left, to.col), right: Math.max(area.right, to.col) };
}

/** With the rest of every person untouched; a level of null takes the skill away. */
export function applyEdits(agents: AgentEntry[], changes: CellEdit[]): AgentEntry[] {
  const byLogin = new Map<string, CellEdit[]>();
  for (const change of changes) byLogin.set(change.login, [...(byLogin.get(change.login) ?? []), change]);
  return agents.map((agent) => {
    const mine = byLogin.get(agent.login);
    if (!mine) return agent;
    const skills = { ...agent.skills };
    for (const { skill, level } of mine) {
      if (level === null) delete skills[skill];
      else skills[skill] = level;
    }
    return { ...agent, skills };
  });
}

export function filtered(agents: AgentEntry[], filter: { team: string | null; text: string }): AgentEntry[] {
  const wanted = filter.text.trim().toLowerCase();
  return agents.filter(
    (agent) =>
      (filter.team === null || (agent.team ?? "") === filter.team) &&
      (!wanted || `${agent.name ?? ""} ${agent.login}`.toLowerCase().includes(wanted)),
  );
}
