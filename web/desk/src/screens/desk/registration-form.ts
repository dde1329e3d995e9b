// The call registration as a value: what is typed, what is sent as a draft, what completes the wrap-up. Pure.
import type { CaseBrief, CaseStatus, Draft, WrapUpCase } from "../../api/types";

export type CaseChoice = "none" | "new" | "existing";
export interface Form {
  disposition: string | null;
  note: string;
  choice: CaseChoice;
  caseId: string | null;
  status: CaseStatus | null;
  subject: string;
  type: string | null;
  priority: string;
}
export const priorities = ["low", "normal", "high", "urgent"] as const;

export const emptyForm: Form = {
  disposition: null,
  note: "",
  choice: "none",
  caseId: null,
  status: null,
  subject: "",
  type: null,
  priority: "normal",
};

export function fromDraft(draft: Draft): Form {
  const form: Form = { ...emptyForm, disposition: draft.disposition ?? null, note: draft.note ?? "", status: draft.status ?? null };
  const picked = draft.case;
  if (!picked) return form;
  if ("id" in picked) return { ...form, choice: "existing", caseId: picked.id };
  return {
    ...form,
    choice: "new",
    subject: picked.subject,
    type: picked.type || null,
    priority: picked.priority || "normal",
  };
}

/** Work on a case goes on with that case until the agent says something else. */
export function startOf(draft: Draft, ownCase: string | null): Form {
  const form = fromDraft(draft);
  const untouched = draft.case === undefined && ownCase !== null;
  return untouched ? { ...form, choice: "existing", caseId: ownCase } : form;
}

export function caseOf(form: Form): WrapUpCase {
  if (form.choice === "existing") return form.caseId ? { id: form.caseId } : null;
  if (form.choice === "new") return { subject: form.subject.trim(), type: form.type ?? "", priority: form.priority };
  return null;
}

export const toDraft = (form: Form): Draft => ({
  disposition: form.disposition,
  note: form.note,
  case: caseOf(form),
  status: form.choice === "none" ? null : form.status,
});

export type Missing = "disposition" | "subject" | "type" | "case";

/** What stands between this form and its end, in the order of the fields. */
export function missing(form: Form): Missing[] {
  const found: Missing[] = [];
  if (!form.disposition) found.push("disposition");
  if (form.choice === "new" && !form.subject.trim()) found.push("subject");
  if (form.choice === "new" && !form.type) found.push("type");
  if (form.choice === "existing" && !form.caseId) found.push("case");
  return found;
}

/** What the screen suggests when a kind of case is chosen: the only open one; the first line of the note. */
export function choose(form: Form, choice: CaseChoice, open: CaseBrief[]): Form {
  if (choice === "existing" && !form.caseId) {
    const only = open.length === 1 ? open[0] : undefined;
    return { ...form, choice, caseId: only?.id ?? null, status: only?.status ?? form.status };
  }
  if (choice === "new") {
    const subject = form.subject.trim() ? form.subject : (form.note.split(/\n|。|\. /)[0]?.slice(0, 60) ?? "");
    return { ...form, choice, subject, status: form.status ?? "open" };
  }
  return { ...form, choice };
}
