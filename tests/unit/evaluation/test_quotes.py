from __future__ import annotations

from dataclasses import replace

import pytest

from drugbot.corpus.passage import Excerpt
from drugbot.evaluation.quotes import quotes_of, share_kept
from drugbot.evaluation.topics import Judgement, Topic
from tests.unit.evaluation.test_verdicts import citation
from tests.unit.index.making import passage

PASSAGE = passage(1, "Boneum", "Take:\n\n- one pill\n- two pills")


def topic(*quotes: str, grade: int = 2, drug: str = "Boneum") -> Topic:
    judgements = tuple(Judgement(drug, ("Usage",), quote, grade) for quote in quotes)
    return Topic("boneum/lay/x", ("what?",), judgements)


@pytest.mark.parametrize(
    ("quote", "judged", "share"),
    [
        ("- one pill", ("one pill",), 1.0),
        ("- one pill", ("one   pill", "two pills"), 7 / 15),
        ("- two pills", ("one pill",), 0.0),
        (PASSAGE.excerpt.quote, ("Take: - one pill",), 1.0),
    ],
)
def test_share_is_that_of_the_judged_characters_which_are_shown(
    quote: str, judged: tuple[str, ...], share: float
) -> None:
    shown = replace(citation(PASSAGE.id), quote=quote)
    assert share_kept(topic(*judged), shown, PASSAGE) == pytest.approx(share)


def test_what_leads_in_and_is_shown_as_context_counts() -> None:
    shown = replace(citation(PASSAGE.id), quote="- two pills", context=(Excerpt("Take:", 0, 5),))
    assert share_kept(topic("Take:"), shown, PASSAGE) == 1.0


@pytest.mark.parametrize(
    "asked", [topic(), topic(""), topic("one pill", grade=1), topic("one pill", drug="Apium")]
)
def test_without_judged_words_in_the_passage_there_is_no_share(asked: Topic) -> None:
    assert share_kept(asked, citation(PASSAGE.id), PASSAGE) is None


def test_figures_count_the_quotes_that_have_a_share() -> None:
    quotes = quotes_of([(1.0, 10), (0.8, 30), (0.5, 20), (None, 1000)])
    assert (quotes.kept.count, quotes.length) == (3, 20)
    assert quotes.kept.value == pytest.approx(2 / 3)
    assert quotes_of([]).length == 0
