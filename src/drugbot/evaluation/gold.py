"""The gold set: topics of every kind, written by people, and their split into development and test.

A YAML file a drug under ``evaluation/topics``, edited by hand; see docs/evaluation.md.
``evaluation/split.yaml`` says which files were held back, and their checksum: a test topic that was changed
after a look at the results tests nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import yaml

from drugbot.errors import TopicsError
from drugbot.evaluation.topics import Judgement, Topic, judgement_of, texts_of

KINDS = (
    "faq",
    "lay",
    "clinical",
    "brand",
    "typo",
    "telegram",
    "section",
    "population",
    "two-drug",
    "comparison",
    "follow-up",
    "unanswerable",
    "unknown-medicine",
    "off-topic",
    "emergency",
    "emergency-lookalike",
)
EXPECTED = frozenset(
    {"answer", "not_stated", "unknown_drug", "did_you_mean", "off_topic", "emergency", "which_drug"}
)
Part = Literal["dev", "test"]
_KEYS = frozenset({"kind", "turns", "faq", "relevant", "expect", "standalone", "note"})


def load_gold(
    folder: Path, judged: Mapping[tuple[str, str], Sequence[Judgement]]
) -> dict[str, tuple[Topic, ...]]:
    """Read the topics of a gold set.

    Args:
        folder: with ``topics/*.yaml``.
        judged: judgements of the FAQ questions; a paraphrase inherits those of its FAQ.

    Returns:
        Stem of the file → its topics.

    Raises:
        TopicsError: a file that is not in the format, or a topic that comes twice.
    """
    gold = {}
    seen: set[str] = set()
    pooled = _pooled(folder / "pooled")
    for path in sorted((folder / "topics").glob("*.yaml")):
        try:
            record = yaml.safe_load(path.read_text(encoding="utf-8"))
            drug = str(record.get("drug", ""))
            topics = tuple(
                _with(_topic(entry, drug, path.stem, judged), pooled) for entry in record["topics"]
            )
            for topic in topics:
                if topic.id in seen:
                    raise ValueError(f"the topic {topic.turns} comes twice")
                seen.add(topic.id)
        except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
            problem = " ".join(str(error).split())
            raise TopicsError(
                f"{path}: not in the format of docs/evaluation.md ({problem}); mend it"
            ) from error
        gold[path.stem] = topics
    lost = sorted(set(pooled) - seen)
    if lost:
        raise TopicsError(f"{folder / 'pooled'}: there is no topic {lost[0]} (any more); mend or remove it")
    return gold


def _pooled(folder: Path) -> dict[str, tuple[Judgement, ...]]:
    """Read the judgements that came of pooling: passages that systems returned and writers had overlooked."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            record = yaml.safe_load(path.read_text(encoding="utf-8"))
            for item in record["pooled"]:
                found[str(item["topic"])] = tuple(
                    judgement_of(entry, str(record["drug"])) for entry in item["relevant"]
                )
        except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
            problem = " ".join(str(error).split())
            raise TopicsError(
                f"{path}: not in the format of docs/evaluation.md ({problem}); mend it"
            ) from error
    return found


def _with(topic: Topic, pooled: Mapping[str, tuple[Judgement, ...]]) -> Topic:
    return replace(topic, judgements=(*topic.judgements, *pooled.get(topic.id, ())))


def parts(folder: Path, stems: Iterable[str]) -> dict[str, Part]:
    """Return which files of a gold set are for development and which are held back.

    Args:
        folder: with ``split.yaml``; without it, all is for development.
        stems: of the files that there are.

    Raises:
        TopicsError: the split is not in the format, a file is in no part, or what was held back has changed.
    """
    path = folder / "split.yaml"
    if not path.exists():
        return dict.fromkeys(stems, "dev")
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        held_back, checksum = sorted(texts_of(record["test"])), str(record["checksum"])
        found: dict[str, Part] = {
            **dict.fromkeys(texts_of(record["dev"]), "dev"),
            **dict.fromkeys(held_back, "test"),
        }
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise TopicsError(f"{path}: not in the format of docs/evaluation.md ({error}); mend it") from error
    lost = sorted(set(stems) ^ set(found))
    if lost:
        names = ", ".join(lost)
        raise TopicsError(f"{path}: says nothing, or too much, of {names}; put each file in one part")
    if frozen_checksum(folder, held_back) != checksum:
        raise TopicsError(
            f"{path}: the topics held back have changed; take the change back, or freeze them anew (write "
            f"the checksum {frozen_checksum(folder, held_back)}, say so in the changelog)"
        )
    return found


def frozen_checksum(folder: Path, stems: Iterable[str]) -> str:
    """Return the checksum of topic files, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for stem in sorted(stems):
        digest.update(stem.encode() + b"\0" + (folder / "topics" / f"{stem}.yaml").read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _topic(
    entry: Mapping[str, Any], drug: str, stem: str, judged: Mapping[tuple[str, str], Sequence[Judgement]]
) -> Topic:
    kind, turns, faq = str(entry["kind"]), texts_of(entry["turns"]), str(entry.get("faq", ""))
    expect = entry.get("expect", "answer")
    expected = texts_of(expect) if isinstance(expect, list) else (str(expect),)
    unknown = set(entry) - _KEYS
    if unknown or kind not in KINDS or not turns or not set(expected) <= EXPECTED:
        raise ValueError(f"{turns}: unknown key, kind or expectation ({sorted(unknown)}, {kind}, {expected})")
    own = tuple(judgement_of(item, drug) for item in entry.get("relevant", ()))
    inherited = tuple(judged.get((drug, faq), ())) if faq else ()
    slug = re.sub(r"\W+", "-", " ".join(turns).casefold()).strip("-")
    return Topic(
        id=f"{stem}/{kind}/{slug}",
        turns=turns,
        judgements=(*own, *inherited),
        kind=kind,
        drugs=tuple(dict.fromkeys([item.drug for item in own] or ([drug] if drug else []))),
        expected=expected,
        faq=faq,
        standalone=str(entry.get("standalone", "")),
    )
