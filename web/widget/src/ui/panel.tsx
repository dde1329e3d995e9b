// The panel: header with who is there, a call when there is one, the messages, the composer or what stands in its place.
import { useEffect, useRef } from "preact/hooks";
import type { Widget } from "../widget";
import { CallBar } from "./call_bar";
import { Composer } from "./composer";
import { CloseIcon, PhoneIcon } from "./icons";
import { Messages } from "./messages";
import { statusOf } from "./status";

export function Panel({ widget }: { widget: Widget }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a touch screen the field would raise the keyboard over the panel that has just opened.
    const touch = window.matchMedia("(pointer: coarse)").matches;
    const target = touch ? panel.current : panel.current?.querySelector<HTMLElement>("textarea, .primary");
    target?.focus({ preventScroll: true });
  }, []);
  return (
    <section
      ref={panel}
      class="panel"
      role="dialog"
      tabIndex={-1}
      aria-label={widget.t("title")}
      data-testid="widget-panel"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") widget.hide();
      }}
    >
      <Header widget={widget} />
      {widget.call.state !== "idle" && <CallBar widget={widget} />}
      <Messages widget={widget} />
      <Notice widget={widget} />
      <Footer widget={widget} />
    </section>
  );
}

function Header({ widget }: { widget: Widget }) {
  const { t, chat, call } = widget;
  const agent = chat.conversation?.agent?.name;
  const running = chat.conversation !== null && !chat.ended;
  const status = statusOf(chat);
  return (
    <header class="header">
      <div class="who">
        <h2>{agent ?? t("title")}</h2>
        <p class="status" role="status" data-testid="widget-status" data-state={status.name}>
          {t(status.key, status.values)}
        </p>
      </div>
      {!call.active && (
        <button type="button" class="icon" data-testid="widget-call" aria-label={t("call")} title={t("call")}
          onClick={() => widget.startCall()}>
          <PhoneIcon />
        </button>
      )}
      {running && (
        <button type="button" class="word" data-testid="widget-end" onClick={() => widget.askEnd(true)}>
          {t("end_chat")}
        </button>
      )}
      <button type="button" class="icon" data-testid="widget-close" aria-label={t("close")} title={t("close")}
        onClick={() => widget.hide()}>
        <CloseIcon />
      </button>
    </header>
  );
}

function Notice({ widget }: { widget: Widget }) {
  const text = widget.notice ? widget.t(widget.notice) : widget.chat.problem;
  if (!text) return null;
  return (
    <p class="notice" role="alert" data-testid="widget-notice">
      {text}
    </p>
  );
}

function Footer({ widget }: { widget: Widget }) {
  const { t, chat } = widget;
  if (widget.confirmingEnd && !chat.ended)
    return (
      <div class="choice" role="group" aria-label={t("end_confirm")}>
        <span>{t("end_confirm")}</span>
        <button type="button" class="quiet" onClick={() => widget.askEnd(false)}>
          {t("end_no")}
        </button>
        <button type="button" class="primary" data-testid="widget-end-yes" onClick={() => widget.end()}>
          {t("end_yes")}
        </button>
      </div>
    );
  if (chat.ended)
    return (
      <div class="choice">
        <span data-testid="widget-ended">{t("ended")}</span>
        <button type="button" class="primary" data-testid="widget-again" onClick={() => chat.startAgain()}>
          {t("again")}
        </button>
      </div>
    );
  return <Composer widget={widget} />;
}
