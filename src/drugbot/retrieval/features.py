"""What speaks for a passage: the features by which passages of a drug are ranked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from drugbot.corpus.names import spelled
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoding, Vectors
from drugbot.index.projection import as_vectors
from drugbot.index.vectors import Rows
from drugbot.retrieval.attention import Attention, learned_attention
from drugbot.retrieval.subjects import Subjects, learned_subjects

FEATURES = (
    "nearest",  # cosine of the question and the nearest of the passage's vectors
    "tokens",  # late interaction, all tokens of the question
    "matter",  # late interaction without the drug's name
    "kinship",  # that both are about the same subjects: Bhattacharyya coefficient of the probabilities
    "lexical",  # BM25 over character 4-grams, as a share of the best
    "faq",  # whether it is an FAQ pair
    "attention",  # how much better it answers than none does, by the tokens of both
)
_LEAST = 1e-6
ATTENDED = 32  # passages of a drug that attention is computed for: those that are nearest


@dataclass(frozen=True, eq=False)
class Evidence:
    """Features of the passages of some drugs for one question.

    Attributes:
        passages: their numbers.
        values: shape (passages, features), columns as in `FEATURES`.
        nearest: similarity of each token of the question to the nearest of each passage, shape (passages,
            tokens).
        matters: which tokens of the question are not the drug's name, shape (tokens,).
        subjects: what the question is about, shape (subjects,).
    """

    passages: Rows
    values: Vectors
    nearest: Vectors
    matters: np.ndarray[tuple[int], np.dtype[np.bool_]]
    subjects: Vectors

    def column(self, name: str) -> Vectors:
        """Return one feature of all passages."""
        values: Vectors = self.values[:, FEATURES.index(name)]
        return values

    def among(self, passages: Collection[int]) -> Evidence:
        """Return the evidence for some of the passages."""
        kept = np.isin(self.passages, list(passages))
        return replace(
            self, passages=self.passages[kept], values=self.values[kept], nearest=self.nearest[kept]
        )


@dataclass(frozen=True, eq=False)
class Learned:
    """What features are computed with; both fit one encoder.

    Attributes:
        subjects: what a text is about.
        attention: whether a passage answers.
    """

    subjects: Subjects
    attention: Attention


@cache
def learned_features() -> Learned:
    """Return what comes with the package; it fits the bundled encoder."""
    return Learned(learned_subjects(), learned_attention())


def evidence(
    index: Index,
    query: str,
    encoding: Encoding,
    names: Collection[str],
    passages: Rows,
    learned: Learned,
    *,
    attended: int = ATTENDED,
) -> Evidence:
    """Compute the features.

    Args:
        index: where the passages are.
        query: the question as it is searched with.
        encoding: of it.
        names: of the drugs, as they stand in it.
        passages: numbers of those to look at, at least one.
        learned: what fits the encoder.
        attended: how many, the nearest, attention is computed for.
    """
    starts, ends = index.vector_starts[passages], index.vector_starts[passages + 1]
    rows = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)])
    similarity = index.vectors.rows(rows) @ encoding.vector
    begins = np.concatenate([[0], np.cumsum(ends - starts)[:-1]])
    telling = matters(query, encoding, names)
    tokens = as_vectors(encoding.tokens)
    nearest = index.tokens.nearest(tokens, passages)
    asked = learned.subjects.probabilities(encoding.vector[np.newaxis])[0]
    about = learned.subjects.probabilities(index.vectors.rows(ends - 1))
    lexical = index.lexical.scores_of(without(query, names), passages)
    closest = np.maximum.reduceat(similarity, begins)
    matter: Vectors = (
        nearest[:, telling].mean(axis=1) if telling.any() else np.zeros(len(passages), np.float32)
    )
    columns = (
        closest,
        nearest.mean(axis=1) if nearest.shape[1] else np.zeros(len(passages)),
        matter,
        np.sqrt(about) @ np.sqrt(asked),
        lexical / max(float(lexical.max()), _LEAST),
        (ends - starts) > 1,
        _attention(learned.attention, index, tokens, passages, closest + matter, attended),
    )
    values = np.stack([np.asarray(column, np.float32) for column in columns], axis=1)
    return Evidence(passages, values, nearest, telling, asked)


def _attention(
    attention: Attention, index: Index, question: Vectors, passages: Rows, nearness: Vectors, attended: int
) -> Vectors:
    """Return the attention's scores of the nearest passages; the others get the least of these."""
    order = np.argsort(-nearness, kind="stable")[:attended]
    rows = {int(place): index.tokens.rows(int(passages[place])) for place in order}
    filled = [place for place, found in rows.items() if len(found)]
    scores = np.zeros(len(passages), np.float32)
    if filled and len(question):
        found = attention.scores(question, [rows[place] for place in filled])
        scores[:] = found.min()
        scores[filled] = found
    return scores


def matters(
    query: str, encoding: Encoding, names: Collection[str]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which tokens of a question do not belong to a name."""
    inside = np.zeros(len(encoding.spans), bool)
    for name in names:
        for match in re.finditer(re.escape(name), query, re.IGNORECASE):
            inside |= (encoding.spans[:, 0] < match.end()) & (encoding.spans[:, 1] > match.start())
    return ~inside


def without(query: str, names: Collection[str]) -> str:
    """Return a query without names: all passages have the drug's, and its grams are rare, so it would decide."""
    left_out = {word for name in names for word in spelled(name).split()}
    return " ".join(word for word in query.split() if spelled(word) not in left_out)
