// Around every page that edits the configuration: its head, what somebody else published meanwhile, and the bar with undo
// and publish. The page itself gets the draft. Who may only look gets the same page with nothing to change in it.
import { Alert, ConfigProvider } from "antd";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useConfiguration } from "../../../../api/queries";
import { configures } from "../../../../app/rights";
import { useUser } from "../../../../app/session";
import { Loading, Ready } from "../../../../parts/feedback";
import { AdminHead } from "../../admin-head";
import { CheckContext, useUndoKeys } from "./context";
import type { Draft } from "./model";
import { Newer } from "./newer";
import { SaveBar } from "./save-bar";
import { see, useDraft } from "./store";
import { useCheck } from "./use-check";

interface Props {
  title: string;
  hint?: string;
  actions?: ReactNode;
  children: (draft: Draft) => ReactNode;
}

export function DraftPage({ title, hint, actions, children }: Props) {
  const { t } = useTranslation();
  const edits = configures(useUser());
  const configuration = useConfiguration();
  const draft = useConfiguredDraft(configuration.data);
  const check = useCheck();
  useUndoKeys();
  const { refetch } = configuration;
  const stale = check.state === "stale" && !draft?.newer;
  useEffect(() => {
    if (stale) void refetch();
  }, [stale, refetch]);
  return (
    <CheckContext check={check}>
      <div className="draft-page">
        <AdminHead title={title} {...(hint ? { hint } : {})}>
          {draft && edits ? actions : null}
        </AdminHead>
        {edits ? null : <Alert type="info" showIcon title={t("draft.readOnly")} data-testid="read-only" />}
        {draft?.newer ? <Newer version={draft.newer.version} /> : null}
        <div className={edits ? "draft-body" : "draft-body looking"}>
          {draft ? (
            <ConfigProvider componentDisabled={!edits}>{children(draft)}</ConfigProvider>
          ) : (
            <Ready of={configuration}>{() => <Loading rows={8} />}</Ready>
          )}
        </div>
        {draft && edits ? <SaveBar draft={draft} check={check} /> : null}
      </div>
    </CheckContext>
  );
}

/** The draft, begun with or brought up to what the server has. */
export function useConfiguredDraft(found: Parameters<typeof see>[0] | undefined): Draft | null {
  const user = useUser().id;
  useEffect(() => {
    if (found) see(found, user);
  }, [found, user]);
  return useDraft();
}
