"""A `Monograph` from the bytes of a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from drugbot.corpus.faqs import (
    body_faqs,
    clean_question,
    front_matter_faqs,
    has_words,
    is_faq_section,
    merged,
    without_faqs,
)
from drugbot.corpus.front_matter import FrontMatter, has_front_matter, parse_front_matter
from drugbot.corpus.markdown import Heading, parse_sections, sentences
from drugbot.corpus.monograph import FaqPair, Monograph, Section
from drugbot.corpus.names import stated_names
from drugbot.corpus.repair import Repair, RepairedText, listed, repair_text, shortened
from drugbot.errors import MonographError

MOST_LINES = 20_000  # the longest of 300 FDA labels has 118; each line costs time in every later step
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TRUNCATED = re.compile(r"\s*\S*(?:\.\.\.|…)$")


def read_monograph(data: bytes, file: str) -> Monograph | None:
    """Read one monograph.

    Args:
        data: the file's bytes.
        file: POSIX path relative to the corpus folder, used in messages and citations.

    Returns:
        The monograph, or None where the file has no front matter and so is none (a README).

    Raises:
        MonographError: empty, not UTF-8, too many lines, bad front matter, or nothing in it to quote.
    """
    _check_lines(data, file)
    text = repair_text(_decoded(data, file))
    if not text.text.strip():
        raise MonographError(file, 1, "the file is empty", "write the monograph or delete the file")
    if not has_front_matter(text.text):
        return None
    front = _front_matter(text, file)
    headed = list(parse_sections(text.text, front.body_start))
    sections = _without_title(front.title, [section for _, section in headed])
    faqs, faq_repairs = _faqs(text, front, sections)
    kept = _without_faqs(text, sections)
    if not faqs and not any(section.blocks for section in kept):
        raise MonographError(
            file, text.line(len(text.text)), "there is no text to quote", "write its sections"
        )
    description, description_repairs = _description(front, text, kept)
    repairs = (*listed(text), *_heading_repairs(text, headed), *faq_repairs, *description_repairs)
    return Monograph(
        title=front.title,
        description=description,
        is_banned=front.is_banned,
        last_modified=front.last_modified,
        names=stated_names(front.title, text.text, kept),
        sections=kept,
        faqs=faqs,
        extra=front.extra,
        file=file,
        revision=hashlib.sha256(data).hexdigest()[:16],
        text=text,
        repairs=tuple(sorted(repairs, key=lambda repair: repair.line)),
    )


def _front_matter(text: RepairedText, file: str) -> FrontMatter:
    try:
        return parse_front_matter(text.text, file)
    except MonographError as error:  # its line is that of the repaired text, which has no lint comments
        position = sum(map(len, text.text.splitlines(keepends=True)[: error.line - 1]))
        raise MonographError(file, text.line(position), error.problem, error.remedy) from error


def _check_lines(data: bytes, file: str) -> None:
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") + 1
    if lines > MOST_LINES:
        problem = f"{lines:,} lines, more than the {MOST_LINES:,} that a monograph may have"
        raise MonographError(
            file, MOST_LINES, problem, "split it, or remove what is no text of the monograph"
        )


def _decoded(data: bytes, file: str) -> str:
    nul = data.find(b"\0")
    if nul >= 0 and data[:2] not in _UTF_16_MARKS:  # without its mark, UTF-16 may well decode as UTF-8
        line = data.count(b"\n", 0, nul) + 1
        raise MonographError(file, line, "not UTF-8 text (it holds NUL bytes)", "save the file as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = "UTF-16" if data[:2] in _UTF_16_MARKS else f"byte 0x{data[error.start]:02x}"
        raise MonographError(file, line, f"not UTF-8 ({found})", "save the file as UTF-8") from error


def _without_title(title: str, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Drop a top heading that only repeats the title, so that paths begin with what the section is about."""

    def path(section: Section) -> tuple[str, ...]:
        repeats = section.path and section.path[0].casefold() == title.casefold()
        return section.path[1:] if repeats else section.path

    return tuple(Section(path(section), section.span, section.blocks) for section in sections)


def _faqs(
    text: RepairedText, front: FrontMatter, sections: Sequence[Section]
) -> tuple[tuple[FaqPair, ...], tuple[Repair, ...]]:
    body = [pair for section in sections if is_faq_section(section) for pair in body_faqs(text, section)]
    unanswered = tuple(
        Repair("faq-without-answer", text.line(pair.span.start), shortened(pair.question), "")
        for pair in body
        if not has_words(pair.answer)
    )
    mended = list(front_matter_faqs(text, front.faqs))
    pairs, dropped = merged(
        text,
        [pair for pair in body if has_words(pair.answer)],
        [pair for pairs, _ in mended for pair in pairs],
    )
    return pairs, (*(repair for _, repairs in mended for repair in repairs), *unanswered, *dropped)


def _without_faqs(text: RepairedText, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections without FAQ pairs; an FAQ section stays where other text stands in it."""
    kept = (without_faqs(text, section) if is_faq_section(section) else section for section in sections)
    return tuple(
        new for new, old in zip(kept, sections, strict=True) if new.blocks or not is_faq_section(old)
    )


def _heading_repairs(
    text: RepairedText, headed: Sequence[tuple[Heading | None, Section]]
) -> tuple[Repair, ...]:
    repairs = []
    for heading, section in headed:
        if heading is None:
            continue
        clean = clean_question(heading.text) if is_faq_section(section) else heading.text
        if clean != heading.raw:
            repairs.append(Repair("heading-markup", text.line(heading.start), shortened(heading.raw), clean))
    return tuple(repairs)


def _description(
    front: FrontMatter, text: RepairedText, sections: Sequence[Section]
) -> tuple[str, tuple[Repair, ...]]:
    """Complete a truncated description from the section it was cut from, or end it at a whole sentence."""
    description = front.description
    truncated = _TRUNCATED.search(description)
    if not truncated:
        return description, ()
    stem = description[: truncated.start()]
    whole = _completed(stem, text, sections)
    if whole is None:
        ends = [span.end for span in sentences(description, 0, len(stem)) if stem[span.end - 1] in ".!?"]
        whole = stem[: ends[-1]] if ends else ""
    line = text.line(front.description_start)
    return whole, (
        Repair("description-truncated", line, shortened(description[-80:]), shortened(whole[-80:])),
    )


def _completed(stem: str, text: RepairedText, sections: Sequence[Section]) -> str | None:
    for section in sections:
        for block in section.blocks:
            span = (block.units[0].span.start, block.units[-1].span.end)
            prose = " ".join(text.text[slice(*span)].split())
            if stem and prose.startswith(stem):
                end = next(s.end for s in sentences(prose, 0, len(prose)) if s.end >= len(stem))
                return prose[:end]
    return None
