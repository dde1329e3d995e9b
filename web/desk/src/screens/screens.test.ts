import { describe, expect, it } from "vitest";
import type { AdminUser, AgentLive, CaseBrief, Collected, LiveMetrics, Order, QueueLive } from "../api/types";
import { matches } from "../hooks/hotkeys";
import { detailsOf, nameOf, touched } from "./admin/audit-text";
import { caseFilterOf, casesLink } from "./cases/case-link";
import { matchOrder, maybeOrderNumber } from "./customer/match-order";
import { caseOf, choose, emptyForm, fromDraft, missing, startOf, toDraft } from "./desk/registration-form";
import { normalised, peaks } from "./details/loudness";
import { bars, longest } from "./details/segment-bars";
import { alertsOf } from "./supervisor/alerts";
import { filterOf, listLink } from "./supervisor/list-link";

const at = (second: number) => new Date(Date.UTC(2025, 2, 1, 8, 0, second)).toISOString();
const collected = (name: string, value: string): Collected => ({ name, value, label: { zh: "", en: "" } });

describe("call registration", () => {
  const open = { id: "c1", status: "open" } as CaseBrief;

  it("comes_back_from_its_draft_as_it_was", () => {
    const form = { ...emptyForm, disposition: "refund", note: "退款", choice: "new" as const, subject: "退款未到", type: "refund" };
    expect(fromDraft(toDraft(form))).toEqual(form);
    expect(fromDraft({})).toEqual(emptyForm);
  });

  it("of_work_on_a_case_begins_with_that_case_until_something_else_was_chosen", () => {
    expect(caseOf(startOf({}, "c1"))).toEqual({ id: "c1" });
    expect(caseOf(startOf({ case: null }, "c1"))).toBeNull();
    expect(caseOf(startOf({ case: { id: "c2" } }, "c1"))).toEqual({ id: "c2" });
    expect(startOf({}, null)).toEqual(emptyForm);
  });

  it("names_what_is_missing", () => {
    expect(missing(emptyForm)).toEqual(["disposition"]);
    expect(missing({ ...emptyForm, disposition: "x", choice: "new" })).toEqual(["subject", "type"]);
    expect(missing({ ...emptyForm, disposition: "x", choice: "existing" })).toEqual(["case"]);
    expect(missing({ ...emptyForm, disposition: "x" })).toEqual([]);
  });

  it("suggests_the_only_open_case_and_a_subject_from_the_note", () => {
    expect(choose(emptyForm, "existing", [open])).toMatchObject({ caseId: "c1", status: "open" });
    expect(choose(emptyForm, "existing", [open, { ...open, id: "c2" }]).caseId).toBeNull();
    expect(choose({ ...emptyForm, note: "屏幕破损。要求换货" }, "new", [])).toMatchObject({ subject: "屏幕破损", status: "open" });
  });

  it("sends_no_case_unless_one_was_chosen", () => {
    expect(caseOf({ ...emptyForm, subject: "left over", caseId: "c1" })).toBeNull();
  });
});

describe("the audit log", () => {
  const users = [{ id: "7", name: "李雷" } as AdminUser];
  it("names_people_and_numbers_the_rest", () => {
    expect(nameOf(touched("user/7"), users)).toBe("李雷");
    expect(nameOf(touched("user/8"), users)).toBe("8");
    expect(nameOf(touched("recording/3"), users)).toBe("3");
    expect(nameOf(touched("session"), users)).toBeNull();
    expect(touched(null)).toBeNull();
  });

  it("shows_details_of_any_shape", () => {
    expect(detailsOf({ detail: { login: "li", enabled: true, team: null } })).toEqual([
      { name: "login", value: "li" },
      { name: "enabled", value: "true" },
    ]);
    expect(detailsOf({ detail: "by hand" })).toEqual([{ name: "", value: "by hand" }]);
    expect(detailsOf({ detail: null })).toEqual([]);
  });
});

describe("the cases' address", () => {
  it("keeps_view_and_search", () => {
    const filter = { view: "mine" as const, q: "屏幕 1203" };
    expect(caseFilterOf(casesLink(filter).replace("/cases", ""))).toEqual(filter);
    expect(caseFilterOf("?view=nonsense")).toEqual({ view: "open", q: "" });
  });
});

describe("the matched order", () => {
  const order = { number: "8841" } as Order;
  it("is_found_in_whatever_was_keyed_in", () => {
    expect(matchOrder([order], [collected("n", "8841#")])).toBe(order);
    expect(matchOrder([order], [collected("n", "1")])).toBeNull();
    expect(maybeOrderNumber([collected("order_number", "77")])).toBe("77");
    expect(maybeOrderNumber([collected("choice", "2")])).toBeNull();
  });
});

describe("segments", () => {
  it("share_one_axis_and_run_on_while_open", () => {
    const segment = (kind: "waiting" | "talking", from: number, to: number | null) => ({
      kind,
      started_at: at(from),
      ended_at: to === null ? null : at(to),
      queue: null,
    });
    const { rows, wholeMs } = bars(
      {
        started_at: at(0),
        ended_at: null,
        participants: [
          { id: "1", kind: "customer", agent: null, segments: [segment("waiting", 0, 10), segment("talking", 10, null)] },
          { id: "2", kind: "agent", agent: { id: "7", name: "李雷" }, segments: [segment("talking", 10, null)] },
          { id: "3", kind: "flow", agent: null, segments: [] },
        ],
      },
      Date.parse(at(40)),
    );
    expect(wholeMs).toBe(40_000);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.bars[1]).toMatchObject({ left: 25, width: 75, ms: 30_000 });
    expect(longest(rows, "talking")).toBe(30_000);
  });
});

describe("the wallboard", () => {
  const queue = (change: Partial<QueueLive>): QueueLive =>
    ({ id: "1", name: "售后", waiting: 0, longest_waiting_since: null, offered: 0, service_level: null, agents_available: 1, ...change }) as QueueLive;
  const idle = { id: "9", name: "赵敏", state: "break", activity: "idle", since: at(0) } as AgentLive;
  const board = (queues: QueueLive[], agents: AgentLive[] = []) => ({ queues, agents }) as unknown as LiveMetrics;
  const now = Date.parse(at(50));

  it("is_quiet_when_all_is_well", () => {
    expect(alertsOf(board([queue({ waiting: 1, longest_waiting_since: at(45) })]), {}, now)).toEqual([]);
  });

  it("says_who_could_help_where_nobody_is_available", () => {
    const [alert] = alertsOf(board([queue({ waiting: 2, agents_available: 0 })], [idle]), {}, now);
    expect(alert).toMatchObject({ kind: "nobody", waiting: 2, helpers: ["赵敏"] });
  });

  it("warns_of_a_long_wait_by_the_queues_own_target", () => {
    const waiting = queue({ waiting: 1, longest_waiting_since: at(0) });
    expect(alertsOf(board([waiting]), { "1": { seconds: 10, target: 0.8 } }, now)[0]?.kind).toBe("slow");
    expect(alertsOf(board([waiting]), { "1": { seconds: 30, target: 0.8 } }, now)).toEqual([]);
  });

  it("judges_no_service_level_on_a_handful_of_calls", () => {
    expect(alertsOf(board([queue({ offered: 4, service_level: 0 })]), {}, now)).toEqual([]);
    expect(alertsOf(board([queue({ offered: 5, service_level: 0.5 })]), {}, now)[0]?.kind).toBe("level");
  });

  it("turns_every_number_into_the_address_of_its_list_and_back", () => {
    const filter = { view: "abandoned" as const, queue: "3", from: at(0) };
    expect(filterOf(listLink(filter).slice(5))).toMatchObject(filter);
    expect(filterOf("?view=anything").view).toBeUndefined();
  });
});

describe("recordings and keys", () => {
  it("draw_peaks_and_leave_silence_silent", () => {
    expect(peaks(Float32Array.from([0, 0.5, -1, 0.25]), 2)).toEqual([0.5, 1]);
    expect(normalised([0.01], 0.01)[0]).toBeLessThan(0.3);
  });

  it("match_physical_keys_with_their_modifiers", () => {
    const key = { code: "KeyM", key: "µ", altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };
    expect(matches("Alt+KeyM", key)).toBe(true);
    expect(matches("KeyM", key)).toBe(false);
    expect(matches("Ctrl+KeyK", { ...key, code: "KeyK", altKey: false, metaKey: true })).toBe(true);
    expect(matches("Enter", { ...key, code: "NumpadEnter", altKey: false })).toBe(true);
  });
});
