// A monograph beside the chat (or, on a phone, as a sheet over it), at the quoted words.

import { button, byId, element, fill, scrollTo, state, wide } from "./dom.js";
import { get } from "./server.js";
import { dress } from "./views.js";

let opener = null; // what gets the focus back

function panel() {
  if (byId("drugbot-panel")) return byId("drugbot-panel");
  const title = element("h2", { id: "drugbot-panel-title", tabindex: "-1" });
  const head = element("div", { class: "drugbot-panel-head" }, title);
  head.append(button(state.strings.close, { "data-close": "" }));
  const body = element("div", { class: "drugbot-panel-body", tabindex: "0" });
  body.setAttribute("role", "region");
  body.setAttribute("aria-labelledby", "drugbot-panel-title");
  const made = element("dialog", { id: "drugbot-panel", "aria-labelledby": "drugbot-panel-title" }, head, body);
  made.addEventListener("close", () => {
    document.body.classList.remove("drugbot-beside");
    opener?.focus();
  });
  made.addEventListener("keydown", (event) => event.key === "Escape" && made.close());
  document.body.append(made);
  return made;
}

export async function openMonograph(drug, { passage = "", start = 0, end = 0 }, from) {
  const dialog = panel();
  const body = dialog.querySelector(".drugbot-panel-body");
  try {
    body.innerHTML = await (await get("monograph", { drug, passage, start, end })).text();
  } catch {
    body.textContent = state.strings.no_monograph;
  }
  dress(body);
  byId("drugbot-panel-title").textContent = fill(state.strings.monograph, { drug });
  opener = from;
  if (!dialog.open) {
    if (wide.matches) dialog.show();
    else dialog.showModal();
    document.body.classList.toggle("drugbot-beside", wide.matches);
  }
  const target = byId("drugbot-quoted");
  body.scrollTop = 0;
  target?.scrollIntoView({ block: "center" });
  (target ?? byId("drugbot-panel-title")).focus({ preventScroll: true });
}

export function close(focused = opener) {
  opener = focused;
  if (byId("drugbot-panel")?.open) byId("drugbot-panel").close();
}

export function jump(id) {
  const target = byId(id);
  if (!target) return;
  scrollTo(target, "start");
  target.focus({ preventScroll: true });
}
