"""How likely the best passage says the answer.

A logistic regression (Platt, "Probabilistic Outputs for Support Vector Machines", 1999, for the use as calibration)
over signs of answerability: how far the best passage stands out, whether every word of the question finds its like
in the monograph, whether any passage is about the same subject. Learned by `scripts/train_retrieval.py` on
questions that monographs and labels answer and on such that they do not; `confidence.json` has the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np

from drugbot.corpus.names import spelled
from drugbot.corpus.passage import Passage
from drugbot.index.encoder import Vectors
from drugbot.retrieval.features import Evidence
from drugbot.retrieval.regression import Regression
from drugbot.retrieval.subjects import BESIDE_THE_MONOGRAPH, Subjects

SIGNS = (
    "share",  # of the three best passages, in the ranker's probability: FAQ pairs often say what a section says
    "lead",  # of its score over the second
    "matter",  # late interaction of what is asked with the best passage
    "best_matter",  # … with whichever passage is nearest
    "kinship",  # the most that any passage is about the question's subjects
    "sure",  # how sure the subject is
    "beside",  # how likely the question is about what monographs do not tell: price, looks, maker …
    "weakest",  # the token of the question that finds least in the whole monograph
    "reached",  # how much its tokens find there on average
    "missing",  # share of the question's words that the monograph has in no form
    "lost",  # how many words those are
    "faq",  # whether the best passage is an FAQ pair
    "spread",  # how far the nearest passage is above the ordinary one
    "attention",  # how much better than none the best passage answers, by the tokens of both
    "most_attention",  # … and whichever passage answers best
    "stated",  # the probability, by attention, that any passage answers
)
_FILE = "confidence.json"
_STEM = 4  # letters by which forms of a word are known for the same
_MOST_LOST = 3
_SHORT = 2  # letters
_TOP = 3

# Words that say nothing about the matter.
_ORDINARY = frozenset(
    """
    a an the of for to in on at by is are be it its this that these those them they he she his her my your
    his our i we you me us do does did can could should would will may might must with and or but so if then
    there what which who how when where why about as not any some one ones also too same have has had get
    got give gives giving given take takes taking taken use uses used using
    really just like please tell know mean meant much many often long
    been from into than very more less drug medicine medication medications meds med pill pills tablet
    tablets doctor patient patients safe okay normal happen happens thing things people someone help need
    want mother mom mum dad father husband wife son daughter kid kids old year years day days week weeks
    time dont doesnt cant isnt im ive
    """.split()
)


@cache
def learned_confidence() -> Regression:
    """Return the regression that comes with the package; it fits the learned ranker."""
    record = json.loads((files(__package__) / _FILE).read_bytes())
    return Regression(np.asarray([record[name] for name in SIGNS], np.float32), float(record["bias"]))


class Vocabulary:
    """The words of a monograph, in whatever form."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        """Gather the words of passages, their headings and what leads into them."""
        texts = (" ".join((*p.section, *(c.quote for c in p.context), p.excerpt.quote)) for p in passages)
        words = set(spelled(" ".join(texts)).split())
        self._stems = frozenset(word[:_STEM] for word in words)

    def lacks(self, word: str) -> bool:
        """Return whether no word begins like this one."""
        return word[:_STEM] not in self._stems


def telling_words(text: str) -> list[str]:
    """Return the words of a text that say something about its matter, in the form of `spelled`."""
    return [word for word in spelled(text).split() if word not in _ORDINARY and len(word) > _SHORT]


def signs_of(
    found: Evidence, scores: Vectors, query: str, drug: str, vocabulary: Vocabulary, subjects: Subjects
) -> Vectors:
    """Return the signs of answerability.

    Args:
        found: features of the passages of one drug, at least one.
        scores: the ranker's, of the same passages.
        query: the question as it was searched with.
        drug: title of the monograph.
        vocabulary: of it.
        subjects: the classifier that the features were made with.
    """
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    raised = np.exp(scores - scores[best])
    nearest = found.nearest[:, found.matters]
    reached = nearest.max(axis=0) if nearest.shape[1] else np.ones(1, np.float32)
    own = set(spelled(drug).split())
    words = [word for word in telling_words(query) if word not in own]
    lost = sum(vocabulary.lacks(word) for word in words)
    beside = [subjects.names.index(name) for name in BESIDE_THE_MONOGRAPH if name in subjects.names]
    near, attention = found.column("nearest"), found.column("attention")
    return np.asarray(
        [
            raised[order[:_TOP]].sum() / raised.sum(),
            scores[best] - scores[order[1]] if len(order) > 1 else 0,
            found.column("matter")[best],
            found.column("matter").max(),
            found.column("kinship").max(),
            found.subjects.max(),
            found.subjects[beside].sum(),
            reached.min(),
            reached.mean(),
            lost / max(len(words), 1),
            min(lost, _MOST_LOST),
            found.column("faq")[best],
            near.max() - np.median(near),
            attention[best],
            attention.max(),
            1 - 1 / (1 + np.exp(attention).sum()),
        ],
        np.float32,
    )
