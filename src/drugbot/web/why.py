"""Why an answer is what it is, for a maintainer: what was understood, which passages were compared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from html import escape
from typing import Any

from drugbot.chatbot import Chatbot
from drugbot.retrieval.hits import Hit
from drugbot.settings import Settings
from drugbot.web.markup import tag
from drugbot.web.strings import Strings

_COUNT = 20
_SHORT = 160  # characters of a passage in the table
# Long, or shown elsewhere on the page.
_LEFT_OUT = frozenset({"text", "citations", "offered", "parts"})
_THRESHOLDS = ("_floor", "_threshold")  # how the names of such settings end


def why_html(chatbot: Chatbot, turns: Sequence[str], strings: Strings, settings: Settings) -> str:
    """Return how the last of some turns is understood and the passages that it was compared with.

    Args:
        chatbot: who answers.
        turns: a conversation.
        strings: the page's words.
        settings: those that the chatbot was made with.
    """
    if not turns:
        return ""
    reply = chatbot.reply(turns)
    query, hits = chatbot.search(turns, _COUNT)
    record = {key: value for key, value in reply.record().items() if key not in _LEFT_OUT}
    record["searched"] = {
        name: value for name in ("generic", "bare", "brands") if (value := getattr(query, name, None))
    }
    cited = {citation.passage for citation in reply.citations}
    candidates = _candidates(hits, cited, strings) if hits else tag("p", escape(strings.nothing_searched))
    return (
        tag("h2", escape(strings.facts))
        + _facts(record, strings, strings.facts)
        + tag("h2", escape(strings.thresholds))
        + _facts(_thresholds(settings), strings, strings.thresholds)
        + tag("h2", escape(strings.candidates))
        + candidates
    )


def _thresholds(settings: Settings) -> dict[str, Any]:
    names = (field.name for field in fields(settings))
    return {name: getattr(settings, name) for name in names if name.endswith(_THRESHOLDS)}


def _facts(record: dict[str, Any], strings: Strings, label: str) -> str:
    rows = [tag("th", escape(name), scope="row") + tag("td", _value(value)) for name, value in record.items()]
    return _table((strings.field, strings.value), rows, label)


def _value(value: object) -> str:
    if isinstance(value, str | int | float | None):
        return escape("" if value is None else str(value))
    return tag("code", escape(json.dumps(value, ensure_ascii=False, default=str)))


def _candidates(hits: Sequence[Hit], cited: set[str], strings: Strings) -> str:
    """Return a table with whatever a hit says of itself, so that new components need no change here."""
    components = [field.name for field in fields(Hit) if field.name != "passage"]
    head = [getattr(strings, name, name) for name in components]
    rows = [
        "".join(tag("td", _component(getattr(hit, name))) for name in components)
        + _passage(hit, hit.passage.id in cited, strings)
        for hit in hits
    ]
    return _table((*head, strings.place, strings.quote, strings.passage), rows, strings.candidates)


def _component(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else _value(value)


def _passage(hit: Hit, is_cited: bool, strings: Strings) -> str:
    passage = hit.passage
    quote = " ".join(passage.excerpt.quote.split())
    short = quote if len(quote) <= _SHORT else f"{quote[:_SHORT]}…"
    place = " › ".join((passage.drug, *passage.section))
    target = {"data_open": passage.drug, "data_passage": passage.id}
    opener = tag("button", escape(place), "drugbot-cite", type="button", **target)
    mark = " " + tag("strong", escape(strings.cited), "drugbot-badge") if is_cited else ""
    return "".join(
        tag("td", cell) for cell in (opener + mark, escape(short), tag("code", escape(passage.id)))
    )


def _table(head: Sequence[str], rows: Sequence[str], label: str) -> str:
    columns = "".join(tag("th", escape(name), scope="col") for name in head)
    body = "".join(tag("tr", row) for row in rows)
    table = tag("table", tag("thead", tag("tr", columns)) + tag("tbody", body))
    # A table wider than the screen scrolls by itself, by keyboard too.
    return tag("div", table, "drugbot-table", role="region", tabindex="0", aria_label=label)
