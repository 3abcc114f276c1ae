"""Learn what retrieval has learned: how texts are read, projection, attention, subjects, ranker, confidence.

    python scripts/train_retrieval.py [--labels DIR]

Reads the development topics of the gold set, the monographs and questions under `training/` and, where the labels are
at hand, `training/label-topics.jsonl`; writes the small files beside the code that uses them. Nothing held back is
read. Features that the ranker is learned from are computed with what was learned from other drugs, since a reader that
has seen the answers would be trusted too much. Takes some two and a half hours on two cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from drugbot.index.encoder import Vectors
from drugbot.index.models import BUNDLED, find_model, untaught
from drugbot.index.onnx_export import open_exported
from drugbot.index.tuning import packed
from drugbot.retrieval.attention import unpacked
from drugbot.retrieval.features import Evidence, Learned
from drugbot.retrieval.subjects import Subjects
from drugbot.settings import load_settings
from training import confidence
from training.examples import SAYS_IT, Document, Example, Training, gather, plain_examples
from training.ranking import evidences, learn_ranker, learn_subjects
from training.tuning import Beginning, Lesson, learn, start_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "drugbot"
DIMENSION, EPOCHS, FOLDS = 64, 2, 2
_WRITTEN = ("written", "training", "label", "plain")  # kinds of examples that are not of the gold set


def main() -> None:
    """Learn and write everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=Path, help="folder of the labels that the questions are about")
    labels = parser.parse_args().labels
    settings = load_settings()
    model = find_model(settings)
    encoder = open_exported(untaught(model), settings.cache)
    if encoder is None or settings.encoder != BUNDLED:
        raise SystemExit("training needs the bundled encoder; unset DRUGBOT_ENCODER")
    training = gather(encoder, ROOT / "corpus", settings, labels, ROOT / "training")
    print(f"{len(training.examples)} questions about {len({e.group for e in training.examples})} documents")
    plain = plain_examples(training, encoder)
    found = across_folds(training, plain, model.directory)
    count = len(training.examples)
    ranker = learn_ranker(training.examples, found[:count])
    write_json(PACKAGE / "retrieval" / "ranker.json", ranker)
    print_quality(training, found[:count])
    start = Beginning(start_of(used(training), DIMENSION))
    lesson = learn([[*training.examples, *plain]] * EPOCHS, training.documents, start, model.directory)
    save_lesson(lesson, model.identity.checksum)
    subjects = subjects_of(lesson, training)
    save_subjects(subjects)
    both = Training(training.documents, [*training.examples, *plain])
    save_confidence(both, found, np.asarray(list(ranker.values()), np.float32), subjects)


def subjects_of(lesson: Lesson, training: Training) -> Subjects:
    """Return the subjects that fit how texts are read after a lesson."""
    drugs = sorted({example.drug for example in training.examples})
    return learn_subjects(ROOT / "training" / "subjects.tsv", drugs, lesson.reader.vectors)


def save_lesson(lesson: Lesson, checksum: str) -> None:
    """Write what was learned of reading."""
    tuning = packed(checksum, lesson.reader.factors())
    save(PACKAGE / "index" / "tuning.safetensors", tuning)
    matrix = {"model": tuning["model"], "matrix": lesson.matrix.astype(np.float16)}
    save(PACKAGE / "index" / "projection.safetensors", matrix)
    save(PACKAGE / "retrieval" / "attention.safetensors", lesson.attending.packed())


def used(training: Training) -> list[Document]:
    """Return the documents that examples are about."""
    groups = sorted({example.group for example in training.examples})
    return [document for group in groups for document in training.documents[group]]


def across_folds(training: Training, plain: Sequence[Example], directory: Path) -> list[Evidence]:
    """Return the features of all examples, then of plain ones, each with what was learned without its document."""
    groups = sorted({e.group for e in training.examples})
    number = {group: at % FOLDS for at, group in enumerate(groups)}
    asked = [*training.examples, *plain]
    found: dict[int, Evidence] = {}
    start = Beginning(start_of(used(training), DIMENSION))
    for fold in range(FOLDS):
        others = [e for e in asked if number[e.group] != fold]
        lesson = learn([others] * EPOCHS, training.documents, start, directory)
        mine = [i for i, e in enumerate(asked) if number[e.group] == fold]
        made = made_with(lesson, [asked[i] for i in mine], training)
        found.update(zip(mine, made, strict=True))
    return [found[i] for i in range(len(asked))]


def made_with(lesson: Lesson, examples: Sequence[Example], training: Training) -> list[Evidence]:
    """Return the features of examples, as they are by what was learned in a lesson."""
    reader = lesson.reader
    groups = sorted({example.group for example in examples})
    documents = {group: reader.reread_documents(training.documents[group]) for group in groups}
    learned = Learned(subjects_of(lesson, training), unpacked(lesson.attending.packed()))
    return evidences(reader.reread(examples), documents, lesson.matrix, learned)


def print_quality(training: Training, found: list[Evidence]) -> None:
    """Print how often the first passage says it, by weights learned from the other fold."""
    groups = sorted({e.group for e in training.examples})
    number = {group: at % FOLDS for at, group in enumerate(groups)}
    hits: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        others = [i for i, e in enumerate(training.examples) if number[e.group] != fold]
        weights = learn_ranker([training.examples[i] for i in others], [found[i] for i in others])
        vector = np.asarray(list(weights.values()))
        for i, example in enumerate(training.examples):
            if number[example.group] == fold and example.is_answerable:
                best = int((found[i].values @ vector).argmax())
                hits.setdefault(example.kind, []).append(bool(example.grades[best] == SAYS_IT))
    for kind, values in sorted(hits.items()):
        print(f"{kind:20} {np.mean(values):.3f} of {len(values)}")


def save_confidence(training: Training, found: list[Evidence], weights: Vectors, subjects: Subjects) -> None:
    """Learn and write the confidence; print what thresholds would do to questions it was not learned from."""
    kept = confidence.usable(training.examples, found, weights)
    examples = [training.examples[i] for i in kept]
    rows, right = confidence.signs(examples, [found[i] for i in kept], training.documents, weights, subjects)
    learned = confidence.learn_confidence(rows, right, confidence.shares(examples))
    write_json(PACKAGE / "answering" / "confidence.json", learned)
    print_thresholds(examples, right, confidence.across_folds(rows, right, examples))


def print_thresholds(examples: Sequence[Example], right: NDArray[np.bool_], stated: Vectors) -> None:
    """Print what thresholds would do, by kind of example."""
    answerable = np.asarray([example.is_answerable for example in examples])
    kinds = np.asarray([example.kind if example.kind in _WRITTEN else "gold" for example in examples])
    for threshold in (0.25, 0.3, 0.35, 0.4, 0.45):
        for name in sorted(set(kinds)):
            part, given = kinds == name, stated >= threshold
            replies = np.where(answerable, given & right, ~given)[part].mean()
            declined = [
                1 - given[part & group].mean() for group in (answerable, ~answerable) if (part & group).any()
            ]
            shares = ", of the others ".join(f"{share:.3f}" for share in declined)
            print(f"{threshold} {name}: right {replies:.3f}, declined of the answerable {shares}")


def save_subjects(subjects: Subjects) -> None:
    """Write the subjects."""
    names = np.frombuffer(json.dumps(subjects.names).encode(), np.uint8).copy()
    arrays: dict[str, NDArray[Any]] = {"names": names, "bias": subjects.bias}
    arrays["weights"] = subjects.weights.astype(np.float16)
    save(PACKAGE / "retrieval" / "subjects.safetensors", arrays)


def save(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write arrays, readable to all."""
    save_file(arrays, path)
    path.chmod(0o644)


def write_json(path: Path, record: object) -> None:
    """Write a record, readable and stable."""
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
