"""No change may make the replies significantly worse than the stored baseline."""

from __future__ import annotations

import sys

import pytest

from drugbot.chatbot import Chatbot
from drugbot.evaluation.evaluating import Gold, evaluate_gold, gold_of
from drugbot.evaluation.gold import KINDS
from drugbot.evaluation.gold_text import gold_text
from tests.conftest import ROOT
from tests.long import amount

CORPUS = ROOT / "corpus"
BASELINE = CORPUS / "evaluation" / "baseline"


@pytest.fixture(scope="module")
def gold(chatbot: Chatbot) -> Gold:
    """The gold set, with the split verified."""
    found = gold_of(chatbot, CORPUS)
    assert found is not None
    return found


def test_every_judgement_resolves(gold: Gold) -> None:
    assert gold.qrels.unresolved == ()


def test_gold_set_is_of_the_size_that_figures_need(gold: Gold) -> None:
    assert len(gold.topics) >= 1500
    for kind in KINDS:
        assert sum(topic.kind == kind for topic in gold.topics) >= 40, kind
    answerable = [topic for topic in gold.topics if topic.expected == ("answer",)]
    without = [topic.id for topic in answerable if 2 not in gold.qrels.grades[topic.id].values()]
    assert len(without) <= len(answerable) // 50, without


def test_topics_are_of_their_own(gold: Gold) -> None:
    asked = [" | ".join(topic.turns).casefold() for topic in gold.topics if topic.kind != "faq"]
    assert len(set(asked)) == len(asked)


def test_part_of_the_development_topics_is_no_worse_than_the_baseline(
    chatbot: Chatbot, gold: Gold, capsys: pytest.CaptureFixture[str]
) -> None:
    development = [topic for topic in gold.topics if gold.parts.get(topic.id.split("/")[0]) == "dev"]
    some = development[:: amount(4, 1)]
    report = evaluate_gold(chatbot, gold, topics=some, baseline=BASELINE)
    with capsys.disabled():
        sys.stdout.write(f"\n{gold_text(report)}\n")
    assert all(comparison.topics > 0.9 * amount(200, 800) for comparison in report.comparisons)
    assert len(report.comparisons) == 2
    assert not report.has_loss
