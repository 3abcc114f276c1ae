// The list of medicines, and the drug that the chat is restricted to.

import { announce, box, button, byId, element, fill, openTab, state, toast } from "./dom.js";
import { close } from "./evidence.js";
import { get } from "./server.js";

let medicines = null;

export async function fillMedicines() {
  const place = byId("drugbot-medicines");
  if (!place || place.firstChild) return;
  medicines ??= get("medicines").then((answer) => answer.text());
  const html = await medicines;
  if (place.firstChild) return;
  place.innerHTML = html;
  find();
}

export function find() {
  const field = document.querySelector("#drugbot-find textarea, #drugbot-find input");
  const words = (field?.value ?? "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const all = [...document.querySelectorAll(".drugbot-medicine")];
  for (const item of all) item.hidden = !words.every((word) => item.dataset.words.includes(word));
  const count = all.filter((item) => !item.hidden).length;
  const found = byId("drugbot-found");
  if (found) found.textContent = fill(state.strings.found, { count, all: all.length });
}

export function showScope() {
  const place = byId("drugbot-scope");
  const drug = state.scope ?? "";
  if (!place || place.dataset.drug === drug) return;
  place.dataset.drug = drug;
  place.replaceChildren();
  if (!drug) return;
  const label = fill(state.strings.unscope, { drug });
  const cross = button("×", { "data-unscope": "", "aria-label": label, title: label });
  const words = element("span", {}, fill(state.strings.scope, { drug }));
  place.append(element("span", { class: "drugbot-chip" }, words, cross));
}

export function rescope(drug, said = true) {
  const before = state.scope;
  state.scope = drug;
  showScope();
  const { scoped, unscoped } = state.strings;
  if (said && drug !== before) announce(fill(drug ? scoped : unscoped, { drug: drug ?? before }));
}

export async function scopeTo(name) {
  const { drug } = name ? await (await get("scope", { drug: name })).json() : { drug: null };
  if (name && !drug) toast(fill(state.strings.unscopable, { drug: name }));
  rescope(drug);
}

export function chooseDrug(drug) {
  close(null);
  openTab("chat");
  rescope(drug);
  setTimeout(() => box()?.focus(), 50);
}
