"""Find the passages of given drugs that answer a query, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from drugbot.corpus.names import spelled
from drugbot.corpus.passage import Passage
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoder, Encoding, Vectors
from drugbot.index.projection import as_vectors
from drugbot.index.threads import cores
from drugbot.index.vectors import Rows
from drugbot.retrieval.brands import Stems, Words, stems
from drugbot.retrieval.features import FEATURES, evidence, learned_features, matters, without
from drugbot.retrieval.fusion import fused
from drugbot.retrieval.hits import Found, Hit, Sought
from drugbot.retrieval.ranker import learned_ranker
from drugbot.retrieval.wording import Wording

Similarities = NDArray[np.float32]

_LEXICAL_WEIGHT = 0.5  # of the ranking by words, that by meaning counting 1
_BRAND_WEIGHT = 0.3  # of the ranking of passages that name the brand asked about
_BRAND_BONUS = 1.0  # in the ranker's scale, for a passage that names the brand asked about and no other
_POOL = 50  # candidates that each ranking contributes
_REMEMBERED = (
    64  # encodings, and searches, that are kept until `forget`: one turn asks for the same several times
)


class Searcher:
    """Searches an index with the encoder that built it, in the words of `Wording`.

    Passages are ranked by a learned weighing of features where the encoder is the one that it was learned for
    (the bundled one), else by reciprocal rank fusion of meaning and words.
    """

    def __init__(
        self, index: Index, encoder: Encoder, rank_constant: int, without_features: Collection[str] = ()
    ) -> None:
        """Put the two together.

        Args:
            index: what to search.
            encoder: the one that built it.
            rank_constant: the constant k of reciprocal rank fusion.
            without_features: features of the ranker to switch off, to see what they are worth; "learned"
                switches the ranker off.

        Raises:
            ForeignIndexError: the index was built by another encoder.
        """
        index.check_encoder(encoder.identity)
        self._index = index
        self._encoder = encoder
        self._encoding = lru_cache(_REMEMBERED)(encoder.encode_query)
        self._danger = lru_cache(_REMEMBERED)(encoder.encode_danger)
        self._searching = lru_cache(_REMEMBERED)(self._search)
        self._words = Words()
        self._rank_constant = rank_constant
        self._without = frozenset(without_features)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the passages and their headings, in the form of `spelled`."""
        texts = (" ".join((*p.section, p.excerpt.quote)) for p in self._index.passages)
        return frozenset(word for text in texts for word in spelled(text).split())

    @property
    def is_learned(self) -> bool:
        """Whether the learned ranker is used."""
        return bool(self._encoder.identity.learned) and "learned" not in self._without

    def expect(self, texts: Sequence[str]) -> None:
        """Encode queries that are searched with next side by side: one by one each would wait for the one before."""
        with ThreadPoolExecutor(cores()) as pool:  # none is kept: its threads would not outlive a fork
            list(pool.map(self.encoded, dict.fromkeys(texts)))

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Keep what is encoded and found up to the end of a block: no question stays in memory after its reply."""
        try:
            yield
        finally:
            self.forget()

    def forget(self) -> None:
        """Forget what was encoded and found."""
        self._encoding.cache_clear()
        self._danger.cache_clear()
        self._searching.cache_clear()
        self._wording.forget()

    def read(self, text: str) -> Encoding:
        """Return a text as questions are encoded, in its own words."""
        return self._encoding(text)

    def danger(self, text: str) -> Vectors:
        """Return the vector of a text in which danger is told."""
        return self._danger(text)

    def encoded(self, text: str) -> Encoding:
        """Return a text as questions are encoded."""
        return self._encoding(self.worded(text))

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.vocabulary, self._without)

    def worded(self, text: str) -> str:
        """Return a text in the words that it is searched with."""
        return self._wording.of(text)

    def likeness(self, text: str) -> float:
        """Return how near a text is to whatever the collection says, -1 where either is empty."""
        if not text.strip() or not self._index.passages:
            return -1.0
        _, scores = self._index.vectors.search(self.encoded(text).vector, 1)
        return max(scores.tolist(), default=-1.0)

    def nearest(self, text: str, count: int) -> list[tuple[float, Passage]]:
        """Return the passages of the whole collection nearest to a text, with their similarity, best first."""
        if not text.strip():
            return []
        encoding = self.encoded(text)
        rows, scores = self._index.vectors.search(encoding.vector, 4 * count)
        best: dict[int, float] = {}
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
            best.setdefault(int(self._index.owners[row]), score)
        return [(score, self._index.passages[number]) for number, score in best.items()][:count]

    def has_mention(self, drugs: Collection[str], names: Collection[str]) -> bool:
        """Return whether a passage of the drugs has one of the names."""
        return bool(names) and len(self._scope(drugs, names, False)) > 0

    def search(
        self,
        query: str,
        drugs: Collection[str],
        count: int,
        *,
        brands: Collection[str] = (),
        mentioning: Collection[str] = (),
        without_faqs: bool = False,
    ) -> Found:
        """Return the best passages of the drugs for a query, best first.

        Args:
            query: a question that stands alone, with generic names for brands, as passages are indexed.
            drugs: titles of the monographs to search; only their passages are returned.
            count: how many at most.
            brands: names that the question uses; passages about other brands of the same drug come last.
            mentioning: other medicines; where there are any, only passages that mention one are returned.
            without_faqs: leave FAQ passages out, to see what the sections alone are worth.
        """
        found = self._searching(query, tuple(drugs), tuple(brands), tuple(mentioning), without_faqs)
        return replace(found, hits=found.hits[:count])

    def _search(
        self,
        query: str,
        drugs: tuple[str, ...],
        brands: tuple[str, ...],
        mentioning: tuple[str, ...],
        without_faqs: bool,
    ) -> Found:
        numbers = self._scope(drugs, mentioning, without_faqs)
        if not len(numbers) or not query.strip():
            return Found((), query)
        encoding = self.encoded(query)
        query = self.worded(query)
        other_names = self._other_brands(drugs, brands)
        own, others = stems(brands), stems(sorted(other_names))
        if self.is_learned:
            seen = evidence(self._index, query, encoding, drugs, numbers, learned_features())
            scores = learned_ranker().without(self._without & set(FEATURES)).scores(seen.values)
            scores = scores + _BRAND_BONUS * self._names_brand(numbers, own, others)
            similarity, found = seen.column("nearest"), seen
        else:
            similarity, found = self._similarities(encoding, numbers), None
            scores = self._fused(query, drugs, numbers, similarity, own, others)
        tokens = as_vectors(encoding.tokens[matters(query, encoding, drugs)])
        sought = Sought(query, tokens, brands, other_names, mentioning)
        hits = self._best(numbers, scores, similarity, own, others)
        return Found(tuple(replace(hit, sought=sought) for hit in hits), query, encoding, found)

    def _best(
        self,
        numbers: Rows,
        scores: Similarities,
        similarity: Similarities,
        brands: Stems,
        others: Stems,
    ) -> tuple[Hit, ...]:
        passages = [self._index.passages[int(number)] for number in numbers]
        order = sorted(
            range(len(passages)),
            key=lambda i: (
                self._words.are_about_others(passages[i], brands, others),
                -float(scores[i]),
                -float(similarity[i]),
                passages[i].id,
            ),
        )
        return tuple(
            Hit(passages[i], float(scores[i]), float(similarity[i]), rank)
            for rank, i in enumerate(order, start=1)
        )

    def _fused(
        self,
        query: str,
        drugs: Collection[str],
        numbers: Rows,
        similarity: Similarities,
        brands: Stems,
        others: Stems,
    ) -> Similarities:
        """Return reciprocal rank fusion of meaning, words and brand; 0 for what no ranking puts forward."""
        lexical = self._index.lexical.scores_of(without(query, drugs), numbers)
        dense = self._ranking(numbers, similarity)
        rankings = (
            dense,
            self._ranking(numbers[lexical > 0], lexical[lexical > 0]),
            self._of_brand(dense, brands, others),
        )
        pools = [ranking[:_POOL] for ranking in rankings]
        scores = fused(pools, self._rank_constant, (1.0, _LEXICAL_WEIGHT, _BRAND_WEIGHT))
        return np.asarray([scores.get(int(number), 0.0) for number in numbers], np.float32)

    def _scope(self, drugs: Collection[str], mentioning: Collection[str], without_faqs: bool) -> Rows:
        numbers, named = [], stems(mentioning)
        for drug in sorted(set(drugs)):
            for number in self._index.by_drug[drug]:
                passage = self._index.passages[number]
                faq_left_out = without_faqs and passage.kind == "faq"
                if not faq_left_out and (not named or self._words.name(passage, named)):
                    numbers.append(number)
        return np.asarray(numbers, np.int64)

    def _of_brand(self, dense: list[int], brands: Stems, others: Stems) -> list[int]:
        """Return the passages that name the brand asked about: its own first, then shared ones."""
        if not others:
            return []
        naming = [n for n in dense if self._words.name(self._index.passages[n], brands)]
        return sorted(naming, key=lambda n: self._words.name(self._index.passages[n], others))

    def _names_brand(self, numbers: Rows, brands: Stems, others: Stems) -> Similarities:
        """Return 1 for passages that name the brand asked about and no other, a half for shared ones."""
        values = np.zeros(len(numbers), np.float32)
        for i, number in enumerate(numbers if others else ()):
            passage = self._index.passages[int(number)]
            if self._words.name(passage, brands):
                values[i] = 0.5 if self._words.name(passage, others) else 1.0
        return values

    def _other_brands(self, drugs: Collection[str], brands: Collection[str]) -> frozenset[str]:
        """Return the names, besides those asked about, of the drugs; none where no name is asked about."""
        asked = {spelled(brand) for brand in brands}
        names = {spelled(name) for drug in drugs for name in self._index.by_title[drug].names}
        return frozenset(names - asked if asked & names else ())

    def _similarities(self, encoding: Encoding, numbers: Rows) -> Similarities:
        """Return for each passage the similarity of its nearest vector to the query."""
        rows = np.flatnonzero(np.isin(self._index.owners, numbers))
        found, scores = self._index.vectors.search(encoding.vector, len(rows), rows)
        nearest = np.full(len(self._index.passages), -1, np.float32)
        np.maximum.at(nearest, self._index.owners[found], scores)
        return nearest[numbers]

    def _ranking(self, numbers: Rows, scores: Similarities) -> list[int]:
        order = sorted(
            range(len(numbers)), key=lambda i: (-float(scores[i]), self._index.passages[int(numbers[i])].id)
        )
        return [int(numbers[i]) for i in order]
