// How a reader wants to see replies and monographs: "patient" (larger, hard words explained), "standard", or
// "professional" (dense, sections in a fixed order). It is remembered in the reader's browser, nowhere else.

import { button, byId, element, state } from "./dom.js";
import { explain, leaveUnexplained } from "./glossary.js";

const VIEWS = { patient: "patient_hint", standard: "standard_hint", professional: "professional_hint" };
const KEY = "drugbot-view";

function remembered() {
  try {
    const view = localStorage.getItem(KEY);
    return Object.hasOwn(VIEWS, view) ? view : "standard";
  } catch {
    return "standard"; // where a browser keeps nothing
  }
}

function remember(view) {
  try {
    localStorage.setItem(KEY, view);
  } catch {
    // it holds until the page is left
  }
}

// Puts what has a place among sections in that order, or back in the order it came in.
function arrange(parent, byKind) {
  const items = [...parent.children].filter((child) => child.dataset.order);
  items.forEach((item, number) => (item.dataset.place ??= number));
  const key = ({ dataset: { order, place } }) => (byKind ? 1000 * order : 0) + Number(place);
  const sorted = [...items].sort((a, b) => key(a) - key(b));
  if (sorted.some((item, number) => item !== items[number])) parent.append(...sorted);
}

// Shows a reply or a monograph in the view that was chosen.
export function dress(root = document) {
  for (const parent of root.querySelectorAll(".drugbot-further, .drugbot-monograph, .drugbot-contents ol"))
    arrange(parent, state.view === "professional");
  const quotes = root.querySelectorAll("blockquote, .drugbot-passage");
  if (state.view === "patient") explain(quotes);
  else leaveUnexplained(quotes);
}

export function chooseView(view) {
  state.view = view;
  remember(view);
  for (const name of Object.keys(VIEWS)) document.body.classList.toggle(`drugbot-${name}`, name === view);
  for (const choice of document.querySelectorAll("[data-view]"))
    choice.setAttribute("aria-pressed", String(choice.dataset.view === view));
  dress();
}

export function showViews() {
  const place = byId("drugbot-views");
  if (!place || place.firstChild) return;
  const words = state.strings;
  const label = element("span", { id: "drugbot-views-label" }, words.view);
  const choices = Object.entries(VIEWS).map(([view, hint]) =>
    button(words[view], { "data-view": view, title: words[hint] }),
  );
  const group = element("div", { role: "group", "aria-labelledby": "drugbot-views-label" }, ...choices);
  place.append(label, group);
  chooseView(state.view ?? remembered());
}
