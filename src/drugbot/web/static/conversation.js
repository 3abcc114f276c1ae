// The conversation. It is kept here, in the page; the server gets the turns with every question.

import { announce, box, button, byId, element, scrollTo, state, write } from "./dom.js";
import { dress, showViews } from "./views.js";
import { linkTo } from "./links.js";
import { fillMedicines, rescope, showScope } from "./medicines.js";
import { post } from "./server.js";

function since(number) {
  // Where the conversation that an exchange belongs to begins.
  let first = number;
  while (first > 0 && !state.exchanges[first].fresh) first -= 1;
  return state.exchanges.slice(first, number + 1);
}

const turnsUpTo = (number) => since(number).flatMap((exchange) => exchange.turns);

export async function ask(question, { fresh = false, scope = state.scope, linked = {} } = {}) {
  if (!question.trim()) return box()?.focus();
  stop();
  if (state.editing) drop(state.editing);
  const exchange = { question, fresh, scope, turns: [], markdown: "", quoted: null };
  exchange.element = exchangeElement(exchange);
  state.exchanges.push(exchange);
  show();
  write("");
  scrollTo(exchange.element, "start");
  const control = new AbortController();
  state.pending = control;
  document.body.classList.add("drugbot-busy");
  try {
    const body = { question, scope, turns: turnsUpTo(state.exchanges.length - 1), ...linked };
    answered(exchange, await post("ask", body, control.signal));
  } catch (error) {
    const { stopped, too_long: long, failed } = state.strings;
    tell(exchange, error.name === "AbortError" ? stopped : error.message === "422" ? long : failed);
  } finally {
    if (state.pending === control) finished();
  }
}

function finished() {
  state.pending = null;
  document.body.classList.remove("drugbot-busy");
}

export function stop() {
  state.pending?.abort();
  finished();
}

function tell(exchange, text) {
  exchange.slot.replaceChildren(element("p", { class: "drugbot-told" }, text));
  exchange.slot.removeAttribute("aria-busy");
  announce(text);
}

function answered(exchange, reply) {
  Object.assign(exchange, { turns: reply.turns, markdown: reply.markdown, quoted: reply.quoted });
  exchange.slot.innerHTML = reply.html;
  exchange.slot.removeAttribute("aria-busy");
  dress(exchange.slot);
  const tools = element("div", { class: "drugbot-tools" });
  const number = state.exchanges.indexOf(exchange);
  tools.append(element("a", { class: "drugbot-link", href: linkTo(since(number), exchange.quoted) }, state.strings.link));
  exchange.slot.querySelector(".drugbot-reply")?.append(tools);
  document.dispatchEvent(new CustomEvent("drugbot:answered", { detail: { tools, turns: turnsUpTo(number) } }));
  announce(reply.spoken.words, reply.urgent, reply.spoken.quote);
  scrollTo(exchange.element, "start");
}

function exchangeElement(exchange) {
  const { you, retry, edit, waiting } = state.strings;
  const question = exchange.question;
  exchange.slot = element("div", { "aria-busy": "true" }, element("p", { class: "drugbot-told" }, waiting));
  const tools = element("div", { class: "drugbot-tools drugbot-last" });
  tools.append(
    button(retry, { "data-retry": "", "aria-label": `${retry}: ${question}` }),
    button(edit, { "data-edit": "", "aria-label": `${edit}: ${question}` }),
  );
  const asked = element("div", { class: "drugbot-asked" });
  asked.append(
    element("span", { class: "drugbot-unseen" }, `${you}: `),
    element("p", { class: "drugbot-question", dir: "auto" }, question),
    tools,
  );
  return element("li", { class: "drugbot-exchange" }, asked, exchange.slot);
}

function drop(exchange) {
  const number = state.exchanges.indexOf(exchange);
  if (number >= 0) state.exchanges.splice(number, 1);
  exchange.element.remove();
  state.editing = null;
}

const last = () => state.exchanges[state.exchanges.length - 1];

export function again(changes = {}) {
  const exchange = last();
  if (!exchange) return;
  const { question, fresh, scope } = { ...exchange, ...changes };
  drop(exchange);
  ask(question, { fresh, scope });
}

export function edit() {
  state.editing = last();
  write(state.editing?.question ?? "");
  box()?.focus();
}

export function startOver() {
  clear();
  write("");
  show();
  history.replaceState(null, "", location.pathname + location.search);
  announce(state.strings.started_over);
  box()?.focus();
}

export function clear() {
  stop();
  for (const exchange of [...state.exchanges]) drop(exchange);
  rescope(null, false);
}

// Gradio may draw its parts anew; what belongs there is then put back.
export function show() {
  const transcript = byId("drugbot-transcript");
  if (transcript) {
    for (const exchange of state.exchanges)
      if (!transcript.contains(exchange.element)) transcript.append(exchange.element);
    document.body.classList.toggle("drugbot-begun", state.exchanges.length > 0);
  }
  relabel();
  const start = byId("drugbot-start");
  if (start && !start.firstChild && state.examples.length) {
    start.append(element("p", { class: "drugbot-choices-head" }, state.strings.try_one));
    start.append(...state.examples.map((text) => button(text, { "data-ask": text, lang: "en" })));
  }
  showViews();
  showScope();
  fillMedicines();
}

function relabel() {
  // What gradio has no translations for, and what has a name only once the language is known.
  byId("drugbot-transcript")?.setAttribute("aria-label", state.strings.transcript);
  const { ask: submit, stop: halt } = state.strings;
  for (const [name, label] of Object.entries({ submit, stop: halt })) {
    const found = document.querySelector(`#drugbot-question [data-testid=${name}-button]`);
    if (found && label && found.textContent !== label) found.firstChild.data = label;
  }
}

// A word in quotation marks is taken as it stands, by the page's server as by every other way of asking.
const literally = (question, said) =>
  question.replace(new RegExp(`(?<![\\p{L}\\p{N}"])${said}(?![\\p{L}\\p{N}"])`, "gu"), `"${said}"`);

export function undo(pressed) {
  const { undo: way, said = "" } = pressed.dataset;
  const exchange = state.exchanges.find((one) => one.element.contains(pressed));
  if (!exchange) return;
  const changes = way === "context" ? { fresh: true, scope: null } : { question: literally(exchange.question, said) };
  if (exchange === last()) again(changes);
  else ask(changes.question ?? exchange.question, { fresh: exchange.fresh, scope: exchange.scope, ...changes });
}
