"""Learn how far back turns reach: which of the readings of a follow-up is searched with.

    python scripts/train_reaching.py TITLE…

From follow-ups about monographs under `training/monographs` that retrieval has not learned from yet (of those that it
has, it is too sure), given by their titles; from the development follow-ups of the gold set; and from conversations,
where a reading is right that finds what the person's rewrite finds. Writes `reaching.safetensors` in `src/drugbot/due`.
Prints how many are right, for documents and writers that nothing was learned from. Needs the index of the corpus. Takes
some five minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from drugbot.chatbot import Chatbot
from drugbot.conversation.context import understand
from drugbot.conversation.query import Query
from drugbot.conversation.readings import leans
from drugbot.conversation.state import Context
from drugbot.due.desk import Desk
from drugbot.due.reaching import FILE, Look, features, likeliest, looked_up
from drugbot.evaluation.gold import load_gold, parts
from drugbot.evaluation.topics import Topic, load_judgements, resolve, with_faq_passages
from drugbot.index.encoder import Vectors
from drugbot.settings import Settings, load_settings
from training.telling import MONOGRAPHS, ROOT, conversations, over

SAYS_IT = 2
_FOLDS = 8
_INVERSE_PENALTY = 0.03


@dataclass(frozen=True, eq=False)
class Example:
    """A turn with its readings.

    Attributes:
        source: what is kept together when data are split.
        kind: for the print.
        rows: features of the readings.
        are_right: whether each finds a passage that says it.
        share: how much it counts.
        is_leaning: whether the words of the turn say that it is no question in full.
    """

    source: str
    kind: str
    rows: Vectors
    are_right: NDArray[np.bool_]
    share: float
    is_leaning: bool


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("titles", nargs="+", help="of monographs that retrieval has not learned from")
    titles = set(parser.parse_args().titles)
    settings = load_settings()
    chatbot = Chatbot.open(settings)
    examples = [*_of_new(titles, settings, chatbot), *_of_gold(chatbot), *_of_conversations(chatbot)]
    _print_folds(examples)
    fitted = _fitted(examples)
    scaler, regression = fitted.named_steps.values()
    weights = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - float(weights @ scaler.mean_)
    path = ROOT / "src" / "drugbot" / "due" / FILE
    save_file({"weights": np.asarray([*weights, bias], np.float32)}, path)
    path.chmod(0o644)


def _of_new(titles: set[str], settings: Settings, chatbot: Chatbot) -> Iterator[Example]:
    with over(MONOGRAPHS, chatbot, settings, titles) as of_new:
        topics = [t for found in load_gold(MONOGRAPHS / "evaluation", {}).values() for t in found]
        yield from _of_topics([topic for topic in topics if set(topic.drugs) <= titles], of_new, "new")


def _of_gold(chatbot: Chatbot) -> Iterator[Example]:
    folder = ROOT / "corpus" / "evaluation"
    gold = load_gold(folder, load_judgements(folder / "judgements"))
    shown = [stem for stem, part in parts(folder, gold).items() if part == "dev"]
    yield from _of_topics([topic for stem in shown for topic in gold[stem]], chatbot, "gold")


def _of_topics(topics: Sequence[Topic], chatbot: Chatbot, kind: str) -> Iterator[Example]:
    passages = chatbot.index.passages
    grades = with_faq_passages(resolve(topics, passages), topics, passages).grades
    for topic in topics:
        says_it = {passage for passage, grade in grades.get(topic.id, {}).items() if grade == SAYS_IT}
        if len(topic.turns) > 1 and (says_it or "answer" not in topic.expected):
            *_, query = _understood(topic.turns, chatbot)
            if query.drugs == topic.drugs:
                yield from _example(topic.drugs[0], kind, query, chatbot, says_it, 1.0)


def _of_conversations(chatbot: Chatbot) -> Iterator[Example]:
    for source, turns in conversations():
        for turn, query in zip(turns, _understood([turn.say for turn in turns], chatbot), strict=True):
            if query.readings and query.drugs == turn.drugs and not turn.open:
                rewrite = turn.say if turn.self_contained else turn.standalone
                (alone,) = _understood([rewrite], chatbot)
                hits = chatbot.desk.found(alone.generic, query.drugs)
                share = chatbot.desk.confidence(hits) or 0.0
                right = {hit.passage.id for hit in hits.hits[:1]}
                yield from _example(source, "conversations", query, chatbot, right, share)


def _understood(turns: Iterable[str], chatbot: Chatbot) -> list[Query]:
    """Return the queries of turns, with what is still to be chosen left open."""
    context, queries = Context(), []
    for turn in turns:
        query, context = understand(turn, context, chatbot.known)
        queries.append(query)
    return queries


def _example(
    source: str, kind: str, query: Query, chatbot: Chatbot, says_it: set[str], share: float
) -> Iterator[Example]:
    if query.readings:
        looks = looked_up(query, chatbot.desk)
        right = np.asarray([_best(look, query, chatbot.desk) in says_it for look in looks])
        yield Example(source, kind, features(query, looks, chatbot.desk), right, share, leans(query))


def _best(look: Look, query: Query, desk: Desk) -> str:
    return desk.index.passages[int(desk.index.by_drug[query.drugs[0]][look.best])].id


def _fitted(examples: Sequence[Example]) -> Pipeline:
    """Fit what is learned; where no reading is right, none should seem so."""
    shares = np.concatenate([[example.share] * len(example.rows) for example in examples])
    return make_pipeline(StandardScaler(), LogisticRegression(C=_INVERSE_PENALTY, max_iter=3000)).fit(
        np.concatenate([example.rows for example in examples]),
        np.concatenate([example.are_right for example in examples]),
        logisticregression__sample_weight=shares,
    )


def _print_folds(examples: Sequence[Example]) -> None:
    sources = sorted({example.source for example in examples})
    fold = {source: int(at) % _FOLDS for source, at in zip(sources, _shuffled(len(sources)), strict=True)}
    found: dict[str, list[tuple[bool, bool]]] = {}
    for number in range(_FOLDS):
        fitted = _fitted([example for example in examples if fold[example.source] != number])
        for example in examples:
            if fold[example.source] == number:
                likely = fitted.predict_proba(example.rows)[:, 1].tolist()
                best = likeliest(likely, is_leaning=example.is_leaning)
                right = example.are_right
                if right.any():
                    found.setdefault(example.kind, []).append((bool(right[0]), bool(right[best])))
    for kind, rows in found.items():
        rules, chosen = np.mean(rows, axis=0)
        print(f"{kind}: {len(rows)} turns with a right reading; plain words {rules:.3f}, chosen {chosen:.3f}")


def _shuffled(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(0).permutation(count)


if __name__ == "__main__":
    main()
