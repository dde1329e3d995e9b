// What follows when hours, teams and queues are renamed, and how changes are told and put together.
import { describe, expect, it } from "vitest";
import { complete, type Sections } from "../../../../api/configuration";
import i18n from "../../../../i18n";
import { changeText } from "./changes";
import { renamedIn, speaksOf } from "./conditions";
import { begin, edit, isDirty, seen } from "./model";
import { rebase } from "./rebase";
import { removeTeam, renameHours, renameQueue, renameTeam, usesOfHours, usesOfTeam } from "./references";
import { linkTo, placeOf } from "./where";

const document: Sections = complete({
  teams: [{ name: "early" }, { name: "late" }],
  hours: [{ name: "day", week: { "mon-fri": ["09:00-18:00"] } }, { name: "night", week: { sat: ["22:00-06:00"] } }],
  queues: [
    { name: "Support", hours: "day", teams: ["early", "late"], relax: [{ after: 20, teams: ["early"] }] },
    { name: "Billing", hours: "night" },
  ],
  rules: [
    { name: "closed", when: 'not open("day") and channel = "voice"', queue: "Billing" },
    { name: "early", when: 'queue in ("Support", "Billing")', teams: ["early"] },
  ],
  agents: [{ login: "li", name: "李雷", team: "early", skills: { orders: 5 } }, { login: "han" }],
  users: [{ login: "lin", role: "supervisor", team: "early" }],
});

describe("names in conditions", () => {
  it("follow_where_they_mean_the_thing_and_nowhere_else", () => {
    expect(renamedIn('open("day") and values.x = "day" or not open( \'day\' )', "hours", "day", "new day")).toBe(
      'open("new day") and values.x = "day" or not open( "new day" )',
    );
    expect(renamedIn('queue = "A" or "A" != queue or queue in ("B", "A") or tier = "A" or number in ("A")', "queue", "A", "C")).toBe(
      'queue = "C" or "C" != queue or queue in ("B", "C") or tier = "A" or number in ("A")',
    );
  });

  it("may_have_quotes_in_them", () => {
    expect(renamedIn('open("the \\"day\\"")', "hours", 'the "day"', "a\\b")).toBe('open("a\\\\b")');
    expect([speaksOf('open("day', "hours", "day"), speaksOf(undefined, "hours", "day")]).toEqual([false, false]);
  });
});

describe("renaming", () => {
  it("of_hours_takes_queues_and_conditions_along", () => {
    const { hours, queues, rules } = renameHours(document, 0, "office");
    expect(hours?.map((one) => one.name)).toEqual(["office", "night"]);
    expect(queues?.map((one) => one.hours)).toEqual(["office", "night"]);
    expect(rules?.[0]?.when).toBe('not open("office") and channel = "voice"');
    expect(usesOfHours(document, "day")).toEqual({ queues: [{ name: "Support", index: 0 }], rules: [{ name: "closed", index: 0 }] });
  });

  it("of_a_team_takes_people_queues_their_steps_and_rules_along", () => {
    const { teams, agents, users, queues, rules } = renameTeam(document, 0, "morning");
    expect(teams?.map((one) => one.name)).toEqual(["morning", "late"]);
    expect([agents?.map((one) => one.team), users?.map((one) => one.team)]).toEqual([["morning", undefined], ["morning"]]);
    expect([queues?.[0]?.teams, queues?.[0]?.relax?.[0]?.teams, rules?.[1]?.teams]).toEqual([["morning", "late"], ["morning"], ["morning"]]);
    expect(queues?.[1]).toEqual(document.queues[1]);
  });

  it("of_a_team_is_counted_before_it_is_removed", () => {
    expect(usesOfTeam(document, "early")).toMatchObject({ agents: 1, users: 1, queues: [{ name: "Support" }], rules: [{ name: "early" }] });
    const removed = removeTeam(document, 0);
    expect([removed.teams, removed.agents?.[0], removed.users?.[0]]).toEqual([
      [{ name: "late" }],
      { login: "li", name: "李雷", skills: { orders: 5 } },
      { login: "lin", role: "supervisor" },
    ]);
    expect(removed.queues).toBeUndefined();
  });

  it("of_a_queue_reaches_conditions_too", () => {
    expect(renameQueue(document, 0, "Help").rules?.[1]?.when).toBe('queue in ("Help", "Billing")');
  });
});

describe("two people at one document", () => {
  const day = (change: object) => [{ ...document.hours[0], name: "day", ...change }, document.hours[1]] as Sections["hours"];

  it("both_keep_days_and_dates_that_they_added_to_the_same_hours", () => {
    const mine = { hours: day({ week: { "mon-thu": ["09:00-18:00"], fri: ["09:00-12:00"] }, closed: ["2027-01-01"] }) };
    const theirs = { ...document, hours: day({ week: { "mon-fri": ["09:00-18:00"], sat: ["10:00-16:00"] }, closed: ["2027-05-01"] }) };
    const { edits, overlaps } = rebase(document, mine, theirs);
    expect(edits.hours?.[0]).toEqual({
      name: "day",
      week: { "mon-thu": ["09:00-18:00"], fri: ["09:00-12:00"], sat: ["10:00-16:00"] },
      closed: ["2027-05-01", "2027-01-01"],
    });
    expect(overlaps).toEqual([]);
  });

  it("keep_my_times_of_a_day_that_both_changed_and_say_so", () => {
    const mine = { hours: day({ week: { "mon-fri": ["08:00-18:00"] } }) };
    const theirs = { ...document, hours: day({ week: { "mon-fri": ["07:00-18:00"] } }) };
    const { edits, overlaps } = rebase(document, mine, theirs);
    expect(edits.hours?.[0]?.week).toEqual({ "mon-fri": ["08:00-18:00"] });
    expect(overlaps).toEqual([{ section: "hours", name: "day" }]);
  });

  it("each_keep_their_own_setting_and_channel", () => {
    const base = complete({ settings: { region: "GB" }, capacity: { voice: { cost: 70 } } });
    const mine = { settings: { region: "GB", ageing_seconds: 30 }, capacity: { voice: { cost: 70, most: 2 } } };
    const theirs = complete({ settings: { region: "GB", desk_grace_seconds: 60 }, capacity: { voice: { cost: 50 }, webchat: { most: 3 } } });
    const { edits, overlaps } = rebase(base, mine, theirs);
    expect(edits.settings).toEqual({ region: "GB", ageing_seconds: 30, desk_grace_seconds: 60 });
    expect(edits.capacity).toEqual({ voice: { cost: 50, most: 2 }, webchat: { most: 3 } });
    expect(overlaps).toEqual([]);
    expect(rebase(base, { settings: { region: "CN" } }, complete({ settings: { region: "US" } })).overlaps).toEqual([{ section: "settings", name: null }]);
  });

  it("lose_nothing_where_people_changed_without_a_new_version", () => {
    const found = { version: 1, etag: '"1"', sections: document };
    const mine = edit(begin(found), renameTeam(document, 0, "morning"), "rename");
    const other = { ...document, users: [{ login: "lin", name: "林涛", role: "supervisor", team: "early" }] };
    const now = seen(mine, { ...found, sections: other });
    expect(now.edits.users).toEqual([{ login: "lin", name: "林涛", role: "supervisor", team: "morning" }]);
    expect([now.newer, isDirty(now)]).toEqual([null, true]);
  });
});

describe("what will change", () => {
  const [en, zh] = [i18n.getFixedT("en"), i18n.getFixedT("zh-CN")];
  const now: Sections = { ...document, agents: [{ login: "li", name: "李雷", team: "late", skills: { orders: 6 } }, { login: "han" }] };
  const versions = [document, now];

  it("is_told_in_the_readers_words", () => {
    expect(changeText(en, "~ hours day source, open", versions)).toEqual({ sign: "~", text: "opening hours day", detail: "times" });
    expect(changeText(zh, "~ settings capacity, ageing_ms", versions)).toEqual({ sign: "~", text: "设置", detail: "各渠道占用、一分优先级的价值" });
    expect(changeText(en, "~ queue Support required, teams", versions).detail).toBe("skills asked for, teams");
    expect(changeText(zh, "~ rules order", versions)).toEqual({ sign: "~", text: "路由策略", detail: "先后" });
    expect(changeText(en, "+ queue something new", versions)).toEqual({ sign: "+", text: "queue something new", detail: "" });
  });

  it("of_a_person_says_team_and_levels", () => {
    expect(changeText(en, "~ agent li team, skills", versions)).toEqual({ sign: "~", text: "agent 李雷 li", detail: "Team early → late, orders 5 → 6" });
    expect(changeText(zh, "~ agent li phone, skills", versions).detail).toBe("班组 early → late、orders 5 → 6、话机");
  });

  it("is_told_in_the_same_words_where_the_versions_are_long_gone", () => {
    const told = (t: typeof en, line: string) => {
      const { sign, text, detail } = changeText(t, line);
      return [sign, text, detail].join("|");
    };
    expect(told(zh, "~ queue 客服 Support priority, overflows")).toBe("~|排队队列 客服 Support|优先级、溢出");
    expect(told(en, "~ queue A, B and C choose")).toBe("~|queue A, B and C|who is asked first");
    expect(told(en, "~ agent li team, skills")).toBe("~|agent li|team, skills");
    expect(told(zh, "~ user lin role, no longer an agent")).toBe("~|人员 lin|角色、不再是座席");
    expect(told(zh, "~ hours day open")).toBe("~|工作时间 day|时间");
    expect(told(en, "~ settings capacity_limit, default_region")).toBe("~|settings|what an agent has, country of numbers");
    expect(told(en, "~ rules order")).toBe("~|rules|order");
    expect(told(en, "+ queue priority line")).toBe("+|queue priority line|");
  });

  it("leaves_the_nodes_of_flows_their_names", () => {
    expect(changeText(en, "~ flow main start, +queue, -hello").detail).toBe("start, +queue, -hello");
    expect(changeText(zh, "~ flow main queue, name").detail).toBe("queue、name");
    expect(changeText(zh, "~ flow main order of nodes").detail).toBe("节点的先后");
  });

  it("leads_to_the_page_on_which_it_is_edited", () => {
    expect(["hours[1].week.mon", "capacity.voice.cost", "settings.ageing_seconds", "settings.time_zone", "teams[0]", "users[0]"].map((path) => linkTo(placeOf(path)))).toEqual(
      ["/admin/hours?open=1", "/admin/capacity", "/admin/capacity", "/admin/hours", "/admin/teams", null],
    );
  });
});
