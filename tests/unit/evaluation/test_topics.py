from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from drugbot.errors import TopicsError
from drugbot.evaluation.topics import (
    Judgement,
    Topic,
    faq_topics,
    load_judgements,
    load_topics,
    resolve,
    with_faq_passages,
)
from tests.unit.index.making import passage

PASSAGES = [
    passage(1, "Boneum", "Inject **60 mg**\nonce.", section=("Dosage", "Adults")),
    passage(2, "Boneum", "- at noon", section=("Dosage", "Adults"), context=["Take it:"]),
    passage(3, "Boneum", "Not known.", section=("Dosage", "Children")),
    passage(4, "Boneum", "Keep it cold.", question="How do I store it?"),
    passage(5, "Apium", "Keep it dry.", question="How do I store it?"),
]


def judged(section: tuple[str, ...], quote: str = "", grade: int = 2, drug: str = "Boneum") -> Topic:
    return Topic("t", ("q",), (Judgement(drug, section, quote, grade),))


def found(topic: Topic) -> dict[int, int]:
    return {int(key, 16): grade for key, grade in resolve([topic], PASSAGES).grades["t"].items()}


def test_judgement_without_a_quote_is_about_every_passage_under_the_section() -> None:
    assert found(judged(("Dosage",), grade=1)) == {1: 1, 2: 1, 3: 1}
    assert found(judged(("Dosage", "Adults"))) == {1: 2, 2: 2}


def test_judgement_with_a_quote_is_about_the_passages_that_have_it() -> None:
    assert found(judged(("Dosage",), "60 mg")) == {1: 2}


def test_line_breaks_do_not_matter_to_a_quote() -> None:
    assert found(judged(("Dosage",), "**60 mg** once.")) == {1: 2}


def test_quote_of_what_leads_into_a_passage_counts() -> None:
    assert found(judged(("Dosage", "Adults"), "Take it:")) == {2: 2}


@pytest.mark.parametrize("order", [1, -1])
def test_higher_of_two_grades_counts(order: int) -> None:
    judgements = (Judgement("Boneum", ("Dosage",), "", 1), Judgement("Boneum", ("Dosage",), "60 mg", 2))[
        ::order
    ]
    assert found(Topic("t", ("q",), judgements)) == {1: 2, 2: 1, 3: 1}


@pytest.mark.parametrize(
    "topic",
    [
        judged(("Dosage",), "61 mg"),
        judged(("Doses",)),
        judged(("Dosage", "Adults", "Elderly")),
        judged(("Dosage",), drug="Ferrum"),
        judged(("Adults",)),
    ],
)
def test_judgement_that_nothing_fits_is_reported(topic: Topic) -> None:
    qrels = resolve([topic], PASSAGES)
    assert qrels.unresolved == (("t", topic.judgements[0]),)
    assert qrels.grades == {"t": {}}


def test_resolution_survives_an_edit_elsewhere() -> None:
    edited = [
        passage(9, "Boneum", "Something new.", section=("Usage",)),
        *(
            replace(p, excerpt=replace(p.excerpt, start=p.excerpt.start + 99), file="moved.md")
            for p in PASSAGES
            if p.id != PASSAGES[2].id
        ),
    ]
    topic = judged(("Dosage", "Adults"), "60 mg")
    assert resolve([topic], edited) == resolve([topic], PASSAGES)


def test_every_faq_pair_is_a_topic_of_its_own() -> None:
    topics = faq_topics(
        PASSAGES, {("Boneum", "How do I store it?"): [Judgement("Boneum", ("Usage",), "", 2)]}
    )
    assert [(topic.id, topic.turns) for topic in topics] == [
        ("boneum/how-do-i-store-it", ("How do I store it?",)),
        ("apium/how-do-i-store-it", ("How do I store it?",)),
    ]
    assert [len(topic.judgements) for topic in topics] == [1, 0]


def test_files_of_one_name_in_two_folders_have_topics_of_their_own() -> None:
    moved = [replace(PASSAGES[3], file=f"{folder}/boneum.md") for folder in ("a", "b c")]
    ids = [topic.id for topic in faq_topics(moved, {})]
    assert ids == ["a/boneum/how-do-i-store-it", "b-c/boneum/how-do-i-store-it"]
    assert not any(" " in name for name in ids)


def test_questions_in_other_letters_have_topics_of_their_own() -> None:
    asked = [passage(1, "Boneum", "x", question="Доза?"), passage(2, "Boneum", "x", question="Дети?")]
    assert len(faq_topics(asked, {})) == 2


def test_parts_of_one_answer_are_one_topic() -> None:
    parts = [passage(n, "Boneum", f"Part {n}.", question="How do I store it?") for n in (1, 2)]
    topics = faq_topics(parts, {})
    qrels = with_faq_passages(resolve(topics, parts), topics, parts)
    assert qrels.grades == {"boneum/how-do-i-store-it": {parts[0].id: 2, parts[1].id: 2}}


def test_faq_passage_is_relevant_to_its_own_topic_only() -> None:
    topics = faq_topics(PASSAGES, {})
    qrels = with_faq_passages(resolve(topics, PASSAGES), topics, PASSAGES)
    assert qrels.grades == {
        "boneum/how-do-i-store-it": {PASSAGES[3].id: 2},
        "apium/how-do-i-store-it": {PASSAGES[4].id: 2},
    }


def yaml_file(tmp_path: Path, text: str, name: str = "boneum.yaml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


GOOD = """drug: Boneum
judgements:
  - question: How do I store it?
    relevant:
      - section: [Storage]
        quote: "Keep it cold."
      - {section: [Usage], grade: 1, drug: Apium}
  - question: Is it safe?
    relevant: []
"""


def test_judgements_are_loaded(tmp_path: Path) -> None:
    assert load_judgements(yaml_file(tmp_path, GOOD)) == {
        ("Boneum", "How do I store it?"): (
            Judgement("Boneum", ("Storage",), "Keep it cold.", 2),
            Judgement("Apium", ("Usage",), "", 1),
        ),
        ("Boneum", "Is it safe?"): (),
    }


def test_no_folder_of_judgements_means_none(tmp_path: Path) -> None:
    assert load_judgements(tmp_path / "nowhere") == {}


ITEM = "drug: D\njudgements:\n  - question: q\n    relevant:\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "drug: D",
        "drug: D\njudgements: 5",
        "judgements: []",
        "drug: [\nx",
        ITEM + "      - text",
        ITEM + "      - {quote: x}",
        ITEM + "      - {section: Dosage}",
        ITEM + "      - {section: [A], grade: 3}",
        ITEM + "      - {section: [A], grade: high}",
        ITEM.replace("question: q", "asked: q"),
        GOOD.replace("Is it safe?", "How do I store it?"),
        "drug: \x00",
    ],
)
def test_judgements_in_another_form_are_refused_with_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(TopicsError, match=r"boneum\.yaml") as failure:
        load_judgements(yaml_file(tmp_path, text))
    assert "\n" not in str(failure.value)


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with pytest.raises(TopicsError):
        load_judgements(
            yaml_file(tmp_path, f"drug: !!python/object/apply:os.mkdir ['{trace}']\njudgements: []")
        )
    assert not trace.exists()


def topics_file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "topics.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_topics_are_loaded(tmp_path: Path) -> None:
    path = topics_file(
        tmp_path,
        '{"id": "a", "turns": ["dose?", "for\u2028them?"], "relevant": [{"drug": "D", "section": ["S"]}]}',
        "",
        '{"id": "b", "turns": ["x"]}',
    )
    assert load_topics(path) == (
        Topic("a", ("dose?", "for\u2028them?"), (Judgement("D", ("S",), "", 2),), drugs=("D",)),
        Topic("b", ("x",), ()),
    )


@pytest.mark.parametrize(
    "line",
    [
        "nothing",
        "[]",
        '"x"',
        '{"id": "a"}',
        '{"turns": ["x"]}',
        '{"id": "a", "turns": []}',
        '{"id": "a", "turns": "what"}',
        '{"id": "a b", "turns": ["x"]}',
        '{"id": "", "turns": ["x"]}',
        '{"id": "first", "turns": ["x"]}',
        '{"id": "a", "turns": ["x"], "relevant": ["y"]}',
        '{"id": "a", "turns": ["x"], "relevant": null}',
        '{"id": "a", "turns": ["x"], "relevant": [{"drug": "D", "section": "Dosage"}]}',
        '{"id": "a", "turns": ["x"], "relevant": [{"drug": "D", "section": ["S"], "grade": 0}]}',
    ],
)
def test_topic_in_another_form_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(TopicsError, match=r"topics\.jsonl:2: ") as failure:
        load_topics(topics_file(tmp_path, '{"id": "first", "turns": ["x"]}', line))
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize("data", [None, b"\xff"])
def test_file_of_topics_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "topics.jsonl"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(TopicsError, match=r"topics\.jsonl"):
        load_topics(path)


def test_judgement_of_a_place_is_about_every_passage_that_overlaps_it(tmp_path: Path) -> None:
    place = {"drug": "Boneum", "start": 15, "end": 25, "grade": 2}
    line = {
        "id": "t1",
        "turns": ["what?"],
        "relevant": [place],
        "kind": "asked",
        "expect": ["answer", "not_stated"],
    }
    (tmp_path / "topics.jsonl").write_text(json.dumps(line))
    (topic,) = load_topics(tmp_path / "topics.jsonl")
    assert (topic.kind, topic.drugs, topic.expected) == ("asked", ("Boneum",), ("answer", "not_stated"))
    passages = [passage(number, "Boneum", "ten words. ") for number in (0, 1, 2, 3)]  # from 0, 10, 20, 30
    assert resolve([topic], passages).grades["t1"] == {passages[1].id: 2, passages[2].id: 2}
