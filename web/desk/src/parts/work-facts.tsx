// What is known of work that is neither a call nor a chat: which case, by when it was promised, and the word left for
// whoever takes it. On the offer, at the desk and in the list of conversations.
import { useTranslation } from "react-i18next";
import type { CaseBrief, Work } from "../api/types";
import { timeOfDay } from "../format/time";
import { useNow } from "../hooks/use-now";
import { useDay } from "./lines";

/** "Promised by today 14:30", or null. */
export function usePromised(work: Work | null): string | null {
  const { t, i18n } = useTranslation();
  const dayOf = useDay();
  if (!work?.promised_at) return null;
  return t("work.promised", { day: dayOf(work.promised_at), time: timeOfDay(work.promised_at, i18n.language) });
}

export function PromisedTag({ work }: { work: Work | null }) {
  const text = usePromised(work);
  const now = useNow();
  if (!text || !work?.promised_at) return null;
  const late = Date.parse(work.promised_at) < now;
  return (
    <span className={late ? "tag tone-bad" : "tag tone-accent"} data-testid="work-promised">
      {text}
      {late ? <LateMark /> : null}
    </span>
  );
}

function LateMark() {
  const { t } = useTranslation();
  return <> · {t("work.late")}</>;
}

export function WorkFacts({ work, cases }: { work: Work; cases: CaseBrief[] }) {
  const { t } = useTranslation();
  const about = cases.find((one) => one.id === work.case);
  if (!work.promised_at && !work.note && !about) return null;
  return (
    <div className="work-facts" data-testid="work-facts">
      <PromisedTag work={work} />
      {about ? (
        <span className="line-title">
          <span className="num">#{about.number}</span> {about.subject}
        </span>
      ) : null}
      {work.note ? (
        <p className="work-note">
          <span className="muted">{t("work.note")}</span> {work.note}
        </p>
      ) : null}
    </div>
  );
}
