from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.errors import ForeignIndexError
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoding, vectors_of
from drugbot.index.lexical import GramCounts, LexicalIndex
from drugbot.index.vectors import FaissIndex
from drugbot.retrieval.hits import Hit
from drugbot.retrieval.search import Searcher
from tests.fakes import BagOfWordsEncoder
from tests.unit.index.making import entry, index_of, passage

DRUGS = ("Apium", "Boneum", "Zincum")
WORDS = ["dose", "cold", "store", "children", "60 mg", "warfarin", "skin", "kidney"]


class Finder:
    """A searcher of which only the hits matter."""

    def __init__(self, index: Index) -> None:
        self._searcher = Searcher(index, BagOfWordsEncoder(), rank_constant=10)

    def search(self, *args: Any, **options: Any) -> tuple[Hit, ...]:
        return self._searcher.search(*args, **options).hits


def searcher(index: Index) -> Finder:
    return Finder(index)


def shelf() -> Index:
    return index_of(
        [entry(drug) for drug in DRUGS],
        [
            passage(1, "Apium", "The dose is 10 mg."),
            passage(2, "Apium", "Store it cold.", section=("Storage",)),
            passage(3, "Boneum", "The dose is 60 mg.", section=("Dosage",)),
            passage(4, "Boneum", "Do not take it with warfarin.", section=("Interactions",)),
            passage(5, "Boneum", "Store it cold.", question="How do I store it?"),
            passage(6, "Zincum", "The dose is 5 mg."),
        ],
    )


drugs = st.sampled_from(DRUGS)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@given(
    st.lists(st.tuples(drugs, texts, st.booleans()), min_size=1, max_size=12),
    texts,
    st.sets(drugs),
    st.integers(0, 15),
    st.booleans(),
    st.sets(st.sampled_from(["warfarin", "kidneys", "aspirin"])),
)
def test_only_passages_of_the_drugs_asked_for_are_returned_best_first(
    content: list[tuple[str, str, bool]],
    query: str,
    scope: set[str],
    count: int,
    without_faqs: bool,
    mentioning: set[str],
) -> None:
    passages = [
        passage(number, drug, text, question="What?" if is_faq else "")
        for number, (drug, text, is_faq) in enumerate(content)
    ]
    index = index_of([entry(drug) for drug in DRUGS], passages)

    hits = searcher(index).search(query, scope, count, without_faqs=without_faqs, mentioning=mentioning)

    assert all(hit.passage.drug in scope for hit in hits)
    assert not (without_faqs and any(hit.passage.kind == "faq" for hit in hits))
    if mentioning:
        allowed = {name.removesuffix("s") for name in mentioning}
        assert all(any(name in hit.passage.excerpt.quote for name in allowed) for hit in hits)
    assert len(hits) <= count
    assert len({hit.passage.id for hit in hits}) == len(hits)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@given(texts)
def test_similarity_is_the_cosine_with_the_query(query: str) -> None:
    index, encoder = shelf(), BagOfWordsEncoder()
    for hit in searcher(index).search(query, ["Boneum"], 9):
        found = hit.passage
        vector = encoder.encode_query(" ".join((found.drug, *found.section, found.excerpt.quote))).vector
        assert hit.similarity == pytest.approx(float(vector @ encoder.encode_query(query).vector), abs=1e-5)


def test_all_passages_of_a_small_scope_can_be_returned() -> None:
    hits = searcher(shelf()).search("dose", ["Boneum"], 99)
    assert {hit.passage.id[-1] for hit in hits} == {"3", "4", "5"}
    assert hits[0].passage.id[-1] == "3"


def test_ties_are_broken_by_passage_id_whatever_the_order_in_the_index() -> None:
    same = [passage(number, "Boneum", "The dose is 60 mg.") for number in (3, 1, 2)]
    hits = searcher(index_of([entry("Boneum")], same)).search("dose", ["Boneum"], 3)
    assert [int(hit.passage.id, 16) for hit in hits] == [1, 2, 3]


def test_tie_of_fused_scores_is_broken_by_passage_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drugbot.retrieval.search._LEXICAL_WEIGHT", 1.0)
    encoder = BagOfWordsEncoder()
    later, earlier = passage(2, "Boneum", "dose dose"), passage(1, "Boneum", "dose and much else besides")
    index = replace(
        index_of([entry("Boneum")], [later, earlier]),
        vectors=FaissIndex.of(vectors_of(encoder.encode_passages(["dose", "dose"]))),
        lexical=LexicalIndex.of(GramCounts.of(["dose dose", "dose and much else besides"])),
    )
    first, second = searcher(index).search("dose", ["Boneum"], 2)
    assert first.score == second.score  # one leads by id in the dense ranking, the other in the lexical one
    assert (first.passage, second.passage) == (earlier, later)


def test_same_search_gives_the_same_hits() -> None:
    first, again = searcher(shelf()), searcher(shelf())
    for query in ("dose", "cold", "warfarin"):
        assert first.search(query, DRUGS, 9) == again.search(query, reversed(DRUGS), 9)  # type: ignore[arg-type]


@pytest.mark.parametrize("query", ["", "  \n "])
def test_blank_query_finds_nothing(query: str) -> None:
    assert searcher(shelf()).search(query, DRUGS, 5) == ()


def test_no_drugs_find_nothing() -> None:
    assert searcher(shelf()).search("dose", [], 5) == ()


def test_query_without_words_still_ranks_by_similarity() -> None:
    hits = searcher(shelf()).search("???", ["Apium"], 5)
    assert len(hits) == 2


def test_faqs_can_be_left_out() -> None:
    hits = searcher(shelf()).search("how do I store it", ["Boneum"], 9, without_faqs=True)
    assert {hit.passage.id[-1] for hit in hits} == {"3", "4"}


@pytest.mark.parametrize("said", ["warfarin", "Warfarin", "WARFARINS"])
def test_search_can_be_limited_to_what_mentions_a_medicine(said: str) -> None:
    hits = searcher(shelf()).search("dose", ["Boneum"], 9, mentioning=[said])
    assert [hit.passage.id[-1] for hit in hits] == ["4"]


def test_class_named_in_the_singular_is_found_in_the_plural() -> None:
    index = index_of([entry("Boneum")], [passage(1, "Boneum", "Avoid statins.")])
    assert len(searcher(index).search("together", ["Boneum"], 9, mentioning=["statin"])) == 1


def test_part_of_a_word_is_no_mention() -> None:
    index = index_of([entry("Boneum")], [passage(1, "Boneum", "Keep away from the environment.")])
    assert searcher(index).search("iron", ["Boneum"], 9, mentioning=["iron"]) == ()


@pytest.mark.parametrize("where", ["section", "context"])
def test_mention_in_the_heading_or_the_lead_in_counts(where: str) -> None:
    found = (
        passage(1, "Boneum", "Avoid it.", section=("Interactions", "Anti-coagulants: warfarin"))
        if where == "section"
        else passage(1, "Boneum", "- Avoid it.", context=["With warfarin or heparin:"])
    )
    index = index_of([entry("Boneum")], [found])
    assert len(searcher(index).search("together", ["Boneum"], 9, mentioning=["warfarin"])) == 1


def test_mention_is_found_among_many_better_passages() -> None:
    many = [passage(number, "Boneum", f"Take it, take it {number}.") for number in range(200)]
    last = passage(999, "Boneum", "Avoid warfarin.")
    index = index_of([entry("Boneum")], [*many, last])
    hits = searcher(index).search("can I take it", ["Boneum"], 20, mentioning=["warfarin"])
    assert [hit.passage for hit in hits] == [last]


def test_passage_with_several_vectors_counts_by_its_nearest() -> None:
    encoder = BagOfWordsEncoder()
    index = index_of([entry("Boneum")], [passage(1, "Boneum", "cold"), passage(2, "Boneum", "dose")])
    vectors = FaissIndex.of(vectors_of(encoder.encode_passages(["cold", "dose", "skin"])))
    index = replace(index, owners=np.asarray([0, 1, 0], np.int64), vectors=vectors)
    hits = searcher(index).search("skin", ["Boneum"], 2)
    assert {int(hit.passage.id, 16): round(hit.similarity, 3) for hit in hits}[1] == pytest.approx(
        1, abs=1e-3
    )


def test_index_of_another_encoder_cannot_be_searched() -> None:
    with pytest.raises(ForeignIndexError, match="drugbot index"):
        Searcher(shelf(), BagOfWordsEncoder("other"), 10)


def branded() -> Index:
    return index_of(
        [entry("Boneum", "Prolo", "Xgo")],
        [
            passage(1, "Boneum", "Prolo is given every 6 months.", section=("Dosage",)),
            passage(2, "Boneum", "Xgo is given every 4 weeks.", section=("Dosage",)),
            passage(3, "Boneum", "Prolo is given every 6 months, Xgo every 4 weeks.", section=("Summary",)),
            passage(4, "Boneum", "It is given by a nurse.", section=("Usage",)),
        ],
    )


@pytest.mark.parametrize(("brand", "other"), [("prolo", "2"), ("Xgo", "1")])
def test_passages_about_another_brand_of_the_drug_come_last(brand: str, other: str) -> None:
    hits = searcher(branded()).search("how often is Boneum given", ["Boneum"], 9, brands=[brand])
    ids = [hit.passage.id[-1] for hit in hits]
    assert sorted(ids) == ["1", "2", "3", "4"]
    assert ids[-1] == other


def test_without_a_brand_in_the_question_no_brand_is_put_last() -> None:
    asked = searcher(branded()).search("is given every 4 weeks", ["Boneum"], 9)
    assert asked[0].passage.id[-1] == "2"


def test_name_of_the_drug_does_not_decide_which_of_its_passages_is_found() -> None:
    index = index_of(
        [entry("Boneum"), entry("Apium")],
        [
            passage(1, "Boneum", "Boneum boneum boneum boneum.", section=("Names",)),
            passage(2, "Boneum", "The dose is 60 mg.", section=("Dosage",)),
            passage(3, "Apium", "The dose is 10 mg."),
        ],
    )
    assert searcher(index).search("dose of Boneum", ["Boneum"], 1)[0].passage.id[-1] == "2"


class CountingEncoder(BagOfWordsEncoder):
    """An encoder that keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_query(self, text: str) -> Encoding:
        self.asked.append(text)
        return super().encode_query(text)


def test_expected_queries_are_encoded_once_and_found_as_without_expecting_them() -> None:
    encoder, queries = CountingEncoder(), ["dose of Apium", "store Apium cold", "dose of Apium"]
    expecting = Searcher(shelf(), encoder, rank_constant=10)
    expecting.expect(queries)
    found = [expecting.search(query, ["Apium"], 5).hits for query in queries]
    assert found == [searcher(shelf()).search(query, ["Apium"], 5) for query in queries]
    assert sorted(set(encoder.asked)) == sorted(set(queries))
    encoder.asked.clear()
    expecting.search(queries[0], ["Boneum"], 5)
    assert encoder.asked == []


def test_question_is_forgotten_when_its_reply_is_made() -> None:
    encoder = CountingEncoder()
    found = Searcher(shelf(), encoder, rank_constant=10)
    for _ in range(2):
        found.search("dose of Apium", ["Apium"], 5)
    assert len(encoder.asked) == 1
    found.forget()
    found.search("dose of Apium", ["Apium"], 5)
    assert len(encoder.asked) == 2


def test_likeness_is_that_of_the_nearest_vector_and_none_of_nothing() -> None:
    index, encoder = shelf(), BagOfWordsEncoder()
    found = Searcher(index, encoder, rank_constant=10)
    vector = encoder.encode_passages(["store Apium cold"])[0].vector
    nearest = float(index.vectors.search(vector, 1)[1][0])
    assert found.likeness("store Apium cold") == pytest.approx(nearest)
    assert found.likeness("  ") == -1


def test_questions_are_searched_with_in_other_words_unless_that_is_switched_off() -> None:
    def worded(*without: str) -> str:
        return Searcher(shelf(), BagOfWordsEncoder(), 10, without).worded("BBW of cofee")

    assert worded() == "boxed warning of coffee"
    assert worded("shorthand") == "BBW of coffee"
    assert worded("respelling") == "boxed warning of cofee"


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("What is the dose of Apium?", "dose of Apium?"),
        ("what's the dosage of Apium in children", "dosage of Apium in children"),
        ("what is the usual dose of Apium", "what is the usual dose of Apium"),
        ("what is the dose for adults", "what is the dose for adults"),
    ],
)
def test_a_plain_question_for_a_dose_is_searched_with_as_such(asked: str, searched: str) -> None:
    assert Searcher(shelf(), BagOfWordsEncoder(), 10).worded(asked) == searched
    assert Searcher(shelf(), BagOfWordsEncoder(), 10, ("plain",)).worded(asked) == asked
