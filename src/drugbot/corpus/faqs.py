"""FAQ pairs of a monograph, once each, wherever they stand.

In the body an FAQ is a heading or a line ("### Q1: …?", "**Q: …?**") with the answer below it; in the front
matter it is a ``q`` and an ``a``. Scraped files leak one into the other (``q`` ends with "…?** **A:** …") and
hold the same pair in both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drugbot.corpus.front_matter import Scalar
from drugbot.corpus.markdown import parse_blocks, plain, trimmed
from drugbot.corpus.monograph import FaqPair, Section, Span
from drugbot.corpus.repair import Repair, RepairedText, mend_mojibake, shortened

_FAQ_HEADING = re.compile(r"(?:faqs?|frequently asked questions)\b", re.IGNORECASE)
_ANSWER_MARK = re.compile(r"\s*(?:\**\s*(?:A|Ans|Answer)\s*\d*\s*\**:\**|\*\*(?:A|Ans|Answer)\d*\.\*\*)\s*")
_NUMBERING = re.compile(
    r"^[\s*]*(?:[-+]\s+)?\**"
    # "2.5 mg twice a day?" and "Q-T interval?" are not numbered
    r"(?:(?:Q|Question)\s*(?:\d*\s*\**\s*(?::|[.)](?!\d))|\d+\s*[–-](?!\d))|\d+\s*[.)](?!\d))\s*\**\s*",
    re.IGNORECASE,
)
_LEAKED = re.compile(
    r"^(?P<question>.+?\?)\s*\**\s+\**\s*(?:A|Ans|Answer)\s*\d*\s*\**:\**\s*(?P<answer>.*)$", re.DOTALL
)
_SAME_LINE = re.compile(r"^(?:[ \t]*[-*+][ \t]+)?(?P<question>.+?\?[ \t]*\*\*)[ \t]+(?P<answer>\S.*)$")
_QUESTION_LINE = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?"
    r"(?:(?:\*+[ \t]*)?(?:Q|Question)[ \t]*\d*[ \t]*(?:\*+[ \t]*)?[:.)][^\n]*"
    r"|\*\*[^*\n]+\?[ \t]*\*\*[^\n]*)$",
    re.MULTILINE,
)


def is_faq_section(section: Section) -> bool:
    """Return whether a section is, or lies under, a heading such as "FAQs"."""
    return any(_FAQ_HEADING.match(part) for part in section.path)


def body_faqs(text: RepairedText, section: Section) -> Iterator[FaqPair]:
    """Yield the FAQ pairs of an FAQ section: one where its heading is the question, else one a question line.

    The answer is empty where none follows.
    """
    lines = _question_lines(text, section)
    if section.blocks and _is_question(section, lines):
        yield _pair(text, section.path[-1], section.span)
        return
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        end = following.start() if following else section.span.end
        shared = _LEAKED.match(line.group()) or _SAME_LINE.match(line.group())
        question = shared["question"] if shared else line.group()
        start = line.start() + shared.start("answer") if shared else line.end()
        span = trimmed(text.text, start, end)
        yield _pair(text, plain(question), span if span.start < span.end else Span(start, start))


def without_faqs(text: RepairedText, section: Section) -> Section:
    """Return an FAQ section with only those blocks that stand before its first question."""
    lines = _question_lines(text, section)
    if section.blocks and _is_question(section, lines):
        return replace(section, blocks=())
    end = lines[0].start() if lines else section.span.end
    return replace(section, blocks=tuple(b for b in section.blocks if b.units[-1].span.end <= end))


def front_matter_faqs(
    text: RepairedText, entries: Iterable[tuple[Scalar, Scalar | None]]
) -> Iterator[tuple[tuple[FaqPair, ...], tuple[Repair, ...]]]:
    """Yield the FAQ pairs of each front matter entry, with what was mended.

    None where it has no answer; two where another answer leaked into the question than the one that is given.
    """
    for asked, answered in entries:
        log = _Log(text)
        question, leaked = asked.value, ""
        if match := _LEAKED.match(question):
            question, leaked = match["question"], match["answer"]
            log("faq-leaked-answer", asked.value, question, asked.span)
        question = log("mojibake", question, mend_mojibake(question), asked.span)
        question = log("faq-question-markup", question, clean_question(question), asked.span)
        pairs: dict[str, FaqPair] = {}
        for scalar in (answered, Scalar(leaked, asked.span)):
            if scalar is not None and has_words(answer := _front_matter_answer(scalar, log)):
                pairs.setdefault(_key(answer), FaqPair(question, answer, scalar.span))
        if not pairs:
            log("faq-without-answer", question, "", asked.span)
        yield tuple(pairs.values()), tuple(log.repairs)


class _Log:
    """Records what was mended in one entry."""

    def __init__(self, text: RepairedText) -> None:
        self._text = text
        self.repairs: list[Repair] = []

    def __call__(self, rule: str, before: str, after: str, span: Span) -> str:
        if before.split() != after.split():
            line = self._text.line(span.start)
            self.repairs.append(Repair(rule, line, shortened(before), shortened(after)))
        return after


def _front_matter_answer(scalar: Scalar, log: _Log) -> str:
    answer = log("mojibake", scalar.value, mend_mojibake(scalar.value), scalar.span).strip()
    mark = _ANSWER_MARK.match(answer)
    return log("faq-answer-mark", answer, answer[mark.end() :], scalar.span) if mark else answer


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
            repairs.append(
                Repair("faq-twice", text.line(pair.span.start), shortened(pair.question), "kept once")
            )
            continue
        if answers:
            repairs.append(
                Repair(
                    "faq-answers-differ", text.line(pair.span.start), shortened(pair.question), "both kept"
                )
            )
        answers.add(answer)
        kept.append(pair)
    return tuple(kept), tuple(repairs)


def clean_question(raw: str) -> str:
    """Return a question without numbering, emphasis or doubled spaces."""
    return " ".join(_NUMBERING.sub("", raw).replace("**", "").strip(" *_").split())


def _question_lines(text: RepairedText, section: Section) -> list[re.Match[str]]:
    lines = _QUESTION_LINE.finditer(text.text, section.span.start, section.span.end)
    return [line for line in lines if clean_question(plain(line.group()))]


def _is_question(section: Section, lines: Sequence[re.Match[str]]) -> bool:
    """Return whether a section's heading is the question, and not the name of a group of question lines."""
    heading = section.path[-1]
    asks = clean_question(heading) and not _FAQ_HEADING.match(heading)
    return bool(asks) and (heading.endswith("?") or not lines)


def _pair(text: RepairedText, question: str, span: Span) -> FaqPair:
    mark = _ANSWER_MARK.match(text.text, span.start, span.end)
    start = mark.end() if mark else span.start
    return FaqPair(
        clean_question(question),
        text.text[start : span.end],
        Span(start, span.end),
        parse_blocks(text.text, start, span.end),
    )


def has_words(text: str) -> bool:
    """Return whether a text says anything, and is not markup alone."""
    return any(character.isalnum() for character in text)


def _key(text: str) -> str:
    return " ".join(re.sub(r"[*_]", "", text).casefold().split()).rstrip("?. ")
