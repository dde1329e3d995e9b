import { describe, expect, it } from "vitest";
import type { Preview, QueueEntry } from "../../../../api/configuration";
import i18n from "../../../../i18n";
import { asksText, askedAfter, conditionOf, duration, overflowText, previewText, relaxText, ruleText } from "./sentences";

const en = i18n.getFixedT("en");
const zh = i18n.getFixedT("zh-CN");

describe("times in sentences", () => {
  it("are_seconds_then_minutes_then_both", () => {
    expect([45, 60, 119, 120, 3600, 150].map((seconds) => duration(en, seconds))).toEqual(["45 s", "60 s", "119 s", "2 min", "60 min", "2:30"]);
  });
});

describe("what is asked for", () => {
  it("names_skills_and_teams_or_nobody_in_particular", () => {
    expect(asksText(en, { english: 3, orders: 2 }, ["A", "B"])).toBe("english ≥ 3, orders ≥ 2, team A or B");
    expect(asksText(en, {}, undefined)).toBe("anybody");
    expect(asksText(zh, { 英语: 3 }, ["一组"])).toBe("英语 ≥ 3，班组 一组");
  });
});

describe("asking for less", () => {
  const queue: QueueEntry = {
    name: "Q",
    requires: { orders: 3 },
    teams: ["A"],
    relax: [{ after: 20, requires: { orders: 1 } }, { after: 60, teams: ["A", "Billing"] }, { after: 90, teams: [], requires: {} }],
  };
  const text = (at: number) => relaxText(en, queue.relax?.[at] ?? { after: 0 }, askedAfter(queue, at));

  it("tells_each_step_by_what_was_asked_before_it", () => {
    expect(text(0)).toBe("after 20 s: orders ≥ 1 is enough");
    expect(text(1)).toBe("after 60 s: also agents of Billing");
    expect(text(2)).toBe("after 90 s: no skill is asked for, agents of any team");
  });

  it("tells_other_teams_from_more_teams_and_a_step_that_changes_nothing", () => {
    expect(relaxText(en, { after: 60, teams: ["B"] }, { requires: {}, teams: ["A"] })).toBe("after 60 s: agents of B");
    expect(relaxText(en, { after: 60 }, { requires: {}, teams: [] })).toBe("after 60 s: nothing changes");
  });

  it("keeps_what_a_step_does_not_speak_of", () => {
    expect(askedAfter(queue, 2)).toEqual({ requires: { orders: 1 }, teams: ["A", "Billing"] });
  });
});

describe("overflow", () => {
  it("says_its_reason_and_what_is_done", () => {
    expect(overflowText(en, { waited_seconds: 60, queue: "Billing" })).toBe("after 60 s of waiting: agents of \"Billing\" may take it, too");
    expect(overflowText(en, { waiting: 10, flow: "busy" })).toBe("once 10 are waiting: goes to flow \"busy\", keeping its place");
    expect(overflowText(zh, { closed: true, flow: "晚间" })).toBe("非工作时间：转入流程“晚间”，保留排队位置");
    expect(overflowText(en, { no_agents: true, queue: { id: "1", name: "B" } })).toContain("when no agent is signed in");
  });

  it("tells_what_is_not_chosen_yet", () => {
    expect(overflowText(en, {})).toBe("(no condition yet): (no action yet)");
    expect(conditionOf({ closed: false, waiting: 0 })).toBe("waiting");
    expect(conditionOf({ closed: false })).toBeNull();
  });
});

describe("a rule", () => {
  it("says_everything_it_sets_in_order", () => {
    const rule = { name: "r", queue: "Q", priority: -5, requires: { english: 2 }, teams: ["A"], last: true };
    expect(ruleText(en, rule)).toBe("into queue \"Q\", priority −5, also needs english ≥ 2, agents of A, no rule after it counts");
    expect(ruleText(en, { name: "r", when: 'tier = "vip"' })).toBe("changes nothing");
  });
});

describe("the preview", () => {
  const caller = { channel: "voice" as const };
  const preview: Preview = {
    queue: { id: "1", name: "Support" },
    agent: { id: "7", name: "李雷" },
    reason: { choose: "longest_idle", idle_seconds: 200, candidates: 4, sticky: null },
    estimated_wait_seconds: 130,
  };

  it("says_who_and_why_first", () => {
    expect(previewText(en, caller, preview)).toBe(
      "This caller now would go to 李雷 (Support), because they have been idle longest (3:20) of the 4 who could take it.",
    );
    const only = { ...preview, reason: { choose: "longest_idle" as const, idle_seconds: 5, candidates: 1, sticky: null } };
    expect(previewText(en, caller, only)).toContain("nobody else can take it now (idle 0:05)");
    const known = { ...preview, reason: { choose: "longest_idle" as const, idle_seconds: 5, candidates: 1, sticky: "owner" as const } };
    expect(previewText(zh, { channel: "webchat" }, known)).toBe("这位客户此刻会接给 李雷（Support）：客户的未结工单由此人负责。");
  });

  it("says_where_and_how_long_where_nobody_can", () => {
    expect(previewText(en, caller, { ...preview, agent: null })).toBe(
      "This caller now would wait in \"Support\", about 2:10: nobody can take it right now.",
    );
    const kept = { ...preview, agent: null, kept_for: { id: "8", name: "韩梅梅" } };
    expect(previewText(en, caller, kept)).toBe("This caller now would wait in \"Support\", about 2:10, kept for 韩梅梅 first.");
  });

  it("says_when_no_queue_is_reached", () => {
    expect(previewText(en, caller, { queue: null })).toContain("would reach no queue");
    expect(previewText(en, caller, { queue: null, flow: { id: "2", name: "closed" } })).toBe("This caller now would go on in the flow \"closed\".");
  });
});
