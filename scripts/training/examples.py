"""What retrieval is trained on: development topics of the gold set, and questions written for it.

Topics held back are never read here. Monographs with topics of their own, in the format of the gold set, lie in
`training/monographs`; they are indexed for nothing else. Questions about labels (`training/label-topics.jsonl`) were
written for training by people who saw the labels and not the code; they need the labels themselves, and are left out
where those are not at hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from drugbot.corpus.chunking import chunk
from drugbot.corpus.files import corpus_files, monograph_in, read_file
from drugbot.corpus.passage import Passage
from drugbot.evaluation.gold import load_gold, parts
from drugbot.evaluation.topics import Topic, faq_topics, load_judgements, resolve, with_faq_passages
from drugbot.index.encoder import Vectors
from drugbot.index.onnx import OnnxEncoder
from drugbot.index.projection import Spans
from drugbot.retrieval.shorthand import written_out
from drugbot.settings import Settings
from training.composed import composed
from training.plain import plain_questions

SAYS_IT, NOT_JUDGED = 2, -1
_WRITTEN = "training/"  # before the titles of monographs written to learn from


@dataclass(frozen=True, eq=False)
class Document:
    """A passage with all that features need.

    Attributes:
        passage: what it is.
        texts: that it is found by.
        vectors: of these, shape (texts, dimension).
        states: token states of the last text, shape (tokens, dimension).
    """

    passage: Passage
    texts: tuple[str, ...]
    vectors: Vectors
    states: Vectors


@dataclass(frozen=True, eq=False)
class Example:
    """A question about one drug.

    Attributes:
        group: what is kept together when data are split: the drug in its collection.
        drug: title of the monograph.
        query: the question with the drug's title for its names.
        kind: kind of the topic, "label" for a question about a label.
        grades: of the drug's passages; `NOT_JUDGED` for those that nobody knows about.
        vector: of the query.
        states: of its tokens.
        spans: where those stand.
    """

    group: str
    drug: str
    query: str
    kind: str
    grades: NDArray[np.int64]
    vector: Vectors
    states: Vectors
    spans: Spans

    @property
    def is_answerable(self) -> bool:
        """Whether a passage says it."""
        return bool((self.grades == SAYS_IT).any())


@dataclass(frozen=True, eq=False)
class Training:
    """Examples, and the documents of each group in the order of their grades."""

    documents: dict[str, list[Document]]
    examples: list[Example]


def gather(
    encoder: OnnxEncoder, corpus: Path, settings: Settings, labels: Path | None, written: Path
) -> Training:
    """Gather what there is.

    Args:
        encoder: of the bundled model, with nothing learned.
        corpus: folder of monographs with their gold set.
        settings: of the encoder, of chunking, and of the replies that follow-ups are put together by.
        labels: folder of labels, None where they are not at hand.
        written: folder of questions written to learn from.
    """
    training = Training({}, [])
    passage_tokens = settings.passage_tokens
    names = _add_documents(training, encoder, passage_tokens, corpus, corpus_files(corpus))
    _add_gold(training, encoder, settings, corpus, names)
    _add_monograph_topics(training, encoder, _lines(written / "monograph-topics.jsonl"), names)
    _add_written(training, encoder, settings, written / "monographs")
    if labels is not None:
        lines = _lines(written / "label-topics.jsonl")
        stems = sorted({str(line["id"]).split("/")[0] for line in lines})
        names |= _add_documents(
            training, encoder, passage_tokens, labels, [labels / f"{stem}.md" for stem in stems], "label/"
        )
        _add_label_topics(training, encoder, lines, names)
    return training


def plain_examples(training: Training, encoder: OnnxEncoder) -> list[Example]:
    """Return plain questions about the documents that there are examples of.

    Nobody judged whether an FAQ pair says what the section says, or what else stands under its heading.
    """
    found = []
    for number, group in enumerate(sorted({example.group for example in training.examples})):
        passages = [document.passage for document in training.documents[group]]
        for question, answers in plain_questions(passages, number):
            grades = [NOT_JUDGED if answer is None else SAYS_IT * answer for answer in answers]
            found.append(_example(encoder, group, passages[0].drug, question, "plain", grades))
    return found


def _add_documents(
    training: Training,
    encoder: OnnxEncoder,
    passage_tokens: int,
    root: Path,
    paths: Iterable[Path],
    prefix: str = "",
) -> dict[str, tuple[str, ...]]:
    names = {}
    for path in paths:
        monograph = monograph_in(read_file(path, root))
        if monograph is None:
            continue
        group = prefix + monograph.title
        names[group] = monograph.names
        items = chunk(monograph, encoder.count_tokens, passage_tokens, encoder.window)
        with ThreadPoolExecutor() as pool:
            made = list(pool.map(lambda item: [encoder.states(text) for text in item.texts], items))
        training.documents[group] = [
            Document(item.passage, item.texts, np.stack([vector for vector, _, _ in parts]), parts[-1][1])
            for item, parts in zip(items, made, strict=True)
        ]
    return names


def _add_gold(
    training: Training,
    encoder: OnnxEncoder,
    settings: Settings,
    corpus: Path,
    names: dict[str, tuple[str, ...]],
) -> None:
    folder = corpus / "evaluation"
    passages = _passages(training, names)
    judged = load_judgements(folder / "judgements")
    files = load_gold(folder, judged)
    held_back = {stem for stem, part in parts(folder, files).items() if part == "test"}
    stems = {topic.drugs[0]: stem for stem, found in files.items() for topic in found if topic.drugs}
    topics = [topic for stem, found in files.items() if stem not in held_back for topic in found]
    faqs = faq_topics(passages, judged)
    topics += [topic for topic in faqs if stems.get(topic.drugs[0], "") not in held_back]
    _add_topics(training, encoder, topics, names, composed(corpus, topics, settings))


def _add_written(training: Training, encoder: OnnxEncoder, settings: Settings, root: Path) -> None:
    """Add the monographs that were written to learn from, with their topics."""
    names = _add_documents(training, encoder, settings.passage_tokens, root, corpus_files(root), _WRITTEN)
    topics = [topic for found in load_gold(root / "evaluation", {}).values() for topic in found]
    _add_topics(training, encoder, topics, names, composed(root, topics, settings), _WRITTEN)


def _passages(training: Training, groups: Iterable[str]) -> list[Passage]:
    return [document.passage for group in groups for document in training.documents[group]]


def _add_topics(
    training: Training,
    encoder: OnnxEncoder,
    topics: Sequence[Topic],
    names: dict[str, tuple[str, ...]],
    put_together: Mapping[str, str],
    prefix: str = "",
) -> None:
    """Add topics about one drug, from the collection whose groups have a prefix.

    A follow-up is asked as a person rewrote it, and as it is put together from the turns.
    """
    passages = _passages(training, names)
    grades = with_faq_passages(resolve(topics, passages), topics, passages).grades
    for topic in topics:
        if len(topic.drugs) == 1 and "emergency" not in topic.expected:
            drug = topic.drugs[0]
            group = prefix + drug
            found = [grades.get(topic.id, {}).get(d.passage.id, 0) for d in training.documents[group]]
            kind = "training" if prefix else topic.kind
            asked = (topic.standalone or topic.turns[-1], put_together.get(topic.id, ""))
            queries = dict.fromkeys(_generic(each, drug, names[group]) for each in asked if each)
            training.examples.extend(_example(encoder, group, drug, query, kind, found) for query in queries)


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _add_monograph_topics(
    training: Training,
    encoder: OnnxEncoder,
    lines: Iterable[dict[str, object]],
    names: dict[str, tuple[str, ...]],
) -> None:
    for line in lines:
        drug, quotes = str(line["drug"]), line.get("quotes", ())
        assert isinstance(quotes, Sequence)
        query = _generic(str(line["question"]), drug, names[drug])
        grades = [SAYS_IT * _has(document.passage, quotes) for document in training.documents[drug]]
        training.examples.append(_example(encoder, drug, drug, query, "written", grades))


def _has(passage: Passage, quotes: Iterable[str]) -> bool:
    """Return whether a passage, with what leads into it, has one of some quotes, emphasis and spacing apart."""
    text = _plain(" ".join((*(part.quote for part in passage.context), passage.excerpt.quote)))
    return any(_plain(quote) in text for quote in quotes)


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").split())


def _add_label_topics(
    training: Training,
    encoder: OnnxEncoder,
    lines: Iterable[dict[str, object]],
    names: dict[str, tuple[str, ...]],
) -> None:
    for line in lines:
        drug, relevant = str(line["drug"]), line["relevant"]
        group = f"label/{drug}"
        if group not in training.documents or not isinstance(relevant, list):
            continue
        query = _generic(str(line["question"]), drug, names[group])
        grades = [_grade(document.passage, relevant) for document in training.documents[group]]
        training.examples.append(_example(encoder, group, drug, query, "label", grades))


def _grade(passage: Passage, relevant: Iterable[dict[str, int]]) -> int:
    """Return the grade of a passage: of what it holds the better part of; otherwise overlap helps."""
    grade = 0
    for place in relevant:
        overlap = min(passage.excerpt.end, place["end"]) - max(passage.excerpt.start, place["start"])
        shorter = min(place["end"] - place["start"], passage.excerpt.end - passage.excerpt.start)
        if overlap > 0:
            grade = max(grade, place["grade"] if overlap > 0.6 * shorter else 1)
    return grade


def _example(
    encoder: OnnxEncoder, group: str, drug: str, query: str, kind: str, grades: Sequence[int]
) -> Example:
    vector, states, spans = encoder.states(query)
    return Example(group, drug, query, kind, np.asarray(grades), vector, states, spans)


def _generic(question: str, title: str, names: Sequence[str]) -> str:
    """Return a question, shorthand written out, with the title for each name of the drug; before it where none is."""
    longest_first = sorted((title, *names), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    query = written_out(pattern.sub(lambda _: title, question))
    return query if title.casefold() in query.casefold() else f"{title}: {query}"
