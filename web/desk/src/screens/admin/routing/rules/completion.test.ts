import { describe, expect, it } from "vitest";
import type { RuleName } from "../../../../api/configuration";
import { accept, complete } from "./completion";

const names: RuleName[] = [
  { name: "tier", type: "text", words: ["standard", "gold", "vip"], zh: "客户等级", en: "the customer's tier" },
  { name: "language", type: "text", zh: "客户语言", en: "the customer's language" },
  { name: "risk", type: "number", zh: "流失风险", en: "the risk that they leave" },
  { name: "known", type: "truth", zh: "是否已识别", en: "whether the customer is known" },
];
const more = [{ text: 'open("office")', detail: "" }];
const offered = (text: string, caret = text.length) => complete(text, caret, names, true, more).items.map((item) => item.text);

describe("completion of a condition", () => {
  it("begins_with_names_and_what_stands_in_their_place", () => {
    expect(offered("")).toEqual(["tier", "language", "risk", "known", 'open("office")', "not"]);
    expect(offered("risk > 3 and ")).toContain("tier");
    expect(offered("(")).toContain("tier");
  });

  it("finds_names_by_their_beginning_and_by_their_meaning", () => {
    expect(offered("ti")).toEqual(["tier"]);
    expect(offered("流失")).toEqual(["risk"]);
    expect(offered("tier")).toEqual([]);
  });

  it("offers_the_operators_of_the_type", () => {
    expect(offered("tier ")).toEqual(["=", "!=", "in", "contains", "starts_with", "is missing"]);
    expect(offered("risk ")).toEqual(["=", "!=", "<", "<=", ">", ">=", "in"]);
    expect(offered("known ")).toEqual(["and", "or"]);
    expect(offered("values.order ")).toContain("starts_with");
    expect(offered("number(values.amount) ")).toContain(">=");
    expect(offered('open("office") ')).toEqual(["and", "or"]);
  });

  it("offers_the_words_a_name_can_be_also_while_one_is_being_written", () => {
    expect(offered("tier = ")).toEqual(['"standard"', '"gold"', '"vip"']);
    expect(offered('tier = "v')).toEqual(['"vip"']);
    expect(offered("tier = 'g")).toEqual(['"gold"']);
    expect(offered('tier = "vip" ')).toEqual(["and", "or"]);
    expect(offered("risk >= 60 ")).toEqual(["and", "or"]);
  });

  it("leads_through_a_list", () => {
    expect(offered("tier in ")).toEqual(['("standard"', '("gold"', '("vip"']);
    expect(offered('tier in ("vip" ')).toEqual([",", ")"]);
    expect(offered('tier in ("vip", ')).toContain('"gold"');
    expect(offered('tier in ("vip", "gold") ')).toEqual(["and", "or"]);
    expect(offered("language is ")).toEqual(["missing"]);
    expect(offered("language is missing ")).toEqual(["and", "or"]);
  });

  it("replaces_what_was_begun_and_leaves_the_rest", () => {
    const text = 'tier = "st" and known';
    const completion = complete(text, 9, names, false);
    expect(accept(text, completion, { text: '"standard"', detail: "" })).toEqual({ text: 'tier = "standard" and known', caret: 18 });
    expect(accept("ri", complete("ri", 2, names, false), { text: "risk", detail: "" })).toEqual({ text: "risk ", caret: 5 });
    expect(accept("", complete("", 0, names, false), { text: "values.", detail: "" })).toEqual({ text: "values.", caret: 7 });
  });
});
