// Why a contact still waits: who is ahead, who is being asked, and what keeps everybody else from it. For those who oversee.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/http";
import { useRouting } from "../../api/queries";
import type { Routing } from "../../api/types";
import { clock, dateAndTime, sinceMs } from "../../format/time";
import { words } from "../../format/values";
import { useNow } from "../../hooks/use-now";
import { useLive } from "../../live/provider";
import { Fact } from "../../parts/fact";
import { Ready } from "../../parts/feedback";
import { CandidateGroups } from "./candidate-groups";

const freshMs = 1000; // what happens in a busy centre is not asked for more often than this

export function RoutingReason({ id }: { id: string }) {
  const { t } = useTranslation();
  const routing = useRouting(id);
  useFresh(routing);
  if (routing.error instanceof ApiError && routing.error.status === 409) return null;
  return (
    <section data-testid="routing-reason">
      <h3>{t("routing.title")}</h3>
      <Ready of={routing}>{(found) => <Reasons routing={found} />}</Ready>
    </section>
  );
}

/** Asks again after live events (agents come and go, others are served), and when it asks for less, which is none. */
function useFresh(routing: ReturnType<typeof useRouting>) {
  const seq = useLive((state) => state.seq);
  const now = useNow();
  const seen = useRef(seq);
  const { data, dataUpdatedAt, refetch } = routing;
  const relaxed = data?.relaxes_at ? sinceMs(data.relaxes_at, now) >= 0 : false;
  useEffect(() => {
    if ((seq === seen.current && !relaxed) || Date.now() - dataUpdatedAt < freshMs) return;
    seen.current = seq;
    void refetch();
  }, [seq, now, relaxed, dataUpdatedAt, refetch]);
}

function Reasons({ routing }: { routing: Routing }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const skills = routing.requires.map((need) => t("routing.skill", { skill: need.skill.name, level: need.level }));
  const asks = [...skills, ...routing.teams.map((team) => team.name)];
  const untilRelaxedMs = routing.relaxes_at ? Math.max(-sinceMs(routing.relaxes_at, now), 0) : null;
  const offered = routing.offer;
  const wait = routing.estimated_wait_seconds;
  const helpers = routing.helped_by.map((queue) => queue?.name ?? "").join(t("routing.and"));
  return (
    <>
      <dl className="facts two">
        <Fact name={t("routing.ahead")} value={String(routing.ahead)} />
        <Fact name={t("routing.estimatedWait")} value={wait === null ? t("routing.unknown") : clock(wait * 1000)} />
        <Fact name={t("routing.asksFor")} value={asks.length ? asks.join(t("routing.and")) : t("routing.nothing")} />
        {routing.relaxed ? <Fact name={t("routing.relaxed")} value={String(routing.relaxed)} /> : null}
        {untilRelaxedMs === null ? null : <Fact name={t("routing.relaxesIn")} value={clock(untilRelaxedMs)} />}
        {routing.rules.length ? <Fact name={t("routing.rules")} value={routing.rules.join(t("routing.and"))} /> : null}
        {routing.starts_at ? <Fact name={t("routing.startsAt")} value={dateAndTime(routing.starts_at)} /> : null}
        <Kept routing={routing} />
        {helpers ? <Fact name={t("routing.helpedBy")} value={helpers} /> : null}
        {offered ? <Fact name={t("routing.offered")} value={`${offered.agent?.name ?? ""} · ${words(offered.why, i18n.language)}`} /> : null}
      </dl>
      <CandidateGroups groups={routing.groups} />
    </>
  );
}

/** For whom it is kept a while before others are asked. */
function Kept({ routing }: { routing: Routing }) {
  const { t } = useTranslation();
  const now = useNow();
  const kept = routing.kept_for;
  if (!kept) return null;
  const left = kept.until ? clock(Math.max(-sinceMs(kept.until, now), 0)) : "";
  return <Fact name={t(`routing.kept.${kept.why}`)} value={[kept.agent?.name ?? "", left].filter(Boolean).join(" · ")} />;
}
