from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.index.building import build_index
from drugbot.index.store import load_index
from drugbot.settings import Settings
from tests.conftest import TODAY, WriteMonograph
from tests.fakes import BagOfWordsEncoder

BODY = """## Dosage

### Adults

The usual dose of Fenolamine for adults is 5 mg once daily.

## Storage

Keep Fenolamine cold.

## Drug Profile Summary

The usual dose of Fenolamine for adults is {dose} mg once daily.
"""


def bot(tmp_path: Path, write_monograph: WriteMonograph, dose: str) -> Chatbot:
    write_monograph("Fenolamine", BODY.replace("{dose}", dose))
    encoder = BagOfWordsEncoder()
    build_index(tmp_path / "corpus", tmp_path / "index", encoder, passage_tokens=40)
    settings = Settings(evidence_floor=0.1, further_passages=0)
    return Chatbot(load_index(tmp_path / "index"), encoder, settings, today=lambda: TODAY)


def test_passages_that_disagree_are_quoted_together_with_a_notice(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    chatbot = bot(tmp_path, write_monograph, "50")
    ((first, second),) = chatbot.index.entries[0].conflicts
    reply = chatbot.reply(["what is the usual dose of fenolamine for adults"])
    assert {citation.passage for citation in reply.citations} == {first, second}
    assert "disagrees" in reply.notices
    assert "does not agree with itself" in reply.text
    assert chatbot.index.by_id[first].section[0] == "Dosage"


def test_passages_that_agree_are_not_announced(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    chatbot = bot(tmp_path, write_monograph, "5")
    assert chatbot.index.entries[0].conflicts == ()
    assert "disagrees" not in chatbot.reply(["what is the usual dose of fenolamine for adults"]).notices


@pytest.mark.parametrize("question", ["how do i store fenolamine", "keep fenolamine cold?"])
def test_disagreement_elsewhere_in_the_monograph_is_not_announced(
    tmp_path: Path, write_monograph: WriteMonograph, question: str
) -> None:
    reply = bot(tmp_path, write_monograph, "50").reply([question])
    assert [citation.section[0] for citation in reply.citations] == ["Storage"]
    assert "disagrees" not in reply.notices
    assert "does not agree" not in reply.text
