"""Chunk a monograph into passages.

A passage never crosses a section, never cuts a sentence, list item or table row, and fits the encoder's
window counted in the encoder's own tokens (`drugbot.corpus.packing`). Its id comes from its content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from drugbot.corpus.markdown import sentences
from drugbot.corpus.monograph import Block, FaqPair, Monograph, Section, Span, Unit
from drugbot.corpus.packing import CountTokens, Packer, Piece, reading_text
from drugbot.corpus.parts import Parts
from drugbot.corpus.passage import FAQ_HEADING, Encodable, Excerpt, Passage


def chunk(monograph: Monograph, count_tokens: CountTokens, target: int, limit: int) -> tuple[Encodable, ...]:
    """Chunk a monograph.

    Args:
        monograph: what to chunk.
        count_tokens: the encoder's own count.
        target: units are put together up to so many tokens: short passages are precise ones.
        limit: most tokens that a text to be encoded may have, special tokens not counted; a single unit is
            cut only where it exceeds this.

    Returns:
        Passages in the order of the text, FAQ pairs last, each with the texts to encode.
    """
    chunker = _Chunker(monograph, count_tokens, min(target, limit), limit)
    found = [item for section in monograph.sections for item in chunker.section(section)]
    found += [item for faq in monograph.faqs for item in chunker.faq(faq)]
    return tuple(_distinct(map(chunker.with_marks, found)))


def _distinct(items: Iterable[Encodable]) -> Iterator[Encodable]:
    """Give passages with the same drug, section and text ids that differ."""
    seen: Counter[str] = Counter()
    for item in items:
        number = seen[item.passage.id]
        seen[item.passage.id] += 1
        yield (
            replace(item, passage=replace(item.passage, id=f"{item.passage.id}-{number}")) if number else item
        )


def _outside(span: Span, context: Sequence[Span]) -> tuple[Span, ...]:
    """Return what leads into a range and does not stand in it."""
    return tuple(c for c in context if not span.start <= c.start < span.end)


def _paragraph(text: str) -> tuple[Block, ...]:
    units = tuple(Unit(span, span) for span in sentences(text, 0, len(text)))
    return (Block("paragraph", units),) if units else ()


def _generic_reading(title: str, names: Sequence[str]) -> Callable[[str], str]:
    """Return a reading in which the drug goes by its generic name throughout.

    What is searched with goes by the generic name as well: left as it is, a brand name would outweigh what is
    said of it, and a passage that has another name of the same drug would be missed.
    """
    if not names:
        return reading_text
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)[®™]*", re.IGNORECASE)
    return lambda markdown: pattern.sub(lambda _: title, reading_text(markdown))


class _Chunker:
    def __init__(self, monograph: Monograph, count_tokens: CountTokens, target: int, limit: int) -> None:
        self._monograph = monograph
        self._count = count_tokens
        self._target = target
        self._limit = limit
        self._read = _generic_reading(monograph.title, monograph.names)
        self._packer = Packer(monograph.text.text, count_tokens)

    def section(self, section: Section) -> Iterator[Encodable]:
        prefix, parts = self._prefix(section.path), Parts(section.blocks, self._monograph.text.original)
        for pieces in self._packed(self._packer, section.blocks, self._tokens(prefix)):
            span = Span(pieces[0].span.start, pieces[-1].span.end)
            context = _outside(span, pieces[0].context)
            passage = self._passage("section", section.path, self._excerpt(span), pieces)
            passage = replace(
                passage, context=tuple(self._excerpt(c) for c in context), parts=parts.within(span)
            )
            lead = "\n".join(excerpt.quote for excerpt in passage.context)
            # A lead-in as long as a passage helps nobody to find its items.
            words = (f"{lead}\n{passage.excerpt.quote}", passage.excerpt.quote)
            yield Encodable(passage, (self._first_fitting(prefix, words),))

    def faq(self, faq: FaqPair) -> Iterator[Encodable]:
        question = self._shortened(faq.question)
        taken = self._tokens(question)
        place = self._monograph.text.original(faq.span.start, faq.span.end)
        blocks = faq.blocks or _paragraph(faq.answer)
        if faq.blocks:
            parts, whole = Parts(blocks, self._monograph.text.original), faq.span
        else:  # a front matter scalar is one paragraph, and all parts of it have the place of the whole
            parts, whole = Parts(blocks, lambda *_: place), Span(0, len(faq.answer))
        if self._tokens(reading_text(faq.answer)) <= self._limit - taken:
            item = self._faq_part(faq, question, Excerpt(faq.answer, *place), ())
            yield replace(item, passage=replace(item.passage, parts=parts.within(whole)))
        elif faq.blocks:
            for pieces in self._packed(self._packer, faq.blocks, taken):
                span = Span(pieces[0].span.start, pieces[-1].span.end)
                item = self._faq_part(faq, question, self._excerpt(span), pieces)
                context = tuple(self._excerpt(c) for c in _outside(span, pieces[0].context))
                yield replace(item, passage=replace(item.passage, context=context, parts=parts.within(span)))
        else:
            packer = Packer(faq.answer, self._count)
            for pieces in self._packed(packer, blocks, taken):
                span = Span(pieces[0].span.start, pieces[-1].span.end)
                item = self._faq_part(
                    faq, question, Excerpt(faq.answer[span.start : span.end], *place), pieces
                )
                yield replace(item, passage=replace(item.passage, parts=parts.within(span)))

    def with_marks(self, item: Encodable) -> Encodable:
        """Return what is encoded with the places of the passage's parts in it; without parts where one is not found."""
        text, quote = item.texts[-1], item.passage.excerpt.quote
        marks = []
        for part in item.passage.parts:
            tails = (read(quote[part.first :]) for read in (self._read, reading_text))
            tail = next((tail for tail in tails if tail and text.endswith(tail)), None)
            if tail is None:
                return replace(item, passage=replace(item.passage, parts=()))
            marks.append(len(text) - len(tail))
        return replace(item, marks=tuple(marks))

    def _packed(self, packer: Packer, blocks: Sequence[Block], taken: int) -> Iterator[tuple[Piece, ...]]:
        return packer.packed(blocks, self._target - taken, self._limit - taken)

    def _faq_part(self, faq: FaqPair, question: str, excerpt: Excerpt, pieces: Sequence[Piece]) -> Encodable:
        passage = self._passage("faq", (FAQ_HEADING, faq.question), excerpt, pieces)
        answer = self._first_fitting("", (excerpt.quote,))
        both = self._first_fitting(question, (excerpt.quote,))
        return Encodable(passage, tuple(text for text in (self._read(question), answer, both) if text))

    def _passage(
        self, kind: str, path: tuple[str, ...], excerpt: Excerpt, pieces: Sequence[Piece]
    ) -> Passage:
        title = self._monograph.title
        content = "\0".join((title, *path, " ".join(excerpt.quote.split())))
        return Passage(
            id=blake2b(content.encode("utf-8"), digest_size=8).hexdigest(),
            drug=title,
            file=self._monograph.file,
            section=path,
            kind="faq" if kind == "faq" else "section",
            excerpt=excerpt,
            cut=any(piece.cut for piece in pieces),
        )

    def _excerpt(self, span: Span) -> Excerpt:
        quote = self._monograph.text.text[span.start : span.end]
        return Excerpt(quote, *self._monograph.text.original(span.start, span.end))

    def _prefix(self, path: tuple[str, ...]) -> str:
        """Return the drug and the headings, as much of them as leaves most of the window to the text."""
        for parts in ((self._monograph.title, *path), (self._monograph.title, *path[-1:])):
            prefix = " ".join(f"{reading_text(part)}." for part in parts)
            if self._tokens(prefix) <= self._limit // 3:
                return prefix
        return self._shortened(prefix)

    def _shortened(self, text: str) -> str:
        """Return as many words as fit a third of the window."""
        words = reading_text(text).split()
        while len(words) > 1 and self._tokens(" ".join(words)) > self._limit // 3:
            words = words[: len(words) // 2]
        short = " ".join(words)
        # An encoder makes at most one token of a character.
        return short if self._tokens(short) <= self._limit // 3 else short[: self._limit // 3]

    def _first_fitting(self, prefix: str, choices: Sequence[str]) -> str:
        """Return the first of the texts that fits the window, with generic names where these fit as well.

        Passages are packed by the words as they are written, so that no boundary depends on which names
        another section states; the generic name may be longer than the one it stands for.
        """
        for markdown in choices:
            for read in (self._read, reading_text):
                text = f"{prefix} {read(markdown)}".strip()
                if self._tokens(text) <= self._limit:
                    return text
        return text

    def _tokens(self, text: str) -> int:
        return self._count([text])[0]
