// Feedback on a reply, where the server keeps any: a vote, a reason, what will be kept, and only then sending it.

import { announce, button, element, state } from "./dom.js";
import { post } from "./server.js";

document.addEventListener("drugbot:answered", ({ detail: { tools, turns } }) => {
  if (!state.feedback) return;
  const words = state.strings;
  const reasons = ["wrong_drug", "does_not_answer", "out_of_date", "other"];
  const group = element("div", { class: "drugbot-votes", role: "group", "aria-label": words.feedback });
  const up = button(`▲ ${words.up}`);
  const down = button(`▼ ${words.down}`);
  const form = element("div", { class: "drugbot-feedback" });
  group.append(up, down);
  tools.append(group);
  tools.after(form);

  const opinion = { turns, verdict: "up", reason: "", note: "" };

  function close(said) {
    form.replaceChildren();
    if (said) form.append(element("p", {}, said));
    if (said) announce(said);
    up.focus();
  }

  function cancel() {
    const cancelling = button(words.feedback_cancel);
    cancelling.addEventListener("click", () => close());
    return cancelling;
  }

  async function preview() {
    try {
      const kept = await post("feedback/preview", opinion);
      const shown = element("pre", { tabindex: "0", "aria-label": words.feedback_show }, JSON.stringify(kept, null, 2));
      const send = button(words.feedback_send);
      send.addEventListener("click", keep);
      form.replaceChildren(element("p", {}, words.feedback_kept), shown, send, cancel());
      form.scrollIntoView({ block: "nearest" });
      shown.focus();
    } catch {
      close(words.failed);
    }
  }

  async function keep() {
    try {
      await post("feedback/keep", opinion);
      close(words.feedback_thanks);
    } catch {
      close(words.failed);
    }
  }

  function choice(reason, number) {
    const input = element("input", { type: "radio", name: "drugbot-reason", value: reason });
    input.checked = number === 0;
    return element("label", {}, input, ` ${words[reason]}`);
  }

  function ask() {
    const choices = element("fieldset", {}, element("legend", {}, words.feedback_reason), ...reasons.map(choice));
    const note = element("textarea", { rows: "2", maxlength: "2000" });
    const show = button(words.feedback_show);
    show.addEventListener("click", () => {
      opinion.reason = form.querySelector("input:checked").value;
      opinion.note = note.value;
      preview();
    });
    form.replaceChildren(choices, element("label", {}, words.feedback_note, note), show, cancel());
    form.scrollIntoView({ block: "nearest" });
    form.querySelector("input").focus();
  }

  up.addEventListener("click", () => {
    Object.assign(opinion, { verdict: "up", reason: "", note: "" });
    preview();
  });
  down.addEventListener("click", () => {
    opinion.verdict = "down";
    ask();
  });
});
