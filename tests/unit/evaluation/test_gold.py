from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.errors import TopicsError
from drugbot.evaluation.gold import frozen_checksum, load_gold, parts
from drugbot.evaluation.topics import Judgement

INHERITED = Judgement("Boneum", ("Storage",), "cold", 2)
JUDGED = {("Boneum", "How do I store it?"): (INHERITED,)}
GOOD = """drug: Boneum
topics:
  - kind: lay
    turns: ["fridge or not"]
    faq: "How do I store it?"
  - kind: follow-up
    turns: ["boneum?", "and Apium"]
    standalone: "what is apium for"
    relevant: [{drug: Apium, grade: 1, section: [Usage], quote: "eases itching"}]
  - kind: unanswerable
    turns: ["price?"]
    expect: not_stated
  - kind: emergency-lookalike
    turns: ["can it kill pain"]
    expect: [answer, off_topic]
"""


def folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "topics").mkdir(exist_ok=True)
    for stem, text in files.items():
        (tmp_path / "topics" / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_topics_are_loaded_with_what_they_inherit(tmp_path: Path) -> None:
    lay, follow_up, unanswerable, lookalike = load_gold(folder(tmp_path, boneum=GOOD), JUDGED)["boneum"]
    assert (lay.id, lay.kind, lay.drugs, lay.faq) == (
        "boneum/lay/fridge-or-not",
        "lay",
        ("Boneum",),
        "How do I store it?",
    )
    assert lay.judgements == (INHERITED,)
    assert follow_up.drugs == ("Apium",)
    assert follow_up.judgements == (Judgement("Apium", ("Usage",), "eases itching", 1),)
    assert follow_up.standalone == "what is apium for"
    assert unanswerable.expected == ("not_stated",)
    assert lookalike.expected == ("answer", "off_topic")


def test_no_folder_means_no_gold_set(tmp_path: Path) -> None:
    assert load_gold(tmp_path, {}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "topics: 3",
        "topics:\n  - kind: lay\n",
        "topics:\n  - {kind: lay, turns: []}",
        "topics:\n  - {kind: lay, turns: what}",
        "topics:\n  - {kind: nonsense, turns: [what]}",
        "topics:\n  - {kind: lay, turns: [what], expect: perhaps}",
        "topics:\n  - {kind: lay, turns: [what], answer: yes}",
        "topics:\n  - {kind: lay, turns: [what], relevant: [{grade: 3, section: [Usage]}]}",
        "topics:\n  - {kind: lay, turns: [what]}\n  - {kind: lay, turns: [What?]}",
        "topics: !!python/object/apply:os.system [true]",
    ],
)
def test_topics_in_another_form_are_refused_with_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(TopicsError, match=r"boneum\.yaml: not in the format"):
        load_gold(folder(tmp_path, boneum=text), {})


def split(place: Path, dev: str, test: str, checksum: str) -> None:
    (place / "split.yaml").write_text(f"dev: [{dev}]\ntest: [{test}]\nchecksum: '{checksum}'\n")


def test_files_are_in_the_part_that_the_split_says(tmp_path: Path) -> None:
    place = folder(tmp_path, apium=GOOD, boneum=GOOD)
    split(place, "apium", "boneum", frozen_checksum(place, ["boneum"]))
    assert parts(place, ["apium", "boneum"]) == {"apium": "dev", "boneum": "test"}


def test_without_a_split_all_is_for_development(tmp_path: Path) -> None:
    assert parts(folder(tmp_path, apium=GOOD), ["apium"]) == {"apium": "dev"}


def test_held_back_topics_that_were_changed_are_noticed(tmp_path: Path) -> None:
    place = folder(tmp_path, apium=GOOD, boneum=GOOD)
    split(place, "apium", "boneum", frozen_checksum(place, ["boneum"]))
    folder(tmp_path, boneum=GOOD.replace("price?", "cost?"))
    with pytest.raises(TopicsError, match="held back have changed"):
        parts(place, ["apium", "boneum"])
    folder(tmp_path, boneum=GOOD, apium=GOOD.replace("price?", "cost?"))
    assert parts(place, ["apium", "boneum"])  # development topics may change


@pytest.mark.parametrize(("dev", "test"), [("apium", ""), ("apium, other", "boneum")])
def test_file_in_no_part_is_named(tmp_path: Path, dev: str, test: str) -> None:
    place = folder(tmp_path, apium=GOOD, boneum=GOOD)
    split(place, dev, test, frozen_checksum(place, [test] if test else []))
    with pytest.raises(TopicsError, match="boneum" if not test else "other"):
        parts(place, ["apium", "boneum"])


@pytest.mark.parametrize("text", ["", "dev: []", "dev: a\ntest: []\nchecksum: ''", "{"])
def test_split_in_another_form_is_refused(tmp_path: Path, text: str) -> None:
    place = folder(tmp_path, apium=GOOD)
    (place / "split.yaml").write_text(text)
    with pytest.raises(TopicsError, match=r"split\.yaml: not in the format"):
        parts(place, ["apium"])
