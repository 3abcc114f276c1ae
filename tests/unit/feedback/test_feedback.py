from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.errors import FeedbackError
from drugbot.evaluation.topics import load_topics
from drugbot.feedback.record import Cited, Feedback, Opinion, feedback_on, vocabulary_of
from drugbot.feedback.report import draft_topics, feedback_text, grouped
from drugbot.feedback.store import FeedbackStore, open_store

ONE = Feedback(
    day=date(2026, 11, 25),
    verdict="down",
    reason="does_not_answer",
    note="no\ndose",
    turns=("what is the dose", "and for [name]?"),
    kind="answer",
    drugs=("Boneum",),
    cited=(Cited("p", "Boneum", ("Dosage", "Adults"), "5 mg *a day*", "r"),),
    index="g-1",
)
UP = replace(ONE, verdict="up", reason="", note="")
UNANSWERED = replace(UP, kind="abstention", reply_reason="not_stated", cited=())


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "new" / "feedback.sqlite")
    assert store.all() == ()
    for one in (ONE, UP, UNANSWERED):
        store.keep(one)
    assert store.all() == ((1, ONE), (2, UP), (3, UNANSWERED))


def test_file_is_for_the_serving_account_only(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    FeedbackStore(path).keep(ONE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_readers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: FeedbackStore(path).keep(ONE), range(40)))
    assert len(FeedbackStore(path).all()) == 40


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    path.write_text("this is no database, whatever it is called" * 10)
    with pytest.raises(FeedbackError, match=r"feedback\.sqlite.*--feedback"):
        FeedbackStore(path).all()
    with pytest.raises(FeedbackError, match="--feedback"):
        open_store("")


def test_wanting_questions_are_grouped_by_drug_and_section() -> None:
    kept = tuple(enumerate((UP, ONE, UNANSWERED, ONE), 1))
    assert {place: [number for number, _ in members] for place, members in grouped(kept).items()} == {
        ("Boneum", "Dosage › Adults"): [2, 4],
        ("Boneum", "(not_stated)"): [3],
    }
    text = feedback_text(kept)
    assert text.startswith("4 kept: 2 up, 2 down")
    assert "what is the dose → and for [name]?  [does not answer / no dose]" in text


def test_drafts_are_topics_without_judgements(tmp_path: Path) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_text(draft_topics(enumerate((UP, ONE, UNANSWERED), 1)), encoding="utf-8")
    topics = load_topics(file)
    assert [topic.id for topic in topics] == ["feedback-2", "feedback-3"]
    assert topics[0].turns == ONE.turns
    assert topics[0].judgements == ()


def test_words_of_the_reader_are_masked_and_quotes_are_not(chatbot: Chatbot) -> None:
    turns = ("My name is Jane Doe, how often is prolia given? call +1 415 555 2671",)
    reply = chatbot.reply(turns)
    opinion = Opinion(turns, "down", "other", "write to jane@example.org")
    kept = feedback_on(opinion, reply, chatbot.index, vocabulary_of(chatbot.index), date(2026, 11, 25))
    assert kept.turns == ("My name is [name], how often is prolia given? call [phone]",)
    assert kept.note == "write to [address]"
    assert [one.quote for one in kept.cited] == [one.quote for one in reply.citations]
    assert kept.index == chatbot.index.manifest.generation
    assert "Jane" not in json.dumps(kept.record())


def test_reason_belongs_to_a_down_vote_only(chatbot: Chatbot) -> None:
    turns = ("how often is prolia given",)
    reply = chatbot.reply(turns)
    vocabulary = vocabulary_of(chatbot.index)
    kept = feedback_on(Opinion(turns, "up", "other"), reply, chatbot.index, vocabulary, date(2026, 11, 25))
    assert kept.reason == ""


def test_check_keeps_what_was_kept_and_leaves_nothing_of_its_own(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "new" / "feedback.sqlite")
    store.check()
    assert store.all() == ()
    store.keep(ONE)
    store.check()
    assert store.all() == ((1, ONE),)


def test_check_notices_a_page_of_the_database_that_was_harmed(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    for _ in range(40):
        FeedbackStore(path).keep(ONE)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])
    with pytest.raises(FeedbackError, match="--feedback"):
        FeedbackStore(path).check()
