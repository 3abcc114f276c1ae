// What all parts of the page use: its state, and small ways to show and say something.

export const state = { exchanges: [], scope: null, strings: {}, examples: [], editing: null, pending: null };

export const wide = window.matchMedia("(min-width: 64rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export const byId = (id) => document.getElementById(id);
export const box = () => document.querySelector("#drugbot-question textarea");
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(label, attributes = {}) {
  return element("button", { type: "button", class: "drugbot-button", ...attributes }, label);
}

export function announce(text, urgent = false, quote = "") {
  const region = byId(urgent ? "drugbot-urgent" : "drugbot-said");
  if (!region) return;
  region.textContent = ""; // the same words twice are two messages
  const said = quote ? [text, " ", element("span", { lang: "en" }, quote)] : [text];
  setTimeout(() => region.replaceChildren(...said), 50);
}

export function toast(text) {
  announce(text);
  const shown = element("div", { class: "drugbot-toast", "aria-hidden": "true" }, text);
  document.body.append(shown);
  setTimeout(() => shown.remove(), 2500);
}

export function scrollTo(target, block) {
  target.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
}

export function write(text) {
  const area = box();
  if (!area) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { class: "drugbot-unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy"); // where a page is not served securely there is no other way
    area.remove();
    if (!done) return toast(state.strings.not_copied);
  }
  return toast(said);
}

export function openTab(name) {
  const place = byId(`drugbot-${name}`);
  const id = place?.getAttribute("aria-labelledby");
  (id ? byId(id) : document.querySelector("#drugbot-tabs [role=tab]"))?.click();
}
