// Begins the page and knows what each click and key is for. Replies and monographs come from the server as HTML in
// which every foreign word is escaped; what can be clicked says what it is for in data attributes, so that the page
// runs under a policy without inline scripts or eval.

import { again, ask, clear, edit, show, startOver, stop, undo } from "./conversation.js";
import { box, byId, copy, element, openTab, state, wide, write } from "./dom.js";
import { close, jump, openMonograph } from "./evidence.js";
import { showMeaning } from "./glossary.js";
import { follow } from "./links.js";
import { chooseDrug, find, rescope, scopeTo } from "./medicines.js";
import { get } from "./server.js";
import { chooseView } from "./views.js";

async function followLink() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (!parameters.has("q") && !parameters.has("drug")) return;
  clear();
  openTab("chat");
  const linked = { passage: parameters.get("passage") ?? "", revision: parameters.get("revision") ?? "" };
  let left = parameters.getAll("q").length;
  for (const [name, value] of parameters) {
    if (name === "drug") await scopeTo(value);
    if (name === "q") await ask(value, { linked: --left ? {} : linked });
  }
  show();
}

function save() {
  const parts = state.exchanges.map(({ question, markdown }) => {
    const quoted = question.split("\n").map((line) => line.replace(/([\\`*_{}[\]<>#|])/g, "\\$1"));
    return `## ${quoted.join(" ")}\n\n${markdown}\n`;
  });
  const text = `# ${state.strings.exported_title}\n\n${parts.join("\n")}`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  element("a", { href: address, download: "drugbot.md" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("#drugbot-transcript details:not([open])")];
  for (const details of folded) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

const purposes = [
  ["[data-ask]", (found) => ask(found.dataset.ask)],
  ["[data-undo]", (found) => undo(found)],
  ["[data-retry]", () => again()],
  ["[data-edit]", () => edit()],
  ["[data-term]", (found) => showMeaning(found)],
  ["[data-view]", (found) => chooseView(found.dataset.view)],
  ["[data-copy]", (found) => copy(found.dataset.copy, state.strings.copied)],
  ["[data-open]", (found) => openMonograph(found.dataset.open, found.dataset, found)],
  ["[data-close]", () => close()],
  ["[data-jump]", (found) => jump(found.dataset.jump)],
  ["[data-unscope]", () => (rescope(null), box()?.focus())],
  ["[data-scope]", (found) => chooseDrug(found.dataset.scope)],
  [".drugbot-link", (found) => follow(found)],
  ["#drugbot-over", () => startOver()],
  ["#drugbot-export", () => save()],
  ["#drugbot-print", () => window.print()],
  ["#drugbot-question [data-testid=submit-button]", () => ask(box().value)],
  ["#drugbot-question [data-testid=stop-button]", () => stop()],
];

document.addEventListener(
  "click",
  (event) => {
    for (const [selector, act] of purposes) {
      const found = event.target.closest?.(selector);
      if (!found) continue;
      event.preventDefault();
      act(found);
      return;
    }
  },
  true,
);
document.addEventListener(
  "keydown",
  (event) => {
    if (event.target !== box() || event.isComposing) return;
    if (event.key === "Escape" && state.editing) {
      state.editing = null;
      write("");
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    ask(box().value);
  },
  true,
);
document.addEventListener("input", (event) => event.target.closest?.("#drugbot-find") && find());
window.addEventListener("hashchange", followLink);

async function begin() {
  Object.assign(state, await (await get("start")).json());
  document.documentElement.lang = state.language;
  while (!byId("drugbot-transcript") || !box()) await new Promise((done) => setTimeout(done, 20));
  show();
  // Not before: on a slow machine gradio draws its parts before the words that belong in them have come.
  new MutationObserver(() => show()).observe(document.body, { childList: true, subtree: true });
  document.body.classList.add("drugbot-ready");
  await followLink();
  if (!state.exchanges.length && wide.matches) box()?.focus();
}

begin();
