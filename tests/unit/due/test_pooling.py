"""What follows the first quote, by several readings."""

from __future__ import annotations

from drugbot.corpus.passage import Excerpt, Passage
from drugbot.due.pooling import reordered
from drugbot.retrieval.hits import Hit


def hit(name: str, score: float) -> Hit:
    excerpt = Excerpt(name, 0, len(name))
    passage = Passage(name, "Apium", "apium.md", ("Usage",), "section", excerpt)
    return Hit(passage, score, 0.5, 0)


def names(hits: tuple[Hit, ...]) -> str:
    return "".join(each.passage.id for each in hits)


CHOSEN = (hit("a", 3.0), hit("b", 2.0), hit("c", 1.0), hit("d", 0.0))


def test_first_stays_and_others_are_as_all_readings_have_them() -> None:
    other = (hit("d", 5.0), hit("c", 1.0), hit("b", 0.0), hit("a", 0.0))
    found = reordered(CHOSEN, [CHOSEN, other], [0.3, 0.7])
    assert names(found) == "adcb"
    assert [each.rank for each in found[1:]] == [2, 3, 4]


def test_a_reading_that_is_hardly_likely_changes_nothing() -> None:
    other = (hit("d", 5.0), hit("c", 1.0), hit("b", 0.0), hit("a", 0.0))
    assert names(reordered(CHOSEN, [CHOSEN, other], [0.9, 0.01])) == "abcd"


def test_nothing_is_added_that_the_chosen_reading_did_not_find() -> None:
    assert names(reordered(CHOSEN, [CHOSEN, (hit("z", 9.0),)], [0.5, 0.5])) == "abcd"


def test_a_reading_that_finds_nothing_changes_nothing() -> None:
    assert names(reordered(CHOSEN, [CHOSEN, ()], [0.5, 0.5])) == "abcd"


def test_what_comes_last_for_its_brand_stays_behind_whatever_its_score() -> None:
    of_brand = (hit("a", 3.0), hit("c", -1.0), hit("b", 4.0))  # b is about another brand
    assert names(reordered(of_brand, [of_brand, of_brand], [0.5, 0.5])) == "acb"


def test_one_passage_stays_alone() -> None:
    assert names(reordered(CHOSEN[:1], [CHOSEN[:1], CHOSEN], [0.5, 0.5])) == "a"
