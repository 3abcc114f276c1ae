"""Find the passages of given drugs that answer a query: dense and lexical candidates, fused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from drugbot.corpus.names import spelled
from drugbot.corpus.passage import Passage
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoder
from drugbot.index.vectors import Rows
from drugbot.retrieval.fusion import fused

Similarities = NDArray[np.float32]

_LEXICAL_WEIGHT = 0.5  # of the ranking by words, that by meaning counting 1
_BRAND_WEIGHT = 0.3  # of the ranking of passages that name the brand asked about
_POOL = 50  # candidates that each ranking contributes


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    Attributes:
        passage: what was found.
        score: fused score; higher is better, comparable within one search only.
        similarity: cosine of the query and the nearest of the passage's vectors; comparable across searches.
        rank: from 1.
    """

    passage: Passage
    score: float
    similarity: float
    rank: int


class Searcher:
    """Searches an index with the encoder that built it."""

    def __init__(self, index: Index, encoder: Encoder, rank_constant: int) -> None:
        """Put the two together.

        Raises:
            ForeignIndexError: the index was built by another encoder.
        """
        index.check_encoder(encoder.identity)
        self._index = index
        self._encoder = encoder
        self._rank_constant = rank_constant

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the passages and their headings, in the form of `spelled`."""
        texts = (" ".join((*p.section, p.excerpt.quote)) for p in self._index.passages)
        return frozenset(word for text in texts for word in spelled(text).split())

    def nearest(self, text: str, drugs: Collection[str]) -> float:
        """Return the similarity of a text to the nearest passage of the drugs; -1 where there is none."""
        numbers = self._scope(drugs, (), without_faqs=False)
        return float(self._similarities(text, numbers).max()) if len(numbers) and text.strip() else -1.0

    def search(
        self,
        query: str,
        drugs: Collection[str],
        count: int,
        *,
        bare: str = "",
        brands: Collection[str] = (),
        mentioning: Collection[str] = (),
        without_faqs: bool = False,
    ) -> tuple[Hit, ...]:
        """Return the best passages of the drugs for a query, best first.

        Args:
            query: a question that stands alone, with generic names for brands, as passages are indexed.
            drugs: titles of the monographs to search; only their passages are returned.
            count: how many at most.
            bare: what is asked, without the drug that was put before it; passages are ranked by this where it
                is given, since all are near to the drug's name.
            brands: names that the question uses; passages about other brands of the same drug come last.
            mentioning: other medicines; where there are any, only passages that mention one are returned.
            without_faqs: leave FAQ passages out, to see what the sections alone are worth.
        """
        numbers = self._scope(drugs, mentioning, without_faqs)
        if not len(numbers) or not query.strip():
            return ()
        similarity = self._similarities(query, numbers)
        lexical = self._index.lexical.scores(_without_names(query, drugs))[numbers]
        nearness = self._similarities(bare, numbers) if bare else similarity
        dense = self._ranking(numbers, nearness)
        others = self._other_brands(drugs, brands)
        rankings = (
            dense,
            self._ranking(numbers[lexical > 0], lexical[lexical > 0]),
            self._of_brand(dense, brands, others),
        )
        pools = [ranking[:_POOL] for ranking in rankings]
        scores = fused(pools, self._rank_constant, (1.0, _LEXICAL_WEIGHT, _BRAND_WEIGHT))
        by_number = dict(zip(numbers.tolist(), similarity.tolist(), strict=True))
        best = sorted(
            scores,
            key=lambda n: (
                _is_about_others(self._index.passages[n], brands, others),
                -scores[n],
                -by_number[n],
                self._index.passages[n].id,
            ),
        )[:count]
        return tuple(
            Hit(self._index.passages[n], scores[n], by_number[n], rank)
            for rank, n in enumerate(best, start=1)
        )

    def _scope(self, drugs: Collection[str], mentioning: Collection[str], without_faqs: bool) -> Rows:
        numbers = []
        for drug in sorted(set(drugs)):
            for number in self._index.by_drug[drug]:
                passage = self._index.passages[number]
                faq_left_out = without_faqs and passage.kind == "faq"
                if not faq_left_out and (not mentioning or _mentions(passage, mentioning)):
                    numbers.append(number)
        return np.asarray(numbers, np.int64)

    def _of_brand(self, dense: list[int], brands: Collection[str], others: Collection[str]) -> list[int]:
        """Return the passages that name the brand asked about: its own first, then shared ones."""
        if not others:
            return []
        naming = [n for n in dense if _mentions(self._index.passages[n], brands)]
        return sorted(naming, key=lambda n: _mentions(self._index.passages[n], others))

    def _other_brands(self, drugs: Collection[str], brands: Collection[str]) -> frozenset[str]:
        """Return the names, besides those asked about, of the drugs; none where no name is asked about."""
        asked = {spelled(brand) for brand in brands}
        names = {spelled(name) for drug in drugs for name in self._index.by_title[drug].names}
        return frozenset(names - asked if asked & names else ())

    def _similarities(self, text: str, numbers: Rows) -> Similarities:
        """Return for each passage the similarity of its nearest vector to the text."""
        rows = np.flatnonzero(np.isin(self._index.owners, numbers))
        found, scores = self._index.vectors.search(self._encoder.encode_query(text), len(rows), rows)
        nearest = np.full(len(self._index.passages), -1, np.float32)
        np.maximum.at(nearest, self._index.owners[found], scores)
        return nearest[numbers]

    def _ranking(self, numbers: Rows, scores: Similarities) -> list[int]:
        order = sorted(
            range(len(numbers)), key=lambda i: (-float(scores[i]), self._index.passages[int(numbers[i])].id)
        )
        return [int(numbers[i]) for i in order]


def _without_names(query: str, drugs: Collection[str]) -> str:
    """Return a query without the names of the drugs, which tell nothing apart once only they are searched."""
    names = {word for drug in drugs for word in spelled(drug).split()}
    return " ".join(word for word in query.split() if names.isdisjoint(spelled(word).split()))


def _is_about_others(passage: Passage, brands: Collection[str], others: Collection[str]) -> bool:
    """Return whether a passage names other brands and not the one that is asked about."""
    return bool(others) and _mentions(passage, others) and not _mentions(passage, brands)


def _mentions(passage: Passage, medicines: Collection[str]) -> bool:
    """Return whether a passage or what leads into it has one of the names as a word, singular or plural."""
    context = (excerpt.quote for excerpt in passage.context)
    words = f" {spelled(' '.join((*passage.section, *context, passage.excerpt.quote)))} "
    stems = [spelled(name).removesuffix("s") for name in medicines]
    return any(f" {stem} " in words or f" {stem}s " in words for stem in stems)
