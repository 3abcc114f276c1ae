"""Topics and their judgements.

Every FAQ pair is a topic: its question is asked, its passage is known to answer. Which passages of the
*sections* answer it as well is judged by people, in ``evaluation/judgements/*.yaml`` under the corpus. A
judgement names a section and quotes the words that answer, not a passage id, so that it survives an edit
elsewhere in the file and another way of chunking; one that no longer resolves is reported.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from drugbot.corpus.passage import Passage
from drugbot.errors import TopicsError


@dataclass(frozen=True, slots=True)
class Judgement:
    """That a statement in a section is relevant to a topic.

    Attributes:
        drug: title of the monograph.
        section: heading path; a judgement without quote is about every passage under it.
        quote: the words, "" for the whole section.
        grade: 2 says the answer, 1 helps.
        place: range in the monograph's file, in place of a quote; every passage that overlaps it is relevant.
    """

    drug: str
    section: tuple[str, ...]
    quote: str
    grade: int
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A question to evaluate with.

    Attributes:
        id: unique, without spaces.
        turns: the user's turns; the last is the question.
        judgements: what is relevant.
        kind: what kind of question it is, for figures by kind.
        drugs: titles of the monographs that it is about.
        expected: "answer", or the reasons for which a reply without quote is right.
        faq: the FAQ question that it asks in other words; that pair's own passage is relevant too.
        standalone: the last turn as a person would write it without the others.
    """

    id: str
    turns: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    kind: str = ""
    drugs: tuple[str, ...] = ()
    expected: tuple[str, ...] = ("answer",)
    faq: str = ""
    standalone: str = ""


@dataclass(frozen=True, slots=True)
class Qrels:
    """Judgements resolved to passages.

    Attributes:
        grades: topic id → passage id → grade.
        unresolved: judgements that no passage fits, with the topic.
    """

    grades: Mapping[str, Mapping[str, int]]
    unresolved: tuple[tuple[str, Judgement], ...]


def faq_topics(
    passages: Iterable[Passage], judged: Mapping[tuple[str, str], Sequence[Judgement]]
) -> tuple[Topic, ...]:
    """Return a topic for each FAQ pair, with the judgements of the sections where there are any.

    Args:
        passages: of the index.
        judged: (drug, question) → judgements, as `load_judgements` returns them.
    """
    topics = {}
    for passage in passages:
        question = passage.question
        if question is not None:
            name = _faq_id(passage, question)
            relevant = tuple(judged.get((passage.drug, question), ()))
            topics[name] = Topic(name, (question,), relevant, kind="faq", drugs=(passage.drug,), faq=question)
    return tuple(topics.values())


def _faq_id(passage: Passage, question: str) -> str:
    file = PurePosixPath(passage.file).with_suffix("").as_posix()
    return "/".join(
        re.sub(r"[\W_]+", "-", part.casefold()).strip("-") for part in (*file.split("/"), question)
    )


def load_judgements(folder: Path) -> dict[tuple[str, str], tuple[Judgement, ...]]:
    """Read the judgements of FAQ questions: a file a drug, see docs/evaluation.md.

    Raises:
        TopicsError: a file that is not in the format.
    """
    judged: dict[tuple[str, str], tuple[Judgement, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            record = yaml.safe_load(path.read_text(encoding="utf-8"))
            drug = str(record["drug"])
            for item in record["judgements"]:
                key = drug, str(item["question"])
                if key in judged:
                    raise ValueError(f"the question {key[1]!r} comes twice")
                judged[key] = tuple(judgement_of(entry, drug) for entry in item["relevant"])
        except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
            problem = " ".join(str(error).split())
            raise TopicsError(
                f"{path}: not in the format of docs/evaluation.md ({problem}); mend it"
            ) from error
    return judged


def load_topics(path: Path) -> tuple[Topic, ...]:
    """Read a file of topics: JSON, one object a line, with id, turns and relevant; see docs/evaluation.md.

    Raises:
        TopicsError: a line that is not in the format, or an id that comes twice.
    """
    topics: dict[str, Topic] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TopicsError(f"{path}: cannot be read ({error}); give a file of topics") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            turns = texts_of(record["turns"])
            relevant = tuple(judgement_of(entry) for entry in record.get("relevant", ()))
            drugs = texts_of(record.get("drugs", []))
            topic = Topic(
                id=str(record["id"]),
                turns=turns,
                judgements=relevant,
                kind=str(record.get("kind", "")),
                drugs=drugs or tuple(dict.fromkeys(judgement.drug for judgement in relevant)),
                expected=texts_of(record.get("expect", ["answer"])),
            )
            if not turns or topic.id in topics or not re.fullmatch(r"\S+", topic.id):
                raise ValueError("needs turns and an id of its own without spaces")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise TopicsError(
                f"{path}:{number}: not in the format of docs/evaluation.md ({error}); mend it"
            ) from error
        topics[topic.id] = topic
    return tuple(topics.values())


def resolve(topics: Iterable[Topic], passages: Iterable[Passage]) -> Qrels:
    """Find the passages that judgements are about."""
    by_drug: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_drug[passage.drug].append(passage)
    grades: dict[str, dict[str, int]] = {}
    unresolved = []
    for topic in topics:
        found: dict[str, int] = {}
        for judgement in topic.judgements:
            fitting = [passage for passage in by_drug[judgement.drug] if _fits(judgement, passage)]
            if not fitting:
                unresolved.append((topic.id, judgement))
            for passage in fitting:
                found[passage.id] = max(judgement.grade, found.get(passage.id, 0))
        grades[topic.id] = found
    return Qrels(grades, tuple(unresolved))


def with_faq_passages(qrels: Qrels, topics: Iterable[Topic], passages: Iterable[Passage]) -> Qrels:
    """Return qrels in which the passage of a topic's own FAQ pair is relevant too."""
    grades = {topic: dict(found) for topic, found in qrels.grades.items()}
    of_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        if passage.question is not None:
            of_pair[passage.drug, passage.question].append(passage.id)
    for topic in topics:
        for passage_id in of_pair[topic.drugs[0], topic.faq] if topic.faq else ():
            grades.setdefault(topic.id, {})[passage_id] = 2
    return Qrels(grades, qrels.unresolved)


def judgement_of(entry: Mapping[str, Any], drug: str = "") -> Judgement:
    """Return the judgement of a record; ``drug`` where it names none.

    Raises:
        KeyError, TypeError, ValueError: the record is not in the format.
    """
    grade = int(entry.get("grade", 2))
    if grade not in (1, 2):
        raise ValueError(f"grade {grade} is neither 2 (says it) nor 1 (helps)")
    title = str(entry.get("drug", drug))
    if "start" in entry:
        return Judgement(title, (), "", grade, (int(entry["start"]), int(entry["end"])))
    return Judgement(title, texts_of(entry["section"]), str(entry.get("quote", "")), grade)


def texts_of(value: object) -> tuple[str, ...]:
    """Return a list of texts.

    Raises:
        TypeError: the value is no list.
    """
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return tuple(str(item) for item in value)


def _fits(judgement: Judgement, passage: Passage) -> bool:
    if judgement.place is not None:
        start, end = judgement.place
        return passage.excerpt.start < end and start < passage.excerpt.end
    if passage.section[: len(judgement.section)] != judgement.section:
        return False
    texts = (passage.excerpt.quote, *(excerpt.quote for excerpt in passage.context))
    wanted = " ".join(judgement.quote.split())
    return any(wanted in " ".join(text.split()) for text in texts)
