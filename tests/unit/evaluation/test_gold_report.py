from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.errors import TopicsError
from drugbot.evaluation.evaluating import evaluate_gold, gold_of
from drugbot.evaluation.gold import Part, frozen_checksum
from drugbot.evaluation.gold_report import gold_report
from drugbot.evaluation.gold_text import gold_text
from drugbot.evaluation.runs import Runs, load_runs, save_runs
from drugbot.evaluation.topics import Qrels, Topic
from drugbot.evaluation.verdicts import Outcome, Verdict
from drugbot.index.building import build_index
from drugbot.index.store import load_index
from drugbot.settings import Settings
from tests.conftest import WriteMonograph
from tests.fakes import BagOfWordsEncoder

PARTS: dict[str, Part] = {"a": "dev", "b": "test"}


def outcome(
    name: str, verdict: Verdict = "right", *, file: str = "a", cited: tuple[str, ...] = ("p1",)
) -> Outcome:
    expected = (
        ("answer",) if verdict in ("right", "wrong passage", "wrong drug", "declined") else ("not_stated",)
    )
    topic = Topic(f"{file}/lay/{name}", (f"text of {name}",), (), "lay", ("A",), expected)
    return Outcome(
        topic=topic,
        verdict=verdict,
        reason="answer" if cited else "low_evidence",
        cited=cited,
        cited_drugs=("A",) * len(cited),
        first_grade=2 if verdict == "right" and cited else 0,
        in_three=verdict == "right",
        ranking=("p0", "p1"),
        confidence=0.5 if cited else 0.0,
        took_ms=10.0,
        quote="a quote",
    )


def qrels(outcomes: list[Outcome]) -> Qrels:
    return Qrels({o.topic.id: {"p1": 2} for o in outcomes if o.answerable}, ())


# Ten topics worked by hand: 4 right, 4 wrong, 1 answered that should not be, 1 rightly declined.
TEN = [
    *(outcome(f"r{number}") for number in range(4)),
    outcome("w1", "wrong passage", cited=("p0", "p1")),
    outcome("w2", "wrong passage", cited=("p0",)),
    outcome("d", "wrong drug", cited=("p9",)),
    outcome("n", "declined", cited=()),
    outcome("u1", "not declined", cited=("p0",)),
    replace(outcome("u2", "wrong reason", cited=()), verdict="right"),
]


def test_figures_of_ten_topics_worked_by_hand() -> None:
    (part,) = gold_report(TEN, PARTS, qrels(TEN)).parts
    group = part.overall
    assert (group.right.count, group.right.value) == (10, 0.5)
    assert (group.first.count, group.first.value) == (8, 0.5)  # four of the eight that have an answer
    assert (group.in_three.count, group.in_three.value) == (8, 0.5)
    assert (group.declined.count, group.declined.value) == (2, 0.5)
    assert group.verdicts == {
        "declined": 1,
        "not declined": 1,
        "right": 5,
        "wrong drug": 1,
        "wrong passage": 2,
    }
    # The search found p0 before p1 for each of the eight: P@1 is 0, the reciprocal rank a half.
    assert (group.search["P@1"].value, group.search["RR@10"].value) == (0.0, 0.5)
    # Eight of ten are answered, all with one confidence; four of them are right.
    assert part.risk.coverage == pytest.approx((0.8,))
    assert part.risk.aurc == pytest.approx(0.5)
    assert part.calibration.ece == pytest.approx(0.0)
    assert part.took_ms == (10.0, 10.0)


def test_parts_are_kept_apart_and_only_development_topics_are_shown() -> None:
    outcomes = [outcome("x", "wrong passage"), outcome("y", "wrong passage", file="b")]
    report = gold_report(outcomes, PARTS, qrels(outcomes))
    assert [part.part for part in report.parts] == ["dev", "test"]
    assert [o.topic.id for o in report.worst] == ["a/lay/x"]
    assert "text of y" not in json.dumps(report.record())
    assert "held back: 1 topics" in gold_text(report)


def test_worst_come_first_by_harm() -> None:
    report = gold_report(TEN, PARTS, qrels(TEN))
    assert [o.verdict for o in report.worst] == [
        "wrong drug",
        "not declined",
        "wrong passage",
        "wrong passage",
        "declined",
    ]


def run_of(outcomes: list[Outcome], cited: str) -> Runs:
    return Runs(
        frozenset(o.topic.id for o in outcomes),
        {o.topic.id: o.ranking for o in outcomes},
        {o.topic.id: (cited,) for o in outcomes if cited},
    )


KNOWN = frozenset({"p0", "p1", "p9"})


def test_significant_loss_against_the_baseline_is_noticed() -> None:
    outcomes = [outcome(f"w{number}", "wrong passage", cited=("p0",)) for number in range(20)]
    report = gold_report(outcomes, PARTS, qrels(outcomes), run_of(outcomes, "p1"), KNOWN)
    reply, search = report.comparisons
    assert (reply.topics, reply.ours, reply.baseline, reply.is_loss) == (20, 0.0, 1.0, True)
    assert (search.ours, search.baseline, search.p, search.is_loss) == (0.5, 0.5, 1.0, False)
    assert report.has_loss
    assert "a significant loss" in gold_text(report)


def test_gain_and_chance_are_no_loss() -> None:
    outcomes = [outcome(f"r{number}") for number in range(20)]
    assert not gold_report(outcomes, PARTS, qrels(outcomes), run_of(outcomes, "p0"), KNOWN).has_loss
    few = [outcome("w", "wrong passage", cited=("p0",)), *outcomes]
    assert not gold_report(few, PARTS, qrels(few), run_of(few, "p1"), KNOWN).has_loss


def test_topic_whose_baseline_has_passages_that_are_gone_is_not_compared() -> None:
    outcomes = [outcome("r1"), outcome("r2")]
    baseline = run_of(outcomes, "gone")
    assert gold_report(outcomes, PARTS, qrels(outcomes), baseline, KNOWN).comparisons == ()


def test_runs_are_written_and_read_in_trec_format(tmp_path: Path) -> None:
    save_runs(tmp_path / "run", TEN)
    runs = load_runs(tmp_path / "run")
    assert runs.asked == {o.topic.id for o in TEN}
    assert runs.found == {o.topic.id: o.ranking for o in TEN}
    assert runs.quoted == {o.topic.id: o.cited for o in TEN if o.cited}
    line = (tmp_path / "run" / "search.run").read_text().splitlines()[0]
    assert line == "a/lay/d Q0 p0 1 2 drugbot"


@pytest.mark.parametrize("text", ["a b c", "t Q0 p 1 high drugbot"])
def test_line_that_is_no_run_is_refused_with_its_number(tmp_path: Path, text: str) -> None:
    save_runs(tmp_path, TEN)
    (tmp_path / "reply.run").write_text(f"t Q0 p 1 1 drugbot\n{text}\n")
    with pytest.raises(TopicsError, match=r"reply\.run:2"):
        load_runs(tmp_path)


def test_runs_that_cannot_be_read_or_written_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(TopicsError, match="cannot be read"):
        load_runs(tmp_path / "gone")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TopicsError, match="cannot be written"):
        save_runs(tmp_path / "file", TEN)


BODY = "## Usage\n\nBoneum is for weak bones.\n\n## Storage\n\nStore Boneum in a cold place.\n"
TOPICS = """drug: Boneum
topics:
  - kind: section
    turns: ["boneum storage in a cold place"]
    relevant: [{grade: 2, section: [Storage], quote: "in a cold place"}]
  - kind: section
    turns: ["what is boneum for"]
    relevant: [{grade: 2, section: [Usage], quote: "no such words"}]
"""


@pytest.fixture
def corpus(tmp_path: Path, write_monograph: WriteMonograph) -> Path:
    write_monograph("Boneum", BODY, front="faqs:\n  - q: Is it cold?\n    a: Keep Boneum cold.\n")
    folder = tmp_path / "corpus" / "evaluation"
    (folder / "topics").mkdir(parents=True)
    (folder / "topics" / "boneum.yaml").write_text(TOPICS)
    return tmp_path / "corpus"


@pytest.fixture
def bot(tmp_path: Path, corpus: Path) -> Chatbot:
    build_index(corpus, tmp_path / "index", BagOfWordsEncoder(), passage_tokens=100)
    return Chatbot(load_index(tmp_path / "index"), BagOfWordsEncoder(), Settings())


def test_gold_set_is_asked_with_the_faq_pairs(bot: Chatbot, corpus: Path, tmp_path: Path) -> None:
    gold = gold_of(bot, corpus)
    assert gold is not None
    assert sorted(topic.kind for topic in gold.topics) == ["faq", "section", "section"]
    report = evaluate_gold(bot, gold, runs=tmp_path / "runs")
    assert [topic for topic, _ in report.unresolved] == ["boneum/section/what-is-boneum-for"]
    again = evaluate_gold(bot, gold, baseline=tmp_path / "runs")
    assert [c.p for c in again.comparisons] == [1.0, 1.0]
    assert not again.has_loss


def test_judgement_survives_an_edit_elsewhere(bot: Chatbot, corpus: Path, tmp_path: Path) -> None:
    before = gold_of(bot, corpus)
    path = corpus / "boneum.md"
    path.write_text(path.read_text().replace("for weak bones", "for bones that are weak"))
    build_index(corpus, tmp_path / "index", BagOfWordsEncoder(), passage_tokens=100)
    after = gold_of(Chatbot(load_index(tmp_path / "index"), BagOfWordsEncoder(), Settings()), corpus)
    assert before is not None
    assert after is not None
    assert before.qrels == after.qrels


def test_corpus_without_topics_has_no_gold_set(bot: Chatbot, corpus: Path) -> None:
    (corpus / "evaluation" / "topics" / "boneum.yaml").unlink()
    assert gold_of(bot, corpus) is None


def test_split_of_the_gold_set_is_checked(bot: Chatbot, corpus: Path) -> None:
    folder = corpus / "evaluation"
    checksum = frozen_checksum(folder, ["boneum"])
    (folder / "split.yaml").write_text(f"dev: []\ntest: [boneum]\nchecksum: '{checksum}'\n")
    gold = gold_of(bot, corpus)
    assert gold is not None
    assert gold.parts == {"boneum": "test"}
    (folder / "topics" / "boneum.yaml").write_text(TOPICS.replace("cold place", "cool place"))
    with pytest.raises(TopicsError, match="held back have changed"):
        gold_of(bot, corpus)


def test_answering_what_was_declined_is_a_loss() -> None:
    outcomes = [outcome(f"u{number}", "not declined", cited=("p0",)) for number in range(20)]
    baseline = Runs(frozenset(o.topic.id for o in outcomes), {}, {})
    (reply,) = gold_report(outcomes, PARTS, qrels(outcomes), baseline, KNOWN).comparisons
    assert (reply.topics, reply.ours, reply.baseline, reply.is_loss) == (20, 0.0, 1.0, True)
