// The keypad of a running call, by mouse or keyboard.
import { App, Button, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../parts/error-text";

const rows = ["123", "456", "789", "*0#"].map((row) => [...row]);

/** Digits go out as they are pressed; they can be typed as well. */
export function Keypad({ send, close }: { send: (digits: string) => Promise<unknown>; close: () => void }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState("");
  const { message } = App.useApp();
  const text = useErrorText();
  const key = (digit: string) => {
    setSent((before) => (before + digit).slice(-24));
    send(digit).catch((error: unknown) => void message.error(text(error)));
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Escape") close();
      else if (/^[0-9*#]$/.test(event.key)) key(event.key);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  });
  return (
    <div className="keypad" data-testid="keypad">
      <Input value={sent} readOnly aria-label={t("call.digitsSent")} className="num" placeholder={t("call.keypadHint")} />
      {rows.map((row) => (
        <div key={row.join("")} className="keypad-row">
          {row.map((digit) => (
            <Button key={digit} size="large" onClick={() => key(digit)} data-testid={`keypad-${digit}`}>
              {digit}
            </Button>
          ))}
        </div>
      ))}
    </div>
  );
}
