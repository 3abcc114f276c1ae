"""FAQ pairs of a monograph, once each, wherever they stand.

In the body an FAQ is a heading or a line ("### Q1: …?", "**Q: …?**") with the answer below it; in the front
matter it is a ``q`` and an ``a``. Scraped files leak one into the other ("…?**\\n\\n**A:** …" in ``q``) and
hold the same pair in both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drugbot.corpus.front_matter import Scalar
from drugbot.corpus.markdown import parse_blocks, plain, trimmed
from drugbot.corpus.monograph import FaqPair, Section, Span
from drugbot.corpus.repair import Repair, RepairedText, mend_mojibake, shortened

_FAQ_HEADING = re.compile(r"(?:faqs?|frequently asked questions)\b", re.IGNORECASE)
_ANSWER_MARK = re.compile(r"\s*\**\s*(?:A|Ans|Answer)\s*\d*\s*\**:\**\s*")
_NUMBERING = re.compile(r"^[\s*]*(?:(?:Q|Question)\s*\d*\s*[:.)–-]|\d+\s*[.)])\s*\**\s*", re.IGNORECASE)
_LEAKED = re.compile(r"^(?P<question>.+?\?)\s*\**\s+\**\s*(?:A|Ans|Answer)\s*\d*\s*\**:\**\s*(?P<answer>.+)$", re.DOTALL)
_QUESTION_LINE = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?"
    r"(?:\**[ \t]*(?:Q|Question)[ \t]*\d*[ \t]*\**[:.)][^\n]*|\*\*[^*\n]+\?[ \t]*\*\*)[ \t]*$",
    re.MULTILINE,
)


def is_faq_section(section: Section) -> bool:
    """Return whether a section is, or lies under, a heading such as "FAQs"."""
    return any(_FAQ_HEADING.match(part) for part in section.path)


def body_faqs(text: RepairedText, section: Section) -> Iterator[FaqPair]:
    """Yield the FAQ pairs of an FAQ section: one where its heading is the question, else one a question line."""
    if not section.blocks:
        return
    if not _FAQ_HEADING.match(section.path[-1]):
        yield _pair(text, section.path[-1], section.span)
        return
    lines = list(_QUESTION_LINE.finditer(text.text, section.span.start, section.span.end))
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        end = following.start() if following else section.span.end
        yield _pair(text, plain(line.group()), trimmed(text.text, line.end(), end))


def front_matter_faqs(
    text: RepairedText, entries: Iterable[tuple[Scalar, Scalar | None]]
) -> Iterator[tuple[FaqPair | None, tuple[Repair, ...]]]:
    """Yield the FAQ pairs of the front matter with what was mended; None for one that has no answer."""
    for asked, answered in entries:
        line = text.line(asked.span.start)
        question, answer = asked.value, answered.value if answered else ""
        span = answered.span if answered else asked.span
        repairs = []
        leaked = _LEAKED.match(question)
        if leaked:
            repairs.append(Repair("faq-leaked-answer", line, shortened(question), leaked["question"]))
            question, answer = leaked["question"], answer or leaked["answer"]
        marked = _ANSWER_MARK.match(answer)
        if marked and marked.group().strip():
            repairs.append(
                Repair("faq-answer-mark", text.line(span.start), shortened(answer), shortened(answer[marked.end() :]))
            )
            answer = answer[marked.end() :]
        question, answer = mend_mojibake(clean_question(question)), mend_mojibake(answer.strip())
        if not answer:
            yield None, (*repairs, Repair("faq-without-answer", line, shortened(question), ""))
            continue
        yield FaqPair(question, answer, span), tuple(repairs)


def merged(
    text: RepairedText, body: Sequence[FaqPair], front: Sequence[FaqPair]
) -> tuple[tuple[FaqPair, ...], tuple[Repair, ...]]:
    """Return all pairs, each once, and what was dropped.

    A pair that stands in body and front matter is kept as it is in the body. Two different answers to one
    question are both kept: dropping one would hide that the monograph disagrees with itself.
    """
    kept: list[FaqPair] = []
    seen: dict[str, set[str]] = {}
    repairs = []
    for pair in (*body, *front):
        answers = seen.setdefault(_key(pair.question), set())
        answer = _key(pair.answer)
        if answer in answers:
            repairs.append(Repair("faq-twice", text.line(pair.span.start), shortened(pair.question), "kept once"))
            continue
        if answers:
            repairs.append(
                Repair("faq-answers-differ", text.line(pair.span.start), shortened(pair.question), "both kept")
            )
        answers.add(answer)
        kept.append(pair)
    return tuple(kept), tuple(repairs)


def clean_question(raw: str) -> str:
    """Return a question without numbering, emphasis or doubled spaces."""
    return " ".join(_NUMBERING.sub("", raw).replace("**", "").strip(" *_").split())


def _pair(text: RepairedText, question: str, span: Span) -> FaqPair:
    mark = _ANSWER_MARK.match(text.text, span.start, span.end)
    start = mark.end() if mark else span.start
    return FaqPair(
        clean_question(question),
        text.text[start : span.end],
        Span(start, span.end),
        parse_blocks(text.text, start, span.end),
    )


def _key(text: str) -> str:
    return " ".join(re.sub(r"[*_]", "", text).casefold().split()).rstrip("?. ")
