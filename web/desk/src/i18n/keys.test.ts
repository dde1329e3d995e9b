// Both languages are complete, every key that the code names exists, and none is left over.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { en } from "./en";
import { zh } from "./zh-CN";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const keys = new Set(Object.keys(zh));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "i18n" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [readFileSync(path, "utf8")] : [];
  });
}
const code = sources(root).join("\n");
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

describe("the desk's words", () => {
  it("has_the_same_keys_in_both_languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it("leaves_no_text_empty_and_keeps_the_placeholders", () => {
    for (const key of keys) {
      const [chinese, english] = [zh[key as keyof typeof zh], en[key as keyof typeof zh]];
      expect(chinese.trim(), key).not.toBe("");
      expect(english.trim(), key).not.toBe("");
      expect(placeholders(english), key).toEqual(placeholders(chinese));
    }
  });

  it("has_every_key_that_code_names", () => {
    const named = [...code.matchAll(/\bt\(\s*"([^"]+)"/g), ...code.matchAll(/\? "([a-z]\w*\.[\w.]+)" : "/g)];
    expect(named.length).toBeGreaterThan(150);
    for (const [, key] of named) expect(keys.has(key ?? ""), key).toBe(true);
  });

  it("has_keys_for_every_pattern_that_code_builds", () => {
    for (const [, prefix] of code.matchAll(/\bt\(\s*`([\w.]+\.)\$\{/g)) {
      expect([...keys].some((key) => key.startsWith(prefix ?? "-")), prefix).toBe(true);
    }
  });

  it("names_every_key_somewhere", () => {
    const built = [...code.matchAll(/\bt\(\s*`([\w.]+\.)\$\{/g)].map((m) => m[1] ?? "");
    const unused = [...keys].filter(
      (key) => !code.includes(`"${key}"`) && !built.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
