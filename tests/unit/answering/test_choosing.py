from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.answering import choosing, declining
from drugbot.answering.choosing import Policy
from drugbot.answering.declining import Asked
from drugbot.answering.reply import Reply, Understood
from drugbot.corpus.chunking import chunk
from drugbot.corpus.passage import Passage
from drugbot.index.tokens import TokenIndex
from drugbot.retrieval.hits import Hit, Sought
from tests.fakes import BagOfWordsEncoder
from tests.unit.corpus.making import read, source
from tests.unit.index.making import entry, index_of, passage

TODAY = date(2026, 11, 23)
POLICY = Policy(
    evidence_floor=0.3, answer_threshold=0.4, topic_floor=0.45, further_passages=2, stale_after_months=24
)
ASKED = Asked("dose of Boneum", ("Boneum",), (), (Understood("boneum", "Boneum", "title"),))


def hits(*similarities: float) -> list[Hit]:
    return [
        Hit(passage(rank, "Boneum", f"Quote {rank}."), 1 / rank, similarity, rank)
        for rank, similarity in enumerate(similarities, start=1)
    ]


def reply_to(found: list[Hit], asked: Asked = ASKED, **about: Any) -> Reply:
    index = index_of(
        [entry("Boneum", **about)], [hit.passage for hit in found] or [passage(1, "Boneum", "x")]
    )
    return choosing.answered(asked, found, index, POLICY, TODAY)


def test_best_passage_is_cited_first_with_where_it_stands() -> None:
    reply = reply_to(hits(0.9, 0.8))
    first = reply.citations[0]
    assert (first.quote, first.drug, first.file, first.start) == ("Quote 1.", "Boneum", "boneum.md", 10)
    assert (first.last_modified, first.revision) == ("2026-11-01", "0123456789abcdef")
    assert (reply.confidence, reply.reason, reply.silent) == (0.9, None, ())


@given(st.lists(st.floats(-1, 1), max_size=8))
def test_nothing_under_the_floor_is_cited_and_no_more_than_allowed(similarities: list[float]) -> None:
    found = hits(*similarities)
    reply = reply_to(found)
    if not found or found[0].similarity < POLICY.evidence_floor:
        assert (reply.kind, reply.reason, reply.citations) == ("abstention", "low_evidence", ())
    else:
        quotes = [citation.quote for citation in reply.citations]
        assert quotes == sorted(quotes)
        assert quotes[0] == "Quote 1."
        assert len(quotes) <= 1 + POLICY.further_passages
        assert all(citation.score >= round(POLICY.evidence_floor, 4) for citation in reply.citations)
        assert all(citation.quote in reply.text for citation in reply.citations)
        assert 0 <= reply.confidence <= 1


def test_passage_far_less_similar_than_the_first_does_not_follow_it() -> None:
    assert [citation.quote for citation in reply_to(hits(0.9, 0.5, 0.85)).citations] == [
        "Quote 1.",
        "Quote 3.",
    ]


def test_low_evidence_claims_nothing_about_the_monograph() -> None:
    reply = reply_to(hits(0.1))
    assert "says nothing about what the monograph holds" in reply.text
    assert (reply.silent, reply.offered, reply.confidence) == ((), (), 0)


@pytest.mark.parametrize(
    ("modified", "stale"),
    [(date(2024, 11, 24), False), (date(2024, 11, 23), True), (None, True), (date(2030, 1, 1), False)],
)
def test_old_or_undated_monograph_gets_the_stale_notice(modified: date | None, stale: bool) -> None:
    reply = reply_to(hits(0.9), modified=modified)
    assert ("stale" in reply.notices) == stale
    assert ("out of date" in reply.text) == stale
    assert reply.citations[0].last_modified == (modified.isoformat() if modified else None)


def test_banned_drug_gets_the_notice_where_nothing_is_quoted_too() -> None:
    found = hits(0.9)
    for is_banned, notices in ((True, ("banned",)), (False, ())):
        index = index_of([entry("Boneum", is_banned=is_banned)], [found[0].passage])
        reply = choosing.answered(ASKED, found, index, POLICY, TODAY, 0.1)
        assert (reply.reason, reply.notices) == ("not_stated", notices)
        assert ("Boneum is marked as banned in this collection." in reply.text) is is_banned


def test_banned_drug_gets_the_banned_notice() -> None:
    reply = reply_to(hits(0.9), is_banned=True)
    assert reply.notices == ("banned",)
    assert "Boneum is marked as banned in this collection." in reply.text
    assert reply_to(hits(0.9)).notices == ()


def test_notices_are_about_cited_monographs_only() -> None:
    found = hits(0.9)
    index = index_of([entry("Boneum"), entry("Apium", is_banned=True, modified=None)], [found[0].passage])
    asked = Asked("dose", ("Boneum", "Apium"), (), ())
    assert choosing.answered(asked, found, index, POLICY, TODAY).notices == ()


def test_monograph_that_does_not_mention_the_other_medicine_is_silent() -> None:
    asked = Asked("aspirum with Boneum", ("Boneum",), ("aspirum",), ())
    reply = reply_to([], asked)
    assert (reply.kind, reply.reason) == ("abstention", "not_stated")
    assert (reply.silent, reply.unknown, reply.citations) == (("Boneum",), ("aspirum",), ())
    assert "does not mean that it is safe" in reply.text


def test_monograph_that_mentions_it_is_quoted_with_the_lack_of_the_other_said() -> None:
    asked = Asked("aspirum with Boneum", ("Boneum",), ("aspirum",), ())
    reply = reply_to(hits(0.9), asked)
    assert (reply.kind, reply.unknown) == ("answer", ("aspirum",))
    assert "There is no monograph of aspirum" in reply.text


def test_medicines_without_a_monograph_are_named() -> None:
    reply = declining.unknown_drug(Asked("aspirum?", (), ("aspirum", "ferr*m"), ()))
    assert (reply.reason, reply.unknown) == ("unknown_drug", ("aspirum", "ferr*m"))
    assert r"aspirum and ferr\*m" in reply.text


def test_question_for_the_drug_offers_choices() -> None:
    reply = declining.which_drug(Asked("dose?", (), (), ()), ["Apium", "Boneum"])
    assert (reply.kind, reply.reason, reply.options) == ("clarification", "which_drug", ("Apium", "Boneum"))
    assert "- Apium\n- Boneum" in reply.text


def test_off_topic_says_what_can_be_asked() -> None:
    reply = declining.off_topic(Asked("weather?", (), (), ()), 6)
    assert (reply.kind, reply.reason) == ("abstention", "off_topic")
    assert "(6)" in reply.text


CUT = """## Usage

- **Food:** with food, and at whatever time of the day the person who takes the pill likes best, as long as it is noon.
- **Sleep:** one pill at night in a dark and quiet room, with the window open in summer and closed in winter, if any.
- **Water:** two pills with a glass of water, which is to be neither hot nor cold, from a cup that somebody washed.
"""


def cut_reply(*others: Passage, policy: Policy = POLICY, **about: Any) -> Reply:
    """Return the reply that quotes a passage of three items, to a question whose one token is like the second's."""
    monograph = read(CUT, title="Boneum")
    (item,) = chunk(monograph, BagOfWordsEncoder().count_tokens, 160, 254)
    found = replace(item.passage, parts=tuple(replace(p, token=n) for n, p in enumerate(item.passage.parts)))
    tokens = TokenIndex.of([np.asarray([[0, 127], [127, 0], [0, 127]], np.int8)])
    index = replace(index_of([replace(entry("Boneum"), **about)], [found, *others]), tokens=tokens)
    sought = Sought("at night?", np.asarray([[1.0, 0.0]], np.float32))
    return choosing.answered(ASKED, [Hit(found, 1.0, 0.9, 1, sought)], index, policy, TODAY)


def test_part_of_a_passage_is_quoted_with_its_own_place() -> None:
    (citation,) = cut_reply().citations
    assert citation.quote == next(line for line in CUT.splitlines() if "Sleep" in line)
    assert source(CUT, title="Boneum")[citation.start : citation.end] == citation.quote


def test_passage_is_quoted_whole_where_that_is_set_or_it_disagrees_or_the_drug_is_banned() -> None:
    whole = CUT.partition("\n\n")[2].strip()
    uncut = replace(POLICY, cuts=False)
    assert cut_reply(policy=uncut).citations[0].quote == whole
    assert cut_reply(is_banned=True).citations[0].quote == whole
    cited = cut_reply().citations[0].passage
    other = passage(1, "Boneum", "Never at night.")
    assert cut_reply(other, conflicts=((cited, other.id),)).citations[0].quote == whole
