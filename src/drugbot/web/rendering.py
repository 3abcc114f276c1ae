"""Replies as HTML: what was asked back, notices, the quote with its place and date, the rest folded.

All words that are not ours are escaped (`drugbot.web.markup`). What can be clicked carries its purpose in
data attributes; the scripts in `static/` act on them, so that no element needs a script of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from drugbot.answering import wording
from drugbot.answering.combining import heading
from drugbot.answering.reply import Reply
from drugbot.answering.text import escaped, notice_texts, understood_texts, with_context
from drugbot.index.contents import Index
from drugbot.web.citations import offered_html, place, quotes_html
from drugbot.web.framing import framed, framed_markdown, names_in
from drugbot.web.markup import ORIGINAL, button, rendered, tag
from drugbot.web.notices import cited_entries, emergency_text, notice_box, notices_html
from drugbot.web.strings import Strings

# A quote, its place, its source, as `drugbot.answering.text` writes them.
_QUOTED = re.compile(r">|\||\*\*[^\n]* › [^\n]*\*\*$|\([^\n]*\)$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is announced of a reply.

    Attributes:
        words: in the language of the page.
        quote: in that of the monographs.
    """

    words: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Extras:
    """What the page adds to a reply.

    Attributes:
        suggestions: questions to ask next.
        changed: what to say where a link quoted another revision of the monograph; empty otherwise.
    """

    suggestions: tuple[str, ...] = ()
    changed: str = ""


def reply_html(reply: Reply, index: Index, strings: Strings, extras: Extras | None = None) -> str:
    """Return a reply as one article.

    Args:
        reply: what to show.
        index: where its citations come from.
        strings: the page's own words.
        extras: what the page adds.
    """
    extras = extras or Extras()
    pieces = [
        notice_box("link_changed", rendered(extras.changed), strings) if extras.changed else "",
        _body(reply, index, strings),
        _choices(extras.suggestions, strings.suggestions, "drugbot-suggestions"),
        tag("div", framed(wording.DISCLAIMER, strings, ()), "drugbot-disclaimer") if reply.citations else "",
    ]
    if "emergency" in reply.notices:  # nothing stands above it
        pieces[0], pieces[1] = pieces[1], pieces[0]
    style = f"drugbot-reply drugbot-{reply.kind}"
    return tag("article", "".join(pieces), style, aria_label=strings.reply)


def _body(reply: Reply, index: Index, strings: Strings) -> str:
    """Return notices, how the question was understood, and what the kind of reply calls for."""
    if reply.layout == "table":  # its notices stand above it, once
        reply = replace(reply, parts=tuple(_without_notices(part, index) for part in reply.parts))
    head = notices_html(reply, index, strings) + _understood(reply, strings)
    if reply.parts:
        return head + _framing(reply, index, strings) + _parts(reply, index, strings)
    if reply.citations:
        body = _framing(reply, index, strings) + quotes_html(
            reply.citations, strings, 2 if "disagrees" in reply.notices else 1
        )
    else:
        body = (
            "" if "emergency" in reply.notices else _text(replace(reply, text=_unsaid(reply, index)), strings)
        )
    return head + body + _options(reply, strings) + offered_html(reply.offered, strings)


def _without_notices(part: Reply, index: Index) -> Reply:
    """Return a part without its notices and the sentences that stand for them."""
    entries = cited_entries(part.citations or part.offered, index)
    said = notice_texts(part.notices, entries, part.citations)
    text = "\n\n".join(paragraph for paragraph in part.text.split("\n\n") if paragraph not in said)
    return replace(part, notices=(), text=text)


def _unsaid(reply: Reply, index: Index) -> str:
    """Return the text of a reply without a quote, less what is said above it: notices, how it was understood."""
    notices = notice_texts(reply.notices, cited_entries(reply.offered, index), ())
    said = {*notices, *understood_texts(reply.understood, ())}
    return "\n\n".join(text for text in reply.text.split("\n\n") if text not in said)


def _framing(reply: Reply, index: Index, strings: Strings) -> str:
    """Return the sentences of a quoting reply that nothing else on the page says."""
    entries = cited_entries(reply.citations, index)
    said = {*notice_texts(reply.notices, entries, reply.citations), wording.FURTHER, wording.DISCLAIMER}
    for one in (reply, *reply.parts):
        said.update(understood_texts(one.understood, one.unknown, one.silent))
    for part in reply.parts:
        said.update((*part.text.split("\n\n"), f"**{escaped(heading(part, reply.layout))}**"))
    paragraphs = reply.text.split("\n\n")
    left = paragraphs[1:] if "emergency" in reply.notices else paragraphs
    own = [text for text in left if text.strip() and text not in said and not _QUOTED.match(text)]
    return tag("div", framed("\n\n".join(own), strings, names_in(reply)), "drugbot-text") if own else ""


def _parts(reply: Reply, index: Index, strings: Strings) -> str:
    """Return the replies to the parts of a question, each under what it is about."""
    if reply.layout == "table":
        return _table(reply, index, strings)
    inner = "".join(
        tag(
            "div",
            _part_head(heading(part, reply.layout)) + _body(part, index, strings),
            "drugbot-part",
            role="group",
            aria_label=heading(part, reply.layout) or strings.reply,
        )
        for part in reply.parts
    )
    return tag("div", inner, f"drugbot-parts drugbot-parts-{reply.layout}")


def _part_head(text: str) -> str:
    return tag("h2", escape(text), "drugbot-part-head", lang=ORIGINAL) if text.strip() else ""


def _table(reply: Reply, index: Index, strings: Strings) -> str:
    """Return what each drug's monograph says as a table with a column for each.

    Where there is no room the style sheet stacks the cells, each below its own heading instead of the header row.
    The roles are written out, since an element that is laid out otherwise may lose its own.
    """
    titles = [heading(part, reply.layout) for part in reply.parts]
    label = strings.comparison.format(drugs=", ".join(titles))
    heads = "".join(
        tag("th", escape(title), scope="col", role="columnheader", lang=ORIGINAL) for title in titles
    )
    cells = "".join(
        tag("td", _part_head(title) + _body(part, index, strings), role="cell")
        for title, part in zip(titles, reply.parts, strict=True)
    )
    rows = tag("thead", tag("tr", heads, role="row"), role="rowgroup")
    rows += tag("tbody", tag("tr", cells, role="row"), role="rowgroup")
    table = tag("table", tag("caption", escape(label), "drugbot-unseen") + rows, role="table")
    return tag("div", table, "drugbot-comparison", role="region", tabindex="0", aria_label=label)


def _text(reply: Reply, strings: Strings) -> str:
    """Return the words of a reply without quotes; its choices are shown as buttons instead."""
    listed = {f"- {escaped(choice)}" for choice in (*reply.options, *reply.suggestions)}
    lines = [line for line in reply.text.split("\n") if line not in listed]
    return tag("div", framed("\n".join(lines).strip(), strings, names_in(reply)), "drugbot-text")


def _options(reply: Reply, strings: Strings) -> str:
    return _choices(reply.options, strings.options, "drugbot-options")


def _choices(choices: Iterable[str], label: str, style: str) -> str:
    buttons = "".join(button(choice, "drugbot-choice", data_ask=choice, lang=ORIGINAL) for choice in choices)
    if not buttons:
        return ""
    head = tag("p", escape(label), "drugbot-choices-head")
    return tag("div", head + buttons, f"drugbot-choices {style}", role="group", aria_label=label)


def _understood(reply: Reply, strings: Strings) -> str:
    """Return how the question was understood, and the way to say that this was wrong."""
    in_parts = {
        text for part in reply.parts for text in understood_texts(part.understood, part.unknown, part.silent)
    }
    # A reply without a quote says in its own words what has no monograph and what is silent; a list says how many
    # monographs were searched, and thirty more sentences would hide what was found.
    unknown = reply.unknown if reply.citations else ()
    silent = reply.silent if reply.citations and reply.layout != "list" else ()
    sentences = [text for text in understood_texts(reply.understood, unknown, silent) if text not in in_parts]
    lines = framed("\n\n".join(sentences), strings, names_in(reply)) if sentences else ""
    other = _choices(reply.others, strings.others, "drugbot-others")
    return tag("div", lines + _undo(reply, strings) + other, "drugbot-understood") if lines or other else ""


def _undo(reply: Reply, strings: Strings) -> str:
    """Return the buttons that ask again without the drugs of before, or with a word as it stands.

    Without one of several drugs of before is without all of them: the question is asked as the first of a chat.
    """
    carried = tuple(dict.fromkeys(item.meant for item in reply.understood if item.how == "context"))
    misspelt = dict.fromkeys(item.said for item in reply.understood if item.how == "spelling")
    labels = [strings.undo_carried.format(drugs=_together(carried, strings))] if carried else []
    buttons = [button(label, data_undo="context") for label in labels]
    for said in misspelt:
        label = strings.undo_spelling.format(said=said)
        buttons.append(button(label, data_undo="spelling", data_said=said))
    return "".join(buttons)


def _together(names: tuple[str, ...], strings: Strings) -> str:
    """Return names as words without markup: "A, B and C"."""
    if strings.framing:
        return strings.framing.listed(names)
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def spoken(reply: Reply, strings: Strings) -> Spoken:
    """Return what a screen reader announces: notices by their word, then the first quote or the text."""
    names = names_in(reply)
    words = [f"{getattr(strings, notice)}." for notice in reply.notices]
    if "emergency" in reply.notices:
        words.append(framed_markdown(emergency_text(reply), strings, names).replace("**", ""))
    if reply.citations:
        first = reply.citations[0]
        return Spoken(" ".join(words), f"{place(first)}: {with_context(first)}")
    if "emergency" not in reply.notices:
        words.append(framed_markdown(reply.text, strings, names))
    return Spoken(" ".join(words))


def example_questions(questions: Iterable[tuple[str, str]], titles: Iterable[str], count: int) -> list[str]:
    """Return questions that the collection can answer: the first FAQ of each drug, else what the drug is for.

    Args:
        questions: (drug, question) of all FAQ pairs, in order.
        titles: of all monographs.
        count: how many at most.
    """
    first: dict[str, str] = {}
    for drug, question in questions:
        first.setdefault(drug, question)
    return [first.get(title, wording.EXAMPLE.format(drug=title)) for title in titles][:count]


def index_examples(index: Index, count: int) -> list[str]:
    """Return example questions for an index."""
    asked = ((passage.drug, passage.question) for passage in index.passages if passage.question is not None)
    return example_questions(asked, (entry.title for entry in index.entries), count)
