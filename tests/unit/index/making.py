"""Small indexes for tests, made in memory with the bag-of-words encoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from drugbot.corpus.passage import Excerpt, Passage
from drugbot.index.contents import Entry, Index, Manifest
from drugbot.index.encoder import Encoder, vectors_of
from drugbot.index.lexical import GramCounts, LexicalIndex
from drugbot.index.tokens import TokenIndex
from drugbot.index.vectors import FaissIndex
from tests.fakes import BagOfWordsEncoder


def entry(
    title: str,
    *names: str,
    is_banned: bool = False,
    modified: date | None = date(2026, 11, 1),
    classes: tuple[str, ...] = (),
) -> Entry:
    return Entry(
        title=title,
        names=names,
        description="",
        is_banned=is_banned,
        last_modified=modified,
        file=f"{title.lower()}.md",
        revision="0123456789abcdef",
        classes=classes,
    )


def passage(
    number: int,
    drug: str,
    quote: str,
    *,
    section: tuple[str, ...] = ("Usage",),
    question: str = "",
    context: Sequence[str] = (),
) -> Passage:
    return Passage(
        id=f"{number:016x}",
        drug=drug,
        file=f"{drug.lower()}.md",
        section=("FAQs", question) if question else section,
        kind="faq" if question else "section",
        excerpt=Excerpt(quote, 10 * number, 10 * number + len(quote)),
        context=tuple(Excerpt(text, 0, len(text)) for text in context),
    )


def index_of(entries: Iterable[Entry], passages: Iterable[Passage], encoder: Encoder | None = None) -> Index:
    """Return an index in which each passage has the vector of its section and text."""
    encoder = encoder or BagOfWordsEncoder()
    listed = tuple(passages)
    texts = [" ".join((p.drug, *p.section, *(c.quote for c in p.context), p.excerpt.quote)) for p in listed]
    encodings = encoder.encode_passages(texts)
    manifest = Manifest(
        schema=1,
        generation="",
        encoder=encoder.identity,
        corpus_checksum="",
        passage_tokens=100,
        files={},
        counts={},
        versions={},
    )
    return Index(
        entries=tuple(entries),
        passages=listed,
        owners=np.arange(len(listed), dtype=np.int64),
        vectors=FaissIndex.of(vectors_of(encodings)),
        lexical=LexicalIndex.of(GramCounts.of(texts)),
        tokens=TokenIndex.of([encoding.tokens for encoding in encodings]),
        manifest=manifest,
    )
