// The demo shop: two languages, a choice of who the visitor is, and the two buttons that reach the contact centre.
// Signatures come from the server, as a real shop's server would make them: the secret never reaches a browser.
import { products } from "./products";
import { say, type Key, type Language } from "./texts";

interface Identity {
  id: string;
  name: string;
  signature: string;
  order: string | null;
}

interface TandemApi {
  open(): void;
  call(): void;
  identify(customer: { id: string; name: string; signature: string } | null): void;
}

const remembered = "yunfan:person";
const rememberedLanguage = "yunfan:language";
const exampleOrder = "8841";

let language: Language = startLanguage();
let identities: Identity[] = [];
let person: Identity | null = null;

function startLanguage(): Language {
  const chosen = new URLSearchParams(location.search).get("lang") ?? recall(rememberedLanguage) ?? navigator.language;
  return /^zh/i.test(chosen) ? "zh-CN" : "en";
}

function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage the choice lasts until the next load.
  }
}

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

// The widget's script loads on its own time: whoever is too early waits for its sign.
function withTandem(act: (tandem: TandemApi) => void): void {
  const page = window as { Tandem?: TandemApi };
  if (page.Tandem) act(page.Tandem);
  else window.addEventListener("tandem:ready", () => page.Tandem && act(page.Tandem), { once: true });
}

function price(fen: number, cents: number): string {
  const chinese = language === "zh-CN";
  const format = { style: "currency", currency: chinese ? "CNY" : "USD" } as const;
  return new Intl.NumberFormat(language, format).format((chinese ? fen : cents) / 100);
}

function drawProducts(): void {
  const cards = products.map((product) => {
    const card = document.createElement("li");
    const art = Object.assign(document.createElement("img"), {
      src: `./art/${product.art}.svg`, alt: "", width: 160, height: 160, loading: "lazy",
    });
    const name = document.createElement("h3");
    name.textContent = language === "zh-CN" ? product.zh : product.en;
    const cost = document.createElement("p");
    cost.className = "price";
    cost.textContent = price(product.fen, product.cents);
    const add = document.createElement("button");
    add.type = "button";
    add.className = "soft";
    add.textContent = say(language, "add");
    add.addEventListener("click", () => (add.textContent = `✓ ${say(language, "added")}`));
    card.append(art, name, cost, add);
    return card;
  });
  element("grid").replaceChildren(...cards);
}

function drawPeople(): void {
  const options = [null, ...identities].map((identity) => {
    const option = document.createElement("option");
    option.value = identity?.id ?? "";
    option.textContent = identity?.name ?? say(language, "stranger");
    option.selected = identity?.id === person?.id;
    return option;
  });
  element("person").replaceChildren(...options);
}

function draw(): void {
  document.documentElement.lang = language;
  document.title = say(language, "title");
  for (const node of document.querySelectorAll<HTMLElement>("[data-t]"))
    node.textContent = say(language, node.dataset["t"] as Key);
  for (const node of document.querySelectorAll<HTMLElement>("[data-t-label]"))
    node.setAttribute("aria-label", say(language, node.dataset["tLabel"] as Key));
  const order = person?.order ?? exampleOrder;
  element("hint").textContent = say(language, person ? "hint" : "hint_stranger", { order });
  element("order-text").textContent = person
    ? say(language, "order_text", { name: person.name })
    : say(language, "order_text_stranger");
  element("order-number").textContent = order;
  element("step-3").textContent = say(language, "step_3", { order });
  drawPeople();
  drawProducts();
}

function become(next: Identity | null): void {
  person = next;
  keep(remembered, next?.id ?? "");
  withTandem((tandem) => tandem.identify(next ? { id: next.id, name: next.name, signature: next.signature } : null));
  draw();
}

async function loadIdentities(): Promise<void> {
  const answer = await fetch("./identities", { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`GET identities: ${answer.status}`);
  const body = (await answer.json()) as Identity[] | { items: Identity[] };
  identities = Array.isArray(body) ? body : body.items;
  const before = identities.find((identity) => identity.id === recall(remembered));
  if (before) become(before);
  else draw();
}

element("language").addEventListener("click", () => {
  language = language === "en" ? "zh-CN" : "en";
  keep(rememberedLanguage, language);
  draw();
});
element<HTMLSelectElement>("person").addEventListener("change", (event) => {
  const id = (event.currentTarget as HTMLSelectElement).value;
  become(identities.find((identity) => identity.id === id) ?? null);
});
for (const button of document.querySelectorAll<HTMLElement>("[data-action]"))
  button.addEventListener("click", () =>
    withTandem((tandem) => (button.dataset["action"] === "call" ? tandem.call() : tandem.open())),
  );

draw();
loadIdentities().catch((error: unknown) => console.warn("Yunfan: nobody can sign in", error));
