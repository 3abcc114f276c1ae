from __future__ import annotations

import sqlite3
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.corpus.passage import Encodable
from drugbot.corpus.repair import Repair
from drugbot.index.content_cache import ContentCache
from drugbot.index.encoder import EncoderIdentity
from drugbot.index.lexical import GramCounts
from drugbot.index.segments import Draft, Segment, SegmentCache, segments_of
from tests.fakes import BagOfWordsEncoder
from tests.unit.index.making import entry, passage

ENCODER = BagOfWordsEncoder()
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def draft(*quotes: str, repairs: tuple[Repair, ...] = ()) -> Draft:
    items = tuple(
        Encodable(passage(number, "Boneum", quote), (quote, f"{quote} again")[: 1 + number % 2])
        for number, quote in enumerate(quotes)
    )
    return Draft(entry("Boneum", "Bonex"), items, repairs)


def made(*drafts: Draft) -> list[Segment]:
    return segments_of(drafts, ENCODER.encode_passages([text for draft in drafts for text in draft.texts]))


def cache(tmp_path: Path, encoder: BagOfWordsEncoder = ENCODER, tokens: int = 100) -> SegmentCache:
    return SegmentCache(ContentCache(tmp_path / "segments.sqlite"), encoder, tokens)


def assert_equal(one: Segment, other: Segment) -> None:
    assert (one.entry, one.passages, one.cut, one.repairs) == (
        other.entry,
        other.passages,
        other.cut,
        other.repairs,
    )
    np.testing.assert_array_equal(one.sizes, other.sizes)
    np.testing.assert_array_equal(one.vectors, other.vectors)
    np.testing.assert_array_equal(one.tokens, other.tokens)
    np.testing.assert_array_equal(one.token_counts, other.token_counts)
    assert one.vectors.dtype == other.vectors.dtype == np.float32
    for field in fields(GramCounts):
        np.testing.assert_array_equal(getattr(one.grams, field.name), getattr(other.grams, field.name))


def test_each_segment_gets_the_vectors_of_its_own_texts() -> None:
    first, second = draft("a b", "c"), draft("d")
    together = made(first, second)
    assert_equal(together[0], made(first)[0])
    assert_equal(together[1], made(second)[0])
    assert together[0].sizes.tolist() == [1, 2]
    assert segments_of([], []) == []


@given(
    st.lists(words, min_size=1, max_size=4), st.lists(st.builds(Repair, words, st.integers(1), words, words))
)
def test_segment_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, quotes: list[str], repairs: list[Repair]
) -> None:
    (segment,) = made(draft(*quotes, repairs=tuple(repairs)))
    store = cache(tmp_path_factory.mktemp("cache"))
    key = store.key("a.md", b"content")
    store.put({key: segment})
    assert_equal(store.get([key])[key], segment)


def test_key_changes_with_whatever_the_segment_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {
        cache(tmp_path).key("a.md", b"content"),
        cache(tmp_path).key("b.md", b"content"),
        cache(tmp_path).key("a.md", b"other content"),
        cache(tmp_path).key("a.m", b"dcontent"),
        cache(tmp_path, BagOfWordsEncoder("other")).key("a.md", b"content"),
        cache(tmp_path, tokens=101).key("a.md", b"content"),
    }
    monkeypatch.setattr("drugbot.index.segments.makers", lambda: {"code": "changed"})
    keys.add(cache(tmp_path).key("a.md", b"content"))
    assert len(keys) == 7


def test_prefix_of_the_encoder_is_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache(tmp_path).key("a.md", b"content")
    prefixed = EncoderIdentity("bag-of-words", ENCODER.identity.checksum, passage_prefix="passage: ")
    monkeypatch.setattr(ENCODER, "identity", prefixed)
    assert cache(tmp_path).key("a.md", b"content") != before


@pytest.mark.parametrize("damage", ["garbage", "altered", "foreign"])
def test_damaged_cache_is_thrown_away_and_not_believed(tmp_path: Path, damage: str) -> None:
    store = cache(tmp_path)
    key = store.key("a.md", b"content")
    store.put({key: made(draft("a b"))[0]})
    file = tmp_path / "segments.sqlite"
    if damage == "garbage":
        file.write_bytes(b"not a database" * 1000)
    elif damage == "altered":
        with sqlite3.connect(file) as database:
            (blob,) = database.execute("SELECT content FROM contents").fetchone()
            database.execute(
                "UPDATE contents SET content = ?", (blob[:100] + bytes([blob[100] ^ 1]) + blob[101:],)
            )
        database.close()
    else:
        ContentCache(file).put({key: b"whole, and no segment"})
    assert store.get([key]) == {}
    assert not file.exists()
    store.put({key: made(draft("a b"))[0]})
    assert set(store.get([key])) == {key}
