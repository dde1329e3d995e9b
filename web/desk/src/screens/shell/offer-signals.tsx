// What can be heard and seen of an offer outside of its panel: the ring, the desktop notification, the page's title.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../app/settings";
import { useLive } from "../../live/provider";
import { mySegment } from "../../live/select";
import { startRing } from "../../phone/ring";
import { showNotification } from "../../phone/notify";
import { useWho } from "../../parts/who";

export function OfferSignals() {
  const { t } = useTranslation();
  const name = useWho();
  const { sound } = useSettings();
  const offers = useLive((state) => state.offers);
  const talking = useLive((state) =>
    Object.values(state.conversations).some((c) => c.channel === "voice" && mySegment(c, state.me?.id)?.kind === "talking"),
  );
  const unread = useLive((state) => Object.values(state.conversations).reduce((sum, c) => sum + (c.unread || 0), 0));
  const first = offers[0];
  const kind = first ? (offers.some((o) => o.channel === "voice") ? "voice" : "webchat") : null;

  useEffect(() => {
    if (kind && sound) return startRing(kind, talking);
    return undefined;
  }, [kind, sound, talking]);

  const id = first?.reservation;
  useEffect(() => {
    if (!first) return undefined;
    const title = `${t(`offer.title.${first.channel}`)} · ${name(first)}`;
    const body = [first.queue?.name, first.collected.map((c) => c.value).join(" "), first.open_cases[0]?.subject];
    return showNotification(title, body.filter(Boolean).join(" · "), first.reservation);
    // Once per offer: a language change while it rings is no new offer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);

  const who = first ? name(first) : null;
  useEffect(() => {
    const waiting = unread ? `(${unread}) Tandem` : "Tandem";
    document.title = who ? `☎ ${who} · Tandem` : waiting;
  }, [who, unread]);
  return null;
}
