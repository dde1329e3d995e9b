// Bands below the bar for what stops the work: connection lost, no microphone, sound in another tab; and the one
// question a browser wants asked with a click: may the desk notify and hear.
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocalNow } from "../../hooks/use-now";
import { useLive, useLiveClient, usePhone, usePhoneState } from "../../live/provider";
import { microphoneTrouble } from "../../phone/media";
import { askNotify, notifyPermission } from "../../phone/notify";
import { unlockSound } from "../../phone/ring";

export function Banners() {
  return (
    <div className="banners">
      <LinkBanner />
      <PhoneBanner />
      <PermissionBanner />
    </div>
  );
}

function LinkBanner() {
  const { t } = useTranslation();
  const live = useLiveClient();
  const link = useLive((state) => state.link);
  const retryAt = useLive((state) => state.retryAt);
  const now = useLocalNow();
  if (link !== "lost") return null;
  const seconds = retryAt ? Math.max(0, Math.ceil((retryAt - now) / 1000)) : 0;
  return (
    <Alert
      type="warning"
      showIcon
      banner
      data-testid="link-lost"
      title={retryAt ? t("link.lost", { seconds }) : t("link.trying")}
      action={
        <Button size="small" onClick={live.hurry} disabled={!retryAt}>
          {t("link.now")}
        </Button>
      }
    />
  );
}

function PhoneBanner() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { legs, trouble } = usePhoneState();
  const browserPhone = useLive((state) => state.me?.phone.kind === "browser" && state.me.state !== "offline");
  const shown = trouble ?? (browserPhone ? microphoneTrouble() : null);
  if (shown) {
    return (
      <Alert
        type="error"
        showIcon
        banner
        data-testid="microphone-trouble"
        title={t(`microphone.${shown}`)}
        action={
          shown === "insecure" ? null : (
            <Button size="small" onClick={() => void phone.prepare().then((ok) => ok && phone.retake())}>
              {t("common.retry")}
            </Button>
          )
        }
      />
    );
  }
  const act = (label: string, run: () => void) => (
    <Button size="small" onClick={run}>
      {label}
    </Button>
  );
  if (legs.some((leg) => leg.state === "taken"))
    return <Alert type="info" showIcon banner title={t("phone.taken")} action={act(t("phone.takeBack"), () => phone.retake())} />;
  const failed = legs.find((leg) => leg.state === "failed");
  if (failed)
    return (
      <Alert
        type="error"
        showIcon
        banner
        title={t("phone.failed", { detail: failed.detail ?? "" })}
        action={act(t("common.retry"), () => phone.retake())}
      />
    );
  if (legs.some((leg) => leg.blocked && leg.state === "connected"))
    return <Alert type="warning" showIcon banner title={t("phone.blocked")} action={act(t("phone.play"), () => phone.resume())} />;
  return null;
}

function PermissionBanner() {
  const { t } = useTranslation();
  const phone = usePhone();
  const takesWork = useLive((state) => state.me !== null);
  const browserPhone = useLive((state) => state.me?.phone.kind === "browser");
  const [answer, setAnswer] = useState(notifyPermission);
  const [later, setLater] = useState(() => sessionStorage.getItem("tandem.ask-later") !== null);
  if (!takesWork || answer !== "default" || later) return null;
  const allow = async () => {
    unlockSound();
    setAnswer(await askNotify());
    if (browserPhone) await phone.prepare();
  };
  const notNow = () => {
    sessionStorage.setItem("tandem.ask-later", "1");
    setLater(true);
  };
  return (
    <Alert
      type="info"
      showIcon
      banner
      data-testid="permission-banner"
      title={browserPhone ? t("permission.both") : t("permission.notify")}
      action={
        <>
          <Button size="small" type="primary" onClick={() => void allow()} data-testid="permission-allow">
            {t("permission.allow")}
          </Button>{" "}
          <Button size="small" type="text" onClick={notNow}>
            {t("permission.later")}
          </Button>
        </>
      }
    />
  );
}
