"""Learn which messages speak of an emergency or of self-harm.

    python scripts/train_emergencies.py

From `training/emergencies.tsv`, the questions for training retrieval, the development topics of the gold set, and the
development half of `corpus/evaluation/emergencies.yaml`; writes `src/drugbot/conversation/emergencies.tsv` and prints
recall and false alarms on what was not learned from: the other half of that file, written by somebody else than the
training messages and looked at as totals only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from drugbot.conversation.emergencies import terms
from drugbot.evaluation.gold import load_gold, parts
from drugbot.evaluation.topics import load_judgements

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "drugbot" / "conversation" / "emergencies.tsv"
CLASSES = ("none", "emergency", "self_harm")
_INVERSE_PENALTY, _HARMLESS_WEIGHT, _RAREST = 10.0, 2.0, 3
Message = tuple[str, str]  # label, text


def main() -> None:
    """Learn, write, print."""
    messages = [
        *_tsv(ROOT / "training" / "emergencies.tsv"),
        *_questions(),
        *_gold(),
        *labelled(ROOT, held_back=False),
    ]
    texts, labels = [text for _, text in messages], np.asarray([label for label, _ in messages])
    vectorizer = TfidfVectorizer(analyzer=terms, sublinear_tf=True, min_df=_RAREST)
    matrix = vectorizer.fit_transform(texts)
    weights = np.where(labels == "none", _HARMLESS_WEIGHT, 1.0)
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(matrix, labels, sample_weight=weights)
    order = [list(fitted.classes_).index(name) for name in CLASSES]
    names = vectorizer.get_feature_names_out()
    rows = zip(names, vectorizer.idf_, *(fitted.coef_[k] for k in order), strict=True)
    lines = [
        "\t".join(("term", "rarity", *CLASSES)),
        "\t".join(("", "0", *(f"{fitted.intercept_[k]:.4f}" for k in order))),
    ]
    lines += ["\t".join((name, *(f"{value:.3f}" for value in values))) for name, *values in rows]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(texts)} messages, {len(names)} terms")


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
