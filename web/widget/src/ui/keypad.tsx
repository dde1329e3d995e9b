// The keypad of a call from the page.
import type { Widget } from "../widget";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const testNames: Record<string, string> = { "*": "star", "#": "hash" };

export function Keypad({ widget }: { widget: Widget }) {
  const { call, t } = widget;
  return (
    <div
      class="keypad"
      role="group"
      aria-label={t("keypad")}
      onKeyDown={(event) => {
        if (keys.includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
          event.preventDefault();
          call.key(event.key);
        }
      }}
    >
      <output class="digits" data-testid="widget-digits" aria-label={t("keyed")}>
        {call.digits || "\u00a0"}
      </output>
      {keys.map((key) => (
        <button key={key} type="button" data-testid={`widget-keypad-${testNames[key] ?? key}`}
          aria-label={t("key", { key })} onClick={() => call.key(key)}>
          {key}
        </button>
      ))}
    </div>
  );
}
