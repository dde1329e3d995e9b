// Capacity: what stands in the document, what it comes to, and what cannot be.
import { describe, expect, it } from "vitest";
import { complete, type Capacity } from "../../../../api/configuration";
import i18n from "../../../../i18n";
import { interruptions, mostAtOnce, putLimit, putRule, putSetting, roomFor, ruleOf, troublesOf } from "./capacity-model";
import { ageingText, capacityText, graceText, troubleText } from "./capacity-text";

const en = i18n.getFixedT("en");
const zh = i18n.getFixedT("zh-CN");
const with_ = (capacity: Capacity) => complete({ capacity });

describe("capacity in the document", () => {
  it("says_only_what_is_not_usual", () => {
    expect(putRule(with_({}), "webchat", { cost: 25 }).capacity).toEqual({ webchat: { cost: 25 } });
    expect(putRule(with_({ webchat: { cost: 25, most: 3 } }), "webchat", { cost: 20 }).capacity).toEqual({ webchat: { most: 3 } });
    expect(putRule(with_({ webchat: { cost: 25 } }), "webchat", { cost: null }).capacity).toEqual({});
    expect(putRule(with_({}), "voice", { interrupts: ["email", "ticket"] }).capacity).toEqual({});
    expect(putRule(with_({}), "voice", { interrupts: [] }).capacity).toEqual({ voice: { interrupts: [] } });
    expect(putRule(with_({}), "callback", { interrupts: ["email", "webchat", "ticket"] }).capacity).toEqual({
      callback: { interrupts: ["webchat", "ticket", "email"] },
    });
    expect([putLimit(with_({ limit: 120 }), 100).capacity, putLimit(with_({}), 120).capacity]).toEqual([{}, { limit: 120 }]);
  });

  it("leaves_the_other_settings_alone", () => {
    const now = complete({ settings: { region: "GB", ageing_seconds: 30 } });
    expect(putSetting(now, "ageing_seconds", 60).settings).toEqual({ region: "GB" });
    expect(putSetting(now, "desk_grace_seconds", 45).settings).toEqual({ region: "GB", ageing_seconds: 30, desk_grace_seconds: 45 });
    expect(putSetting(now, "ageing_seconds", null).settings).toEqual({ region: "GB" });
  });
});

describe("how much an agent can have", () => {
  it("is_what_the_cost_and_the_number_allow", () => {
    expect(["voice", "webchat", "ticket"].map((channel) => mostAtOnce({}, channel as "voice"))).toEqual([1, 5, 10]);
    expect(mostAtOnce({ voice: { most: 0 } }, "voice")).toBe(1);
    expect(mostAtOnce({ voice: { most: 0, cost: 30 } }, "voice")).toBe(3);
    expect(mostAtOnce({ webchat: { most: 3 } }, "webchat")).toBe(3);
    expect(mostAtOnce({ email: { cost: 0 } }, "email")).toBe(Infinity);
    expect(mostAtOnce({ limit: 50 }, "voice")).toBe(0);
  });

  it("counts_nothing_of_what_does_not_stand_in_the_way", () => {
    expect(roomFor({}, "webchat", ["voice"])).toBe(2);
    expect(roomFor({}, "voice", ["ticket", "ticket", "email", "email", "email", "email", "email", "email", "email"])).toBe(1);
    expect(roomFor({ voice: { interrupts: [] } }, "voice", ["webchat", "webchat", "ticket"])).toBe(0);
    expect(roomFor({}, "voice", ["voice"])).toBe(0);
  });

  it("says_channels_together_that_come_in_over_the_same", () => {
    expect(interruptions({})).toEqual([{ channels: ["voice", "callback"], over: ["ticket", "email"] }]);
    expect(interruptions({ callback: { interrupts: [] }, voice: { interrupts: ["ticket"] } })).toEqual([{ channels: ["voice"], over: ["ticket"] }]);
  });
});

describe("what cannot be", () => {
  it("is_told_before_the_server_does", () => {
    expect(troublesOf({})).toEqual([]);
    expect(troublesOf({ ticket: { interrupts: ["voice"] } })).toEqual([{ kind: "mutual", channel: "voice", other: "ticket" }]);
    expect(troublesOf({ webchat: { interrupts: ["webchat"] } })).toEqual([{ kind: "self", channel: "webchat" }]);
    expect(troublesOf({ limit: 50 }).map(({ kind, channel }) => `${kind} ${channel}`)).toEqual(["tooDear voice", "tooDear callback"]);
  });

  it("is_named_by_its_channels", () => {
    expect(troubleText(en, { kind: "mutual", channel: "voice", other: "ticket" })).toBe("Call and Ticket interrupt each other: untick one of them.");
    expect(troubleText(zh, { kind: "tooDear", channel: "voice" })).toContain("电话");
  });
});

describe("capacity in words", () => {
  it("says_what_fits_alone_beside_a_call_and_over_other_work", () => {
    expect(capacityText(en, {})).toEqual([
      "An agent can have 1 call, or 5 chats, or 10 tickets, or 10 e-mails, or 1 callback at a time.",
      "Beside a call there is room for 2 chats, or 4 tickets, or 4 e-mails.",
      "A call or a callback comes in although tickets or e-mails are open; they go on when it is over.",
    ]);
    expect(capacityText(zh, {})).toEqual([
      "一名座席同一时间可以有 1 通电话，或 5 个网页会话，或 10 张工单，或 10 封邮件，或 1 个回拨。",
      "有一通电话时，还可以有 2 个网页会话，或 4 张工单，或 4 封邮件。",
      "电话或回拨不受手上工单或邮件的影响照样进来，结束后再接着处理。",
    ]);
  });

  it("says_what_takes_nothing_and_what_does_not_come_in_at_all", () => {
    const text = capacityText(en, { limit: 60, voice: { interrupts: [] }, callback: { interrupts: [] }, email: { cost: 0 } });
    expect(text).toContain("These take nothing of it: E-mail.");
    expect(text[1]).toBe("Beside a call there is room for any number of e-mails.");
    expect(capacityText(en, { limit: 60, voice: { interrupts: [] }, callback: { interrupts: [] } })[1]).toBe("Beside a call nothing else comes in.");
  });

  it("says_what_a_point_is_worth_and_how_long_a_desk_is_waited_for", () => {
    expect(ageingText(en, 60)).toBe(
      "One point of priority is worth 60 s of waiting: with 10 points more, somebody goes before those who came up to 10 min earlier.",
    );
    expect(graceText(zh, 30)).toBe("工作台断线满 30 秒就自动签出。");
    expect(ruleOf({ voice: { cost: 70 } }, "voice")).toEqual({ cost: 70, most: 1, interrupts: ["ticket", "email"] });
  });
});
