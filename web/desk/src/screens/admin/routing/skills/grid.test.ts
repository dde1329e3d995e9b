import type { ClipboardEvent } from "react";
import { describe, expect, it } from "vitest";
import type { AgentEntry } from "../../../../api/configuration";
import { applyEdits, areaOf, at, clamp, fill, fillDown, filtered, moveSelection, parseLevel, setAll, stretched, type Sheet } from "./grid-model";
import { fromTsv, paste, toTable, toTsv } from "./tsv";
import { clipboardOf } from "./use-grid";

const agents: AgentEntry[] = [
  { login: "li", name: "李雷", team: "一组", skills: { orders: 5, billing: 3 }, phone: { kind: "browser" } },
  { login: "han", name: "韩梅梅", team: "一组", skills: { orders: 4, billing: 5 } },
  { login: "amy", name: "Amy Chen", team: "二组", skills: { orders: 3, english: 10 } },
  { login: "zhao", name: "赵敏" },
];
const sheet: Sheet = { agents, skills: ["orders", "billing", "english"] };
const key = (name: string, change: { shift?: boolean; ctrl?: boolean } = {}) => ({ key: name, shift: false, ctrl: false, page: 2, ...change });
const area = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });

describe("a level", () => {
  it("is_a_digit_ten_x_or_nothing", () => {
    expect(["0", " 7 ", "10", "x", "X", "", "-"].map(parseLevel)).toEqual([0, 7, 10, 10, 10, null, null]);
    expect(["11", "-1", "5.5", "expert"].map(parseLevel)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("moving in the sheet", () => {
  it("stays_inside_and_shift_pulls_the_range", () => {
    expect(moveSelection(sheet, at(0, 0), key("ArrowUp"))).toEqual(at(0, 0));
    const pulled = moveSelection(sheet, at(1, 1), key("ArrowDown", { shift: true }));
    expect(pulled && areaOf(pulled)).toEqual(area(1, 1, 2, 1));
    expect(moveSelection(sheet, at(3, 0), key("PageDown"))).toEqual(at(3, 0));
    expect(moveSelection(sheet, at(0, 0), key("End", { ctrl: true }))).toEqual(at(3, 2));
    expect(moveSelection(sheet, at(0, 0), key("a"))).toBeNull();
  });

  it("jumps_with_ctrl_to_the_end_of_what_is_filled", () => {
    expect(moveSelection(sheet, at(0, 0), key("ArrowDown", { ctrl: true }))?.focus).toEqual({ row: 2, col: 0 });
    expect(moveSelection(sheet, at(2, 0), key("ArrowRight", { ctrl: true }))?.focus).toEqual({ row: 2, col: 2 });
    expect(moveSelection(sheet, at(3, 1), key("ArrowUp", { ctrl: true }))?.focus).toEqual({ row: 1, col: 1 });
  });

  it("goes_back_with_shift_enter_without_a_range", () => {
    expect(moveSelection(sheet, at(2, 1), key("Enter", { shift: true }))).toEqual(at(1, 1));
  });

  it("survives_a_filter_and_an_empty_sheet", () => {
    expect(clamp({ agents: agents.slice(0, 1), skills: ["orders"] }, at(3, 2))).toEqual(at(0, 0));
    expect(moveSelection({ agents: [], skills: [] }, at(0, 0), key("ArrowDown"))).toBeNull();
  });
});

describe("typing and filling", () => {
  it("changes_only_what_becomes_different", () => {
    expect(setAll(sheet, area(0, 0, 1, 0), 5)).toEqual([{ login: "han", skill: "orders", level: 5 }]);
    expect(setAll(sheet, area(3, 0, 3, 2), null)).toEqual([]);
  });

  it("takes_a_skill_away_and_leaves_the_rest_of_a_person_alone", () => {
    const next = applyEdits(agents, [{ login: "li", skill: "billing", level: null }]);
    expect(next[0]).toEqual({ login: "li", name: "李雷", team: "一组", skills: { orders: 5 }, phone: { kind: "browser" } });
    expect(next[1]).toBe(agents[1]);
  });

  it("fills_down_and_repeats_a_block_also_upwards", () => {
    expect(fillDown(sheet, area(0, 0, 2, 0)).map((edit) => [edit.login, edit.level])).toEqual([
      ["han", 5],
      ["amy", 5],
    ]);
    const up = fill(sheet, area(2, 0, 2, 2), area(1, 0, 2, 2));
    expect(applyEdits(agents, up)[1]?.skills).toEqual({ orders: 3, english: 10 });
    const pattern = applyEdits(agents, fill(sheet, area(0, 0, 1, 0), area(0, 0, 3, 0)));
    expect(pattern.map((agent) => agent.skills?.orders)).toEqual([5, 4, 5, 4]);
  });

  it("stretches_in_the_direction_that_was_pulled_furthest", () => {
    expect(stretched(area(1, 1, 1, 1), { row: 3, col: 2 })).toEqual(area(1, 1, 3, 1));
    expect(stretched(area(2, 2, 3, 2), { row: 2, col: 0 })).toEqual(area(2, 0, 3, 2));
    expect(stretched(area(0, 0, 1, 1), { row: 1, col: 0 })).toEqual(area(0, 0, 1, 1));
  });
});

describe("the clipboard", () => {
  it("copies_a_block_and_takes_it_back", () => {
    expect(toTsv(sheet, area(0, 0, 2, 2))).toBe("5\t3\t\n4\t5\t\n3\t\t10");
    expect(fromTsv('5\t3\r\n4\t"5"\r\n')).toEqual([
      ["5", "3"],
      ["4", "5"],
    ]);
    expect(fromTsv('"two\nlines"\t"a ""b"""')).toEqual([["two\nlines", 'a "b"']]);
    expect(fromTsv("")).toEqual([[""]]);
  });

  it("pastes_from_the_selection_on_and_says_what_fell_off", () => {
    const pasted = paste(sheet, area(3, 1, 3, 1), [
      ["1", "x", "2"],
      ["3", "", "4"],
    ]);
    expect(pasted.edits).toEqual([
      { login: "zhao", skill: "billing", level: 1 },
      { login: "zhao", skill: "english", level: 10 },
    ]);
    expect([pasted.outside, pasted.refused, pasted.area]).toEqual([3, 0, area(3, 1, 3, 2)]);
  });

  it("leaves_out_what_is_no_level", () => {
    const pasted = paste(sheet, area(0, 0, 0, 0), [["expert", "11", "7"]]);
    expect([pasted.refused, pasted.edits]).toEqual([2, [{ login: "li", skill: "english", level: 7 }]]);
  });

  it("fills_a_larger_selection_with_one_value_or_a_block_that_fits_several_times", () => {
    expect(paste(sheet, area(0, 0, 3, 2), [["7"]]).edits).toHaveLength(12);
    const rows = applyEdits(agents, paste(sheet, area(0, 0, 3, 0), [["1"], ["2"]]).edits).map((agent) => agent.skills?.orders);
    expect(rows).toEqual([1, 2, 1, 2]);
    expect(paste(sheet, area(0, 0, 2, 0), [["1"], ["2"]]).edits).toHaveLength(2);
  });

  it("goes_by_names_where_the_block_has_them", () => {
    const table = fromTsv(toTable(sheet));
    expect(paste(sheet, area(3, 2, 3, 2), table).edits).toEqual([]);
    const pasted = paste(sheet, area(0, 0, 0, 0), [
      ["name", "english", "orders", "unknown"],
      ["赵敏", "3", "2", "9"],
      ["amy", "", "8", ""],
      ["nobody", "1", "", ""],
    ]);
    expect(pasted.edits).toEqual([
      { login: "zhao", skill: "english", level: 3 },
      { login: "zhao", skill: "orders", level: 2 },
      { login: "amy", skill: "english", level: null },
      { login: "amy", skill: "orders", level: 8 },
    ]);
    expect(pasted.outside).toBe(2);
  });

  it("does_not_guess_between_two_people_of_one_name", () => {
    const twins = { ...sheet, agents: [...agents, { login: "li2", name: "李雷" }] };
    const pasted = paste(twins, area(0, 0, 0, 0), [
      ["", "orders"],
      ["李雷", "9"],
    ]);
    expect([pasted.edits, pasted.outside]).toEqual([[], 1]);
    expect(paste(twins, area(0, 0, 0, 0), [["", "orders"], ["li2", "9"]]).edits).toHaveLength(1);
  });
});

describe("the filter", () => {
  it("finds_by_team_name_and_login", () => {
    const logins = (team: string | null, text: string) => filtered(agents, { team, text }).map((agent) => agent.login);
    expect(logins("一组", "")).toEqual(["li", "han"]);
    expect(logins(null, "雷")).toEqual(["li"]);
    expect(logins(null, "AMY")).toEqual(["amy"]);
    expect(logins("", "")).toEqual(["zhao"]);
  });
});

describe("the clipboard", () => {
  const during = (looking: boolean) => {
    const done: string[] = [];
    const wishes = {
      sheet,
      looking,
      write: (edits: unknown[], doing: string) => void done.push(`${doing} ${edits.length}`),
      pasted: () => void done.push("pasted"),
      copied: () => void done.push("copied"),
    };
    const event = { preventDefault: () => undefined, clipboardData: { setData: (_: string, text: string) => void done.push(text), getData: () => "9" } };
    const { onCopy, onCut, onPaste } = clipboardOf(wishes, area(0, 0, 0, 1), () => void done.push("chosen"));
    for (const handle of [onCopy, onCut, onPaste]) handle(event as unknown as ClipboardEvent);
    return done;
  };

  it("takes_and_brings_levels", () => {
    expect(during(false)).toEqual(["5\t3", "copied", "5\t3", "copied", "clear 2", "paste 2", "chosen", "pasted"]);
  });

  it("only_takes_them_where_nothing_can_be_changed", () => {
    expect(during(true)).toEqual(["5\t3", "copied", "5\t3", "copied"]);
  });
});
