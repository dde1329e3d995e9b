// The bar under every page of the configuration: what is not published yet, undo and redo, and the way to publish it.
import Icon from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Hint } from "../../../../parts/hint";
import { useUndo } from "./context";
import { isDirty, type Draft } from "./model";
import { ProblemList } from "./problem-list";
import { Review } from "./review";
import { discardDraft } from "./store";
import type { Check } from "./use-check";
import { useWhere } from "./where";

export function SaveBar({ draft, check }: { draft: Draft; check: Check }) {
  const { t } = useTranslation();
  const { undo, redo } = useUndo();
  const [reviewing, setReviewing] = useState(false);
  const where = useWhere();
  const dirty = isDirty(draft);
  const sections = [...new Set(Object.keys(draft.edits).map((section) => where(section, null)))];
  const [past, future] = [draft.past.at(-1), draft.future.at(-1)];
  return (
    <footer className="save-bar" data-testid="save-bar" data-dirty={dirty} data-version={draft.version}>
      <Hint text={past ? t("draft.undoWhat", { what: past.label }) : t("draft.undo")} binding="Ctrl+KeyZ">
        <Button icon={<Icon component={BackArrow} />} disabled={!past} onClick={undo} aria-label={t("draft.undo")} data-testid="draft-undo" />
      </Hint>
      <Hint text={future ? t("draft.redoWhat", { what: future.label }) : t("draft.redo")} binding="Ctrl+KeyY">
        <Button icon={<Icon component={BackArrow} className="mirrored" />} disabled={!future} onClick={redo} aria-label={t("draft.redo")} data-testid="draft-redo" />
      </Hint>
      <span className={dirty ? "save-what strong" : "save-what muted"}>
        {dirty ? t("draft.dirty", { what: sections.join(t("draft.separator")) }) : t("draft.clean", { version: draft.version })}
      </span>
      <span className="spacer" />
      <CheckMark draft={draft} check={check} />
      <Button disabled={!dirty} onClick={() => discardDraft(t("draft.discard"))} data-testid="draft-discard">
        {t("draft.discard")}
      </Button>
      <Button type="primary" disabled={!dirty} onClick={() => setReviewing(true)} data-testid="draft-review">
        {t("draft.review")}
      </Button>
      {reviewing ? <Review draft={draft} check={check} close={() => setReviewing(false)} /> : null}
    </footer>
  );
}

/** Undo; mirrored, redo. */
function BackArrow() {
  return (
    <svg viewBox="0 0 24 24" width="1.2em" height="1.2em" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
      <path d="M8 4.5 3 9.5l5 5M3.5 9.5H15a5.5 5.5 0 0 1 0 11H9" />
    </svg>
  );
}

function CheckMark({ draft, check }: { draft: Draft; check: Check }) {
  const { t } = useTranslation();
  if (check.state === "clean" || check.state === "stale") return null;
  if (check.problems.length > 0) {
    return (
      <Popover trigger="click" title={t("draft.problems")} content={<ProblemList sections={draft.now} problems={check.problems} />}>
        <button type="button" className="link ink-bad" aria-live="polite" data-testid="draft-problems">
          {t("draft.problemCount", { n: check.problems.length })}
        </button>
      </Popover>
    );
  }
  if (check.state === "failed") {
    return (
      <button type="button" className="link ink-wrap" onClick={check.again} aria-live="polite" data-testid="draft-check" data-state="failed">
        {t("draft.notChecked")}
      </button>
    );
  }
  const text = check.state === "checking" ? t("draft.checking") : t("draft.checked", { n: check.changes.length });
  return (
    <span className={check.state === "good" ? "ink-ok" : "muted"} aria-live="polite" data-testid="draft-check" data-state={check.state}>
      {text}
    </span>
  );
}
