"""Edits that mend FAQ pairs and the description in the front matter, with the least change to the YAML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from drugbot.corpus.faqs import front_matter_faqs, has_words
from drugbot.corpus.front_matter import FrontMatter, Scalar, parse_front_matter
from drugbot.corpus.monograph import Monograph
from drugbot.corpus.repair import Edit

_WIDTH = 80  # of what is added to a folded scalar
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n")
_FAQ_RULES = frozenset({"faq-leaked-answer", "faq-answer-mark", "faq-question-markup"})
_CUT_WORD = re.compile(r"\s*\S*(?:\.\.\.|…)$")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A scalar as it stands in the text: where its content begins and ends, and its style."""

    text: str
    start: int
    end: int
    style: str

    def position(self, count: int) -> int:
        """Return where the character stands that has ``count`` others before it, white space not counted."""
        at = self.start
        while at < self.end and count >= 0:
            if not self.text[at].isspace():
                if not count:
                    return at
                count -= 1
            at += 1
        return at


def front_matter_edits(monograph: Monograph) -> Iterator[Edit]:
    """Yield the edits of the FAQ scalars and of the description, at positions of the file."""
    front = parse_front_matter(monograph.text.text, monograph.file)
    for entry in front.faqs:
        ((pairs, repairs),) = front_matter_faqs(monograph.text, [entry])
        rules = [repair.rule for repair in repairs if repair.rule in _FAQ_RULES]
        if not pairs or not rules:
            continue
        asked, answered = entry
        if len(pairs) > 1:
            continue  # the answer that leaked is not the one given: which is right must be decided
        yield from _question(monograph, asked, answered, pairs[0].question, pairs[0].answer, rules)
        if answered is not None:
            yield from _without_mark(monograph, answered, pairs[0].answer)
    yield from _description(monograph, front)


def _question(
    monograph: Monograph, asked: Scalar, answered: Scalar | None, question: str, answer: str, rules: list[str]
) -> Iterator[Edit]:
    raw = _raw(monograph, asked)
    if raw is None or rules == ["faq-answer-mark"]:
        return
    rule = "faq-leaked-answer" if "faq-leaked-answer" in rules else "faq-question-markup"
    kept = _found(asked.value, question)
    if kept is None:
        return
    first, past = raw.position(kept[0]), raw.position(kept[1] - 1) + 1
    if first > raw.start and raw.text[raw.start : first].strip():
        yield _edit(monograph, raw.start, first, "", rule)
    end = raw.end
    if rule == "faq-leaked-answer" and (answered is None or not has_words(answered.value)):
        found = _found(asked.value, answer)
        indent = _indent(raw.text, asked.span.start)
        if found is None or raw.style not in "|>" or not indent:
            return
        start = raw.position(found[0])
        yield _edit(monograph, past, start, f"\n{indent}a: {raw.style}-\n{indent}  ", rule)
    elif raw.text[past:end].strip():
        yield _edit(monograph, past, end, "", rule)


def _without_mark(monograph: Monograph, answered: Scalar, answer: str) -> Iterator[Edit]:
    raw = _raw(monograph, answered)
    found = _found(answered.value, answer)
    if raw is None or not found or not found[0]:
        return
    start = raw.position(found[0])
    if raw.style in "|>" and "\n" in raw.text[raw.start : start]:
        start -= len(raw.text[:start]) - len(
            raw.text[:start].rstrip(" ")
        )  # the indentation of the line stays
        yield _edit(monograph, raw.start, start + _indentation(raw.text, start), "", "faq-answer-mark")
        return
    yield _edit(monograph, raw.start, start, "", "faq-answer-mark")


def _indentation(text: str, start: int) -> int:
    return len(text[start:]) - len(text[start:].lstrip(" "))


def _description(monograph: Monograph, front: FrontMatter) -> Iterator[Edit]:
    """Yield the edit that completes a description, or ends it at its last whole sentence."""
    if monograph.description == front.description or not monograph.description:
        return
    text = monograph.text.text
    place = re.compile(r"description[ \t]*:[ \t]*").match(text, _line_start(text, front.description_start))
    if place is None:
        return
    raw = _raw_at(text, place.end(), _scalar_end(text, place.end()))
    stem = _CUT_WORD.sub("", front.description)
    if raw is None:
        return
    whole = monograph.description
    shared = min(len(_solid(stem)), len(_solid(whole)))
    if _solid(whole)[:shared] != _solid(stem)[:shared]:
        return
    past = raw.position(shared - 1) + 1 if shared else raw.start
    added = _tail(whole, shared)
    if added and raw.style in "|>" and raw.text[raw.start - 1] == " ":
        indent = " " * (raw.start - raw.text.rfind("\n", 0, raw.start) - 1)
        lines = textwrap.wrap(added, _WIDTH, initial_indent=indent, subsequent_indent=indent)
        added = "\n" + "\n".join(lines)
    elif added:
        added = f" {added}"
    yield _edit(monograph, past, raw.end, added, "description-truncated")


def _tail(whole: str, shared: int) -> str:
    """Return what stands after so many characters of a text, white space not counted."""
    count = 0
    for at, character in enumerate(whole):
        if count == shared and not character.isspace():
            return whole[at:]
        count += not character.isspace()
    return ""


def _raw(monograph: Monograph, scalar: Scalar) -> _Raw | None:
    raw = _raw_at(monograph.text.text, scalar.span.start, scalar.span.end)
    # Where the characters are those of the value, white space aside, a place in one is a place in the other.
    return raw if raw and _solid(raw.text[raw.start : raw.end]) == _solid(scalar.value) else None


def _raw_at(text: str, start: int, end: int) -> _Raw | None:
    """Return the content of a scalar; None for what an edit cannot be made in."""
    header = _BLOCK_HEADER.match(text, start, end)
    if header:
        first = header.end()
        while first < end and text[first].isspace():
            first += 1
        return _Raw(text, first, end, text[start])
    if text[start : start + 1] in ('"', "'"):
        inner = text[start + 1 : end - 1]
        return None if "\\" in inner or text[start] in inner else _Raw(text, start + 1, end - 1, text[start])
    return _Raw(text, start, end, " ")


def _scalar_end(text: str, start: int) -> int:
    """Return where the value of a top-level key ends: before the next line that is not indented."""
    following = re.compile(r"\n(?=[^\s])").search(text, start)
    end = following.start() if following else len(text)
    return start + len(text[start:end].rstrip())


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _indent(text: str, position: int) -> str:
    """Return the indentation that another key of the same FAQ entry has."""
    line = text[_line_start(text, position) : position]
    match = re.fullmatch(r"(\s*-\s+|\s+)q\s*:\s*", line)
    return " " * len(match.group(1)) if match else ""


def _found(value: str, part: str) -> tuple[int, int] | None:
    """Return where a part stands in a value, white space not counted."""
    at = _solid(value).find(_solid(part))
    return (at, at + len(_solid(part))) if at >= 0 and part.strip() else None


def _solid(text: str) -> str:
    return "".join(text.split())


def _edit(monograph: Monograph, start: int, end: int, replacement: str, rule: str) -> Edit:
    first = monograph.text.original(start, start)[0]
    last = monograph.text.original(end, end)[0]
    return Edit(first, last, replacement, rule)
