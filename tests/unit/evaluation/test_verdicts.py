from __future__ import annotations

import pytest

from drugbot.answering.reply import Citation, Reply
from drugbot.evaluation.topics import Topic
from drugbot.evaluation.verdicts import judged

GRADES = {"says": 2, "helps": 1}


def citation(passage: str, drug: str = "Boneum") -> Citation:
    return Citation(
        passage=passage,
        drug=drug,
        section=("Usage",),
        quote="Some  words.",
        context=(),
        file="boneum.md",
        start=0,
        end=5,
        last_modified=None,
        revision="",
        score=0.5,
    )


def answer(*citations: Citation, notices: tuple[str, ...] = ()) -> Reply:
    return Reply(kind="answer", text="", citations=citations, confidence=0.5, notices=notices)  # type: ignore[arg-type]


def declined(reason: str, notices: tuple[str, ...] = ()) -> Reply:
    kind = "clarification" if reason == "which_drug" else "abstention"
    return Reply(kind=kind, reason=reason, text="", notices=notices)  # type: ignore[arg-type]


def topic(*expected: str, drugs: tuple[str, ...] = ("Boneum",)) -> Topic:
    return Topic("boneum/lay/x", ("what?",), (), "lay", drugs, expected or ("answer",))


@pytest.mark.parametrize(
    ("asked", "reply", "verdict"),
    [
        (topic(), answer(citation("says")), "right"),
        (topic(), answer(citation("helps"), citation("says")), "wrong passage"),
        (topic(), answer(citation("other")), "wrong passage"),
        (topic(), answer(citation("says", "Apium")), "wrong drug"),
        (topic(), declined("low_evidence"), "declined"),
        (topic(), declined("which_drug"), "declined"),
        (topic("not_stated"), declined("not_stated"), "right"),
        (topic("not_stated"), declined("low_evidence"), "wrong reason"),
        (topic("not_stated"), answer(citation("other")), "not declined"),
        (topic("not_stated"), answer(citation("other", "Apium")), "wrong drug"),
        (topic("unknown_drug", drugs=()), answer(citation("other", "Apium")), "not declined"),
        (topic("answer", "not_stated"), declined("not_stated"), "right"),
        (topic("emergency"), declined("emergency", ("emergency",)), "right"),
        (topic("emergency"), answer(citation("says"), notices=("emergency",)), "right"),
        (topic("emergency"), answer(citation("says")), "no alarm"),
        (topic(), answer(citation("says"), notices=("emergency",)), "false alarm"),
        (topic("off_topic"), declined("emergency", ("emergency",)), "false alarm"),
        (topic("answer", "emergency"), answer(citation("says")), "right"),
        (topic("answer", "emergency"), declined("emergency", ("emergency",)), "right"),
        (topic("answer", "emergency"), answer(citation("other")), "wrong passage"),
    ],
)
def test_reply_is_judged_on_what_the_user_gets(asked: Topic, reply: Reply, verdict: str) -> None:
    assert judged(asked, reply, GRADES, ()).verdict == verdict


def test_outcome_tells_what_was_quoted() -> None:
    found = judged(topic(), answer(citation("other"), citation("helps"), citation("says")), GRADES, ("says",))
    assert found.cited == ("other", "helps", "says")
    assert (found.first_grade, found.in_three, found.ranking) == (0, True, ("says",))
    assert (found.reason, found.quote, found.confidence) == ("answer", "Some words.", 0.5)
    assert not judged(topic(), declined("low_evidence"), GRADES, ()).in_three


def test_drug_that_the_question_names_is_not_another_drug() -> None:
    reply = answer(citation("other", "Apium"))
    assert judged(topic(), reply, GRADES, (), {"Apium"}).verdict == "wrong passage"
    assert judged(topic(), reply, GRADES, (), {"Zincum"}).verdict == "wrong drug"
