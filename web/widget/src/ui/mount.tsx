// The widget's place in the page: one custom element with an open shadow root, out of reach of the page's styles.
import { render } from "preact";
import type { Widget } from "../widget";
import { App } from "./app";
import styles from "./style.css?inline";

export function mount(widget: Widget): void {
  const host = document.createElement("tandem-widget");
  const root = host.attachShadow({ mode: "open" });
  addStyles(root);
  const place = document.createElement("div");
  place.className = "root";
  root.append(place, widget.speaker);
  document.body.append(host);
  render(<App widget={widget} />, place);
  followViewport(host);
}

// Constructed sheets also work where the page's content policy forbids inline styles.
function addStyles(root: ShadowRoot): void {
  if ("adoptedStyleSheets" in root && typeof CSSStyleSheet.prototype.replaceSync === "function") {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const element = document.createElement("style");
  element.textContent = styles;
  root.append(element);
}

// On a phone the on-screen keyboard covers part of the page; the full-screen panel shrinks with what is visible.
function followViewport(host: HTMLElement): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = () => {
    host.style.setProperty("--visible-height", `${Math.round(viewport.height)}px`);
    host.style.setProperty("--visible-top", `${Math.round(viewport.offsetTop)}px`);
  };
  viewport.addEventListener("resize", follow);
  viewport.addEventListener("scroll", follow);
  follow();
}
