from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from drugbot.errors import TopicsError
from drugbot.evaluation import charts
from drugbot.evaluation.gold_report import Comparison, GoldReport, gold_report
from drugbot.evaluation.html_report import html_report, save_html
from drugbot.evaluation.statistics import Calibration, Mean, RiskCoverage
from drugbot.evaluation.topics import Judgement, Qrels, Topic
from drugbot.evaluation.verdicts import Outcome, Verdict
from drugbot.index.contents import Manifest
from drugbot.index.encoder import EncoderIdentity

HOSTILE = "<script>document.title='owned'</script> & <img src=x onerror=alert(1)>"
FACTS = {"Day": "2026-11-23"}
MANIFEST = Manifest(
    schema=1,
    generation="g-1",
    encoder=EncoderIdentity("models/mine", "0" * 64),
    corpus_checksum="abcdef0123456789",
    passage_tokens=160,
    files={},
    counts={"monographs": 2, "passages": 30},
    versions={},
)


def topic(name: str, kind: str = "lay", *expected: str, turns: tuple[str, ...] = ("what?",)) -> Topic:
    judgement = Judgement("Boneum", ("Dosage", "Adults"), f"the words due for {name}", 2)
    return Topic(name, turns, (judgement,), kind, ("Boneum",), expected or ("answer",))


def outcome(asked: Topic, verdict: Verdict = "right", quote: str = "Some words.") -> Outcome:
    right = verdict == "right" and "answer" in asked.expected
    return Outcome(
        topic=asked,
        verdict=verdict,
        reason="answer" if quote else "not_stated",
        cited=("p1",) if quote else (),
        cited_drugs=("Apium",) if quote else (),
        first_grade=2 if right else 0,
        in_three=right,
        ranking=("p1",),
        confidence=0.5 if quote else 0.0,
        took_ms=12.0,
        quote=quote,
    )


def some_report() -> GoldReport:
    """Development topics of several kinds with hostile words, and topics held back."""
    asked = [
        outcome(topic("boneum/lay/right")),
        outcome(topic("boneum/lay/wrong", turns=("dose of boneum", f"and now {HOSTILE}")), "wrong passage"),
        outcome(topic("boneum/faq/word-for-word", "faq")),
        outcome(topic("boneum/emergency/help", "emergency", "emergency"), "no alarm", HOSTILE),
        outcome(topic("boneum/unanswerable/hair", "unanswerable", "not_stated"), quote=""),
        outcome(topic("boneum/unknown-medicine/x", "unknown-medicine", "unknown_drug"), "not declined"),
        outcome(topic("hidden/lay/secretslug", turns=("secretturn",)), "wrong drug", "secretquote"),
    ]
    lost = [
        (name, Judgement("Boneum", ("Dosage",), f"{HOSTILE} lost", 2))
        for name in ("boneum/lay/a", "no/lay/b")
    ]
    lost.append(("hidden/lay/secretslug", Judgement("Hidden", ("Secretsection",), "secretlost", 2)))
    return gold_report(asked, {"boneum": "dev", "hidden": "test"}, Qrels({}, tuple(lost)))


def page(report: GoldReport | None = None) -> str:
    return html_report(report or some_report(), title="Report", facts=FACTS)


def words(html: str) -> str:
    """The page as it reads: without style, tags and line breaks."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", body).replace("\u00a0", " ").split())


def test_same_report_gives_the_same_bytes() -> None:
    assert page() == page()


def test_words_of_questions_and_monographs_are_escaped() -> None:
    html = page()
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt; &amp; &lt;img") == 3
    assert "<b>" not in html_report(some_report(), title="<b>t", facts={"<b>": "<b>"}).split("<main>")[0]


def test_page_runs_nothing_and_names_no_other_address() -> None:
    html = page()
    assert "default-src 'none'" in html
    assert set(re.findall(r'(?:href|src)="([^"#]*)', html)) <= {"", "data:,"}
    assert not re.search(r"https?:|url\(|@import|\son\w+=(?!alert)", html)


def test_topics_held_back_appear_as_figures_only() -> None:
    html = page()
    assert "secret" not in html.casefold()
    assert "the words due for hidden" not in html
    assert '<th scope="row">hidden</th>' in html
    assert "2 of questions that are not shown" in words(html)


def test_topic_held_back_is_not_shown_even_where_it_is_among_the_worst() -> None:
    report = some_report()
    leaking = outcome(topic("hidden/lay/secretslug", turns=("secretturn",)), "wrong drug", "secretquote")
    assert "secret" not in page(replace(report, worst=(leaking, *report.worst))).casefold()


def test_first_screen_says_how_often_with_counts_and_intervals() -> None:
    glance = words(page().split('<section id="verdicts">')[0])
    assert re.search(
        r"The first quote says the answer .*? 66\.7 % 2 of 3 0\.0–100\.0 % 0\.0 % 0 of 1", glance
    )
    assert re.search(r"people’s own words .*? 50\.0 % 1 of 2", glance)
    assert re.search(r"no monograph holds the answer .*? 50\.0 % 1 of 2 .*? none asked", glance)
    assert re.search(r"An emergency is seen as one .*? 0\.0 % 0 of 1", glance)


def test_quote_for_an_unknown_medicine_counts_as_another_medicine() -> None:
    glance = words(page())
    assert re.search(r"Another medicine is quoted .*? 16\.7 % 1 of 6 .*? 100\.0 % 1 of 1", glance)


def test_outcomes_that_are_all_alike_still_have_an_interval() -> None:
    report = gold_report([outcome(topic(f"boneum/lay/{n}")) for n in range(10)], {}, Qrels({}, ()))
    # Wilson by hand, all of 10 right: n / (n + z²) = 10 / 13.84 = 0.7225.
    assert "100.0 % 10 of 10 72.2–100.0 %" in words(page(report))


def test_worst_show_the_turns_what_was_expected_and_what_came() -> None:
    worst = words(page().split('<section id="worst">')[1])
    assert worst.startswith("The worst 3 development questions")
    assert "An emergency was not seen as one" in worst.split("Something was quoted")[0]
    assert "dose of boneum and now" in worst
    assert "the words due for boneum/lay/wrong Boneum › Dosage › Adults" in worst
    assert "Expected sends for emergency help Came" in worst
    assert "Some words. Apium" in worst


def test_expected_answer_of_an_faq_is_named() -> None:
    asked = replace(topic("boneum/lay/x"), judgements=(), faq="How is it stored?")
    report = gold_report([outcome(asked, "declined", "")], {}, Qrels({}, ()))
    assert "Expected the monograph’s own answer to “How is it stored?”" in words(page(report))
    assert "Came says that the monograph does not say" in words(page(report))


def test_statement_that_helps_is_expected_only_where_none_says_it() -> None:
    helps, says = (Judgement("Boneum", ("Dosage",), grade, len(grade)) for grade in ("a", "bb"))
    wrong = [
        outcome(replace(topic(f"boneum/lay/{n}"), judgements=found), "wrong passage")
        for n, found in enumerate([(helps, says), (helps,), (replace(helps, quote="", place=(5, 9)),), ()])
    ]
    worst = words(page(gold_report(wrong, {}, Qrels({}, ()))).split('<section id="worst">')[1])
    assert "bb Boneum › Dosage; judged as well: 1 more" in worst
    assert "a Boneum › Dosage (helps only)" in worst
    assert "anything that stands here Boneum › Dosage, characters 5 to 9 of the file" in worst
    assert "a quote that answers; none was judged" in worst


def test_comparison_says_loss_or_no_loss_and_its_absence_is_said() -> None:
    found = (
        Comparison("dev", "RR", 90, 0.4, 0.5, 0.001),
        Comparison("test", "RR", 30, 0.4, 0.5, 0.2),
        Comparison("dev", "first", 90, 0.6, 0.5, 0.001),
    )
    text = words(page(replace(some_report(), comparisons=found)))
    assert "RR, development 90 0.4000 0.5000 -0.1000 0.0010 significant loss" in text
    assert "RR, held back 30 0.4000 0.5000 -0.1000 0.2000 no significant loss" in text
    assert "first, development 90 0.6000 0.5000 +0.1000 0.0010 no loss" in text
    assert "No baseline was given" in words(page())


def test_report_of_one_part_without_a_fault_is_a_page() -> None:
    report = gold_report([outcome(topic("boneum/lay/x"))], {}, Qrels({}, ()))
    text = words(page(report))
    assert "Held back" not in text
    assert "None went wrong." in text


def test_charts_are_well_formed_and_say_what_they_show() -> None:
    drawn = re.findall(r"<svg.*?</svg>", page(), re.DOTALL)
    assert len(drawn) == 5
    for chart in map(ElementTree.fromstring, drawn):
        title, description = chart[0], chart[1]
        assert (chart.get("role"), title.tag, description.tag) == ("img", "title", "desc")
        assert chart.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text
        assert description.text


def test_bars_lie_on_the_scale_and_long_labels_are_cut_and_escaped() -> None:
    rows = [charts.Bars("<i>" + "x" * 40, {"dev": Mean(4, 0.5, 0.25, 0.75)}), charts.Bars("none", {})]
    drawn = charts.bar_chart("bars", "t", rows, ["dev"])
    bars = re.findall(r'<rect class="bar dev" x="132" y="\d+\.5" width="([\d.]+)"', drawn)
    assert bars == ["90"]  # half of 180
    assert "&lt;i&gt;xxxxxxxxxxxxxxx…" in drawn
    assert "none asked" in drawn


def test_charts_of_nothing_are_drawn_empty() -> None:
    nothing = Mean(0, math.nan, math.nan, math.nan)
    drawn = [
        charts.bar_chart("a", "t", [charts.Bars("lay", {"dev": nothing})], ["dev"]),
        charts.risk_chart("b", "t", {"dev": RiskCoverage((), (), 0.0)}),
        charts.reliability_chart("c", "t", Calibration((), 0.0), "dev"),
        charts.time_chart("d", "t", {"dev": (0.0, 0.0)}),
    ]
    assert not any("nan" in chart for chart in drawn)
    assert all(ElementTree.fromstring(chart).get("role") == "img" for chart in drawn)


def test_points_of_the_risk_curve_and_counts_of_tenths_are_drawn() -> None:
    curve = charts.risk_chart("r", "t", {"test": RiskCoverage((0.5, 1.0), (0.0, 0.4), 0.2)})
    assert 'class="curve test" points="192,214 340,44"' in curve
    tenths = charts.reliability_chart("c", "t", Calibration(((7, 0.95, 1.0), (3, 1.0, 0.5)), 0.1), "dev")
    assert ">7</text>" in tenths
    assert "confidence 0.95: 100\u00a0% of 7 right" in tenths


def test_page_is_written_with_what_it_rests_on_and_no_path(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    save_html(file, some_report(), MANIFEST, date(2026, 11, 23))
    text = words(file.read_text(encoding="utf-8"))
    assert "Day 2026-11-23" in text
    assert "Monographs 2 Passages 30 Corpus abcdef012345 Encoder mine" in text
    assert "models/" not in text


def test_nothing_to_show_and_a_file_that_cannot_be_written_are_errors(tmp_path: Path) -> None:
    with pytest.raises(TopicsError, match="no judged topics"):
        save_html(tmp_path / "report.html", None, MANIFEST, date(2026, 11, 23))
    with pytest.raises(TopicsError, match="cannot be written"):
        save_html(tmp_path / "no" / "report.html", some_report(), MANIFEST, date(2026, 11, 23))
