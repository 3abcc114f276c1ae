"""Learn how likely the best passage says the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from drugbot.answering.confidence import SIGNS, Vocabulary, signs_of
from drugbot.index.encoder import Vectors
from drugbot.retrieval.features import Evidence
from drugbot.retrieval.subjects import Subjects
from training.examples import NOT_JUDGED, SAYS_IT, Document, Example

_INVERSE_PENALTY = 0.3  # in standard deviations
_FOLDS = 5
_SHARES = {"training": 0.3, "label": 0.5}  # of kinds that count less than a whole example
_NOT_OF_ONE_DRUG = frozenset({"faq", "two-drug"})  # the first are too easy, the others searched otherwise


def usable(examples: Sequence[Example], found: Sequence[Evidence], weights: Vectors) -> list[int]:
    """Return which examples a confidence can be learned from: those whose best passage was judged."""
    return [
        i
        for i, (example, evidence) in enumerate(zip(examples, found, strict=True))
        if example.kind not in _NOT_OF_ONE_DRUG
        and example.grades[int((evidence.values @ weights).argmax())] != NOT_JUDGED
    ]


def signs(
    examples: Sequence[Example],
    found: Sequence[Evidence],
    documents: Mapping[str, list[Document]],
    weights: Vectors,
    subjects: Subjects,
) -> tuple[Vectors, NDArray[np.bool_]]:
    """Return the signs of each example, shape (examples, signs), and whether its best passage says it."""
    vocabularies = {
        group: Vocabulary(document.passage for document in found) for group, found in documents.items()
    }
    rows, right = [], []
    for example, evidence in zip(examples, found, strict=True):
        scores = (evidence.values @ weights).astype(np.float32)
        vocabulary = vocabularies[example.group]
        rows.append(signs_of(evidence, scores, example.query, example.drug, vocabulary, subjects))
        right.append(example.grades[int(np.argsort(-scores, kind="stable")[0])] == SAYS_IT)
    return np.stack(rows), np.asarray(right, bool)


def shares(examples: Sequence[Example]) -> Vectors:
    """Return how much each example counts, shape (examples,).

    Questions that were written to be hard to tell would make it more cautious than what people ask deserves.
    """
    return np.asarray([_SHARES.get(example.kind, 1.0) for example in examples], np.float32)


def learn_confidence(rows: Vectors, right: NDArray[np.bool_], counted: Vectors) -> dict[str, float]:
    """Learn the regression; the weights are of the signs as they come."""
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000).fit(
        (rows - mean) / deviation, right, sample_weight=counted
    )
    weights = fitted.coef_[0] / deviation
    bias = float(fitted.intercept_[0] - mean @ weights)
    record = {name: round(float(weight), 5) for name, weight in zip(SIGNS, weights, strict=True)}
    return {**record, "bias": round(bias, 5)}


def across_folds(rows: Vectors, right: NDArray[np.bool_], examples: Sequence[Example]) -> Vectors:
    """Return the confidence of each example by regressions that were learned without its document."""
    known = sorted({example.group for example in examples})
    fold = np.asarray([known.index(example.group) % _FOLDS for example in examples])
    counted = shares(examples)
    found = np.zeros(len(rows), np.float32)
    for number in range(_FOLDS):
        others = fold != number
        record = learn_confidence(rows[others], right[others], counted[others])
        logits = rows[~others] @ np.asarray([record[name] for name in SIGNS]) + record["bias"]
        found[~others] = 1 / (1 + np.exp(-logits))
    return found
