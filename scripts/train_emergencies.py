"""Learn which messages speak of an emergency or of self-harm.

    python scripts/train_emergencies.py

From `training/emergencies.tsv`, the questions for training retrieval, the development topics of the gold set, and the
development half of `corpus/evaluation/emergencies.yaml`; writes `emergencies.tsv` and `emergencies.safetensors` in
`src/drugbot/conversation`. The other half of that file is held back; `tests/functional/test_emergencies.py` counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np
import yaml
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from drugbot.conversation.emergencies import neutral, terms
from drugbot.corpus.names import spelled
from drugbot.evaluation.gold import load_gold, parts
from drugbot.evaluation.topics import load_judgements
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "drugbot" / "conversation"
CLASSES = ("none", "emergency", "self_harm")
_INVERSE_PENALTY, _INVERSE_PENALTY_OF_VECTORS, _HARMLESS_WEIGHT, _RAREST = 10.0, 30.0, 2.0, 3
Message = tuple[str, str]  # label, text


def main() -> None:
    """Learn, write, print."""
    messages = [
        *_tsv(ROOT / "training" / "emergencies.tsv"),
        *_questions(),
        *_gold(),
        *labelled(ROOT, held_back=False),
    ]
    held_back = {spelled(text) for _, text in labelled(ROOT, held_back=True)}
    messages = [(label, text) for label, text in messages if spelled(text) not in held_back]
    texts, labels = [text for _, text in messages], np.asarray([label for label, _ in messages])
    weights = np.where(labels == "none", _HARMLESS_WEIGHT, 1.0)
    count = _learn_words(texts, labels, weights)
    _learn_meaning(texts, labels, weights)
    print(f"{len(texts)} messages, {count} terms")


def _learn_words(texts: list[str], labels: NDArray[np.str_], weights: NDArray[np.float64]) -> int:
    vectorizer = TfidfVectorizer(analyzer=terms, sublinear_tf=True, min_df=_RAREST)
    matrix = vectorizer.fit_transform(texts)
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(matrix, labels, sample_weight=weights)
    order = [list(fitted.classes_).index(name) for name in CLASSES]
    names = vectorizer.get_feature_names_out()
    rows = zip(names, vectorizer.idf_, *(fitted.coef_[k] for k in order), strict=True)
    lines = [
        "\t".join(("term", "rarity", *CLASSES)),
        "\t".join(("", "0", *(f"{fitted.intercept_[k]:.4f}" for k in order))),
    ]
    lines += ["\t".join((name, *(f"{value:.3f}" for value in values))) for name, *values in rows]
    (PACKAGE / "emergencies.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(names)


def _learn_meaning(texts: list[str], labels: NDArray[np.str_], weights: NDArray[np.float64]) -> None:
    settings = load_settings()
    encoder = load_encoder(find_model(settings), settings)
    vectors = np.stack(
        [encoding.vector for encoding in encoder.encode_passages([neutral(text) for text in texts])]
    )
    fitted = LogisticRegression(C=_INVERSE_PENALTY_OF_VECTORS, max_iter=3000).fit(
        vectors, labels, sample_weight=weights
    )
    order = [list(fitted.classes_).index(name) for name in CLASSES]
    arrays = {
        "weights": fitted.coef_[order].T.astype(np.float16).copy(),
        "bias": fitted.intercept_[order].astype(np.float32),
    }
    save_file(arrays, PACKAGE / "emergencies.safetensors")


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
