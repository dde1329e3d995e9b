import { describe, expect, it } from "vitest";
import { complete, type AgentEntry } from "../../../../api/configuration";
import type { Report } from "../../../../api/simulation";
import i18n from "../../../../i18n";
import { differenceText, differs, figureText, groupsOf } from "./compare";
import { emptyForm, missingIn, wishOf, withChanges } from "./what-if";

const agents: AgentEntry[] = [
  { login: "li", team: "A", skills: { orders: 5 }, phone: { kind: "sip", secret: "12345678" } },
  { login: "amy", team: "A", skills: { orders: 3, english: 5 } },
  { login: "what-if-1", team: "B", skills: { orders: 1 } },
];
const logins = (list: AgentEntry[]) => list.map((agent) => agent.login);

describe("what if", () => {
  it("more_people_are_like_somebody_with_logins_that_nobody_has", () => {
    const { agents: now, found } = withChanges(agents, [{ kind: "add", count: 2, like: "amy", also: { billing: 4 } }]);
    expect(logins(now)).toEqual(["li", "amy", "what-if-1", "what-if-2", "what-if-3"]);
    expect(now[4]).toEqual({ login: "what-if-3", name: "what-if-3", team: "A", skills: { orders: 3, english: 5, billing: 4 }, phone: { kind: "browser" } });
    expect(found).toEqual([2]);
  });

  it("a_copy_takes_no_telephone_or_secret_along", () => {
    const made = withChanges(agents, [{ kind: "add", count: 1, like: "li", also: {} }]).agents.at(-1);
    expect(JSON.stringify(made)).not.toContain("secret");
  });

  it("fewer_people_leave_from_the_end_and_it_says_how_many_there_were", () => {
    const gone = withChanges(agents, [{ kind: "remove", count: 5, team: "A", skill: null }]);
    expect([logins(gone.agents), gone.found]).toEqual([["what-if-1"], [2]]);
    expect(logins(withChanges(agents, [{ kind: "remove", count: 1, team: null, skill: "orders" }]).agents)).toEqual(["li", "amy"]);
    expect(logins(withChanges(agents, [{ kind: "remove", count: 0, team: null, skill: null }]).agents)).toEqual(logins(agents));
  });

  it("who_learns_is_whoever_could_not_do_it_so_well", () => {
    const taught = withChanges(agents, [{ kind: "train", count: 2, team: "A", skill: "english", level: 3 }]);
    expect(taught.agents.map((agent) => agent.skills?.english)).toEqual([3, 5, undefined]);
    expect(taught.found).toEqual([1]);
  });

  it("changes_build_on_each_other_and_leave_the_original_alone", () => {
    const { agents: now } = withChanges(agents, [
      { kind: "add", count: 1, like: "", also: { chinese: 2 } },
      { kind: "remove", count: 1, team: null, skill: "chinese" },
    ]);
    expect(now).toEqual(agents);
    expect(agents).toHaveLength(3);
  });
});

describe("what is asked of the server", () => {
  const base = complete({ agents, queues: [{ name: "Q" }], rules: [] });
  const form = emptyForm(["Q", "Empty"]);

  it("sends_only_streams_in_which_something_comes", () => {
    const contacts = form.contacts.map((stream) => (stream.queue === "Empty" ? { ...stream, per_hour: 0 } : stream));
    const wish = wishOf({ ...form, contacts }, base, {});
    expect("load" in wish && wish.load.contacts.map((stream) => stream.queue)).toEqual(["Q"]);
    expect("sections" in wish).toBe(false);
    expect(missingIn({ ...form, contacts: [] })).toBe("contacts");
  });

  it("puts_people_on_top_of_the_draft_where_that_is_compared", () => {
    const edits = { rules: [{ name: "vip" }], agents: agents.slice(0, 1) };
    const changes = [{ kind: "add" as const, count: 1, like: "li", also: {} }];
    expect(logins(wishOf({ ...form, withDraft: true, changes }, base, edits).sections?.agents ?? [])).toEqual(["li", "what-if-1"]);
    const alone = wishOf({ ...form, changes }, base, edits).sections;
    expect([Object.keys(alone ?? {}), alone?.agents?.length]).toEqual([["agents"], 4]);
  });

  it("compares_nothing_where_it_asks_how_many_people_it_takes", () => {
    const changes = [{ kind: "remove" as const, count: 1, team: null, skill: null }];
    const wish = wishOf({ ...form, staff: true, changes }, base, {});
    expect([wish.staff, "sections" in wish]).toEqual([true, false]);
  });

  it("takes_history_only_with_a_period_that_has_a_length", () => {
    const journal = { ...form, source: "journal" as const, from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };
    expect(missingIn(journal)).toBeNull();
    expect(missingIn({ ...journal, to: journal.from })).toBe("period");
    expect(wishOf(journal, base, {})).toEqual({ journal: { from: journal.from, to: journal.to }, runs: 20, staff: false, shrinkage: 30 });
  });
});

describe("two reports", () => {
  const figure = (mean: number, half_width = 1) => ({ mean, half_width });
  const report = (level: number, asa: number, offered = 100): Report => ({
    runs: 20,
    confidence: 0.999,
    contacts: 1000,
    queues: [
      { name: "Q", service_level: figure(level, 0.01), asa_s: figure(asa), offered: figure(offered) },
      { name: null, service_level: null },
    ],
    teams: [{ name: null, agents: 3, occupancy: figure(0.8, 0.01) }],
  });
  const line = (name: string, a: Report, b: Report | null, seen: Report | null = null) =>
    groupsOf(a, b, seen)[0]?.lines.find((one) => one.figure === name);

  it("differ_only_where_their_intervals_do_not_touch", () => {
    expect(differs(figure(10), figure(12))).toBe(false);
    expect(differs(figure(10), figure(12.1))).toBe(true);
    expect(differs(null, figure(1))).toBe(false);
  });

  it("say_what_is_better_by_what_the_figure_means", () => {
    const [before, after] = [report(0.8, 20), report(0.9, 10, 150)];
    expect(line("service_level", before, after)?.verdict).toBe("better");
    expect(line("asa_s", before, after)?.verdict).toBe("better");
    expect(line("asa_s", after, before)?.verdict).toBe("worse");
    expect(line("offered", before, after)?.verdict).toBe("different");
    expect(line("service_level", before, report(0.81, 20))?.verdict).toBe("same");
    expect(line("service_level", before, null)?.verdict).toBeNull();
  });

  it("leave_out_figures_that_nobody_has", () => {
    expect(line("unserved", report(0.8, 20), null)).toBeUndefined();
    const more = { ...report(0.8, 20), queues: [{ name: "Q", unserved: figure(3) }] };
    expect(line("unserved", report(0.8, 20), more)?.other).toEqual(figure(3));
  });

  it("take_bare_numbers_of_what_really_happened", () => {
    const seen = { ...report(0, 0), queues: [{ name: "Q", service_level: 0.75 }] };
    expect(line("service_level", report(0.8, 20), null, seen)?.observed).toEqual({ mean: 0.75, half_width: 0 });
  });

  it("keep_a_queue_that_only_the_changed_one_has_and_all_together_last", () => {
    const more = { ...report(0.8, 20), queues: [{ name: "New" }, { name: "Q" }, { name: null }] };
    expect(groupsOf(report(0.8, 20), more, null).map((group) => [group.kind, group.name])).toEqual([
      ["queue", "Q"],
      ["queue", "New"],
      ["queue", null],
      ["team", null],
    ]);
  });

  it("are_written_in_their_units", () => {
    const t = i18n.getFixedT("en");
    expect([figureText(t, "share", 0.8299), figureText(t, "seconds", 12.44), figureText(t, "count", 578.6)]).toEqual(["83.0 %", "12.4 s", "578.6"]);
    expect([differenceText(t, "share", -0.05), differenceText(t, "seconds", 3)]).toEqual(["−5.0 points", "+3.0 s"]);
  });
});
