"""What the real, noisy monograph beside the checkout must give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.index.building import BuildReport, build_index
from drugbot.index.reference import SentenceTransformerEncoder
from drugbot.index.store import load_index
from drugbot.settings import Settings

pytestmark = pytest.mark.shared

MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bf]|â[\u0080-\u009f€]|\ufffd")
QUESTIONS = [
    "how often is prolia given",
    "what is xgeva used for",
    "denosumab side effects",
    "is prolia safe in pregnancy",
    "how does denosumab work",
    "can children get prolia",
    "what should be monitored on denosumab",
]
SILENT = [
    "how is prolia stored in the fridge",
    "what if I miss a dose of prolia",
]  # the monograph does not say


@pytest.fixture(scope="module")
def report(
    seed_corpus: Path, encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory
) -> tuple[BuildReport, Path]:
    directory = tmp_path_factory.mktemp("seed") / "index"
    return build_index(seed_corpus, directory, encoder, passage_tokens=Settings().passage_tokens), directory


@pytest.fixture(scope="module")
def bot(report: tuple[BuildReport, Path], encoder: SentenceTransformerEncoder) -> Chatbot:
    return Chatbot(load_index(report[1]), encoder, Settings())


def test_nothing_is_left_out(report: tuple[BuildReport, Path]) -> None:
    assert report[0].left_out == ()
    assert report[0].monographs == 1


def test_prolia_is_given_every_six_months(bot: Chatbot) -> None:
    reply = bot.reply(["how often is prolia given"])
    quote = reply.citations[0].quote
    assert reply.kind == "answer"
    assert re.search(r"60\s?mg", quote)
    assert "every 6 months" in quote
    assert quote.splitlines()[0] in reply.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_scraping_noise_gets_into_a_reply(bot: Chatbot, question: str) -> None:
    reply = bot.reply([question])
    assert reply.kind == "answer"
    for text in (reply.text, *(citation.quote for citation in reply.citations)):
        assert not MOJIBAKE.search(text)
        assert "**A:**" not in text
        assert "**Q:**" not in text
    assert all(not MOJIBAKE.search(part) for citation in reply.citations for part in citation.section)


@pytest.mark.parametrize("question", SILENT)
def test_what_the_monograph_does_not_say_is_not_answered(bot: Chatbot, question: str) -> None:
    assert bot.reply([question]).reason in ("not_stated", "low_evidence")


@pytest.mark.parametrize("question", QUESTIONS)
def test_citations_name_a_range_of_the_file(bot: Chatbot, seed_corpus: Path, question: str) -> None:
    for citation in bot.reply([question]).citations:
        source = (seed_corpus / citation.file).read_bytes().decode("utf-8")
        place = source[citation.start : citation.end]
        words = re.findall(r"[A-Za-z]{4,}", citation.quote)
        assert words
        assert sum(word in place for word in words) >= 0.9 * len(words)
