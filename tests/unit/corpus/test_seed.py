"""The real, noisy monograph beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.corpus.chunking import chunk
from drugbot.corpus.files import read_corpus
from drugbot.corpus.monograph import Monograph
from drugbot.corpus.passage import Passage
from drugbot.index.reference import SentenceTransformerEncoder
from drugbot.settings import Settings

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def monograph(seed_corpus: Path) -> Monograph:
    (found,) = read_corpus(seed_corpus, strict=True).monographs
    return found


@pytest.fixture(scope="module")
def passages(monograph: Monograph, encoder: SentenceTransformerEncoder) -> list[Passage]:
    items = chunk(monograph, encoder.count_tokens, Settings().passage_tokens, encoder.window)
    assert all(number <= encoder.window for item in items for number in encoder.count_tokens(item.texts))
    return [item.passage for item in items]


def test_the_seed_has_its_passages_and_its_pairs_once(monograph: Monograph, passages: list[Passage]) -> None:
    assert len(passages) == 31
    questions = [passage.question for passage in passages if passage.kind == "faq"]
    assert len(questions) == len(set(questions)) == len(monograph.faqs) == 10
    assert all(question and question.endswith("?") and question[0] != "Q" for question in questions)
    assert not any(passage.cut for passage in passages)


def test_no_noise_is_left_in_the_seed(monograph: Monograph, passages: list[Passage]) -> None:
    assert monograph.text.text.isascii() is False
    assert {c for c in monograph.text.text if not c.isascii()} == {"®"}
    assert monograph.names == ("Prolia", "Xgeva")
    assert not monograph.description.endswith("...")
    assert not any("A:**" in passage.excerpt.quote for passage in passages)
    assert not any(set("*:") & set(part) for passage in passages for part in passage.section)


def test_quotes_of_the_seed_stand_in_its_file(monograph: Monograph, passages: list[Passage]) -> None:
    for passage in passages:
        stood = monograph.text.source[passage.excerpt.start : passage.excerpt.end]
        assert stood.replace("速", "®") == passage.excerpt.quote
    assert any("®" in passage.excerpt.quote for passage in passages)


def test_every_repair_of_the_seed_is_listed(monograph: Monograph) -> None:
    rules = [repair.rule for repair in monograph.repairs]
    assert {rule: rules.count(rule) for rule in set(rules)} == {
        "description-truncated": 1,
        "faq-leaked-answer": 10,
        "faq-answer-mark": 10,
        "faq-twice": 10,
        "mojibake": 4,
        "heading-markup": rules.count("heading-markup"),
    }
    lines = monograph.text.source.splitlines()
    for repair in monograph.repairs:
        if repair.rule in ("mojibake", "heading-markup"):
            assert repair.before.rstrip("…") in " ".join(lines[repair.line - 1].split())
