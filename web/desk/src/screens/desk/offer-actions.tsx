// Accept and reject. With a SIP phone the handset accepts; with the browser's, one key does.
import { Button, Dropdown } from "antd";
import { DownOutlined } from "@ant-design/icons";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { acceptOffer, rejectOffer } from "../../api/commands";
import { ApiError } from "../../api/http";
import { useConfig } from "../../api/queries";
import { navigate } from "../../app/router";
import { useAction } from "../../hooks/use-action";
import { bindings, isTyping, useHotkey } from "../../hooks/hotkeys";
import { useLive, useLiveClient, usePhone, usePhoneState } from "../../live/provider";
import { Hint } from "../../parts/hint";
import { words } from "../../format/values";
import { unlockSound } from "../../phone/ring";
import type { Offer } from "../../api/types";

export function OfferActions({ offer, first }: { offer: Offer; first: boolean }) {
  const { t, i18n } = useTranslation();
  const live = useLiveClient();
  const phone = usePhone();
  const config = useConfig();
  const accept = useRef<HTMLButtonElement>(null);
  const [choosing, setChoosing] = useState(false);
  const sipPhone = useLive((state) => state.me?.phone.kind === "sip") && offer.channel === "voice" && !offer.leg;

  const over = (error: unknown) => {
    // Somebody was faster, or it timed out on the way: the offer is gone either way.
    if (error instanceof ApiError && error.status === 409) {
      live.forgetOffer(offer.reservation);
      phone.forgetReservation(offer.reservation);
    }
    throw error;
  };
  const take = useAction(async () => {
    unlockSound();
    const taken = await acceptOffer(offer.reservation).catch(over);
    phone.speak(offer.conversation);
    live.forgetOffer(offer.reservation);
    navigate(`/c/${taken?.conversation ?? offer.conversation}`);
  });
  const refuse = useAction(async (reason: string) => {
    await rejectOffer(offer.reservation, reason).catch(over);
    live.forgetOffer(offer.reservation);
    phone.forgetReservation(offer.reservation);
  });
  const busy = take.busy || refuse.busy;
  const enabled = first && !busy;
  useHotkey(bindings.acceptEnter, () => void take.run(), enabled && !sipPhone);
  useHotkey(bindings.accept, () => void take.run(), enabled && !sipPhone);
  useHotkey(bindings.reject, () => setChoosing(true), enabled);

  // Enter then means "accept" wherever the last click was, unless somebody is writing.
  useEffect(() => {
    if (first && !isTyping(document.activeElement)) accept.current?.focus({ preventScroll: true });
  }, [first]);

  const reasons = config.data?.reject_reasons ?? [];
  return (
    <footer className="offer-actions">
      {sipPhone ? (
        <span className="offer-phone" data-testid="offer-sip-phone">
          {t("offer.onYourPhone")}
        </span>
      ) : (
        <Hint text={t("offer.accept")} binding={bindings.accept}>
          <Button
            ref={accept}
            type="primary"
            size="large"
            loading={take.busy}
            disabled={refuse.busy}
            onClick={() => void take.run()}
            data-testid="offer-accept"
          >
            {offer.channel === "voice" ? t("offer.answer") : t("offer.accept")} <kbd className="kbd on-accent">Enter</kbd>
          </Button>
        </Hint>
      )}
      <Dropdown
        open={choosing}
        onOpenChange={setChoosing}
        trigger={["click"]}
        menu={{
          items: reasons.map((r) => ({ key: r.code, label: words(r, i18n.language) })),
          onClick: ({ key }) => void refuse.run(key),
        }}
      >
        <Button size="large" loading={refuse.busy} disabled={take.busy} data-testid="offer-reject">
          {t("offer.reject")} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      <LegReadiness offer={offer} />
    </footer>
  );
}

function LegReadiness({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  const { legs, trouble } = usePhoneState();
  if (!offer.leg) return null;
  const leg = legs.find((l) => l.leg === offer.leg);
  if (trouble) return <span className="ink-bad">{t("phone.noMicrophone")}</span>;
  const text = leg?.state === "connected" ? t("phone.ready") : t("phone.preparing");
  return <span className="muted">{text}</span>;
}
