// Where an answer in a chat is written.
import { Button, Input } from "antd";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSend } from "./use-send";

/** What is half written stays while the agent looks at another conversation. */
const halfWritten = new Map<string, string>();

export function Composer({ conversation }: { conversation: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => halfWritten.get(conversation) ?? "");
  const { send } = useSend(conversation);
  const write = (value: string) => {
    setText(value);
    if (value) halfWritten.set(conversation, value);
    else halfWritten.delete(conversation);
  };
  const submit = () => {
    const ready = text.trim();
    if (!ready) return;
    write("");
    send(ready);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <div className="composer">
      <Input.TextArea
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKey}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={4000}
        placeholder={t("chat.placeholder")}
        aria-label={t("chat.placeholder")}
        data-testid="chat-input"
        autoFocus
      />
      <Button type="primary" disabled={!text.trim()} onClick={submit} data-testid="chat-send">
        {t("chat.send")}
      </Button>
    </div>
  );
}
