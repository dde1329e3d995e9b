// What could come next in a rule's condition, from what stands before the caret (docs/expressions.md). It helps to write;
// whether a condition is right is for the server to say. Pure.
import type { RuleName } from "../../../../api/configuration";
import { tokensOf, type Token } from "../draft/conditions";

export interface Suggestion {
  text: string;
  detail: string;
}
export interface Completion {
  /** What is replaced. */
  from: number;
  to: number;
  items: Suggestion[];
}
type ValueType = RuleName["type"];
/** What is known of the operand that was read last. */
type Operand = { type: ValueType; words: string[] };
type Expecting = "operand" | "operator" | "value" | "list-begin" | "list" | "list-next" | "missing" | "joint";

const operators: Record<ValueType, string[]> = {
  text: ["=", "!=", "in", "contains", "starts_with", "is missing"],
  number: ["=", "!=", "<", "<=", ">", ">=", "in"],
  truth: [],
};
const comparisons = ["=", "!=", "<", "<=", ">", ">=", "contains", "starts_with"];
const joints = ["and", "or"];
const functions: Record<string, ValueType> = { number: "number", length: "number", min: "number", max: "number", lower: "text", open: "truth" };

/** `more`: what can be written in place of a name. */
export function complete(text: string, caret: number, names: RuleName[], chinese: boolean, more: Suggestion[] = []): Completion {
  const before = tokensOf(text.slice(0, caret));
  const last = before.at(-1);
  // What is being written right now: a word or a text that ends at the caret.
  const writing = last && (last.open || (last.kind === "word" && last.from + last.text.length === caret)) ? last : null;
  const { expecting, operand } = read(writing ? before.slice(0, -1) : before, names);
  const plain = (words: string[]) => words.map((word) => ({ text: word, detail: "" }));
  const offered: Record<Expecting, () => Suggestion[]> = {
    operand: () => [...names.map((one) => ({ text: one.name, detail: chinese ? one.zh : one.en })), ...more, ...plain(["not"])],
    operator: () => plain(operators[operand.type]),
    value: () => plain(operand.words.map((word) => `"${word}"`)),
    "list-begin": () => plain(operand.words.length ? operand.words.map((word) => `("${word}"`) : ["("]),
    list: () => plain(operand.words.map((word) => `"${word}"`)),
    "list-next": () => plain([",", ")"]),
    missing: () => plain(["missing"]),
    joint: () => plain(joints),
  };
  const bare = (word: string) => word.replaceAll(/["'(]/g, "").toLowerCase();
  const typed = bare(writing?.text ?? "");
  const items = offered[expecting]().filter(
    (item) => !typed || bare(item.text).startsWith(typed) || item.detail.toLowerCase().includes(typed),
  );
  // What stands there already needs no offer.
  const done = writing !== null && !writing.open && items.some((item) => item.text === writing.text);
  return { from: writing?.from ?? caret, to: writing?.open ? endOfText(text, caret) : caret, items: done ? [] : items };
}

/** A text that is completed in its middle is replaced whole. */
function endOfText(text: string, caret: number): number {
  const rest = /^[^"'\s)\],]*["']?/.exec(text.slice(caret));
  return caret + (rest?.[0].length ?? 0);
}

function read(tokens: Token[], names: RuleName[]): { expecting: Expecting; operand: Operand } {
  let expecting = "operand" as Expecting;
  let operand: Operand = { type: "text", words: [] };
  const within: ("list" | "group" | ValueType)[] = [];
  const after = (type: ValueType): Expecting => (type === "truth" ? "joint" : "operator");
  tokens.forEach((token, at) => {
    const word = token.text;
    if (word === "(") {
      const called = functions[tokens[at - 1]?.text ?? ""];
      within.push(expecting === "list-begin" ? "list" : called && expecting === "operator" ? called : "group");
      expecting = within.at(-1) === "list" ? "list" : "operand";
    } else if (word === ")") {
      const what = within.pop() ?? "group";
      if (what === "list" || what === "group") expecting = "joint";
      else [operand, expecting] = [{ type: what, words: [] }, after(what)];
    } else if (word === ",") expecting = within.at(-1) === "list" ? "list" : "operand";
    else if (joints.includes(word) || word === "not" || ["+", "-", "*", "/"].includes(word)) expecting = "operand";
    else if (word === "in") expecting = "list-begin";
    else if (word === "is") expecting = "missing";
    else if (comparisons.includes(word)) expecting = "value";
    else if (expecting === "operand") {
      operand = operandOf(token, names);
      expecting = word in functions && tokens[at + 1]?.text === "(" ? "operator" : after(operand.type);
    } else expecting = expecting === "list" ? "list-next" : "joint";
  });
  return { expecting, operand };
}

function operandOf(token: Token, names: RuleName[]): Operand {
  if (token.kind === "number") return { type: "number", words: [] };
  if (token.text === "true" || token.text === "false") return { type: "truth", words: [] };
  const name = token.kind === "word" ? names.find((one) => one.name === token.text) : undefined;
  return { type: name?.type ?? "text", words: name?.words ?? [] };
}

/** With the caret behind what was put in, and a blank for what comes next. */
export function accept(text: string, { from, to }: Completion, item: Suggestion): { text: string; caret: number } {
  const rest = text.slice(to);
  const goesOn = item.text.endsWith(".") || item.text.endsWith("(");
  const blank = goesOn || rest.startsWith(" ") ? "" : " ";
  const caret = from + item.text.length + (goesOn ? 0 : 1);
  return { text: text.slice(0, from) + item.text + blank + rest, caret };
}
