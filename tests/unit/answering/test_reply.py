from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from drugbot.answering.reply import Citation, Kind, Reason, Reply, Understood
from drugbot.corpus.passage import Excerpt

CITATION = Citation(
    passage="0a",
    drug="Boneum",
    section=("Dosage", "Adults"),
    quote="60 mg",
    context=(Excerpt("Adults:", 1, 8),),
    file="boneum.md",
    start=10,
    end=15,
    last_modified=None,
    revision="ff",
    score=0.5,
)

ALLOWED: dict[Kind, set[Reason | None]] = {
    "answer": {None, "help"},
    "clarification": {"which_drug", "did_you_mean", "which_topic"},
    "abstention": {
        "unknown_drug",
        "not_stated",
        "off_topic",
        "low_evidence",
        "emergency",
        "language",
        "empty_question",
    },
}


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("reason", [None, *get_args(Reason)])
@pytest.mark.parametrize("citations", [(), (CITATION,)], ids=["bare", "cited"])
def test_reply_has_citations_exactly_if_it_is_an_answer_and_a_reason_of_its_kind(
    kind: Kind, reason: Reason | None, citations: tuple[Citation, ...]
) -> None:
    needs_citation = kind == "answer" and reason != "help"
    if reason in ALLOWED[kind] and bool(citations) == needs_citation:
        assert Reply(kind=kind, reason=reason, citations=citations).kind == kind
    else:
        with pytest.raises(ValueError, match=kind):
            Reply(kind=kind, reason=reason, citations=citations)


def full_reply() -> Reply:
    part = Reply(kind="answer", citations=(CITATION,))
    return Reply(
        kind="answer",
        notices=("stale",),
        drugs=("Boneum",),
        unknown=("aspirum",),
        silent=("Apium",),
        understood=(Understood("bonex", "Boneum", "name"),),
        query="q",
        text="t",
        citations=(CITATION,),
        offered=(CITATION,),
        options=("a",),
        suggestions=("b",),
        parts=(part,),
        confidence=0.5,
        took_ms=1.5,
    )


def test_record_has_the_keys_of_the_contract() -> None:
    record = full_reply().record()
    assert set(record) == {
        "kind", "reason", "notices", "drugs", "unknown", "silent", "understood", "query", "text", "citations",
        "offered", "options", "suggestions", "others", "parts", "layout", "confidence", "took_ms",
    }  # fmt: skip
    assert set(record["citations"][0]) == {
        "passage", "drug", "section", "quote", "context", "file", "start", "end", "last_modified", "revision",
        "score",
    }  # fmt: skip
    assert set(record["citations"][0]["context"][0]) == {"quote", "start", "end"}
    assert set(record["understood"][0]) == {"said", "meant", "how"}
    assert set(record["parts"][0]) == set(record)


def test_record_consists_of_json_values() -> None:
    record: dict[str, Any] = full_reply().record()
    assert json.loads(json.dumps(record)) == record  # tuples would come back as lists
    assert record["citations"][0]["section"] == ["Dosage", "Adults"]
    assert record["reason"] is None
