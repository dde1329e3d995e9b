// How the sound of a call stands, when it is not simply there. The sound of one call is in one tab; another takes it over
// by a click.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLive, usePhone, usePhoneState } from "../../../live/provider";

interface Props {
  conversation: string;
  /** The server's name of my sound in this call. */
  leg: string | null;
  up: boolean;
}

export function LegState({ conversation, leg, up }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { legs } = usePhoneState();
  const browser = useLive((state) => state.me?.phone.kind === "browser");
  if (!up) return null;
  if (!browser)
    return (
      <span data-testid="leg-state" data-state="sip" className="muted">
        {t("phone.onSip")}
      </span>
    );
  const here = legs.find((l) => l.conversation === conversation);
  if (!here && leg)
    return (
      <span data-testid="leg-state" data-state="elsewhere" className="ink-wrap">
        {t("phone.elsewhere")}{" "}
        <Button size="small" onClick={() => phone.takeOver(leg, conversation)} data-testid="leg-take-over">
          {t("phone.takeOver")}
        </Button>
      </span>
    );
  const connected = here?.state === "connected";
  return (
    <span data-testid="leg-state" data-state={here?.state ?? "none"} className="ink-wrap">
      {connected ? null : t(here?.state === "taken" ? "phone.taken" : "phone.connecting")}
    </span>
  );
}
