// The launcher and the panel it opens.
import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Widget } from "../widget";
import { ChatIcon, CloseIcon } from "./icons";
import { Panel } from "./panel";

export function App({ widget }: { widget: Widget }) {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => widget.changed.on("changed", () => redraw(undefined as never)), [widget]);

  const launcher = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !widget.open) launcher.current?.focus();
    wasOpen.current = widget.open;
  }, [widget.open]);

  const unread = widget.open ? 0 : widget.chat.unread;
  const invitation = unread ? widget.t("launcher_unread", { n: unread }) : widget.t("launcher");
  const label = widget.open ? widget.t("close") : invitation;
  return (
    <div lang={widget.language} class={widget.open ? "widget is-open" : "widget"}>
      {widget.open && <Panel widget={widget} />}
      <button
        ref={launcher}
        type="button"
        class={widget.call.active && !widget.open ? "launcher in-call" : "launcher"}
        data-testid="widget-launcher"
        aria-expanded={widget.open}
        aria-label={label}
        title={label}
        onClick={() => (widget.open ? widget.hide() : widget.show())}
      >
        {widget.open ? <CloseIcon /> : <ChatIcon />}
        {unread > 0 && (
          <span class="badge" data-testid="widget-unread" aria-hidden="true">
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </button>
    </div>
  );
}
