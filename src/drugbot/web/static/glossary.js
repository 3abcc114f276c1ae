// Hard words of a quote, explained on a tap or by keyboard. Each is put in an element of its own; no character of the
// quote is added, taken away or changed, and the meaning stands outside of it.

import { byId, element, state } from "./dom.js";
import { get } from "./server.js";

const GAP = 6; // pixels between a word and its meaning
let glossary = null; // spelling → meaning, and what finds the spellings
let open = null; // the word whose meaning is shown
let shownAt = 0; // where that word stood then, from the top of the window

const folded = (word) => word.toLowerCase().replace(/\s+/g, " "); // a line may end within a term

async function load() {
  const meanings = new Map(Object.entries(await (await get("glossary")).json()));
  const spellings = [...meanings.keys()].sort((a, b) => b.length - a.length);
  const words = spellings.map((spelling) => spelling.replace(/ /g, "\\s+")).join("|");
  return { meanings, pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}-])`, "giu") };
}

export async function explain(quotes) {
  try {
    glossary ??= load();
    const known = await glossary;
    if (state.view !== "patient") return; // it was left meanwhile
    for (const quote of quotes) if (!quote.querySelector("[data-term]")) mark(quote, known);
  } catch {
    glossary = null; // the server is gone: the quotes are there all the same
  }
}

// The first time that a word stands in a quote is enough.
function mark(quote, { meanings, pattern }) {
  const seen = new Set();
  for (let text of textsIn(quote)) {
    let done = 0;
    for (const { 0: word, index } of [...text.data.matchAll(pattern)]) {
      const meaning = meanings.get(folded(word));
      if (seen.has(meaning)) continue;
      seen.add(meaning);
      const marked = text.splitText(index - done);
      text = marked.splitText(word.length);
      done = index + word.length;
      marked.replaceWith(term(word, meaning));
    }
  }
}

function textsIn(quote) {
  const walker = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

function term(word, meaning) {
  const attributes = { role: "button", tabindex: "0", "aria-expanded": "false", "data-term": meaning };
  return element("span", { class: "drugbot-term", ...attributes }, word);
}

export function leaveUnexplained(quotes) {
  hideMeaning();
  for (const quote of quotes) {
    for (const found of quote.querySelectorAll("[data-term]")) found.replaceWith(found.textContent);
    quote.normalize();
  }
}

export function showMeaning(word) {
  const again = word === open;
  hideMeaning();
  if (again) return;
  const said = element("p", { lang: "en" }, element("strong", {}, word.textContent), `: ${word.dataset.term}`);
  const box = byId("drugbot-meaning") ?? element("div", { id: "drugbot-meaning", role: "status" });
  (word.closest("dialog") ?? document.body).append(box); // all but an open sheet is out of reach
  box.hidden = false;
  box.replaceChildren(said, element("p", { class: "drugbot-source" }, state.strings.meaning_note));
  beside(word, box);
  open = word;
  shownAt = topOf(word);
  open.setAttribute("aria-expanded", "true");
  open.setAttribute("aria-describedby", box.id);
}

const topOf = (word) => word.getClientRects()[0]?.top ?? Infinity; // it may be gone

// Below the word, or above it where there is no room below.
function beside(word, box) {
  const place = word.getClientRects()[0];
  const { width, height } = box.getBoundingClientRect();
  const below = place.bottom + GAP + height <= window.innerHeight;
  box.style.top = `${below ? place.bottom + GAP : Math.max(GAP, place.top - GAP - height)}px`;
  box.style.left = `${Math.max(GAP, Math.min(place.left, document.documentElement.clientWidth - width - GAP))}px`;
}

function hideMeaning() {
  if (!open) return;
  open.setAttribute("aria-expanded", "false");
  open.removeAttribute("aria-describedby");
  open = null;
  byId("drugbot-meaning").hidden = true;
}

// A press on the word itself is left to the click that follows.
const leave = ({ target }) => target !== open && !target.closest?.("#drugbot-meaning") && hideMeaning();
document.addEventListener("pointerdown", leave);
document.addEventListener("focusin", leave);
document.addEventListener("scroll", () => open && Math.abs(topOf(open) - shownAt) > 1 && hideMeaning(), true);
window.addEventListener("resize", hideMeaning);
document.addEventListener(
  "keydown",
  (event) => {
    const word = event.target.closest?.("[data-term]");
    const closing = event.key === "Escape" && open;
    if (!closing && !(word && (event.key === "Enter" || event.key === " "))) return;
    event.preventDefault();
    event.stopPropagation(); // the monograph stays open
    if (closing) hideMeaning();
    else showMeaning(word);
  },
  true,
);
