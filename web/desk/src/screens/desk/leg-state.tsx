import { useTranslation } from "react-i18next";
import { useLive, usePhoneState } from "../../live/provider";

/** Says how the sound stands, when it is not simply there. */
export function LegState({ conversation, up }: { conversation: string; up: boolean }) {
  const { t } = useTranslation();
  const { legs } = usePhoneState();
  const browser = useLive((state) => state.me?.phone.kind === "browser");
  if (!up) return null;
  const leg = legs.find((l) => l.conversation === conversation);
  const connected = leg?.state === "connected";
  const state = !browser ? "sip" : connected ? "connected" : (leg?.state ?? "none");
  return (
    <span data-testid="leg-state" data-state={state} className={browser && !connected ? "ink-wrap" : "muted"}>
      {!browser ? t("phone.onSip") : connected ? null : t("phone.connecting")}
    </span>
  );
}
