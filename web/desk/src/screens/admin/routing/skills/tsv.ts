// Blocks of levels to and from a spreadsheet's clipboard: tabs between cells, line ends between rows, quotes where needed.
import type { AgentEntry } from "../../../../api/configuration";
import { cellsIn, levelAt, levelText, parseLevel, type Area, type CellEdit, type Sheet } from "./grid-model";

export function toTsv(sheet: Sheet, { top, left, bottom, right }: Area): string {
  const lines: string[] = [];
  for (let row = top; row <= bottom; row += 1) {
    const line: string[] = [];
    for (let col = left; col <= right; col += 1) line.push(levelText(levelAt(sheet, row, col)));
    lines.push(line.join("\t"));
  }
  return lines.join("\n");
}

const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Everything that is shown, with logins, names and skills around it: what it is pasted back by. */
export function toTable({ agents, skills }: Sheet): string {
  const head = ["", "", ...skills.map(quoted)].join("\t");
  const lines = agents.map((agent, row) =>
    [quoted(agent.login), quoted(agent.name ?? ""), ...skills.map((_, col) => levelText(levelAt({ agents, skills }, row, col)))].join("\t"),
  );
  return [head, ...lines].join("\n");
}

export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let inQuotes = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (inQuotes) {
      if (c === '"' && text[i + 1] === '"') (cell += '"'), (i += 1);
      else if (c === '"') inQuotes = false;
      else cell += c;
    } else if (c === '"' && cell === "") inQuotes = true;
    else if (c === "\t") endCell();
    else if (c === "\n") endCell(), rows.push([]);
    else if (c !== "\r") cell += c;
  }
  endCell();
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === "") rows.pop();
  return rows;
}

export interface Pasted {
  edits: CellEdit[];
  /** Where it went; null: by names, so anywhere. */
  area: Area | null;
  /** Texts that are no level. */
  refused: number;
  /** Cells that fell off the sheet, or whose person or skill is not in it. */
  outside: number;
}

/** A block with the names of skills above and of people beside it goes by the names, any other from the selection on. */
export function paste(sheet: Sheet, area: Area, block: string[][]): Pasted {
  return pasteByNames(sheet, block) ?? pasteAt(sheet, area, block);
}

function pasteAt(sheet: Sheet, area: Area, block: string[][]): Pasted {
  const [rows, cols] = [block.length, Math.max(...block.map((line) => line.length))];
  const [tall, wide] = [area.bottom - area.top + 1, area.right - area.left + 1];
  // A selection that holds the block several times takes it several times.
  const again = cellsIn(area) > rows * cols && tall % rows === 0 && wide % cols === 0;
  const [height, width] = again ? [tall, wide] : [rows, cols];
  const out: Pasted = { edits: [], area: null, refused: 0, outside: 0 };
  for (let r = 0; r < height; r += 1) {
    for (let c = 0; c < width; c += 1) {
      const text = block[r % rows]?.[c % cols];
      if (text === undefined) continue;
      take(sheet, out, sheet.agents[area.top + r], sheet.skills[area.left + c], text);
    }
  }
  const bottom = Math.min(area.top + height, sheet.agents.length) - 1;
  const right = Math.min(area.left + width, sheet.skills.length) - 1;
  return { ...out, area: { ...area, bottom, right } };
}

function take(sheet: Sheet, out: Pasted, agent: AgentEntry | undefined, skill: string | undefined, text: string) {
  const level = parseLevel(text);
  if (level === undefined) out.refused += 1;
  else if (!agent || skill === undefined || !sheet.skills.includes(skill)) out.outside += level === null ? 0 : 1;
  else if (level !== (agent.skills?.[skill] ?? null)) out.edits.push({ login: agent.login, skill, level });
}

/** null: it carries no names. */
function pasteByNames(sheet: Sheet, block: string[][]): Pasted | null {
  const head = (block[0] ?? []).map((text) => text.trim());
  if (block.length < 2 || !head.some((text) => sheet.skills.includes(text))) return null;
  const byLogin = new Map(sheet.agents.map((agent) => [agent.login, agent]));
  const names = sheet.agents.map((agent) => agent.name ?? agent.login);
  // Two people of one name are only told apart by their logins.
  const alone = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
  const byName = new Map(sheet.agents.map((agent) => [agent.name ?? agent.login, agent] as const).filter(([name]) => alone(name)));
  const firstLevel = head.findIndex((text) => sheet.skills.includes(text));
  const out: Pasted = { edits: [], area: null, refused: 0, outside: 0 };
  for (const line of block.slice(1)) {
    const called = line.slice(0, firstLevel).map((text) => text.trim());
    const agent = called.map((name) => byLogin.get(name)).find(Boolean) ?? called.map((name) => byName.get(name)).find(Boolean);
    for (let col = firstLevel; col < head.length; col += 1) {
      const text = line[col];
      if (text !== undefined) take(sheet, out, agent, head[col], text);
    }
  }
  return out;
}
