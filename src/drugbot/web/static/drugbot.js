// The conversation of the chat page. It keeps the turns; the server keeps nothing.
//
// Replies and monographs come from the server as HTML in which every foreign word is escaped. What can be clicked
// says what it is for in data attributes, so that the page runs under a policy without inline scripts or eval.
"use strict";

(() => {
  const state = { exchanges: [], scope: null, strings: {}, examples: [], editing: null, pending: null, opener: null };
  const wide = window.matchMedia("(min-width: 64rem)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const byId = (id) => document.getElementById(id);
  const box = () => document.querySelector("#drugbot-question textarea");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const languageOf = () => state.language ?? navigator.language;

  // ---- The server

  async function get(path, values = {}) {
    const query = new URLSearchParams({ ...values, language: languageOf() });
    const answer = await fetch(new URL(`drugbot/${path}?${query}`, document.baseURI));
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  async function post(path, body, signal) {
    const answer = await fetch(new URL(`drugbot/${path}`, document.baseURI), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, language: languageOf() }),
      signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // ---- Small things

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function button(label, attributes = {}) {
    return element("button", { type: "button", class: "drugbot-button", ...attributes }, label);
  }

  function announce(text, urgent = false) {
    const region = byId(urgent ? "drugbot-urgent" : "drugbot-said");
    if (!region) return;
    region.textContent = ""; // the same words twice are two messages
    setTimeout(() => (region.textContent = text), 50);
  }

  function toast(text) {
    announce(text);
    const shown = element("div", { class: "drugbot-toast", "aria-hidden": "true" }, text);
    document.body.append(shown);
    setTimeout(() => shown.remove(), 2500);
  }

  function scrollTo(target, block) {
    target.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
  }

  function write(text) {
    const area = box();
    if (!area) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function copy(text, said) {
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

  // ---- Asking

  function since(number) {
    // Where the conversation that an exchange belongs to begins.
    let first = number;
    while (first > 0 && !state.exchanges[first].fresh) first -= 1;
    return state.exchanges.slice(first, number + 1);
  }

  const turnsUpTo = (number) => since(number).flatMap((exchange) => exchange.turns);

  async function ask(question, { fresh = false, scope = state.scope, linked = {} } = {}) {
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

  function stop() {
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
    const tools = element("div", { class: "drugbot-tools" });
    const number = state.exchanges.indexOf(exchange);
    tools.append(element("a", { class: "drugbot-link", href: linkTo(number) }, state.strings.link));
    exchange.slot.querySelector(".drugbot-reply")?.append(tools);
    document.dispatchEvent(new CustomEvent("drugbot:answered", { detail: { tools, turns: turnsUpTo(number) } }));
    announce(reply.spoken, reply.urgent);
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

  function again(changes = {}) {
    const exchange = last();
    if (!exchange) return;
    const { question, fresh, scope } = exchange;
    drop(exchange);
    ask(question, { fresh, scope, ...changes });
  }

  function edit() {
    state.editing = last();
    write(state.editing?.question ?? "");
    box()?.focus();
  }

  function startOver() {
    stop();
    for (const exchange of [...state.exchanges]) drop(exchange);
    rescope(null, false);
    write("");
    show();
    history.replaceState(null, "", location.pathname + location.search);
    announce(state.strings.started_over);
    box()?.focus();
  }

  // ---- What is shown (gradio may draw its parts anew; what belongs there is then put back)

  function show() {
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
      start.append(...state.examples.map((text) => button(text, { "data-ask": text })));
    }
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

  function showScope() {
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

  function rescope(drug, said = true) {
    const before = state.scope;
    state.scope = drug;
    showScope();
    const { scoped, unscoped } = state.strings;
    if (said && drug !== before) announce(fill(drug ? scoped : unscoped, { drug: drug ?? before }));
  }

  function openTab(name) {
    const place = byId(`drugbot-${name}`);
    const id = place?.getAttribute("aria-labelledby");
    (id ? byId(id) : document.querySelector("#drugbot-tabs [role=tab]"))?.click();
  }

  // ---- The medicines

  let medicines = null;

  async function fillMedicines() {
    const place = byId("drugbot-medicines");
    if (!place || place.firstChild) return;
    medicines ??= get("medicines").then((answer) => answer.text());
    const html = await medicines;
    if (place.firstChild) return;
    place.innerHTML = html;
    find();
  }

  function find() {
    const field = document.querySelector("#drugbot-find textarea, #drugbot-find input");
    const words = (field?.value ?? "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const all = [...document.querySelectorAll(".drugbot-medicine")];
    for (const item of all) item.hidden = !words.every((word) => item.dataset.words.includes(word));
    const count = all.filter((item) => !item.hidden).length;
    const found = byId("drugbot-found");
    if (found) found.textContent = fill(state.strings.found, { count, all: all.length });
  }

  // ---- The evidence

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
      state.opener?.focus();
    });
    made.addEventListener("keydown", (event) => event.key === "Escape" && made.close());
    document.body.append(made);
    return made;
  }

  async function openMonograph(drug, { passage = "", start = 0, end = 0 }, opener) {
    const dialog = panel();
    const body = dialog.querySelector(".drugbot-panel-body");
    try {
      body.innerHTML = await (await get("monograph", { drug, passage, start, end })).text();
    } catch {
      body.textContent = state.strings.no_monograph;
    }
    byId("drugbot-panel-title").textContent = fill(state.strings.monograph, { drug });
    state.opener = opener;
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

  // ---- Links

  function linkTo(number) {
    const parameters = new URLSearchParams();
    let scope = "";
    for (const exchange of since(number)) {
      if ((exchange.scope ?? "") !== scope) parameters.append("drug", (scope = exchange.scope ?? ""));
      parameters.append("q", exchange.question);
    }
    const { passage, revision } = state.exchanges[number].quoted ?? {};
    if (passage) parameters.append("passage", passage);
    if (revision) parameters.append("revision", revision);
    return `#${parameters}`;
  }

  async function followLink() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    if (!parameters.has("q") && !parameters.has("drug")) return;
    stop();
    for (const exchange of [...state.exchanges]) drop(exchange);
    openTab("chat");
    rescope(null, false);
    const linked = { passage: parameters.get("passage") ?? "", revision: parameters.get("revision") ?? "" };
    let left = parameters.getAll("q").length;
    for (const [name, value] of parameters) {
      if (name === "drug") await scopeTo(value);
      if (name === "q") await ask(value, { linked: --left ? {} : linked });
    }
    show();
  }

  async function scopeTo(name) {
    const { drug } = name ? await (await get("scope", { drug: name })).json() : { drug: null };
    if (name && !drug) toast(fill(state.strings.unscopable, { drug: name }));
    rescope(drug);
  }

  // ---- Taking it along

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

  // ---- What a person does

  function undo(way) {
    if (way === "carried") again({ fresh: true, scope: null });
    else edit();
  }

  function jump(id) {
    const target = byId(id);
    if (!target) return;
    scrollTo(target, "start");
    target.focus({ preventScroll: true });
  }

  function follow(link) {
    history.replaceState(null, "", link.getAttribute("href"));
    copy(location.href, state.strings.linked);
  }

  const purposes = [
    ["[data-ask]", (found) => ask(found.dataset.ask)],
    ["[data-undo]", (found) => undo(found.dataset.undo)],
    ["[data-retry]", () => again()],
    ["[data-edit]", () => edit()],
    ["[data-copy]", (found) => copy(found.dataset.copy, state.strings.copied)],
    ["[data-open]", (found) => openMonograph(found.dataset.open, found.dataset, found)],
    ["[data-close]", () => byId("drugbot-panel").close()],
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

  function chooseDrug(drug) {
    state.opener = null;
    if (byId("drugbot-panel")?.open) byId("drugbot-panel").close();
    openTab("chat");
    rescope(drug);
    setTimeout(() => box()?.focus(), 50);
  }

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
  new MutationObserver(() => show()).observe(document.body, { childList: true, subtree: true });

  async function begin() {
    Object.assign(state, await (await get("start")).json());
    document.documentElement.lang = state.language;
    while (!byId("drugbot-transcript") || !box()) await new Promise((done) => setTimeout(done, 20));
    show();
    document.body.classList.add("drugbot-ready");
    await followLink();
    if (!state.exchanges.length && wide.matches) box()?.focus();
  }

  window.drugbot = { announce, button, element, fill, post, state };
  begin();
})();
