// The messages of the chat, with days, authors and what has not gone out yet.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Pending } from "../outbox";
import type { Message } from "../protocol";
import type { Widget } from "../widget";
import { linked } from "./links";

// This close to the end the list follows new messages; further up the visitor is reading.
const nearEndPx = 80;

export function Messages({ widget }: { widget: Widget }) {
  const list = useRef<HTMLDivElement>(null);
  const [behind, setBehind] = useState(false);
  const atEnd = useRef(true);
  const { chat, t } = widget;
  const messages = chat.thread.messages;
  const waiting = chat.outbox.pending.filter((item) => !chat.thread.has(item.key));
  const total = messages.length + waiting.length;

  const toEnd = () => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
    setBehind(false);
  };
  // After every drawing: a message that is acknowledged grows by its time without being another one.
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });
  useLayoutEffect(() => {
    if (waiting.length > 0) toEnd();
    else if (!atEnd.current) setBehind(true);
  }, [total]);
  useEffect(() => {
    const element = list.current;
    if (!element || typeof ResizeObserver !== "function") return;
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <div class="middle">
      <div
        ref={list}
        class="messages"
        role="log"
        aria-live="polite"
        aria-label={t("history")}
        tabIndex={0}
        onScroll={(event) => {
          const element = event.currentTarget;
          atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
          if (atEnd.current) setBehind(false);
        }}
      >
        <Greeting widget={widget} />
        {messages.map((message, i) => (
          <Row key={message.id} widget={widget} message={message} before={messages[i - 1]} />
        ))}
        {waiting.map((item) => (
          <PendingRow key={item.key} widget={widget} item={item} />
        ))}
      </div>
      {behind && (
        <button type="button" class="newest" onClick={toEnd}>
          {t("newest")} ↓
        </button>
      )}
    </div>
  );
}

function Greeting({ widget }: { widget: Widget }) {
  const { chat, language, t } = widget;
  if (chat.thread.messages.length > 0) return null;
  const own = chat.greeting?.[language === "en" ? "en" : "zh"];
  return (
    <div class="row theirs">
      <p class="bubble">{own || t("greeting")}</p>
    </div>
  );
}

function Row({ widget, message, before }: { widget: Widget; message: Message; before: Message | undefined }) {
  const { t, language } = widget;
  const newDay = !before || dayOf(before.at) !== dayOf(message.at);
  const newConversation = before !== undefined && before.conversation !== message.conversation;
  const sameAuthor =
    !newDay && !newConversation && before?.from === message.from && before?.author?.id === message.author?.id;
  const mine = message.from === "customer";
  const name = message.author?.name ?? (message.from === "flow" ? t("assistant") : t("agent"));
  const time = new Date(message.at);
  return (
    <>
      {(newDay || newConversation) && <div class="divider">{dayLabel(time, language)}</div>}
      {message.from === "system" ? (
        <div class="system" data-testid="widget-message" data-from="system">
          {message.text}
        </div>
      ) : (
        <div class={mine ? "row mine" : "row theirs"}>
          {!mine && !sameAuthor && <span class="name">{name}</span>}
          <p class="bubble" data-testid="widget-message" data-from={message.from} data-key={message.key ?? undefined}>
            {mine && <span class="hidden">{t("you")}: </span>}
            {linked(message.text)}
          </p>
          <time dateTime={message.at}>{time.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" })}</time>
        </div>
      )}
    </>
  );
}

function PendingRow({ widget, item }: { widget: Widget; item: Pending }) {
  const { t, chat } = widget;
  return (
    <div class={item.failure === null ? "row mine sending" : "row mine failed"}>
      <p class="bubble" data-testid="widget-pending" data-key={item.key}>
        {linked(item.text)}
      </p>
      {item.failure === null ? (
        <span class="note">{t("sending")}</span>
      ) : (
        <span class="note" role="alert">
          {t("not_sent")}
          {item.failure && `: ${item.failure}`}{" "}
          <button type="button" onClick={() => (chat.outbox.retry(item.key), widget.update())}>
            {t("retry")}
          </button>{" "}
          <button type="button" onClick={() => (chat.outbox.drop(item.key), widget.update())}>
            {t("discard")}
          </button>
        </span>
      )}
    </div>
  );
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}

function dayLabel(time: Date, language: string): string {
  const sameYear = time.getFullYear() === new Date().getFullYear();
  return time.toLocaleString(language, {
    ...(sameYear ? {} : { year: "numeric" }),
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}
