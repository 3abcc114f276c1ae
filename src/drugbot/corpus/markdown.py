"""Sections and blocks of a Markdown text, each with its exact place.

markdown-it-py (CommonMark with tables) says which lines belong to which block; sentencex finds sentences.
Inline markup stays as it is in the source, because that is what is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from sentencex import segment

from drugbot.corpus.monograph import Block, Section, Span, Unit

_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
_INLINE = MarkdownIt("commonmark")
_LIST_TYPES = ("bullet_list", "ordered_list")
# The segmenter takes "approx." for the end of a sentence where a number follows.
_OPEN_ABBREVIATION = re.compile(
    r"\b(?:approx|max|min|no|nos|vol|wt|conc|temp|resp|incl|ca|vs|dil|inj)\.\s*$", re.I
)
# Taken off: "1. Usage", "2) Dosage", "(3) FAQs", "2.1. Adults", "7.FAQs". Left: "5-HT3 antagonists", "24-hour dosing",
# "2023 update", and "2.1 Adults", which cannot be told from "2.5 mg tablets": a dose must not lose its number.
_NUMBERING = re.compile(
    r"^\(?\d{1,2}(?:\.\d{1,2})*(?:[.):]{1,2}[\s*_]+(?=[\"“'‘(]*[^\W\d_])|[.)]{1,2}(?=[A-Z][A-Za-z]))"
)

_ABBREVIATION_ROOM = 40  # characters: an abbreviation and the space after it


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line: its level, its plain text without numbering, and its text as it stands."""

    level: int
    text: str
    raw: str
    start: int


def parse_sections(text: str, start: int) -> Iterator[tuple[Heading | None, Section]]:
    """Yield each heading of ``text[start:]`` with the section below it, in order.

    The first section has no heading and is yielded only where there is text before the first heading.
    """
    lines = _line_offsets(text, start)
    root = SyntaxTreeNode(_BLOCKS.parse(text[start:]))
    stack: list[Heading] = []
    heading: Heading | None = None
    section_start = start
    blocks: list[Block] = []

    def section(end: int) -> Section:
        path = tuple(h.text for h in stack if h.text)
        return Section(path, trimmed(text, section_start, end), _marked(text, blocks))

    for node in root.children:
        first, last = _lines(node, lines)
        if node.type != "heading":
            block = _block(node, text, lines)
            if block is not None:
                blocks.append(block)
            continue
        if heading is not None or blocks:
            yield heading, section(first)
        heading = _heading(node, text, first, last)
        stack = [h for h in stack if h.level < heading.level] + [heading]
        section_start, blocks = last, []
    if heading is not None or blocks:
        yield heading, section(len(text))


def parse_blocks(text: str, start: int, end: int) -> tuple[Block, ...]:
    """Return the blocks of ``text[start:end]``, which holds no heading."""
    lines = _line_offsets(text[:end], start)
    nodes = SyntaxTreeNode(_BLOCKS.parse(text[start:end])).children
    blocks = [block for node in nodes if (block := _block(node, text, lines)) is not None]
    return _marked(text, blocks)


def plain(markdown: str) -> str:
    """Return a line of Markdown without markup: emphasis, links and entities resolved to what is read."""
    pieces = []
    for token in _INLINE.parseInline(markdown)[0].children or ():
        if token.type in ("text", "code_inline", "image"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the sentences of ``text[start:end]``; together they cover all of it but the space between."""
    flat = re.sub(r"\s", " ", text[start:end])  # same length: offsets stay true
    spans: list[Span] = []
    position = 0
    for piece in segment("en", flat):
        length = len(piece)
        if (
            flat[position : position + length] != piece
        ):  # the segmenter altered the text: do not split further
            spans.append(Span(start + position, end))
            break
        # Near the end only: from the beginning, each sentence of a long line would cost all before it.
        if spans and _OPEN_ABBREVIATION.search(flat, max(position - _ABBREVIATION_ROOM, 0), position):
            spans[-1] = Span(spans[-1].start, start + position + length)
        else:
            spans.append(Span(start + position, start + position + length))
        position += length
    tight = (trimmed(text, span.start, span.end) for span in spans)
    return tuple(span for span in tight if span.start < span.end)


def _heading(node: SyntaxTreeNode, text: str, first: int, last: int) -> Heading:
    raw = node.children[0].content if node.children else ""
    clean = plain(raw).strip(" *_").rstrip(" *_:：")  # emphasis that does not pair is left by the parser
    clean = _NUMBERING.sub("", clean)
    return Heading(int(node.tag[1]), clean, raw, trimmed(text, first, last).start)


def _block(node: SyntaxTreeNode, text: str, lines: list[int]) -> Block | None:
    first, last = _lines(node, lines)
    span = trimmed(text, first, last)
    if node.type == "hr" or span.start == span.end:
        return None
    if node.type == "paragraph":
        return Block("paragraph", tuple(Unit(s, s) for s in sentences(text, span.start, span.end)))
    if node.type in _LIST_TYPES:
        return Block("list", tuple(_item(item, text, lines) for item in node.children))
    if node.type == "table":
        rows = [trimmed(text, *_lines(row, lines)) for row in node.walk() if row.type == "tr"]
        header = Span(rows[0].start, text.index("\n", rows[0].end) + 1)
        header = trimmed(text, header.start, rows[1].start if len(rows) > 1 else span.end)
        return Block("table", tuple(Unit(row, row) for row in rows[1:]) or (Unit(span, span),), header=header)
    return Block("other", (Unit(span, span),))


def _item(node: SyntaxTreeNode, text: str, lines: list[int]) -> Unit:
    span = trimmed(text, *_lines(node, lines))
    nested = [child for child in node.children if child.type in _LIST_TYPES]
    if not nested:
        return Unit(span, span)
    head = trimmed(text, span.start, _lines(nested[0], lines)[0])
    children = tuple(_item(item, text, lines) for group in nested for item in group.children)
    # Where a nested list opens on the item's own line, or text stands after or between the nested lists, the
    # item stays in one piece.
    ends = [head.end, *(child.span.end for child in children)]
    starts = [*(child.span.start for child in children), span.end]
    covered = all(not text[end:start].strip() for end, start in zip(ends, starts, strict=True))
    return Unit(span, head, children) if head.start < head.end and covered else Unit(span, span)


def _marked(text: str, blocks: list[Block]) -> tuple[Block, ...]:
    """Return the blocks with the paragraphs marked that lead into the list or table after them."""
    marked = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        last = block.units[-1].span
        ends_open = text[last.start : last.end].rstrip("*_ ").endswith((":", "："))
        # "It must not be used in any of these situations." introduces the list below it, colon or no colon.
        before_items = following is not None and (ends_open or following.kind in ("list", "table"))
        leads = block.kind == "paragraph" and before_items
        marked.append(Block(block.kind, block.units, block.header, leads))
    return tuple(marked)


def _line_offsets(text: str, start: int) -> list[int]:
    offsets = [start, *(match.end() for match in re.compile("\n").finditer(text, start))]
    return [*offsets, len(text)]


def _lines(node: SyntaxTreeNode, lines: list[int]) -> tuple[int, int]:
    first, last = node.map or (0, 0)
    return lines[min(first, len(lines) - 1)], lines[min(last, len(lines) - 1)]


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
