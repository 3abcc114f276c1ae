"""Whether a quote holds the words that were judged to answer: a passage is judged whole, and a quote may be a part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from drugbot.answering.reply import Citation
from drugbot.corpus.passage import Passage
from drugbot.evaluation.measures import SAYS_IT
from drugbot.evaluation.statistics import Mean, mean_of
from drugbot.evaluation.topics import Topic

_ENOUGH = 0.8  # of the judged characters


@dataclass(frozen=True, slots=True)
class Quotes:
    """Figures of the first quotes of topics whose judgements name words of the passage quoted.

    Attributes:
        kept: those that hold at least 80 % of the judged characters.
        length: median length of these quotes in characters; 0 where there are none.
    """

    kept: Mean
    length: float


def quotes_of(shares: Iterable[tuple[float | None, int]]) -> Quotes:
    """Return the figures, given the share kept (None where no words were judged) and the length of each quote."""
    counted = [(share, length) for share, length in shares if share is not None]
    kept = mean_of([float(share >= _ENOUGH) for share, _ in counted])
    return Quotes(kept, float(np.median([length for _, length in counted])) if counted else 0.0)


def share_kept(topic: Topic, citation: Citation, passage: Passage) -> float | None:
    """Return how much of the words that say the answer is shown, of all in the passage; None where none were judged.

    Args:
        topic: with judgements; those that quote words and say the answer count.
        citation: what is shown of the passage.
        passage: what is cited.
    """
    text = passage.excerpt.quote
    wanted = [
        judgement.quote
        for judgement in topic.judgements
        if judgement.grade == SAYS_IT
        and judgement.drug == passage.drug
        and passage.section[: len(judgement.section)] == judgement.section
    ]
    judged = _places(text, wanted)
    if not judged:
        return None
    shown = _places(text, (citation.quote, *(excerpt.quote for excerpt in citation.context)))
    return len(judged & shown) / len(judged)


def _places(text: str, pieces: Sequence[str]) -> set[int]:
    """Return the places of the characters of pieces in a text, white space not counted."""
    places = [at for at, character in enumerate(text) if not character.isspace()]
    flat = "".join(text[at] for at in places)
    found: set[int] = set()
    for piece in pieces:
        words = "".join(piece.split())
        start = flat.find(words) if words else -1
        if start >= 0:
            found.update(places[start : start + len(words)])
    return found
