"""Learn what retrieval has learned: how questions are read, projection, subjects, ranker, confidence.

    python scripts/train_retrieval.py [--labels DIR]

Reads the development topics of the gold set, `training/monograph-topics.jsonl`, `training/subjects.tsv` and, where the
labels are at hand, `training/label-topics.jsonl`; writes the small files beside the code that uses them. Nothing held
back is read. Features that the ranker is learned from are computed with what was learned from other drugs, since a
reader that has seen the answers would be trusted too much. Takes about twenty minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from drugbot.index.encoder import Vectors
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.onnx import OnnxEncoder
from drugbot.index.tuning import packed
from drugbot.retrieval.features import Evidence
from drugbot.retrieval.subjects import Subjects
from drugbot.settings import load_settings
from training import confidence
from training.examples import SAYS_IT, Document, Training, gather, plain_examples
from training.ranking import evidences, learn_ranker, learn_subjects
from training.tuning import learn, start_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "drugbot"
DIMENSION, EPOCHS, FOLDS = 64, 3, 2


def main() -> None:
    """Learn and write everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=Path, help="folder of the labels that the questions are about")
    labels = parser.parse_args().labels
    settings = load_settings()
    model = find_model(settings)
    encoder = load_encoder(model, settings)
    if not isinstance(encoder, OnnxEncoder):
        raise SystemExit("training needs the bundled encoder; unset DRUGBOT_ENCODER and DRUGBOT_RUNTIME")
    training = gather(encoder, ROOT / "corpus", settings.passage_tokens, labels, ROOT / "training")
    print(f"{len(training.examples)} questions about {len({e.group for e in training.examples})} documents")
    drugs = sorted({example.drug for example in training.examples})
    subjects = learn_subjects(encoder, ROOT / "training" / "subjects.tsv", drugs)
    save_subjects(subjects)
    found = across_folds(training, subjects, model.directory)
    start = start_of(used(training), DIMENSION)
    reader, matrix = learn(training.examples, training.documents, start, EPOCHS, model.directory)
    tuning = packed(model.identity.checksum, reader.factors())
    save(PACKAGE / "index" / "tuning.safetensors", tuning)
    save(
        PACKAGE / "index" / "projection.safetensors",
        {"model": tuning["model"], "matrix": matrix.astype(np.float16)},
    )
    ranker = learn_ranker(training.examples, found)
    write_json(PACKAGE / "retrieval" / "ranker.json", ranker)
    print_quality(training, found)
    plain = reader.reread(plain_examples(training, encoder))
    found = [*found, *evidences(plain, training.documents, matrix, subjects)]
    training = Training(training.documents, [*training.examples, *plain])
    save_confidence(training, found, np.asarray(list(ranker.values()), np.float32), subjects)


def used(training: Training) -> list[Document]:
    """Return the documents that examples are about."""
    groups = sorted({example.group for example in training.examples})
    return [document for group in groups for document in training.documents[group]]


def across_folds(training: Training, subjects: Subjects, directory: Path) -> list[Evidence]:
    """Return the features of all examples, each with what was learned without its document."""
    groups = sorted({e.group for e in training.examples})
    number = {group: at % FOLDS for at, group in enumerate(groups)}
    found: dict[int, Evidence] = {}
    start = start_of(used(training), DIMENSION)
    for fold in range(FOLDS):
        others = [e for e in training.examples if number[e.group] != fold]
        reader, matrix = learn(others, training.documents, start, EPOCHS, directory)
        mine = [i for i, e in enumerate(training.examples) if number[e.group] == fold]
        read = reader.reread([training.examples[i] for i in mine])
        made = evidences(read, training.documents, matrix, subjects)
        found.update(zip(mine, made, strict=True))
    return [found[i] for i in range(len(training.examples))]


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
    write_json(PACKAGE / "answering" / "confidence.json", confidence.learn_confidence(rows, right))
    stated = confidence.across_folds(rows, right, [example.group for example in examples])
    answerable = np.asarray([example.is_answerable for example in examples])
    label = np.asarray([example.kind == "label" for example in examples])
    plain = np.asarray([example.kind == "plain" for example in examples])
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5):
        for name, part in (("monographs", ~label & ~plain), ("labels", label), ("plain", plain)):
            given = stated >= threshold
            declined = [
                1 - given[part & group].mean() for group in (answerable, ~answerable) if (part & group).any()
            ]
            shares = ", of the others ".join(f"{share:.3f}" for share in declined)
            right_given = right[part & given].mean()
            print(f"{threshold} {name}: answers right {right_given:.3f}, declined of the answerable {shares}")


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
