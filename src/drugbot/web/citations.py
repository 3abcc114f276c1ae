"""Citations as HTML: the quote, word for word, with its place, file and date, and the way to its monograph."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from drugbot.answering.reply import Citation
from drugbot.answering.text import source_line, with_context
from drugbot.web.markup import ORIGINAL, button, rendered, tag
from drugbot.web.sections import order_of
from drugbot.web.strings import Strings

_SEPARATOR: Final = " › "


def quotes_html(citations: Sequence[Citation], strings: Strings, shown: int = 1) -> str:
    """Return the first quotes in plain view and the others folded; the scripts may put those in another order.

    Args:
        citations: what is quoted.
        strings: the page's own words.
        shown: how many stand in plain view: two where they disagree.
    """
    pieces = [_citation(citation, strings) for citation in citations]
    further = pieces[shown:]
    folded = _folded(strings.further.format(count=len(further)), further) if further else ""
    return "".join(pieces[:shown]) + folded


def offered_html(offered: Sequence[Citation], strings: Strings) -> str:
    """Return the nearest sections, said to be no more than that, folded."""
    inner = [_citation(citation, strings) for citation in offered]
    return _folded(strings.nearest, inner, "drugbot-offered") if inner else ""


def _folded(label: str, citations: Sequence[str], style: str = "") -> str:
    inner = tag("summary", escape(label)) + "".join(citations)
    return tag("details", inner, f"drugbot-further {style}".strip())


def place(citation: Citation) -> str:
    """Return where a quote stands, as plain text."""
    return _SEPARATOR.join((citation.drug, *citation.section))


def _citation(citation: Citation, strings: Strings) -> str:
    path = "".join(_SEPARATOR + escape(part) for part in citation.section)
    opener = tag(
        "button",
        tag("span", f"<strong>{escape(citation.drug)}</strong>{path}", lang=ORIGINAL),
        "drugbot-cite",
        type="button",
        aria_label=strings.open_citation.format(place=place(citation)),
        **{f"data_{key}": str(value) for key, value in _target(citation).items()},
    )
    quote = tag("blockquote", rendered(with_context(citation)), lang=ORIGINAL)
    day = citation.last_modified
    dated = strings.changed_on.format(day=day) if day else strings.undated
    source = tag("span", escape(f"{citation.file}, {dated}"), "drugbot-source")
    copy = button(strings.copy, "drugbot-small", data_copy=copy_text(citation))
    inner = tag("p", opener, "drugbot-place") + quote + tag("div", source + copy, "drugbot-foot")
    return tag("div", inner, "drugbot-citation", data_order=str(order_of(citation.section)))


def _target(citation: Citation) -> dict[str, object]:
    return {
        "open": citation.drug,
        "passage": citation.passage,
        "start": citation.start,
        "end": citation.end,
    }


def copy_text(citation: Citation) -> str:
    """Return a quote with everything that says where it stands, as plain text."""
    source = source_line(citation.file, citation.last_modified)
    return f"{with_context(citation)}\n\n— {place(citation)} ({source}, revision {citation.revision})"
