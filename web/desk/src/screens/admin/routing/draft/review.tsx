// Before it counts: what the server says will change, what it warns of, and the button that publishes.
import { App, Modal, type ButtonProps } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { publishConfiguration } from "../../../../api/commands";
import type { Published } from "../../../../api/configuration";
import { ApiError, type Problem } from "../../../../api/http";
import { keys } from "../../../../api/keys";
import { words } from "../../../../format/values";
import { useErrorText } from "../../../../parts/error-text";
import { Failed, Loading } from "../../../../parts/feedback";
import { useChange } from "./changes";
import { isDirty, type Draft } from "./model";
import { Newer } from "./newer";
import { ProblemList } from "./problem-list";
import { draftPublished } from "./store";
import { problemsOf, type Check } from "./use-check";
import { entryName, placeOf, useWhere } from "./where";

export function Review({ draft, check, close }: { draft: Draft; check: Check; close: () => void }) {
  const { t } = useTranslation();
  const { publish, busy, refused } = usePublish(draft, close);
  const shown: Check = refused ? { ...check, state: "bad", problems: refused } : check;
  const ready = shown.state === "good" && !draft.newer;
  return (
    <Modal
      open
      onCancel={close}
      title={t("draft.reviewTitle")}
      okText={t("draft.publish")}
      okButtonProps={{ disabled: !ready, "data-testid": "draft-publish" } as ButtonProps}
      confirmLoading={busy}
      onOk={publish}
      width={640}
    >
      {draft.newer ? <Newer version={draft.newer.version} /> : null}
      <Body draft={draft} check={shown} />
    </Modal>
  );
}

function usePublish(draft: Draft, close: () => void) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ revision: number; problems: Problem[] } | null>(null);
  const publish = async () => {
    setBusy(true);
    const sent = draft.edits;
    try {
      const { version, secrets = [] } = await publishConfiguration(draft.etag, sent, false);
      draftPublished(version, sent);
      void message.success(t("draft.published", { version }));
      if (secrets.length) modal.info({ title: t("draft.secrets"), content: <Secrets of={secrets} /> });
      close();
    } catch (error) {
      // Somebody was quicker: the page loads their version and offers to keep mine.
      if (error instanceof ApiError && error.status === 412) void message.warning(t("draft.tooLate"));
      else if (error instanceof ApiError && error.status === 422) setRefused({ revision: draft.revision, problems: problemsOf(error) });
      else void message.error(errorText(error));
    } finally {
      setBusy(false);
      for (const queryKey of [keys.configuration(), keys.config(), keys.ruleNames(), ["admin"]]) void queries.invalidateQueries({ queryKey });
    }
  };
  return { publish: () => void publish(), busy, refused: refused?.revision === draft.revision ? refused.problems : null };
}

function Secrets({ of }: { of: NonNullable<Published["secrets"]> }) {
  return (
    <ul className="plain-lines">
      {of.map(({ device, secret }) => (
        <li key={device}>
          {device}: <span className="mono">{secret}</span>
        </li>
      ))}
    </ul>
  );
}

function Body({ draft, check }: { draft: Draft; check: Check }) {
  const { t, i18n } = useTranslation();
  const change = useChange(draft.base, draft.now);
  const where = useWhere();
  if (!isDirty(draft)) return <p className="muted">{t("draft.nothingLeft")}</p>;
  if (check.state === "checking" || (check.state === "stale" && !draft.newer)) return <Loading rows={4} />;
  if (check.state === "failed") return <Failed error={check.error} retry={check.again} />;
  if (check.state === "bad") return <ProblemList sections={draft.now} problems={check.problems} />;
  if (check.state === "stale") return null;
  return (
    <>
      <ul className="change-list" data-testid="draft-changes">
        {check.changes.map((one) => {
          const { sign, text, detail } = change(one);
          return (
            <li key={one} data-sign={sign}>
              <span className="change-sign mono">{sign}</span>
              {text} <span className="muted">{detail}</span>
            </li>
          );
        })}
      </ul>
      {check.warnings.map((warning) => {
        const place = placeOf(warning.path);
        return (
          <p key={warning.path + warning.text.en} className="ink-wrap">
            {place.section ? `${where(place.section, entryName(draft.now, place))}: ` : ""}
            {words(warning.text, i18n.language)}
          </p>
        );
      })}
      <p className="muted">{t("draft.publishHint")}</p>
    </>
  );
}
