"""Learn on, from what is shipped, how texts are read: from questions about documents that it has not seen.

    python scripts/train_further.py [--labels DIR] GROUP…

A group is the title of a development monograph, `training/` and the title of one under `training/monographs`, or
`label/` and the title of a label. So that the rest is not forgotten, some questions about other documents are learned
from beside each round. The ranker and the confidence are kept; subjects are fitted anew, since they are told by how
texts are read. Takes some 20 minutes for 3,000 new questions on two cores, where `train_retrieval.py` takes hours. Then
build the index, and run `train_asides.py` and `train_seconds.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from drugbot.index.models import BUNDLED, find_model, untaught
from drugbot.index.onnx_export import open_exported
from drugbot.index.tuning import unpacked
from drugbot.settings import load_settings
from train_retrieval import EPOCHS, PACKAGE, ROOT, save_lesson, save_subjects, subjects_of
from training.examples import Example, gather, plain_examples
from training.tuning import Beginning, learn

_PACE = 0.6  # share of the rates that a lesson from the start has
_BESIDE = 0.5  # questions about other documents to one about a new one
_OF_ONE = 32  # most questions about one of those


def main() -> None:
    """Learn on and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=Path, help="folder of the labels that the questions are about")
    parser.add_argument("groups", nargs="+", help="what the new questions are about")
    arguments = parser.parse_args()
    settings = load_settings()
    model = find_model(settings)
    encoder = open_exported(untaught(model), settings.cache)
    if encoder is None or settings.encoder != BUNDLED:
        raise SystemExit("training needs the bundled encoder; unset DRUGBOT_ENCODER")
    training = gather(encoder, ROOT / "corpus", settings, arguments.labels, ROOT / "training")
    unknown = sorted(set(arguments.groups) - {example.group for example in training.examples})
    if unknown:
        raise SystemExit(
            f"there is no question about {', '.join(unknown)}; see --help for what a group is called"
        )
    examples = [*training.examples, *plain_examples(training, encoder)]
    rounds = [mixed(examples, set(arguments.groups), number) for number in range(EPOCHS)]
    lesson = learn(rounds, training.documents, shipped(), model.directory)
    save_lesson(lesson, model.identity.checksum)
    save_subjects(subjects_of(lesson, training))


def shipped() -> Beginning:
    """Return what is shipped as a beginning."""
    matrix = load_file(PACKAGE / "index" / "projection.safetensors")["matrix"].astype(np.float32)
    factors = unpacked(load_file(PACKAGE / "index" / "tuning.safetensors"))
    return Beginning(matrix, factors, load_file(PACKAGE / "retrieval" / "attention.safetensors"), _PACE)


def mixed(examples: Sequence[Example], new: set[str], seed: int) -> list[Example]:
    """Return the examples about new documents and, for a share of their number, some about others."""
    random = np.random.default_rng(seed)
    chosen = [example for example in examples if example.group in new]
    others: dict[str, list[Example]] = {}
    for example in examples:
        if example.group not in new:
            others.setdefault(example.group, []).append(example)
    most = round((1 + _BESIDE) * len(chosen))
    for group in random.permutation(sorted(others)).tolist():
        found = others[group]
        chosen += [found[i] for i in random.permutation(len(found))[:_OF_ONE]]
        if len(chosen) >= most:
            break
    return chosen[:most]


if __name__ == "__main__":
    main()
