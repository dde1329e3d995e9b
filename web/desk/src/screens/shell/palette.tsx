// Ctrl+K: customers, cases and commands from one line.
import { Input, Modal, type InputRef } from "antd";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { SearchOutlined } from "@ant-design/icons";
import { usePaletteEntries } from "./palette-entries";

export function Palette({ open, close, openKeys }: { open: boolean; close: () => void; openKeys: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      destroyOnHidden
      width={600}
      style={{ top: 80 }}
      title={null}
      className="palette"
      aria-label={t("palette.title")}
    >
      <PaletteBody close={close} openKeys={openKeys} />
    </Modal>
  );
}

function PaletteBody({ close, openKeys }: { close: () => void; openKeys: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [settled, setSettled] = useState("");
  const [at, setAt] = useState(0);
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const { entries, searching } = usePaletteEntries(text, settled, openKeys);

  useEffect(() => {
    // The dialog takes the focus itself once it has opened.
    const timer = setTimeout(() => input.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 160);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => setAt(0), [text]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const run = (index: number) => {
    const entry = entries[index];
    if (!entry) return;
    close();
    entry.run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt((n) => Math.min(n + 1, entries.length - 1));
    else if (event.key === "ArrowUp") setAt((n) => Math.max(n - 1, 0));
    else if (event.key === "Enter") run(at);
    else return;
    event.preventDefault();
  };

  return (
    <div onKeyDown={onKey}>
      <Input
        ref={input}
        size="large"
        variant="borderless"
        prefix={<SearchOutlined />}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        aria-controls="palette-list"
        data-testid="palette-input"
      />
      <div id="palette-list" role="listbox" className="palette-list" ref={list}>
        {entries.map((entry, index) => (
          <div
            key={entry.key}
            role="option"
            aria-selected={index === at}
            className={index === at ? "palette-entry on" : "palette-entry"}
            onMouseMove={() => setAt(index)}
            onClick={() => run(index)}
            data-testid={`palette-${entry.group}`}
          >
            <span className="palette-group">{t(`palette.${entry.group}`)}</span>
            <span className="palette-label">{entry.label}</span>
            <span className="muted palette-detail">{entry.detail}</span>
          </div>
        ))}
        {entries.length === 0 ? (
          <div className="palette-none muted">{searching ? t("common.loading") : t("palette.nothing")}</div>
        ) : null}
      </div>
    </div>
  );
}
