"""Which drugs of a collection are such as a question asks for ("which drugs cause …"), and by which passage.

That a passage is near to a question does not say that its drug is such a one: "store at room temperature" is near to
"which must be kept in the fridge". So the passages of the whole collection are held against the question side by side,
and what tells is also how far each stays behind the best of them. A logistic regression over that, learned by
`scripts/train_listing.py` from questions with all the drugs of a collection that are such; it fits the bundled model.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from drugbot.answering.confidence import telling_words
from drugbot.conversation.asking_which import asks_remedy
from drugbot.corpus.names import spelled
from drugbot.corpus.passage import Passage
from drugbot.corpus.sections import is_on_use
from drugbot.due.desk import Desk
from drugbot.index.encoder import Encoding, Vectors
from drugbot.index.projection import as_vectors
from drugbot.index.vectors import Rows
from drugbot.retrieval.features import evidence, learned_features
from drugbot.retrieval.hits import Hit, Sought
from drugbot.retrieval.ranker import learned_ranker
from drugbot.retrieval.regression import learned_regression

PACKAGE, FILE = "drugbot.due", "listing.safetensors"
_NEAREST = 200  # passages of the collection that are looked at
_ATTENDED = 96  # of them, those that attention is computed for
_MOST = 12  # drugs that are searched one by one where nothing was learned
# Words that turn a matter into its contrary, before the name of what is measured.
_CONTRARIES = (("low", "high"), ("high", "low"), ("underactive", "overactive"), ("overactive", "underactive"))
_IS_NONE = re.compile(
    r"\b(?:not|never|nor)\s+(?:\w+\s+){0,2}(?:work|treat|help|cure|effective|active|used?)\w*\b",
    re.IGNORECASE,
)
_LOW = re.compile(r"\b(?:low|hypo\w+|deficien\w+|lack\w*|underactive|too\s+little)\b", re.IGNORECASE)
_FEW_PARTS = 3  # of a passage that says so of all that it speaks of
_STEM = 5  # letters by which forms of a word are known for the same
_EVIDENCE = ("nearest", "kinship", "lexical", "attention")
# Words that ask which drugs there are, and say nothing of what they are to be.
_ASKING = frozenset(
    "which drugs medicines meds agents products list all any these those ones cover your yours collection"
    " monographs".split()
)


@dataclass(frozen=True, eq=False)
class Candidate:
    """The passage that speaks most for a drug.

    Attributes:
        hit: the passage.
        features: of it, shape (features,).
    """

    hit: Hit
    features: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A drug that may be such as a question asks for.

    Attributes:
        hit: the passage that says so.
        probability: that it does; the similarity of the passage where nothing was learned.
    """

    hit: Hit
    probability: float


def listed(question: str, passages: Sequence[Passage], desk: Desk) -> tuple[Listed, ...]:
    """Return the drugs of some passages by how likely they are such as a question asks for, likeliest first."""
    learned = learned_regression(PACKAGE, FILE)
    found = [Listed(c.hit, learned.probability(c.features)) for c in candidates(question, passages, desk)]
    return tuple(sorted(found, key=lambda each: (-each.probability, each.hit.passage.drug)))


def nearest(question: str, passages: Sequence[Passage], desk: Desk) -> tuple[Listed, ...]:
    """Return the drugs of some passages by how near the best of each is to a question, nearest first."""
    drugs = tuple(dict.fromkeys(passage.drug for passage in passages))[:_MOST]
    is_complaint = asks_remedy(question)
    found = []
    for drug in drugs:
        hits = desk.found(f"{drug}: {question}", (drug,)).hits
        best = next((hit for hit in hits if is_on_use(hit.passage) or not is_complaint), None)
        found += [Listed(best, best.similarity)] if best else []
    return tuple(sorted(found, key=lambda each: (-each.probability, each.hit.passage.drug)))


def is_contrary(question: str, passage: Passage) -> bool:
    """Return whether a passage speaks of the contrary of what a question asks of: of high pressure, not of low.

    For a remedy also whether it says that the drug is none: "does not work against viruses".
    """
    quote = passage.excerpt.quote
    for word, contrary in _CONTRARIES:
        asks_one = _has(word, question) and not _has(contrary, question)
        if asks_one and _has(contrary, quote) and not _has(word, quote):
            return True
    if not asks_remedy(question):
        return False
    if _has("low", question) and not _LOW.search(quote):  # what evens out sugar is nothing for low sugar
        return True
    return _IS_NONE.search(quote) is not None and len(passage.parts) < _FEW_PARTS


def _has(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def near(question: str, desk: Desk) -> tuple[Passage, ...]:
    """Return the passages of the collection that are nearest to a question, nearest first."""
    return tuple(passage for _, passage in desk.searcher.nearest(question, _NEAREST))


def candidates(question: str, passages: Sequence[Passage], desk: Desk) -> list[Candidate]:
    """Return for each drug of some passages the one that speaks most for it.

    For a complaint that can only be one on what the drug is used for: what else names it may say that the drug
    causes it.

    Args:
        question: as it was asked.
        passages: to look at; compared with each other.
        desk: to encode and look up with.
    """
    if not passages:
        return []
    index, encoding = desk.index, desk.searcher.encoded(question)
    query = desk.searcher.worded(question)
    numbers = np.asarray(sorted(index.numbers[passage.id] for passage in passages), np.int64)
    found = evidence(index, query, encoding, (), numbers, learned_features(), attended=_ATTENDED)
    words = tuple(dict.fromkeys(word for word in telling_words(query) if word not in _ASKING))
    telling = _telling(query, words, encoding)
    scores = learned_ranker().scores(found.values)
    signs = np.stack(
        [
            *(found.column(name) for name in _EVIDENCE),
            found.nearest[:, telling].mean(axis=1),
            _shares(words, [index.passages[int(number)] for number in numbers]),
            scores,
        ],
        axis=1,
    )
    features = np.concatenate([signs, signs - signs.max(axis=0)], axis=1).astype(np.float32)
    sought = Sought(query, as_vectors(encoding.tokens[telling]))
    is_complaint = asks_remedy(question)
    near, best = found.column("nearest"), _best_of_each(numbers, scores, index.passages, is_complaint)
    return [
        Candidate(
            Hit(index.passages[int(numbers[at])], float(scores[at]), float(near[at]), 1, sought), features[at]
        )
        for at in best
    ]


def _best_of_each(
    numbers: Rows, scores: Vectors, passages: Sequence[Passage], is_complaint: bool
) -> list[int]:
    """Return the place of the best passage of each drug, for a complaint of those on its use."""
    best: dict[str, int] = {}
    for at in np.argsort(-scores, kind="stable").tolist():
        passage = passages[int(numbers[at])]
        if is_on_use(passage) or not is_complaint:
            best.setdefault(passage.drug, at)
    return list(best.values())


def _telling(
    query: str, words: Collection[str], encoding: Encoding
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which tokens of a question say what is asked for; all where none does."""
    spans, telling = encoding.spans, np.zeros(len(encoding.spans), bool)
    for word in words:
        for match in re.finditer(rf"\b{re.escape(word)}", query, re.IGNORECASE):
            telling |= (spans[:, 0] < match.end()) & (spans[:, 1] > match.start())
    return telling if telling.any() else ~telling


def _shares(words: Collection[str], passages: Sequence[Passage]) -> Vectors:
    """Return which share of some words each passage has, in whatever form."""
    stems = {word[:_STEM] for word in words}
    shares = np.zeros(len(passages), np.float32)
    for at, passage in enumerate(passages if stems else ()):
        quotes = (*passage.section, *(excerpt.quote for excerpt in passage.context), passage.excerpt.quote)
        has = {word[:_STEM] for word in spelled(" ".join(quotes)).split()}
        shares[at] = len(stems & has) / len(stems)
    return shares
