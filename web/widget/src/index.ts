// The script a site embeds: <script src="…/widget.js" data-site="KEY" async></script> starts by itself; without
// data-site the page calls Tandem.start({site, customer}). Everything else is on `window.Tandem`, and `tandem:ready` is
// dispatched on window once that exists.
import type { CustomerIdentity } from "./protocol";
import { mount } from "./ui/mount";
import { Widget, type StartOptions, type WidgetEvents } from "./widget";

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const home = new URL(".", script?.src || location.href).href;

let widget: Widget | null = null;
const early: Array<(widget: Widget) => void> = [];

function withWidget(act: (widget: Widget) => void): void {
  if (widget) act(widget);
  else early.push(act);
}

function start(options: StartOptions): void {
  if (widget) return;
  if (!options || typeof options.site !== "string" || options.site === "")
    throw new TypeError("Tandem.start needs {site: KEY}");
  widget = new Widget(options, options.server ?? home);
  mount(widget);
  for (const act of early.splice(0)) act(widget);
}

const Tandem = {
  start,
  open: () => withWidget((it) => it.show()),
  close: () => withWidget((it) => it.hide()),
  call: () => withWidget((it) => it.startCall()),
  identify: (customer: CustomerIdentity | null) => withWidget((it) => it.identify(customer)),
  /** Returns a function that takes the listener away again. */
  on<Name extends keyof WidgetEvents>(name: Name, listener: (value: WidgetEvents[Name]) => void): () => void {
    let off: (() => void) | null = null;
    let gone = false;
    withWidget((it) => {
      if (!gone) off = it.events.on(name, listener);
    });
    return () => {
      gone = true;
      off?.();
    };
  },
  /** Figures of the running call's sound, or null before the widget has started. */
  stats: () => widget?.stats() ?? Promise.resolve(null),
};

declare global {
  interface Window {
    Tandem?: typeof Tandem;
  }
}

function whenBody(act: () => void): void {
  if (document.body) act();
  else document.addEventListener("DOMContentLoaded", act, { once: true });
}

// A page that embeds the script twice keeps the first.
if (!window.Tandem) {
  window.Tandem = Tandem;
  const site = script?.dataset["site"];
  if (site)
    whenBody(() => start({ site, server: script?.dataset["server"] || home, language: script?.dataset["lang"] }));
  window.dispatchEvent(new CustomEvent("tandem:ready"));
}
