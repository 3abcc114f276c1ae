"""The questions of a benchmark, from the gold set, a file of topics, or a file of questions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarking.judging import Question, Source, plain
from drugbot.chatbot import Chatbot
from drugbot.corpus.passage import Passage
from drugbot.errors import TopicsError
from drugbot.evaluation.evaluating import gold_of
from drugbot.evaluation.measures import SAYS_IT
from drugbot.evaluation.topics import Judgement, Topic, load_topics, texts_of


def gold_questions(chatbot: Chatbot, corpus: Path, sources: Mapping[str, Source]) -> tuple[Question, ...]:
    """Return the development topics of a corpus that have an answer in it.

    Args:
        chatbot: over the corpus.
        corpus: with its ``evaluation`` folder.
        sources: the files that are asked about; topics on others are left out.

    Raises:
        TopicsError: there is no gold set, or it cannot be used.
    """
    gold = gold_of(chatbot, corpus)
    if gold is None:
        raise TopicsError(f"{corpus}: has no evaluation topics; give some with --topics or --questions")
    development = [
        topic for topic in gold.topics if gold.parts.get(topic.id.partition("/")[0], "dev") == "dev"
    ]
    return _questions(chatbot, development, sources)


def topic_questions(chatbot: Chatbot, file: Path, sources: Mapping[str, Source]) -> tuple[Question, ...]:
    """Return the topics of a file that have an answer; the format is that of ``drugbot evaluate --topics``.

    Raises:
        TopicsError: the file is not in the format.
    """
    return _questions(chatbot, load_topics(file), sources)


def plain_questions(chatbot: Chatbot, file: Path, sources: Mapping[str, Source]) -> tuple[Question, ...]:
    """Return questions of which drugs and sections were judged: JSON, one object a line.

    ``{"question": "…", "drugs": [title, …], "sections": [heading, …]}``

    Questions without drug are left out; without a section that the drug's file has, only the drug is judged.

    Raises:
        TopicsError: the file is not in the format.
    """
    files = {entry.title.casefold(): entry.file for entry in chatbot.index.entries}
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text, drugs, sections = (
                str(record["question"]),
                texts_of(record["drugs"]),
                texts_of(record["sections"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise TopicsError(
                f"{file}:{number}: needs question, drugs and sections ({error}); mend it"
            ) from error
        about = frozenset(files[drug.casefold()] for drug in drugs if drug.casefold() in files)
        if about and about <= set(sources):
            under = frozenset(
                (name, heading)
                for name in about
                for heading in (plain(section).strip() for section in sections)
                if sources[name].has(heading)
            )
            found.append(Question(str(number), (text,), text, about, under))
    return tuple(found)


def _questions(
    chatbot: Chatbot, topics: Iterable[Topic], sources: Mapping[str, Source]
) -> tuple[Question, ...]:
    files = {entry.title: entry.file for entry in chatbot.index.entries}
    of_drug: dict[str, list[Passage]] = {title: [] for title in files}
    for passage in chatbot.index.passages:
        of_drug[passage.drug].append(passage)
    found = []
    for topic in topics:
        about = frozenset(files[drug] for drug in topic.drugs if drug in files)
        if "answer" not in topic.expected or not about or not about <= set(sources):
            continue
        quotes = [
            (files[judgement.drug], text)
            for judgement in topic.judgements
            if judgement.grade == SAYS_IT and files.get(judgement.drug) in sources
            for text in _texts(judgement, of_drug[judgement.drug], sources[files[judgement.drug]])
        ]
        if topic.faq:
            quotes += [
                (passage.file, passage.excerpt.quote)
                for passage in of_drug[topic.drugs[0]]
                if passage.question == topic.faq
            ]
        if quotes:
            found.append(_question(topic, about, quotes, sources))
    return tuple(found)


def _texts(judgement: Judgement, passages: Iterable[Passage], source: Source) -> list[str]:
    """Return the words that a judgement is about; of a whole section, those of each of its passages."""
    if judgement.place is not None:
        return [source.text[slice(*judgement.place)]]
    if judgement.quote:
        return [judgement.quote]
    depth = len(judgement.section)
    return [p.excerpt.quote for p in passages if p.section[:depth] == judgement.section]


def _question(
    topic: Topic,
    files: frozenset[str],
    quotes: Sequence[tuple[str, str]],
    sources: Mapping[str, Source],
) -> Question:
    headings = frozenset((file, heading) for file, text in quotes for heading in sources[file].headings(text))
    return Question(
        id=topic.id,
        turns=topic.turns,
        text=topic.standalone or topic.turns[-1],
        files=files,
        headings=headings,
        quotes=tuple(dict.fromkeys((file, plain(text)) for file, text in quotes)),
        kind=topic.kind,
    )
