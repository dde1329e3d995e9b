// Where the visitor writes.
import { useEffect, useRef, useState } from "preact/hooks";
import { longestText } from "../chat";
import type { Widget } from "../widget";
import { SendIcon } from "./icons";

export function Composer({ widget }: { widget: Widget }) {
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const { t, chat } = widget;

  const asked = widget.notice === "chat_instead_hint";
  useEffect(() => {
    if (asked) box.current?.focus();
  }, [asked]);

  const grow = () => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 120)}px`;
  };
  const send = () => {
    if (text.trim() === "") return;
    widget.write(text);
    if (widget.notice === null) setText("");
    if (box.current) box.current.style.height = "auto";
    box.current?.focus();
  };
  const refused = chat.connection.status === "refused";
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={box}
        rows={1}
        value={text}
        maxLength={longestText}
        disabled={refused}
        data-testid="widget-input"
        aria-label={t("placeholder")}
        placeholder={chat.online === false ? t("placeholder_away") : t("placeholder")}
        onInput={(event) => {
          setText(event.currentTarget.value);
          grow();
        }}
        onKeyDown={(event) => {
          // While an input method composes (pinyin), Enter belongs to it.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="icon send" data-testid="widget-send" aria-label={t("send")} title={t("send")}
        disabled={refused || text.trim() === ""}>
        <SendIcon />
      </button>
    </form>
  );
}
