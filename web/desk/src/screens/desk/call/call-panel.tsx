// The softphone bar of a running call: who, how long, recording; mute, hold, keypad, hang up.
import { Button, Popover } from "antd";
import { AudioMutedOutlined, AudioOutlined, PauseOutlined, PhoneOutlined, PlayCircleOutlined, TableOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { hangUp, hold, mute, sendDigits } from "../../../api/commands";
import { useConversation } from "../../../api/queries";
import { useAction } from "../../../hooks/use-action";
import { bindings, useHotkey } from "../../../hooks/hotkeys";
import { useLive, useLiveClient } from "../../../live/provider";
import { myPart } from "../../../live/select";
import { Elapsed } from "../../../parts/elapsed";
import { Hint } from "../../../parts/hint";
import { TierMark } from "../../../parts/marks";
import type { ConversationLive, SegmentKind } from "../../../api/types";
import { Keypad } from "./keypad";
import { LegState } from "./leg-state";
import { useWho } from "../../../parts/who";

const toneOf: Partial<Record<SegmentKind, string>> = { talking: "talk", hold: "grey" };

export function CallPanel({ conversation }: { conversation: ConversationLive }) {
  const { t } = useTranslation();
  const me = useLive((state) => state.me?.id);
  const live = useLiveClient();
  const part = myPart(conversation, me);
  const kind = part?.segment?.kind ?? "talking";
  const up = kind === "talking" || kind === "hold";
  const held = kind === "hold";
  const muted = part?.muted ?? false;
  const [keypad, setKeypad] = useState(false);
  const id = conversation.id;

  const doHold = useAction(async () => live.takeConversation(await hold(id, !held)));
  const doMute = useAction(async () => live.takeConversation(await mute(id, !muted)));
  const end = useAction(async () => live.takeConversation(await hangUp(id)));
  useHotkey(bindings.hold, () => void doHold.run(), up);
  useHotkey(bindings.mute, () => void doMute.run(), up);
  useHotkey(bindings.keypad, () => setKeypad((on) => !on), up);
  useHotkey(bindings.end, () => void end.run(), up);

  const customer = conversation.customer;
  const who = useWho()(conversation);
  return (
    <section className="call-panel" aria-label={t("call.label")} data-testid="call-panel" data-segment={kind}>
      <div className="call-line">
        <span className="call-name">{who}</span>
        {customer ? <TierMark tier={customer.tier} /> : null}
        <span className={`tag tone-${toneOf[kind] ?? "wrap"}`} data-testid="call-state">
          {t(`segment.${kind}`)} <Elapsed since={part?.segment?.since} />
        </span>
        <TalkClock conversation={conversation} show={held} />
        {muted && up ? <span className="tag tone-bad">{t("call.muted")}</span> : null}
        {conversation.recording?.active ? (
          <span className="recording" data-testid="call-recording">
            <span className="recording-dot" aria-hidden /> {t("call.recording")}
          </span>
        ) : null}
        <LegState conversation={id} leg={part?.leg ?? null} up={up} />
        <span className="spacer" />
        {conversation.queue ? <span className="muted">{conversation.queue.name}</span> : null}
      </div>
      {up ? (
        <div className="call-buttons" role="toolbar" aria-label={t("call.controls")}>
          <Hint text={muted ? t("call.unmute") : t("call.mute")} binding={bindings.mute}>
            <Button
              icon={muted ? <AudioMutedOutlined /> : <AudioOutlined />}
              aria-pressed={muted}
              className={muted ? "pressed" : ""}
              onClick={() => void doMute.run()}
              data-testid="call-mute"
            >
              {muted ? t("call.unmute") : t("call.mute")}
            </Button>
          </Hint>
          <Hint text={held ? t("call.retrieve") : t("call.hold")} binding={bindings.hold}>
            <Button
              icon={held ? <PlayCircleOutlined /> : <PauseOutlined />}
              aria-pressed={held}
              className={held ? "pressed" : ""}
              onClick={() => void doHold.run()}
              data-testid="call-hold"
            >
              {held ? t("call.retrieve") : t("call.hold")}
            </Button>
          </Hint>
          <Popover
            open={keypad}
            onOpenChange={setKeypad}
            trigger="click"
            placement="bottom"
            content={<Keypad send={(digits) => sendDigits(id, digits)} close={() => setKeypad(false)} />}
          >
            <Button icon={<TableOutlined />} aria-expanded={keypad} title={t("call.keypad")} data-testid="call-keypad">
              {t("call.keypad")}
            </Button>
          </Popover>
          <Hint text={t("call.hangUp")} binding={bindings.end}>
            <Button
              danger
              type="primary"
              icon={<PhoneOutlined rotate={225} />}
              loading={end.busy}
              onClick={() => void end.run()}
              data-testid="call-hangup"
            >
              {t("call.hangUp")}
            </Button>
          </Hint>
        </div>
      ) : null}
    </section>
  );
}

/** The whole talk, beside the clock of the hold that interrupts it. */
function TalkClock({ conversation, show }: { conversation: ConversationLive; show: boolean }) {
  const { t } = useTranslation();
  const me = useLive((state) => state.me?.id);
  const full = useConversation(conversation.id);
  const mine = full.data?.participants.find((p) => p.agent?.id === me);
  const began = mine?.segments.find((s) => s.kind === "talking")?.started_at;
  if (!show || !began) return null;
  return (
    <span className="muted">
      {t("call.total")} <Elapsed since={began} />
    </span>
  );
}
