from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugbot.index.content_cache import ContentCache
from drugbot.index.encoder import Encoding
from drugbot.index.vector_cache import CachingEncoder
from drugbot.progress import Progress, no_progress
from tests.fakes import BagOfWordsEncoder


class Counting(BagOfWordsEncoder):
    """Remembers which texts it was asked for."""

    def __init__(self, name: str = "bag-of-words") -> None:
        super().__init__(name)
        self.asked: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        self.asked += texts
        return super().encode_passages(texts, progress)


def cached(tmp_path: Path, name: str = "bag-of-words") -> tuple[Counting, CachingEncoder]:
    inner = Counting(name)
    return inner, CachingEncoder(inner, ContentCache(tmp_path / "cache" / "vectors.sqlite"))


def assert_equal(ours: Sequence[Encoding], theirs: Sequence[Encoding]) -> None:
    for one, other in zip(ours, theirs, strict=True):
        for field in fields(Encoding):
            np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))


texts = st.lists(
    st.sampled_from(["dose 60 mg", "store it cold", "", "é®", "dose 61 mg", "x y z"]), max_size=8
)


@given(st.lists(texts, min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_vectors_are_those_of_the_encoder_whatever_was_asked_before(
    tmp_path: Path, rounds: list[list[str]]
) -> None:
    for asked in rounds:
        _, encoder = cached(tmp_path)
        assert_equal(encoder.encode_passages(asked), BagOfWordsEncoder().encode_passages(asked))


def test_only_new_texts_are_encoded_and_each_once(tmp_path: Path) -> None:
    first, encoder = cached(tmp_path)
    encoder.encode_passages(["a", "b", "a"])
    assert first.asked == ["a", "b"]
    second, encoder = cached(tmp_path)
    encoder.encode_passages(["c", "b", "a"])
    assert second.asked == ["c"]


def test_vectors_of_another_encoder_are_not_taken(tmp_path: Path) -> None:
    cached(tmp_path, "one")[1].encode_passages(["a"])
    inner, encoder = cached(tmp_path, "two")
    encoder.encode_passages(["a"])
    assert inner.asked == ["a"]


def test_many_texts_are_found_again(tmp_path: Path) -> None:
    many = [f"text {number}" for number in range(1203)]
    before = cached(tmp_path)[1].encode_passages(many)
    inner, encoder = cached(tmp_path)
    assert_equal(encoder.encode_passages(many), before)
    assert inner.asked == []


@pytest.mark.parametrize("damage", ["garbage", "truncated", "altered"])
def test_damaged_cache_is_thrown_away_and_not_believed(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "cache" / "vectors.sqlite"
    right = cached(tmp_path)[1].encode_passages(["a", "b"])
    if damage == "garbage":
        file.write_bytes(b"not a database" * 1000)
    elif damage == "truncated":
        file.write_bytes(file.read_bytes()[:5000])
    else:
        with sqlite3.connect(file) as database:
            (blob,) = database.execute("SELECT content FROM contents LIMIT 1").fetchone()
            database.execute("UPDATE contents SET content = ?", (bytes([blob[0] ^ 1]) + blob[1:],))
        database.close()
    inner, encoder = cached(tmp_path)
    assert_equal(encoder.encode_passages(["a", "b"]), right)
    assert inner.asked == ["a", "b"]
    inner, encoder = cached(tmp_path)
    encoder.encode_passages(["a", "b"])
    assert inner.asked == []


def test_cache_that_cannot_be_kept_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    inner, encoder = cached(tmp_path)
    assert len(encoder.encode_passages(["a"])) == 1
    assert inner.asked == ["a"]
