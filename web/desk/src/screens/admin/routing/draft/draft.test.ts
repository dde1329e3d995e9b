import { describe, expect, it } from "vitest";
import { complete, type Configuration, type Sections } from "../../../../api/configuration";
import { begin, discard, edit, isDirty, published, redo, seen, takeOver, undo } from "./model";
import { rebase } from "./rebase";
import { removeSkill, renameQueue, renameSkill, usesOfQueue, usesOfSkill } from "./references";

const sections = (change: Partial<Sections> = {}): Sections =>
  complete({
    skills: ["orders", "english"],
    queues: [{ name: "Support", requires: { orders: 2 } }, { name: "Billing" }],
    rules: [{ name: "vip", when: 'tier = "vip"' }, { name: "night" }, { name: "rest" }],
    agents: [
      { login: "li", skills: { orders: 5 } },
      { login: "han", skills: { orders: 4 } },
    ],
    ...change,
  });
const at = (version: number, change: Partial<Sections> = {}): Configuration => ({
  version,
  etag: `"${version}"`,
  sections: sections(change),
});
const li = (skills: Record<string, number>) => [{ login: "li", skills }, { login: "han", skills: { orders: 4 } }];

describe("a draft", () => {
  it("undoes_and_redoes_step_by_step_and_is_clean_again_at_the_start", () => {
    const one = edit(begin(at(1)), { agents: li({ orders: 6 }) }, "one");
    const two = edit(one, { agents: li({ orders: 7 }) }, "two");
    expect(undo(two).now.agents[0]?.skills).toEqual({ orders: 6 });
    expect(isDirty(undo(undo(two)))).toBe(false);
    expect(undo(undo(undo(two))).now.agents[0]?.skills).toEqual({ orders: 5 });
    expect(redo(redo(undo(undo(two)))).now.agents).toEqual(two.now.agents);
    expect(redo(undo(two)).past.map((step) => step.label)).toEqual(["one", "two"]);
  });

  it("forgets_what_could_be_redone_once_something_else_is_done", () => {
    const back = undo(edit(begin(at(1)), { agents: li({ orders: 6 }) }, "one"));
    expect(edit(back, { agents: li({ orders: 9 }) }, "other").future).toEqual([]);
  });

  it("makes_one_step_of_typing_into_one_field", () => {
    let draft = begin(at(1));
    for (const name of ["S", "Su", "Sup"]) draft = edit(draft, { queues: [{ name }] }, "name", "queues[0].name");
    draft = edit(draft, { queues: [{ name: "Sup", priority: 1 }] }, "priority", "queues[0].priority");
    expect(draft.past).toHaveLength(2);
    expect(undo(undo(draft)).now.queues).toHaveLength(2);
  });

  it("is_not_dirty_when_a_value_is_typed_back", () => {
    const changed = edit(begin(at(1)), { agents: li({ orders: 6 }) }, "one");
    expect(isDirty(edit(changed, { agents: li({ orders: 5 }) }, "back"))).toBe(false);
  });

  it("can_be_discarded_and_that_can_be_undone", () => {
    const thrown = discard(edit(begin(at(1)), { agents: li({ orders: 6 }) }, "one"), "discard");
    expect(isDirty(thrown)).toBe(false);
    expect(undo(thrown).now.agents[0]?.skills).toEqual({ orders: 6 });
  });

  it("leads_back_even_after_it_was_published", () => {
    const mine = edit(begin(at(1)), { agents: li({ orders: 6 }) }, "one");
    const after = published(mine, 2, mine.edits);
    expect(isDirty(after)).toBe(false);
    expect(after.etag).toBe('"2"');
    const back = undo(seen(after, at(2, { agents: li({ orders: 6 }) })));
    expect(back.edits.agents?.[0]?.skills).toEqual({ orders: 5 });
  });

  it("keeps_what_was_typed_while_it_was_being_published", () => {
    const sent = edit(begin(at(1)), { agents: li({ orders: 6 }) }, "one");
    const meanwhile = edit(sent, { agents: li({ orders: 7 }) }, "two");
    expect(published(meanwhile, 2, sent.edits).edits.agents?.[0]?.skills).toEqual({ orders: 7 });
  });

  it("follows_the_server_while_nothing_is_changed_and_asks_once_something_is", () => {
    expect(seen(begin(at(1)), at(2)).version).toBe(2);
    const mine = edit(begin(at(1)), { agents: li({ orders: 6 }) }, "one");
    const told = seen(mine, at(2, { skills: [{ name: "new" }] }));
    expect([told.version, told.newer?.version]).toEqual([1, 2]);
    const { draft, overlaps } = takeOver(told);
    expect(overlaps).toEqual([]);
    expect([draft.version, draft.now.skills, draft.now.agents[0]?.skills]).toEqual([2, [{ name: "new" }], { orders: 6 }]);
    expect(Object.keys(draft.edits)).toEqual(["agents"]);
  });
});

describe("two people at one document", () => {
  const base = sections();

  it("both_keep_levels_that_they_gave_to_the_same_person", () => {
    const { edits, overlaps } = rebase(base, { agents: li({ orders: 5, english: 3 }) }, sections({ agents: li({ orders: 4 }) }));
    expect(edits.agents?.[0]?.skills).toEqual({ orders: 4, english: 3 });
    expect(overlaps).toEqual([]);
  });

  it("keep_my_value_where_both_changed_it_and_say_so", () => {
    const { edits, overlaps } = rebase(base, { agents: li({ orders: 9 }) }, sections({ agents: li({ orders: 1 }) }));
    expect(edits.agents?.[0]?.skills).toEqual({ orders: 9 });
    expect(overlaps).toEqual([{ section: "agents", name: "li" }]);
  });

  it("take_out_what_i_removed_and_what_they_removed", () => {
    const [support, billing] = base.queues;
    if (!support || !billing) throw new Error("two queues");
    const mine = { queues: [support, { name: "New" }] };
    const theirs = sections({ queues: [{ ...support, priority: 3 }, billing] });
    expect(rebase(base, mine, theirs).edits.queues).toEqual([{ ...support, priority: 3 }, { name: "New" }]);
    const gone = rebase(base, { queues: [support, { ...billing, priority: 1 }] }, sections({ queues: [support] }));
    expect(gone.edits.queues?.map((queue) => queue.name)).toEqual(["Support", "Billing"]);
    expect(gone.overlaps).toEqual([{ section: "queues", name: "Billing" }]);
  });

  it("keep_the_order_that_one_of_them_chose_and_the_others_addition", () => {
    const [vip, night, rest] = base.rules;
    if (!vip || !night || !rest) throw new Error("three rules");
    const added = { name: "weekend" };
    const mine = { rules: [rest, vip, night] };
    const theirs = sections({ rules: [vip, added, night, rest] });
    expect(rebase(base, mine, theirs).edits.rules?.map((rule) => rule.name)).toEqual(["rest", "vip", "weekend", "night"]);
  });

  it("lose_no_entry_whose_name_stands_twice", () => {
    const mine = { rules: [...base.rules, { name: "" }, { name: "" }] };
    const theirs = sections({ rules: base.rules.slice(1) });
    expect(rebase(base, mine, theirs).edits.rules?.map((rule) => rule.name)).toEqual(["night", "rest", "", ""]);
  });

  it("need_nothing_more_where_both_did_the_same", () => {
    expect(rebase(base, { agents: li({ orders: 6 }) }, sections({ agents: li({ orders: 6 }) }))).toEqual({ edits: {}, overlaps: [] });
  });
});

describe("renaming", () => {
  const document = sections({
    queues: [
      { name: "Support", requires: { orders: 2 }, relax: [{ after: 20, requires: { orders: 1 } }], overflow: [{ closed: true, queue: "Billing" }] },
      { name: "Billing", overflow: [{ waiting: 5, queue: "Support" }] },
    ],
    rules: [{ name: "vip", queue: "Billing", requires: { orders: 4 } }],
    flows: { main: { start: "q", nodes: { q: { queue: "Billing", priority: 5 }, say: { say: "Billing" } } } },
  });

  it("a_skill_takes_everybody_who_has_it_and_whatever_asks_for_it_along", () => {
    const { skills, agents, queues, rules } = renameSkill(document, "orders", "sales");
    expect(skills?.map((skill) => skill.name)).toEqual(["sales", "english"]);
    expect(agents?.map((agent) => agent.skills)).toEqual([{ sales: 5 }, { sales: 4 }]);
    expect([queues?.[0]?.requires, queues?.[0]?.relax?.[0]?.requires, rules?.[0]?.requires]).toEqual([{ sales: 2 }, { sales: 1 }, { sales: 4 }]);
  });

  it("a_queue_takes_overflow_rules_and_flows_along", () => {
    const { queues, rules, flows } = renameQueue(document, 1, "Invoices");
    expect([queues?.[1]?.name, queues?.[0]?.overflow?.[0]?.queue, rules?.[0]?.queue]).toEqual(["Invoices", "Invoices", "Invoices"]);
    expect(flows).toEqual({ main: { start: "q", nodes: { q: { queue: "Invoices", priority: 5 }, say: { say: "Billing" } } } });
    expect(usesOfQueue(document, "Billing")).toEqual({ queues: 1, rules: 1, flows: 1 });
  });

  it("a_copy_leaves_alone_what_speaks_of_the_original", () => {
    const copied = { ...document, queues: [...document.queues, { name: "Billing" }] };
    expect(renameQueue(copied, 2, "Billing 2")).toEqual({ queues: [...document.queues, { name: "Billing 2" }] });
  });

  it("a_removed_skill_leaves_people_and_is_counted_where_it_is_asked_for", () => {
    expect(usesOfSkill(document, "orders")).toEqual({ agents: 2, queues: 1, rules: 1 });
    expect(removeSkill(document, "orders").agents?.map((agent) => agent.skills)).toEqual([{}, {}]);
  });
});
