from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.evaluation.evaluating import Evaluation, evaluate_faqs, evaluate_topics
from drugbot.evaluation.topics import Judgement, Topic
from drugbot.index.building import build_index
from drugbot.index.store import load_index
from drugbot.settings import Settings
from tests.conftest import ROOT, WriteMonograph
from tests.fakes import BagOfWordsEncoder

FAQS = """faqs:
  - q: How do I store Boneum?
    a: Keep Boneum cold.
  - q: What is Boneum for?
    a: It is for weak bones.
"""
BODY = "## Usage\n\nFor weak bones.\n\n## Storage\n\nStore it in a cold place.\n"
JUDGEMENTS = """drug: Boneum
judgements:
  - question: How do I store Boneum?
    relevant: [{section: [Storage], quote: "in a cold place"}]
  - question: What is Boneum for?
    relevant: [{section: [Usage], quote: "for strong bones"}]
  - question: Is this question still asked?
    relevant: [{section: [Usage]}]
"""


@pytest.fixture
def bot(tmp_path: Path, write_monograph: WriteMonograph) -> Chatbot:
    """A chatbot over one monograph with two FAQ pairs and their judgements."""
    write_monograph("Boneum", BODY, front=FAQS)
    folder = tmp_path / "corpus" / "evaluation" / "judgements"
    folder.mkdir(parents=True)
    (folder / "boneum.yaml").write_text(JUDGEMENTS)
    build_index(tmp_path / "corpus", tmp_path / "index", BagOfWordsEncoder(), passage_tokens=100)
    return Chatbot(load_index(tmp_path / "index"), BagOfWordsEncoder(), Settings())


@pytest.fixture
def evaluation(bot: Chatbot, tmp_path: Path) -> Evaluation:
    return evaluate_faqs(bot, tmp_path / "corpus")


def test_faqs_are_asked_with_and_without_their_own_passages(evaluation: Evaluation) -> None:
    ceiling, left_out = evaluation.settings
    assert (ceiling.asked, ceiling.measured.topics) == (2, 2)
    assert ceiling.measured.means["P@1"] == 1
    assert (left_out.asked, left_out.measured.topics) == (2, 1)
    assert left_out.measured.means["R@5"] == 1


def test_judgements_that_fit_no_passage_or_no_question_are_reported(evaluation: Evaluation) -> None:
    assert [(where, judgement.quote) for where, judgement in evaluation.unresolved] == [
        ("boneum/what-is-boneum-for", "for strong bones"),
        ("Is this question still asked?", ""),
    ]
    assert "for strong bones" in evaluation.text()
    assert "Is this question still asked?" in evaluation.text()


def test_table_says_how_many_topics_could_not_be_measured(evaluation: Evaluation) -> None:
    assert "1 topics of 2 have no judgement that resolves" in evaluation.text()


def test_record_consists_of_json_values(evaluation: Evaluation) -> None:
    record = json.loads(json.dumps(evaluation.record()))
    assert [setting["topics"] for setting in record["settings"]] == [2, 1]
    assert set(record["settings"][0]["measures"]) == {"P@1", "R@5", "RR@10", "nDCG@10"}
    assert record["unresolved"][0]["topic"] == "boneum/what-is-boneum-for"


def test_topics_of_a_file_are_asked_with_their_earlier_turns(bot: Chatbot) -> None:
    judgement = Judgement("Boneum", ("Storage",), "", 2)
    topics = [
        Topic("alone", ("how is it stored in the cold?",), (judgement,)),
        Topic("after", ("what is boneum for?", "how is it stored in the cold?"), (judgement,)),
    ]
    measured = evaluate_topics(bot, topics).settings[0].measured
    assert measured.topics == 2
    assert measured.per_topic["after"]["R@5"] == 1


def test_collection_without_faqs_has_nothing_to_evaluate(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY)
    build_index(tmp_path / "corpus", tmp_path / "index", BagOfWordsEncoder(), passage_tokens=100)
    bot = Chatbot(load_index(tmp_path / "index"), BagOfWordsEncoder(), Settings())
    evaluation = evaluate_faqs(bot, tmp_path / "corpus")
    assert [setting.measured.topics for setting in evaluation.settings] == [0, 0]
    assert evaluation.text()


def test_every_judgement_of_the_project_resolves(chatbot: Chatbot) -> None:
    evaluation = evaluate_faqs(chatbot, ROOT / "corpus")
    assert evaluation.unresolved == ()
    ceiling, left_out = (setting.measured for setting in evaluation.settings)
    assert ceiling.topics == left_out.topics == evaluation.settings[0].asked
    assert ceiling.means["P@1"] > 0.9
    assert left_out.means["R@5"] > 0.5
