// A condition, in the letters of a program, with what could come next offered below it.
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useRuleNames } from "../../../../api/queries";
import { useLooking } from "../draft/context";
import { accept, complete, type Completion } from "./completion";

interface Props {
  id: string;
  value: string;
  bad: boolean;
  onChange: (value: string) => void;
}
const none: Completion = { from: 0, to: 0, items: [] };
const mostShown = 20;

export function ConditionInput(props: Props) {
  const { t } = useTranslation();
  if (!useLooking()) return <ConditionField {...props} />;
  return (
    <output id={props.id} className="condition-plain mono" data-testid="rule-when">
      {props.value || t("rules.always")}
    </output>
  );
}

function ConditionField({ id, value, bad, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const names = useRuleNames();
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [offered, setOffered] = useState<Completion>(none);
  const [at, setAt] = useState(0);
  const shown = offered.items.slice(0, mostShown);
  const offer = (text: string, caret: number) => {
    const more = [{ text: "values.", detail: t("rules.offer.values") }];
    setOffered(complete(text, caret, names.data ?? [], i18n.language !== "en", more));
    setAt(0);
  };
  const close = () => setOffered(none);
  const take = (index: number) => {
    const item = shown[index];
    if (!item) return;
    const next = accept(value, offered, item);
    onChange(next.text);
    offer(next.text, next.caret);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.ctrlKey && event.code === "Space") return event.preventDefault(), offer(value, event.currentTarget.selectionStart ?? value.length);
    if (shown.length === 0) return;
    const act: Record<string, () => void> = {
      ArrowDown: () => setAt((at + 1) % shown.length),
      ArrowUp: () => setAt((at + shown.length - 1) % shown.length),
      Enter: () => take(at),
      Tab: () => take(at),
      Escape: close,
    };
    const chosen = act[event.key];
    if (!chosen || (event.key === "Tab" && event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    chosen();
  };
  return (
    <div className="condition">
      <input
        id={id}
        ref={input}
        className={bad ? "condition-input mono bad" : "condition-input mono"}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-invalid={bad}
        aria-activedescendant={shown.length ? `${listId}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={4000}
        value={value}
        placeholder={t("rules.always")}
        onChange={(event) => {
          onChange(event.target.value);
          offer(event.target.value, event.target.selectionStart ?? event.target.value.length);
        }}
        onKeyDown={onKeyDown}
        onFocus={(event) => !value && offer("", event.currentTarget.selectionStart ?? 0)}
        onBlur={close}
        data-testid="rule-when"
      />
      <ul id={listId} role="listbox" className="condition-offers" hidden={shown.length === 0} aria-label={t("rules.offers")}>
        {shown.map((item, index) => (
          <li
            key={item.text}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? "on" : ""}
            // Before the field loses the focus.
            onMouseDown={(event) => (event.preventDefault(), take(index))}
          >
            <span className="mono">{item.text}</span> <span className="muted">{item.detail}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
