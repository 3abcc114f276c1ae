"""Replies as HTML.

All words that are not ours are escaped here: a question is text, and a quote is Markdown of which only
emphasis, lists, tables and code are shown as markup. Tags, links, images and scripts are shown as characters.
No blank line is ever produced: the chat component reads its messages as Markdown, in which a blank line would
end the HTML and have what follows read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from markdown_it import MarkdownIt

from drugbot.answering import wording
from drugbot.answering.reply import Citation, Reply
from drugbot.answering.text import notice_texts, source_line, understood_texts, with_context
from drugbot.index.contents import Index

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
_MARKDOWN.disable(["link", "image", "autolink", "html_inline", "html_block", "reference", "entity"])
_PREFORMATTED = re.compile(r"<pre>.*?</pre>", re.DOTALL)


def question_html(question: str) -> str:
    """Return the user's words, shown as they were typed."""
    lines = [escape(line) or "&nbsp;" for line in question.splitlines()]
    return _tag("div", "<br>".join(lines), "drugbot-question")


def reply_html(reply: Reply, index: Index) -> str:
    """Return a reply: how it was understood, notices, the quote with its place and date, the rest folded.

    Args:
        reply: what to show.
        index: where its citations come from.
    """
    if not reply.citations:
        body = _rendered(reply.text)
        if "emergency" in reply.notices:
            body = f'<div class="drugbot-notice drugbot-emergency" role="alert">{body}</div>'
        return _tag("div", body, f"drugbot-reply drugbot-{reply.kind}")
    entries = [index.by_title[drug] for drug in dict.fromkeys(citation.drug for citation in reply.citations)]
    notices = notice_texts(reply.notices, entries, reply.citations)
    parts = [_paragraph(text, "drugbot-notice", "alert") for text in notices]
    parts += [
        _paragraph(text, "drugbot-understood")
        for text in understood_texts(reply.understood, reply.unknown, reply.silent)
    ]
    parts.append(_citation(reply.citations[0]))
    further = reply.citations[1:]
    if further:
        summary = escape(wording.FURTHER_FOLDED.format(count=len(further)))
        inner = "".join(_citation(citation) for citation in further)
        parts.append(f'<details class="drugbot-further"><summary>{summary}</summary>{inner}</details>')
    parts.append(_paragraph(wording.DISCLAIMER, "drugbot-disclaimer"))
    return _tag("div", "".join(parts), "drugbot-reply drugbot-answer")


def _citation(citation: Citation) -> str:
    place = " › ".join(escape(part) for part in citation.section)
    head = f'<p class="drugbot-place"><strong>{escape(citation.drug)}</strong> › {place}</p>'
    quote = f"<blockquote>{_rendered(with_context(citation))}</blockquote>"
    source = _tag("p", escape(source_line(citation.file, citation.last_modified)), "drugbot-source")
    return _tag("div", head + quote + source, "drugbot-citation")


def _paragraph(markdown: str, style: str, role: str = "") -> str:
    attribute = f' role="{role}"' if role else ""
    return f'<div class="{style}"{attribute}>{_rendered(markdown)}</div>'


def _rendered(markdown: str) -> str:
    html = str(_MARKDOWN.render(markdown))
    html = _PREFORMATTED.sub(lambda match: match.group().replace("\n", "&#10;"), html)
    return html.replace("\n", " ").strip()


def _tag(name: str, inner: str, style: str) -> str:
    return f'<{name} class="{style}">{inner}</{name}>'


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
