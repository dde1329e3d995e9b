// Keys of the desk. A binding is "Alt+KeyM" or "Enter": physical keys, so that they work under every layout and with
// a Chinese input method. A key without Ctrl or Alt never fires while somebody types.
import { useEffect, useRef } from "react";

interface KeyLike {
  code: string;
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

export function matches(binding: string, event: KeyLike): boolean {
  const parts = binding.split("+");
  const code = parts.pop();
  const wants = (name: string) => parts.includes(name);
  return (
    (event.code === code || (code === "Enter" && event.code === "NumpadEnter")) &&
    event.altKey === wants("Alt") &&
    (event.ctrlKey || event.metaKey) === wants("Ctrl") &&
    event.shiftKey === wants("Shift")
  );
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role=combobox], [role=textbox]");
}

/** Something that Enter or Space itself presses. */
const isPressable = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches("button, a[href], [role=menuitem], [role=option], [role=tab]");

export function useHotkey(binding: string, handler: () => void, enabled = true) {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    if (!enabled) return;
    const plain = !binding.includes("Alt+") && !binding.includes("Ctrl+");
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing || event.defaultPrevented || !matches(binding, event)) return;
      if (plain && (isTyping(event.target) || isPressable(event.target))) return;
      event.preventDefault();
      if (!plain) event.stopPropagation();
      latest.current();
    };
    // With Ctrl or Alt it is ours before a field sees it: a select would take Ctrl+Enter for its own Enter.
    window.addEventListener("keydown", onKey, !plain);
    return () => window.removeEventListener("keydown", onKey, !plain);
  }, [binding, enabled]);
}

/** "Alt+KeyM" as people read it. */
export const keyLabel = (binding: string) => binding.replace(/Key|Digit/g, "").replace(/\+/g, " + ");

export const bindings = {
  palette: "Ctrl+KeyK",
  accept: "Alt+KeyA",
  acceptEnter: "Enter",
  reject: "Alt+KeyX",
  mute: "Alt+KeyM",
  hold: "Alt+KeyH",
  keypad: "Alt+KeyK",
  end: "Alt+KeyQ",
  wrapUp: "Alt+KeyW",
  finish: "Ctrl+Enter",
  available: "Alt+Digit0",
  next: "Alt+KeyN",
} as const;
