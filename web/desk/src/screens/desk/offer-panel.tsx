// An offer: who is this, what do they want now, what is still open. Answered without a click, before it is accepted.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CollectedValues, OrderLine, useDay } from "../../parts/lines";
import { CaseStatusTag, ChannelIcon, OutcomeTag, TierMark } from "../../parts/marks";
import { clock, timeOfDay } from "../../format/time";
import { phoneGroups, words } from "../../format/values";
import { useNow } from "../../hooks/use-now";
import type { Offer } from "../../api/types";
import { OfferActions } from "./offer-actions";
import { useWho } from "../../parts/who";
import { WorkFacts } from "../../parts/work-facts";

export function OfferPanel({ offer, first, brief }: { offer: Offer; first: boolean; brief: boolean }) {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const who = useWho()(offer);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <section
      ref={box}
      className="offer"
      aria-label={`${t(`offer.title.${offer.channel}`)} ${who}`}
      data-testid="offer"
      data-reservation={offer.reservation}
      data-channel={offer.channel}
    >
      <header className="offer-head">
        <ChannelIcon channel={offer.channel} />
        <b>{t(`offer.title.${offer.channel}`)}</b>
        {offer.queue ? <span>{offer.queue.name}</span> : null}
        <Waited offer={offer} />
        <Countdown offer={offer} />
      </header>
      <div className="offer-who">
        <span className="offer-name" data-testid="offer-customer">
          {who}
        </span>
        {offer.customer ? <TierMark tier={offer.customer.tier} /> : <span className="tag tone-grey">{t("customer.unknown")}</span>}
        <span className="muted">
          {[
            words(offer.region ?? offer.customer?.region, i18n.language),
            offer.customer?.phone ? phoneGroups(offer.customer.phone) : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      {offer.work ? <WorkFacts work={offer.work} cases={offer.open_cases} /> : null}
      {brief ? null : <OfferStory offer={offer} />}
      <OfferActions offer={offer} first={first} />
    </section>
  );
}

function OfferStory({ offer }: { offer: Offer }) {
  const { t, i18n } = useTranslation();
  const dayOf = useDay();
  const last = offer.last_conversations[0];
  const said = offer.first_messages.filter((m) => m.from === "customer").slice(-3);
  const nothing = !offer.collected.length && !offer.order && !said.length;
  const asks = !nothing || !offer.work;
  return (
    <div className="offer-story">
      {asks ? (
        <div className="offer-question">
          <h3>{t("customer.wants")}</h3>
          <div data-testid="offer-collected">
            {offer.collected.length ? <CollectedValues collected={offer.collected} /> : null}
            {offer.order ? <OrderLine order={offer.order} /> : null}
            {said.map((m) => (
              <p key={m.id} className="offer-said">
                {m.text}
              </p>
            ))}
            {nothing ? <span className="muted">{t("offer.wantsNothing")}</span> : null}
          </div>
        </div>
      ) : null}
      <div className="offer-question">
        <h3>{t("customer.open")}</h3>
        <div data-testid="offer-open-cases">
          {offer.open_cases.slice(0, 3).map((one) => (
            <div className="line-head offer-case" key={one.id}>
              <span className="line-title">
                <span className="num">#{one.number}</span> {one.subject}
              </span>
              <CaseStatusTag status={one.status} />
              <span className="muted num">{t("case.openedOn", { day: dayOf(one.opened_at) })}</span>
            </div>
          ))}
          {offer.open_cases.length > 3 ? (
            <span className="muted">{t("offer.moreCases", { n: offer.open_cases.length - 3 })}</span>
          ) : null}
          {offer.open_cases.length === 0 ? <span className="muted">{t("customer.nothingOpen")}</span> : null}
        </div>
      </div>
      {last ? (
        <div className="offer-question">
          <h3>{t("offer.lastTime")}</h3>
          <div>
            <div className="line-head">
              <span className="line-title">
                {dayOf(last.started_at)} <span className="num">{timeOfDay(last.started_at, i18n.language)}</span>{" "}
                {t(`channel.${last.channel}`)}
                {last.agent ? ` · ${last.agent.name}` : ""}
              </span>
              <OutcomeTag outcome={last.outcome} />
            </div>
            {last.note ? <p className="offer-note muted">{last.note}</p> : null}
          </div>
        </div>
      ) : null}
      {offer.why ? (
        <div className="offer-question">
          <h3>{t("offer.whyYou")}</h3>
          <div className="muted">{words(offer.why, i18n.language)}</div>
        </div>
      ) : null}
      {!offer.customer ? <p className="offer-next">{t("offer.unknownNext")}</p> : null}
    </div>
  );
}

function Waited({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  const now = useNow();
  const waited = offer.waited_ms + Math.max(0, now - Date.parse(offer.offered_at));
  return <span className="num">{t("offer.waited", { time: clock(waited) })}</span>;
}

function Countdown({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  const now = useNow();
  const whole = Math.max(1, Date.parse(offer.expires_at) - Date.parse(offer.offered_at));
  const left = Math.max(0, Date.parse(offer.expires_at) - now);
  return (
    <span className="offer-countdown" role="timer" aria-label={t("offer.secondsLeft", { seconds: Math.ceil(left / 1000) })}>
      <span className="countdown-bar" aria-hidden>
        <span style={{ transform: `scaleX(${Math.min(1, left / whole)})` }} />
      </span>
      <b className="num w4">{Math.ceil(left / 1000)} s</b>
    </span>
  );
}
