"""Learn which messages speak of an emergency or of self-harm.

    python scripts/train_emergencies.py [--judge]

From `training/emergencies.tsv`, the questions for training retrieval (those that raised an alarm, or nearly, were
judged, and stand in that file with the verdict; `open` may be taken either way and is left out), the conversations in
`training/conversations`, the talks in `training/talks*` and asides of `training/turns.tsv` (what people say in the
midst of a talk is short, and alarms easily), the development topics of the gold set, and the development half of
`corpus/evaluation/emergencies.yaml`; writes `emergencies.tsv` and `emergencies.safetensors` in
`src/drugbot/conversation`, and `danger.safetensors` in `src/drugbot/index`. The other half of that file is held back;
`tests/functional/test_emergencies.py` counts. With `--judge` nothing is written: it is learned without the
development half and the last file of conversations, and counted on those. Takes some ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from drugbot.conversation.context import tidied
from drugbot.conversation.emergencies import Meaning, Screen, neutral, terms
from drugbot.corpus.names import spelled
from drugbot.evaluation.conversations import load_conversations
from drugbot.evaluation.gold import load_gold, parts
from drugbot.evaluation.topics import load_judgements
from drugbot.index.encoder import Vectors
from drugbot.index.models import find_model
from drugbot.index.tuning import packed
from drugbot.settings import load_settings
from training.danger import Reader

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "drugbot"
CLASSES = ("none", "emergency", "self_harm")
_INVERSE_PENALTY, _HARMLESS_WEIGHT, _RAREST = 20.0, 2.0, 3
_EPOCHS = 3
_PLAIN_SHARE = 0.4  # of the plain questions, which are much alike, that the slow half learns from
_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
Message = tuple[str, str]  # label, text


def main() -> None:
    """Learn, write, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--judge", action="store_true", help="count on the development half, write nothing")
    if parser.parse_args().judge:
        _judge()
        return
    messages = _messages([*labelled(ROOT, held_back=False), *_conversations(_talks())])
    screen, tuning = _learned(messages)
    _write(screen, tuning)
    print(f"{len(messages)} messages, {len(screen.weights)} terms")


def _talks() -> list[Path]:
    return sorted((ROOT / "training" / "conversations").glob("*.yaml"))


def _messages(others: Iterable[Message]) -> list[Message]:
    """Return all that is learned from, nothing held back: what is always learned from, and others."""
    written = _tsv(ROOT / "training" / "emergencies.tsv")
    asides = [("none", turn) for label, turn in _tsv(ROOT / "training" / "turns.tsv") if label == "apart"]
    judged = {spelled(text) for _, text in written}
    asked = [each for each in (*_questions(), *_topics(), *_said()) if spelled(each[1]) not in judged]
    messages = [*written, *asides, *asked, *_gold(), *others]
    held_back = {spelled(text) for _, text in labelled(ROOT, held_back=True)}
    return [(label, text) for label, text in messages if label in CLASSES and spelled(text) not in held_back]


def _judge() -> None:
    *learned_from, last = _talks()
    parts = {"development half": labelled(ROOT, held_back=False), last.name: list(_conversations([last]))}
    kept_out = {spelled(text) for part in parts.values() for _, text in part}
    messages = _messages(_conversations(learned_from))
    messages = [(label, text) for label, text in messages if spelled(text) not in kept_out]
    words = _learned_words(messages)
    reader = _learned_reader(messages)
    weights, bias = reader.regression()
    screen = Screen(*words, Meaning(weights, bias))
    for name, part in parts.items():
        print(name)
        _count(part, screen, lambda text: reader.vectors([text])[0])


def _count(messages: list[Message], screen: Screen, vector_of: Callable[[str], Vectors]) -> None:
    dangers = [1 - screen.probabilities(text, vector_of)[0] for _, text in messages]
    real = np.asarray([label != "none" for label, _ in messages])
    for threshold in _THRESHOLDS:
        alarms = np.asarray(dangers) >= threshold
        print(
            f"{threshold}: {int(alarms[real].sum())} of {int(real.sum())} seen, "
            f"{int(alarms[~real].sum())} of {int((~real).sum())} false alarms"
        )


def _learned(messages: list[Message]) -> tuple[Screen, dict[str, NDArray[Any]]]:
    words, reader = _learned_words(messages), _learned_reader(messages)
    weights, bias = reader.regression()
    checksum = find_model(load_settings()).identity.checksum
    return Screen(*words, Meaning(weights, bias)), packed(checksum, reader.factors())


def _learned_words(messages: list[Message]) -> tuple[tuple[float, ...], dict[str, tuple[float, ...]]]:
    """Return the constants of the regression over words, and each term's rarity and weights."""
    labels = np.asarray([label for label, _ in messages])
    weights = np.where(labels == "none", _HARMLESS_WEIGHT, 1.0)
    vectorizer = TfidfVectorizer(analyzer=terms, sublinear_tf=True, min_df=_RAREST)
    matrix = vectorizer.fit_transform([text for _, text in messages])
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(matrix, labels, sample_weight=weights)
    order = [list(fitted.classes_).index(name) for name in CLASSES]
    names = vectorizer.get_feature_names_out()
    rows = zip(names, vectorizer.idf_, *(fitted.coef_[k] for k in order), strict=True)
    return tuple(fitted.intercept_[order].tolist()), {name: tuple(values) for name, *values in rows}


def _learned_reader(messages: list[Message]) -> Reader:
    plain = {text for _, text in (*_questions(), *_topics())}
    random = np.random.default_rng(0)
    used = [(label, text) for label, text in messages if text not in plain or random.random() < _PLAIN_SHARE]
    reader = Reader(find_model(load_settings()).directory, len(CLASSES))
    classes = np.asarray([CLASSES.index(label) for label, _ in used])
    reader.learn([neutral(text) for _, text in used], classes, _EPOCHS)
    return reader


def _write(screen: Screen, tuning: dict[str, NDArray[Any]]) -> None:
    lines = [
        "\t".join(("term", "rarity", *CLASSES)),
        "\t".join(("", "0", *(f"{value:.4f}" for value in screen.bias))),
    ]
    lines += [
        "\t".join((name, *(f"{value:.3f}" for value in values))) for name, values in screen.weights.items()
    ]
    (PACKAGE / "conversation" / "emergencies.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    arrays: dict[str, NDArray[Any]] = {
        "weights": screen.meaning.weights.astype(np.float16),
        "bias": screen.meaning.bias.astype(np.float32),
    }
    save_file(arrays, PACKAGE / "conversation" / "emergencies.safetensors")
    save_file(tuning, PACKAGE / "index" / "danger.safetensors")


def labelled(root: Path, *, held_back: bool) -> list[Message]:
    """Return one half of the labelled set: by the checksum of the text, odd is held back."""
    items = yaml.safe_load((root / "corpus" / "evaluation" / "emergencies.yaml").read_text(encoding="utf-8"))
    return [(i["label"], i["text"]) for i in items if (crc32(i["text"].encode()) % 2 == 1) is held_back]


def _tsv(path: Path) -> list[Message]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(label, text) for label, text in rows]


def _questions() -> Iterable[Message]:
    drugs = ("metformin", "warfarin", "Prolia", "the medicine")
    for number, (_, question) in enumerate(_tsv(ROOT / "training" / "subjects.tsv")):
        yield "none", question.replace("{drug}", drugs[number % len(drugs)])
    for line in (ROOT / "training" / "label-topics.jsonl").read_text(encoding="utf-8").splitlines():
        yield "none", str(json.loads(line)["question"])


def _said() -> Iterable[Message]:
    """Yield the turns of talks that were written to learn of medicines; those that tell of danger were judged."""
    for path in sorted((ROOT / "training").glob("talks*/*.yaml")):
        for turns in load_conversations(path):
            yield from (("none", turn.say) for turn in turns)


def _topics() -> Iterable[Message]:
    """Yield all turns of the questions about monographs that were written to learn from."""
    for topics in load_gold(ROOT / "training" / "monographs" / "evaluation", {}).values():
        for topic in topics:
            yield from (("none", tidied(turn)) for turn in topic.turns)


def _conversations(files: Iterable[Path]) -> Iterable[Message]:
    """Yield the turns of files of conversations, but those that may be taken either way."""
    for path in files:
        for conversation in yaml.safe_load(path.read_text(encoding="utf-8")):
            for turn in conversation["turns"]:
                if "emergency" not in str(turn["reason"]):
                    yield "none", turn["say"]
                elif turn["reason"] == "emergency":
                    yield "emergency", turn["say"]


def _gold() -> Iterable[Message]:
    folder = ROOT / "corpus" / "evaluation"
    files = load_gold(folder, load_judgements(folder / "judgements"))
    for stem, part in parts(folder, files).items():
        for topic in files[stem] if part == "dev" else ():
            if topic.faq:
                yield "none", topic.faq
            yield ("emergency" if topic.expected == ("emergency",) else "none"), topic.turns[-1]


if __name__ == "__main__":
    main()
