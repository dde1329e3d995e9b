// "This caller now would go to …": one sentence first, then why nobody else, and what happens while they wait.
import { useTranslation } from "react-i18next";
import type { Caller, Preview } from "../../../../api/configuration";
import { ApiError, type Problem } from "../../../../api/http";
import { dateAndTime } from "../../../../format/time";
import { words } from "../../../../format/values";
import { useErrorText } from "../../../../parts/error-text";
import { Loading } from "../../../../parts/feedback";
import { CandidateGroups } from "../../../details/candidate-groups";
import { isDirty, type Draft } from "../draft/model";
import { ProblemList } from "../draft/problem-list";
import { problemsOf } from "../draft/use-check";
import { placeOf } from "../draft/where";
import { asksOf, duration, overflowText, previewText } from "../parts/sentences";
import { CallerForm } from "./caller-form";
import type { PreviewState } from "./use-preview";

interface Props {
  draft: Draft;
  caller: Caller;
  setCaller: (caller: Caller) => void;
  preview: PreviewState;
}

export function PreviewPanel({ draft, caller, setCaller, preview }: Props) {
  const { t } = useTranslation();
  return (
    <aside className="preview" aria-label={t("preview.title")} data-testid="preview">
      <header className="preview-head">
        <h2>{t("preview.title")}</h2>
        <Sentence draft={draft} caller={caller} preview={preview} />
        <p className="muted">{t(isDirty(draft) ? "preview.ofDraft" : "preview.ofPublished")}</p>
      </header>
      <CallerForm draft={draft} caller={caller} setCaller={setCaller} />
      {preview.data?.queue ? <Details draft={draft} preview={preview.data} old={preview.old} /> : null}
    </aside>
  );
}

/** Always in view, whatever is being filled in. */
function Sentence({ draft, caller, preview }: Pick<Props, "draft" | "caller" | "preview">) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const problems = problemsIn(preview);
  if (problems.length) {
    // Those of the caller's form have no place in the document.
    const ofDraft = problems.some((problem) => placeOf(problem.path).section in draft.now);
    return (
      <div role="alert" data-testid="preview-problems">
        <p className="strong">{t(ofDraft ? "preview.refused" : "preview.incomplete")}</p>
        {ofDraft ? (
          <ProblemList sections={draft.now} problems={problems} />
        ) : (
          problems.map((problem) => <p key={problem.path}>{problem.path === "queue" ? t("preview.chooseQueue") : words(problem.text, i18n.language)}</p>)
        )}
      </div>
    );
  }
  if (preview.error && !preview.data) {
    return (
      <p className="ink-bad" role="alert">
        {errorText(preview.error)}
      </p>
    );
  }
  if (!preview.data) return <Loading rows={2} />;
  return (
    <p className={preview.old ? "preview-sentence old" : "preview-sentence"} aria-live="polite" data-testid="preview-sentence">
      {previewText(t, caller, preview.data)}
    </p>
  );
}

/** The draft's are told with an answer, the form's with a refusal. */
function problemsIn({ data, error }: PreviewState): Problem[] {
  if (error instanceof ApiError && error.status === 422) return problemsOf(error);
  return data && data.queue === undefined ? (data.problems ?? []) : [];
}

function Details({ draft, preview, old }: { draft: Draft; preview: Preview; old: boolean }) {
  return (
    <div className={old ? "preview-details old" : "preview-details"}>
      <Facts preview={preview} />
      <CandidateGroups groups={preview.groups ?? []} />
      <Later preview={preview} />
      {preview.problems?.length ? <ProblemList sections={draft.now} problems={preview.problems} /> : null}
    </div>
  );
}

function Facts({ preview }: { preview: Preview }) {
  const { t, i18n } = useTranslation();
  const { estimated_wait_seconds: wait, rules = [], why, offered_at } = preview;
  const facts: [string, string][] = [
    [t("preview.rules"), rules.length ? rules.join(t("say.comma")) : t("preview.noRules")],
    [t("routing.asksFor"), asksOf(t, preview)],
    [t("admin.priority"), String(preview.priority ?? 0)],
    [t("preview.position"), preview.position === null || preview.position === undefined ? "–" : String(preview.position)],
    [t("preview.wait"), wait === null || wait === undefined ? "–" : duration(t, Math.round(wait))],
  ];
  if (why) facts.push([t("preview.why"), words(why, i18n.language)]);
  if (offered_at) facts.push([t("preview.offeredAt"), dateAndTime(offered_at)]);
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What changes if nobody takes them at once. */
function Later({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const lines = [
    ...(preview.relaxations ?? []).map((step) => t("say.after", { time: duration(t, step.after_seconds), what: asksOf(t, step) })),
    ...(preview.overflow ?? []).map((step) => overflowText(t, step)),
  ];
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{t("preview.later")}</h3>
      <ul className="plain-lines">
        {lines.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ul>
    </>
  );
}
