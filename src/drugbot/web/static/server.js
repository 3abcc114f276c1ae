// What the page asks its server. Questions go in the body of a request, so that no log has them.

import { state } from "./dom.js";

const languageOf = () => state.language ?? navigator.language;

export async function get(path, values = {}) {
  const query = new URLSearchParams({ ...values, language: languageOf() });
  const answer = await fetch(new URL(`drugbot/${path}?${query}`, document.baseURI));
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

export async function post(path, body, signal) {
  const answer = await fetch(new URL(`drugbot/${path}`, document.baseURI), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...body, language: languageOf() }),
    signal,
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
