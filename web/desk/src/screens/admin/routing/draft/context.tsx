// What the server says of the draft, for every field of the page; and the keys that undo.
import { createContext, useContext, useEffect, type ReactNode } from "react";
import { App, ConfigProvider } from "antd";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../../../api/http";
import { isTyping } from "../../../../hooks/hotkeys";
import { redoDraft, undoDraft } from "./store";
import { problemsAt, type Check } from "./use-check";

const Context = createContext<Check | null>(null);

export function CheckContext({ check, children }: { check: Check; children: ReactNode }) {
  return <Context value={check}>{children}</Context>;
}

/** Those of one place of the document; without a path all of them. */
export function useProblems(path?: string, deep = true): Problem[] {
  const problems = useContext(Context)?.problems ?? [];
  return path === undefined ? problems : problemsAt(problems, path, deep);
}

/** Nothing of what is shown can be changed. Fields know it by themselves; this is for what is not one of theirs. */
export const useLooking = (): boolean => ConfigProvider.useConfig().componentDisabled;

export function useUndo() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const tell = (what: string | null, key: "draft.undone" | "draft.redone") => {
    if (what) void message.open({ key: "draft", type: "info", content: t(key, { what }), duration: 2 });
  };
  return { undo: () => tell(undoDraft(), "draft.undone"), redo: () => tell(redoDraft(), "draft.redone") };
}

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z, unless somebody types: a field has an undo of its own. */
export function useUndoKeys() {
  const { undo, redo } = useUndo();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || isTyping(event.target)) return;
      const back = event.code === "KeyZ" && !event.shiftKey;
      const again = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey);
      if (!back && !again) return;
      event.preventDefault();
      if (back) undo();
      else redo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
