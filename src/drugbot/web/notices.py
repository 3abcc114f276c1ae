"""Notices as boxes that nobody overlooks: a word and a sign each, the gravest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from drugbot.answering.reply import Citation, Notice, Reply
from drugbot.answering.text import escaped, notice_texts
from drugbot.index.contents import Entry, Index
from drugbot.web.framing import framed, names_in
from drugbot.web.markup import button, icon, rendered, tag
from drugbot.web.strings import Strings

_SIGNS: Final[Mapping[str, str]] = {
    "emergency": "!",
    "banned": "×",
    "boxed_warning": "□",
    "disagrees": "≠",
    "personal_advice": "i",
    "stale": "?",
    "part_of_product": "+",
    "link_changed": "≠",
}
_GRAVITY: Final = tuple(_SIGNS)
_BOXED: Final = re.compile(r"(?:boxed|black[ -]?box) warning", re.IGNORECASE)


def notices_html(reply: Reply, index: Index, strings: Strings) -> str:
    """Return a reply's notices that its parts do not show themselves; `emergency` is always the first."""
    shown = {notice for part in reply.parts for notice in part.notices}
    own = [notice for notice in reply.notices if notice not in shown or notice == "emergency"]
    ordered = sorted(own, key=_GRAVITY.index)
    return "".join(_notice(notice, reply, index, strings) for notice in ordered)


def notice_box(kind: str, body: str, strings: Strings) -> str:
    """Return one notice around HTML: sign, word, sentences."""
    word = tag("strong", rendered_word(kind, strings), "drugbot-notice-word")
    head = tag("p", icon(_SIGNS[kind]) + word, "drugbot-notice-head")
    role = "alert" if kind == "emergency" else "note"
    return tag("div", head + body, f"drugbot-notice drugbot-{kind.replace('_', '-')}", role=role)


def rendered_word(kind: str, strings: Strings) -> str:
    """Return the word that stands for a notice."""
    word: str = getattr(strings, kind)
    return word


def emergency_text(reply: Reply) -> str:
    """Return what a reply says of an emergency: its first paragraph, all of it where nothing is quoted."""
    if not reply.citations and not reply.offered:
        return reply.text
    return reply.text.split("\n\n", 1)[0]


def _notice(notice: Notice, reply: Reply, index: Index, strings: Strings) -> str:
    if notice == "emergency":
        return notice_box(notice, framed(emergency_text(reply), strings, names_in(reply)), strings)
    entries = cited_entries(reply.citations or reply.offered, index)
    texts = notice_texts((notice,), entries, reply.citations)
    said = [framed(text, strings, names_in(reply)) for text in texts]
    body = "".join(said or map(rendered, _own_texts(notice, entries, strings)))
    link = _boxed_links(entries, index, strings) if notice == "boxed_warning" else ""
    return notice_box(notice, body + link, strings)


def cited_entries(citations: Sequence[Citation], index: Index) -> list[Entry]:
    """Return the monographs that are cited, each once; one that the index lost meanwhile is left out."""
    drugs = dict.fromkeys(citation.drug for citation in citations)
    return [index.by_title[drug] for drug in drugs if drug in index.by_title]


def _own_texts(notice: Notice, entries: Sequence[Entry], strings: Strings) -> list[str]:
    """Return the page's sentence for a notice that the catalogue of replies has none for."""
    text: str = getattr(strings, f"{notice}_text", "")
    if "{drug}" in text:
        return [text.format(drug=escaped(entry.title)) for entry in entries]
    return [text] if text else []


def _boxed_links(entries: Sequence[Entry], index: Index, strings: Strings) -> str:
    """Return a button for the boxed warning of each monograph that has one."""
    first: dict[str, str] = {}  # title → id of the first passage
    titles = {entry.title for entry in entries}
    for passage in index.passages:
        heading = passage.section[0] if passage.section else ""
        if passage.drug in titles and _BOXED.match(heading):
            first.setdefault(passage.drug, passage.id)
    label = strings.see_boxed
    buttons = "".join(
        button(f"{label}: {title}" if len(first) > 1 else label, data_open=title, data_passage=passage_id)
        for title, passage_id in first.items()
    )
    return tag("div", buttons, "drugbot-foot") if buttons else ""
