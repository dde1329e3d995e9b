// One message of a chat, with its author and whether it went out.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { daysAgo, timeOfDay } from "../../format/time";
import { useDay } from "../../parts/lines";
import type { Message } from "../../api/types";
import type { Unsent } from "../../live/outbox";
import { useSend } from "./use-send";

export function ChatMessage({ message, before }: { message: Message; before: Message | undefined }) {
  const { t, i18n } = useTranslation();
  const dayOf = useDay();
  const newDay = !before || daysAgo(before.at, Date.parse(message.at)) !== 0;
  const sameAuthor = !newDay && before?.from === message.from && before.author?.id === message.author?.id;
  const who = message.author?.name ?? t(`chat.from.${message.from}`);
  return (
    <>
      {newDay ? <div className="message-day">{dayOf(message.at)}</div> : null}
      <div className={`message from-${message.from}`} data-testid="chat-message" data-from={message.from} data-seq={message.seq}>
        {message.from === "system" || sameAuthor ? null : (
          <div className="message-head">
            <span>{who}</span> <span className="num">{timeOfDay(message.at, i18n.language)}</span>
          </div>
        )}
        <div className="bubble">{message.text}</div>
      </div>
    </>
  );
}

export function UnsentMessage({ message }: { message: Unsent }) {
  const { t } = useTranslation();
  const { again } = useSend(message.conversation);
  return (
    <div className="message from-agent" data-testid="chat-message" data-from="agent" data-unsent={message.state}>
      <div className={`bubble ${message.state}`}>{message.text}</div>
      {message.state === "failed" ? (
        <div className="message-failed ink-bad" role="alert">
          {t("chat.notSent")}
          <Button size="small" type="link" onClick={() => again(message)} data-testid="chat-retry">
            {t("common.retry")}
          </Button>
        </div>
      ) : (
        <div className="message-failed muted">{t("chat.sending")}</div>
      )}
    </div>
  );
}
