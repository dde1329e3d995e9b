// The call from the page: how it stands, mute, keypad, hang up, call again.
import { useEffect, useState } from "preact/hooks";
import type { Call, CallState } from "../call/call";
import type { TextKey } from "../texts";
import type { Widget } from "../widget";
import { HangUpIcon, KeypadIcon, MicIcon } from "./icons";
import { Keypad } from "./keypad";
import { placeOf } from "./status";

const words: Record<Exclude<CallState, "idle">, TextKey> = {
  preparing: "call_preparing",
  connecting: "call_connecting",
  ringing: "call_ringing",
  answered: "call_answered",
  queued: "call_queued",
  talking: "call_talking",
  held: "call_held",
  reconnecting: "call_reconnecting",
  ended: "call_ended",
  failed: "call_failed",
};

export function CallBar({ widget }: { widget: Widget }) {
  const { call, t } = widget;
  const [wanted, setWanted] = useState<boolean | null>(null);
  if (call.state === "idle") return null;
  // The voice menu asks for keys: the keypad is there until the visitor decides otherwise or somebody talks.
  const place = call.state === "queued" ? placeOf(call.place) : null;
  const keypad = call.active && call.since !== null && (wanted ?? (call.state === "answered" || call.state === "ringing"));
  return (
    <section class={`call ${call.state}`} aria-label={t("call_title")}>
      <div class="call-line">
        <span class="call-state" role="status" data-testid="widget-call-status" data-state={call.state}>
          {place ? t(place.key, place.values) : t(words[call.state])}
        </span>
        <Clock call={call} />
      </div>
      {call.reason && (
        <p class="call-reason" role="alert" data-testid="widget-call-reason">
          {"key" in call.reason ? t(call.reason.key) : call.reason.text}
        </p>
      )}
      {call.needsClick && call.active && (
        <button type="button" class="primary" onClick={() => call.hear()}>
          {t("hear")}
        </button>
      )}
      {widget.mayChatInstead && (
        <button type="button" class="quiet chat-instead" data-testid="widget-chat-instead" onClick={() => widget.chatInstead()}>
          {t("chat_instead")}
        </button>
      )}
      {keypad && <Keypad widget={widget} />}
      {call.active ? (
        <Controls widget={widget} keypad={keypad} setKeypad={setWanted} />
      ) : (
        <div class="call-buttons">
          <button type="button" class="quiet" data-testid="widget-call-dismiss" onClick={() => call.dismiss()}>
            {t("dismiss")}
          </button>
          <button type="button" class="primary" data-testid="widget-call-again" onClick={() => widget.startCall()}>
            {t("call_again")}
          </button>
        </div>
      )}
    </section>
  );
}

function Controls(props: { widget: Widget; keypad: boolean; setKeypad: (on: boolean) => void }) {
  const { call, t } = props.widget;
  const up = call.since !== null;
  return (
    <div class="call-buttons">
      <button type="button" class="control" data-testid="widget-mute" aria-pressed={call.muted} disabled={!up}
        onClick={() => call.mute(!call.muted)}>
        <MicIcon off={call.muted} />
        {call.muted ? t("unmute") : t("mute")}
      </button>
      <button type="button" class="control" data-testid="widget-keypad" aria-pressed={props.keypad} disabled={!up}
        onClick={() => props.setKeypad(!props.keypad)}>
        <KeypadIcon />
        {t("keypad")}
      </button>
      <button type="button" class="control hang-up" data-testid="widget-hangup" onClick={() => call.hangUp()}>
        <HangUpIcon />
        {t("hang_up")}
      </button>
    </div>
  );
}

function Clock({ call }: { call: Call }) {
  const [, tick] = useState(0);
  const running = call.since !== null && call.active;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, [running]);
  if (call.since === null) return null;
  const until = call.active ? Date.now() : (call.until ?? Date.now());
  return (
    <span class="clock" data-testid="widget-clock" role="timer">
      {clock(until - call.since)}
    </span>
  );
}

export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
