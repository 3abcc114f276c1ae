"""Mend scraping noise in a text without losing where each character stood in the file.

`repair_text` computes edits (byte order mark, line ends, mojibake) and applies them; the result keeps the
alignment, so that a quote from the repaired text is cited with the range of the original it stands for.

Mojibake is text that was decoded with the wrong encoding. ftfy (https://ftfy.readthedocs.io) mends the
single-byte confusions; it leaves out the East Asian and some Cyrillic ones, which are handled here: a run of
non-ASCII characters that, encoded again with such an encoding, is valid UTF-8 for characters that belong in a
medical text was UTF-8 to begin with ("Prolia速" → "Prolia®").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ftfy import fix_encoding

from drugbot.corpus.comments import lint_comments

COMMENT = (
    "lint-comment"  # the rule of edits that take out what is no part of the monograph, and no noise either
)
_EAST_ASIAN = ("euc_jp", "cp932", "gb18030", "big5", "euc_kr")
_SINGLE_BYTE = ("cp1251", "koi8_r", "cp1253")
_WESTERN = ("cp1252", "mac_roman", "cp437")
_BELONGS = re.compile(
    r"[®©™°µ±²³¹¼½¾×÷·§«»¿¡àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜ"
    r"α-ωΑ-Ωμ‐‑–—‘’‚“”„†‡•…‰′″€→←↑↓↔−≈≠≤≥∞√∆∑⅓⅔⅛]+"
)
# In a multi-byte encoding the last byte of a dash or quotation mark takes the letter after it along ("鈥檚").
_BELONGS_EAST = re.compile(rf"(?:{_BELONGS.pattern[:-1]}|\u00a0|(?<=[‘’“”–—…])[@-~])+")
_BELONGS_WEST = re.compile(r"[\u2000-\u22ff]+")  # of two-byte characters ftfy knows more than we do
_MENDED_LATIN = re.compile(rf"(?:{_BELONGS.pattern[:-1]}|[\u00a0-\u017f])")
_EAST_ASIAN_CHARACTER = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uffdc]")
_BYTE_ORDER_MARK = re.compile(r"(?:\ufeff|ï»¿)+")
# A no-break space may be half of a mojibake pair: it is part of a word.
_WORD = re.compile(r"[^ \t\r\n\ufeff]+")
_LINE_END = re.compile(r"\r\n?|\n")
_NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]+")
_NOT_BELONGING = re.compile(rf"[^\x00-\x7f{_BELONGS.pattern[1:-2]}]+")


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was mended while reading a monograph.

    Attributes:
        rule: short name of what was wrong ("mojibake", "faq-leaked-answer", …).
        line: one-based line in the file.
        before: the text as it stood (shortened where long).
        after: what it was read as.
    """

    rule: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``original[start:end]`` by ``replacement``, because of ``rule``."""

    start: int
    end: int
    replacement: str
    rule: str


class RepairedText:
    """A text after edits, aligned with the original.

    Attributes:
        text: the repaired text.
        source: the original text.
        edits: what was changed, by position in the original, not overlapping.
    """

    __slots__ = ("_line_starts", "_original_starts", "_repaired_starts", "edits", "source", "text")

    def __init__(self, source: str, edits: Iterable[Edit] = ()) -> None:
        self.source = source
        self.edits = tuple(sorted(edits, key=lambda edit: edit.start))
        pieces: list[str] = []
        # Segment boundaries, pairwise: each edit opens one segment, the untouched text after it another.
        self._original_starts: list[int] = [0]
        self._repaired_starts: list[int] = [0]
        position = length = 0
        for edit in self.edits:
            if edit.start < position:
                raise ValueError(f"edits overlap at {edit.start}")
            pieces += (source[position : edit.start], edit.replacement)
            length += edit.start - position
            self._boundary(edit.start, length)
            length += len(edit.replacement)
            position = edit.end
            self._boundary(position, length)
        pieces.append(source[position:])
        self.text = "".join(pieces)
        self._line_starts = [0, *(m.end() for m in _LINE_END.finditer(source))]

    def _boundary(self, original: int, repaired: int) -> None:
        self._original_starts.append(original)
        self._repaired_starts.append(repaired)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original that ``text[start:end]`` stands for.

        A range that begins or ends inside a replacement covers the whole of what was replaced.
        """
        if end < start:
            raise ValueError(f"range ends before it starts: {start}, {end}")
        first = bisect_right(self._repaired_starts, start) - 1
        begin = self._original_starts[first] + self._offset(first, start)
        if end == start:
            return begin, begin
        last = bisect_right(self._repaired_starts, end - 1) - 1
        if self._is_edit(last):
            return begin, self._original_starts[last + 1]
        return begin, self._original_starts[last] + end - self._repaired_starts[last]

    def _is_edit(self, segment: int) -> bool:
        return segment % 2 == 1

    def _offset(self, segment: int, position: int) -> int:
        return 0 if self._is_edit(segment) else position - self._repaired_starts[segment]

    def line(self, position: int) -> int:
        """Return the one-based line of the original that a position of the repaired text stands on."""
        return self.source_line(self.original(position, position)[0])

    def source_line(self, position: int) -> int:
        """Return the one-based line that a position of the original stands on."""
        return bisect_right(self._line_starts, position)


def repair_text(source: str) -> RepairedText:
    """Mend byte order mark, line ends and mojibake, and leave out comments to `drugbot lint`."""
    mark = _BYTE_ORDER_MARK.match(source)
    start = mark.end() if mark else 0
    edits = [Edit(0, start, "", "byte-order-mark")] if mark else []
    edits += [Edit(m.start(), m.end(), "\n", "line-end") for m in re.finditer(r"\r\n?", source)]
    edits += _mojibake(source, start)
    comments = [Edit(comment.start, comment.end, "", COMMENT) for comment in lint_comments(source)]
    starts = [comment.start for comment in comments]

    def is_inside(edit: Edit) -> bool:
        before = bisect_right(starts, edit.start) - 1
        return before >= 0 and edit.start < comments[before].end

    return RepairedText(source, [*(edit for edit in edits if not is_inside(edit)), *comments])


def listed(text: RepairedText) -> tuple[Repair, ...]:
    """Return the edits of a text as repairs; line ends, which recur on every line, as one."""
    repairs: dict[tuple[str, int], Repair] = {}
    for edit in text.edits:
        if edit.rule == COMMENT:
            continue
        line = text.source_line(edit.start)
        before = text.source[edit.start : edit.end]
        key = (edit.rule, 0 if edit.rule == "line-end" else edit.start)
        repairs.setdefault(key, Repair(edit.rule, line, before, edit.replacement))
    return tuple(repairs.values())


def shortened(text: str, limit: int = 80) -> str:
    """Return a text on one line, cut to ``limit`` characters, for the list of repairs."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def mend_mojibake(text: str) -> str:
    """Return a short text, such as a parsed YAML value, with its mojibake mended."""
    return RepairedText(text, _mojibake(text)).text


def _mojibake(source: str, start: int = 0) -> Iterator[Edit]:
    if source.isascii():
        return
    foreign = _has_east_asian_text(source)
    for word in _WORD.finditer(source, start):
        if word.group().isascii():
            continue
        position = word.start()
        for edit in _misread_runs(source, word.start(), word.end(), foreign):
            yield from _misread_latin(source[position : edit.start], position)
            yield edit
            position = edit.end
        yield from _misread_latin(source[position : word.end()], position)


def _misread_latin(text: str, offset: int) -> Iterator[Edit]:
    """Yield what ftfy mends in a part of a word, unless that makes characters foreign to a medical text."""
    fixed = fix_encoding(text) if not text.isascii() else text
    if fixed != text:
        edit = _narrowed(text, fixed, offset)
        # "NESCAFÉ®" is valid UTF-8 read as Latin-1, for a letter of the phonetic alphabet.
        if all(c.isascii() or c in text or _MENDED_LATIN.match(c) for c in edit.replacement):
            yield edit


def _narrowed(before: str, after: str, offset: int) -> Edit:
    """Return the edit from ``before`` to ``after`` without the ends that they share."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return Edit(offset + head, offset + len(before) - tail, after[head : len(after) - tail], "mojibake")


def _shared(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _misread_runs(source: str, start: int, end: int, foreign: bool) -> Iterator[Edit]:
    for run in _NON_ASCII_RUN.finditer(source, start, end):
        for part, mended in _mended_parts(run):
            # Where the text really holds Japanese, a lone character is mojibake only after a Latin letter.
            east = _EAST_ASIAN_CHARACTER.search(part.group())
            if east and foreign and not re.match("[A-Za-z]", source[max(part.start() - 1, 0)]):
                continue
            yield Edit(part.start(), part.end(), mended, "mojibake")


def _mended_parts(run: re.Match[str]) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the whole run with its mended form, or else the parts between characters that belong ("速”")."""
    whole = _misread_run(run.group())
    if whole is not None:
        yield run, whole
        return
    for part in _NOT_BELONGING.finditer(run.string, run.start(), run.end()):
        mended = _misread_run(part.group())
        if mended is not None:
            yield part, mended


def _has_east_asian_text(source: str) -> bool:
    return any(
        _EAST_ASIAN_CHARACTER.search(run.group()) and not any(_mended_parts(run))
        for run in _NON_ASCII_RUN.finditer(source)
    )


def _misread_run(run: str) -> str | None:
    east = _EAST_ASIAN_CHARACTER.search(run)
    choices = (
        ((_EAST_ASIAN, _BELONGS_EAST),) if east else ((_SINGLE_BYTE, _BELONGS), (_WESTERN, _BELONGS_WEST))
    )
    for encodings, belongs in choices:
        for encoding in encodings:
            try:
                candidate = run.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            if candidate != run and belongs.fullmatch(candidate):
                return candidate
    return None
