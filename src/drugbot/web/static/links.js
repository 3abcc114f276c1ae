// Links that reproduce an answer: in the fragment, which no server sees, the drug that the chat is restricted to,
// the questions in order, and what was quoted.

import { copy, state } from "./dom.js";

export function linkTo(exchanges, quoted) {
  const parameters = new URLSearchParams();
  let scope = "";
  for (const exchange of exchanges) {
    if ((exchange.scope ?? "") !== scope) parameters.append("drug", (scope = exchange.scope ?? ""));
    parameters.append("q", exchange.question);
  }
  const { passage, revision } = quoted ?? {};
  if (passage) parameters.append("passage", passage);
  if (revision) parameters.append("revision", revision);
  return `#${parameters}`;
}

export function follow(link) {
  history.replaceState(null, "", link.getAttribute("href"));
  copy(location.href, state.strings.linked);
}
