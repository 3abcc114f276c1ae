"""Learn which drugs of a collection are such as a question asks for ("which drugs cause …").

    python scripts/train_listing.py

From `training/lists`: questions with all the drugs that are such, about the corpus, or about the monographs that the
file names. Writes `listing.safetensors` in `src/drugbot/due`. Prints precision and recall of what would be shown, for
questions that nothing was learned from. Takes two minutes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from drugbot.chatbot import Chatbot
from drugbot.corpus.files import corpus_files, monograph_in, read_file
from drugbot.due.collection import SHOWN, looked_at
from drugbot.due.listing import FILE, candidates
from drugbot.evaluation.lists import ListQuestion, load_lists
from drugbot.index.building import build_index
from drugbot.index.encoder import Vectors
from drugbot.index.store import load_index
from drugbot.settings import Settings, load_settings
from training.telling import ROOT

_FOLDS = 10
_INVERSE_PENALTY = 0.1
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True, eq=False)
class Example:
    """A question.

    Attributes:
        asked: it, with the drugs that are such.
        drugs: those that were looked at and are not in doubt.
        rows: features of the passage that speaks most for each, shape (drugs, features).
    """

    asked: ListQuestion
    drugs: tuple[str, ...]
    rows: Vectors

    @property
    def are_such(self) -> list[bool]:
        """Which of the drugs are such."""
        return [drug in self.asked.such for drug in self.drugs]


def main() -> None:
    """Learn, print, write."""
    settings = load_settings()
    chatbot = Chatbot.open(settings)
    examples: list[Example] = []
    with TemporaryDirectory() as folder:
        for path in sorted((ROOT / "training" / "lists").glob("*.yaml")):
            lists = load_lists(path)
            of_these = _about(lists.monographs, Path(folder, path.stem), settings, chatbot)
            examples += [_example(question, of_these) for question in lists.questions]
    _print_folds(examples)
    scaler, regression = _fitted(examples).named_steps.values()
    weights = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - float(weights @ scaler.mean_)
    path = ROOT / "src" / "drugbot" / "due" / FILE
    save_file({"weights": np.asarray([*weights, bias], np.float32)}, path)
    path.chmod(0o644)


def _about(titles: Sequence[str], folder: Path, settings: Settings, chatbot: Chatbot) -> Chatbot:
    """Return a chatbot over some of the monographs that were written to learn from; that of the corpus for none."""
    if not titles:
        return chatbot
    root = ROOT / "training" / "monographs"
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir(parents=True)
    for path in corpus_files(root):
        monograph = monograph_in(read_file(path, root))
        if monograph is not None and monograph.title in titles:
            shutil.copy(path, corpus)
    build_index(corpus, index, chatbot.encoder, passage_tokens=settings.passage_tokens)
    return Chatbot(load_index(index), chatbot.encoder, replace(settings, index=index))


def _example(question: ListQuestion, chatbot: Chatbot) -> Example:
    found = candidates(question.question, looked_at(question.question, (), chatbot.desk), chatbot.desk)
    sure = [each for each in found if each.hit.passage.drug not in question.unsure]
    drugs = tuple(each.hit.passage.drug for each in sure)
    rows = [each.features for each in sure]
    return Example(question, drugs, np.asarray(rows, np.float32))


def _fitted(examples: Sequence[Example]) -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=_INVERSE_PENALTY, max_iter=3000)).fit(
        np.concatenate([example.rows for example in examples if len(example.rows)]),
        [is_such for example in examples for is_such in example.are_such],
    )


def _judged(examples: Sequence[Example]) -> Iterator[tuple[Example, list[tuple[float, bool]]]]:
    """Yield each question with what drugs would be shown, likeliest first, by what was learned from others."""
    folds = np.random.default_rng(0).permutation(len(examples)) % _FOLDS
    for fold in range(_FOLDS):
        fitted = _fitted([example for example, of in zip(examples, folds, strict=True) if of != fold])
        for example, of in zip(examples, folds, strict=True):
            if of == fold:
                likely = fitted.predict_proba(example.rows)[:, 1] if len(example.rows) else []
                yield example, sorted(zip(likely, example.are_such, strict=True), reverse=True)


def _print_folds(examples: Sequence[Example]) -> None:
    judged = list(_judged(examples))
    for threshold in _THRESHOLDS:
        right, shown, shares, declined = 0, 0, [], 0
        for example, likely in judged:
            of_these = [is_such for probability, is_such in likely if probability >= threshold][:SHOWN]
            right, shown = right + sum(of_these), shown + len(of_these)
            if example.asked.such:
                shares.append(sum(of_these) / min(len(example.asked.such), SHOWN))
            else:
                declined += not of_these
        print(
            f"{threshold}: {right} of {shown} shown are such ({right / max(shown, 1):.3f}), of those to show "
            f"{np.mean(shares):.3f}; declined where none is such {declined} of {len(judged) - len(shares)}"
        )


if __name__ == "__main__":
    main()
