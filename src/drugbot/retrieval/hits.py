"""What a search finds, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from drugbot.corpus.passage import Passage
from drugbot.index.encoder import Encoding, Vectors
from drugbot.retrieval.features import Evidence


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """What passages were searched with, for telling which of their parts answer.

    Attributes:
        query: the question, with generic names for brands.
        tokens: its token vectors without the drug's name, shape (tokens, dimension).
        names: brands of the drug that are asked about.
        partners: other medicines, and classes of them, that are asked about beside the drug.
        others: other names of the drug than those asked about, in the form of `spelled`; none where none is.
    """

    query: str
    tokens: Vectors
    names: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    Attributes:
        passage: what was found.
        score: of the ranker; higher is better, comparable within one search only.
        similarity: cosine of the query and the nearest of the passage's vectors; comparable across searches.
        rank: from 1.
        sought: what it was found with; None where it comes along with another.
    """

    passage: Passage
    score: float
    similarity: float
    rank: int
    sought: Sought | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search found.

    Attributes:
        hits: best first.
        query: what was searched with, in the words of `Wording`.
        encoding: of it.
        evidence: features of all passages that were looked at; None where the encoder has no learned ranker.
    """

    hits: tuple[Hit, ...]
    query: str
    encoding: Encoding | None = None
    evidence: Evidence | None = None
