// What to say when a request failed: what happened, and what to do. The server's own sentences are English; a refusal's
// word has one of ours in each language.
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/http";

export function useErrorText() {
  const { t, i18n } = useTranslation();
  return (error: unknown): string => {
    if (!(error instanceof ApiError)) return t("error.unknown");
    if (error.code && i18n.exists(`refusal.${error.code}`)) return t(`refusal.${error.code as "not_yours"}`);
    if (error.status === 0) return t("error.unreachable");
    if (error.status === 403) return t("error.forbidden");
    if (error.status === 404) return t("error.gone");
    if (error.status === 409) return error.detail ? t("error.conflictDetail", { detail: error.detail }) : t("error.conflict");
    if (error.status === 412) return t("error.changedMeanwhile");
    if (error.status === 429) return t("error.tooMany", { seconds: error.retryAfterSeconds ?? 30 });
    if (error.status >= 500) return t("error.server");
    return error.detail ?? error.title;
  };
}
