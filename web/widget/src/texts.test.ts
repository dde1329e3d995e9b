import { expect, it } from "vitest";
import { languageOf, texts, translator, type TextKey } from "./texts";

it("has the same keys and the same placeholders in both languages, and no empty text", () => {
  const keys = Object.keys(texts["zh-CN"]) as TextKey[];
  expect(Object.keys(texts.en)).toEqual(keys);
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of keys) {
    expect(texts["zh-CN"][key].trim(), key).not.toBe("");
    expect(texts.en[key].trim(), key).not.toBe("");
    expect(holes(texts.en[key]), key).toEqual(holes(texts["zh-CN"][key]));
  }
});

it("follows the page's language tag", () => {
  expect(languageOf("zh-Hans-CN")).toBe("zh-CN");
  expect(languageOf("zh")).toBe("zh-CN");
  expect(languageOf("en-GB")).toBe("en");
  expect(languageOf("")).toBe("en");
  expect(translator("en")("status_position", { n: 3 })).toBe("You are number 3 in the queue");
});
