// A rule's condition as its words (docs/expressions.md), and the names in it that follow when a thing is renamed. Pure.

export interface Token {
  kind: "word" | "text" | "number" | "sign";
  text: string;
  from: number;
  /** A text whose end is still missing. */
  open?: boolean;
}

// A word of any language: names are found by what they mean, too.
const pattern = /\s+|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_.]*|<=|>=|!=|[^\s]/gu;

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index }): Token[] => {
    if (/^\s/.test(found)) return [];
    const quote = /^["']/.exec(found)?.[0];
    if (quote) return [{ kind: "text", text: found, from: index, open: found.length < 2 || !found.endsWith(quote) || found.endsWith(`\\${quote}`) }];
    if (/^\d/.test(found)) return [{ kind: "number", text: found, from: index }];
    return [{ kind: /^[\p{L}_]/u.test(found) ? "word" : "sign", text: found, from: index }];
  });
}

/** What a text in a condition can name: hours that are asked whether they are open, and the queue that `queue` is compared with. */
export type NamedKind = "hours" | "queue";

const isNamed: Record<NamedKind, (tokens: Token[], at: number) => boolean> = {
  hours: (tokens, at) => tokens[at - 1]?.text === "(" && tokens[at - 2]?.text === "open",
  queue: (tokens, at) => {
    const beside = (sign: number, name: number) => isEqual(tokens[sign]) && tokens[name]?.text === "queue";
    return beside(at - 1, at - 2) || beside(at + 1, at + 2) || isListed(tokens, at);
  },
};
const isEqual = (token: Token | undefined) => token?.text === "=" || token?.text === "!=";

/** One of `queue in ("a", "b")`. */
function isListed(tokens: Token[], at: number): boolean {
  let before = at - 1;
  while (tokens[before]?.text === "," && tokens[before - 1]?.kind === "text") before -= 2;
  return tokens[before]?.text === "(" && tokens[before - 1]?.text === "in" && tokens[before - 2]?.text === "queue";
}

const meant = (text: string) => text.slice(1, -1).replaceAll(/\\(.)/gs, (_, letter: string) => (letter === "n" ? "\n" : letter));
const written = (name: string) => `"${name.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;

const namings = (when: string, kind: NamedKind, name: string) =>
  tokensOf(when).filter((token, at, tokens) => token.kind === "text" && !token.open && meant(token.text) === name && isNamed[kind](tokens, at));

export const speaksOf = (when: string | undefined, kind: NamedKind, name: string): boolean => when !== undefined && namings(when, kind, name).length > 0;

export function renamedIn(when: string, kind: NamedKind, from: string, to: string): string {
  // From the end, so that places before it stay right.
  return namings(when, kind, from).reduceRight((text, token) => text.slice(0, token.from) + written(to) + text.slice(token.from + token.text.length), when);
}
