// Details beside their list: nothing is covered, and the bar with undo and publish stays in reach. In narrow windows it takes
// the list's place.
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Hint } from "../../../../parts/hint";

interface Props {
  title: string;
  testId: string;
  close: () => void;
  children: ReactNode;
}

export function SidePanel({ title, testId, close, children }: Props) {
  const { t } = useTranslation();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    head.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKey = (event: KeyboardEvent) => {
    // Escape closes a list of choices first.
    const choosing = event.target instanceof HTMLElement && event.target.getAttribute("aria-expanded") === "true";
    if (event.key === "Escape" && !choosing && !event.defaultPrevented) close();
  };
  return (
    <aside className="side-panel" aria-label={title} onKeyDown={onKey} data-testid={testId}>
      <header className="side-head">
        <h2 ref={head} tabIndex={-1}>
          {title}
        </h2>
        <Hint text={t("panel.close")} binding="Escape">
          <Button type="text" disabled={false} icon={<CloseOutlined />} aria-label={t("panel.close")} onClick={close} data-testid="panel-close" />
        </Hint>
      </header>
      <div className="side-body">{children}</div>
    </aside>
  );
}
