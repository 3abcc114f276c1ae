"""Learn what a question is about, and how the features of a passage are weighed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from drugbot.index.contents import Entry, Index, Manifest
from drugbot.index.encoder import EncoderIdentity, Encoding, Vectors
from drugbot.index.lexical import GramCounts, LexicalIndex
from drugbot.index.projection import Projection
from drugbot.index.tokens import TokenIndex
from drugbot.index.vectors import FaissIndex
from drugbot.retrieval.features import FEATURES, Evidence, Learned, evidence
from drugbot.retrieval.subjects import Subjects
from training.examples import SAYS_IT, Document, Example

_INVERSE_PENALTY = 20.0  # of the subjects' regression
_PENALTY = 1e-3  # of the ranker's weights, in standard deviations


def learn_subjects(
    questions: Path, drugs: Sequence[str], read: Callable[[Sequence[str]], Vectors]
) -> Subjects:
    """Learn the subjects from questions with a place for the drug's name, filled from a list in turn.

    Args:
        questions: a file of subjects and questions.
        drugs: names to fill in.
        read: the vectors of questions, shape (questions, dimension).
    """
    lines = [line.split("\t") for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = []
    for number, (_, question) in enumerate(lines):
        drug = drugs[number % len(drugs)]
        named = question.replace("{drug}", drug)
        texts.append(named if named != question else f"{drug}: {question}")
    subjects = [line[0] for line in lines]
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=500).fit(read(texts), subjects)
    weights, bias = fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)
    return Subjects(tuple(map(str, fitted.classes_)), weights, bias)


def evidences(
    examples: Sequence[Example], documents: Mapping[str, list[Document]], matrix: Vectors, learned: Learned
) -> list[Evidence]:
    """Compute the features of examples with a projection, by the very code that answers."""
    projection = Projection(matrix, "")
    by_group = {group: _index(found, projection) for group, found in documents.items()}
    return [
        evidence(
            by_group[example.group],
            example.query,
            Encoding(example.vector, projection.tokens(example.states), example.spans),
            (example.drug,),
            np.arange(len(example.grades)),
            learned,
        )
        for example in examples
    ]


def _index(documents: Sequence[Document], projection: Projection) -> Index:
    passages = tuple(document.passage for document in documents)
    title = passages[0].drug
    return Index(
        entries=(Entry(title, (), "", False, None, passages[0].file, ""),),
        passages=passages,
        owners=np.repeat(np.arange(len(documents)), [len(document.vectors) for document in documents]),
        vectors=FaissIndex.of(np.concatenate([document.vectors for document in documents])),
        lexical=LexicalIndex.of(GramCounts.of([document.texts[-1] for document in documents])),
        tokens=TokenIndex.of([projection.tokens(document.states) for document in documents]),
        manifest=Manifest(0, "", EncoderIdentity("", ""), "", 0, {}, {}, {}),
    )


def learn_ranker(examples: Sequence[Example], found: Sequence[Evidence]) -> dict[str, float]:
    """Learn the weights of a conditional logit over each example's passages."""
    usable = [(e, f.values) for e, f in zip(examples, found, strict=True) if e.is_answerable]
    deviation = np.concatenate([values for _, values in usable]).std(axis=0) + 1e-6

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros(len(FEATURES), np.float64)
        for example, values in usable:
            scaled = values / deviation
            scores = scaled @ weights
            right = example.grades == SAYS_IT
            everything, says_it = logsumexp(scores), logsumexp(scores[right])
            total += everything - says_it
            expected = np.exp(scores - everything) @ scaled
            slope += expected - np.exp(scores[right] - says_it) @ scaled[right]
        penalty = _PENALTY * len(usable) * weights @ weights
        return float(total + penalty), slope + 2 * _PENALTY * len(usable) * weights

    fitted = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / deviation
    return {name: round(float(weight), 5) for name, weight in zip(FEATURES, fitted, strict=True)}
