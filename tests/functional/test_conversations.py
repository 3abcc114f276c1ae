"""Conversations written by somebody who has not seen the code: what they get must not become worse.

The floors are what was reached when they were first asked, less a little; they are no aim. docs/evaluation.md says
what is measured.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot

ROOT = Path(__file__).parents[2]
DRUGS_AT_LEAST, KIND_AT_LEAST = 100, 110

Turn = dict[str, Any]


@pytest.fixture(scope="module")
def asked(chatbot: Chatbot) -> list[tuple[Turn, Reply]]:
    conversations = yaml.safe_load(
        (ROOT / "corpus/evaluation/conversations.yaml").read_text(encoding="utf-8")
    )
    return [
        pair
        for conversation in conversations
        for pair in zip(
            conversation["turns"],
            chatbot.replies([turn["say"] for turn in conversation["turns"]]),
            strict=True,
        )
    ]


def test_drugs_and_kinds_of_reply_are_as_often_right_as_before(asked: list[tuple[Turn, Reply]]) -> None:
    drugs = sum(set(reply.drugs) == set(turn["drugs"]) for turn, reply in asked)
    kinds = sum(reply.kind in _listed(turn["kind"]) for turn, reply in asked)
    assert len(asked) == 139
    assert (drugs >= DRUGS_AT_LEAST, kinds >= KIND_AT_LEAST) == (True, True), (drugs, kinds)


def test_no_reply_cites_a_drug_that_it_does_not_name_as_meant(asked: list[tuple[Turn, Reply]]) -> None:
    for _, reply in asked:
        assert {citation.drug for citation in reply.citations} <= set(reply.drugs)


def test_every_quote_is_in_its_monograph(asked: list[tuple[Turn, Reply]]) -> None:
    for _, reply in asked:
        for citation in reply.citations:
            source = (ROOT / "corpus" / citation.file).read_bytes().decode("utf-8")
            place = " ".join(source[citation.start : citation.end].split())
            assert " ".join(citation.quote.split()) in place or citation.section[0] == "FAQs"


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
