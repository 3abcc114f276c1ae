from __future__ import annotations

import math
import os
import pickle
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from drugbot.errors import DamagedIndexError
from drugbot.index.lexical import GramCounts, LexicalIndex, grams

K1, B = 1.2, 0.75

texts = st.lists(st.text(alphabet="abe -.2é", max_size=30), min_size=1, max_size=8)


def naive_bm25(documents: list[str], question: str) -> list[float]:
    """Lucene's BM25 as bm25s documents it, term by term."""
    counts = [Counter(grams(text)) for text in documents]
    average = sum(sum(count.values()) for count in counts) / len(counts) or 1.0
    scores = []
    for count in counts:
        score = 0.0
        for gram in grams(question):
            having = sum(gram in other for other in counts)
            weight = math.log(1 + (len(counts) - having + 0.5) / (having + 0.5))
            length = 1 - B + B * sum(count.values()) / average
            score += weight * count[gram] / (count[gram] + K1 * length)
        scores.append(score)
    return scores


@given(texts, st.text(alphabet="abe -.2é", max_size=20))
def test_scores_are_those_of_bm25_computed_term_by_term(documents: list[str], question: str) -> None:
    scores = LexicalIndex.of(GramCounts.of(documents)).scores(question)
    np.testing.assert_allclose(scores, naive_bm25(documents, question), rtol=1e-4, atol=1e-6)


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # texts without any gram are left out
@given(texts, st.text(alphabet="abe -.2é", max_size=20))
def test_scores_are_those_of_the_library_bm25s(documents: list[str], question: str) -> None:
    said = [grams(text) for text in documents]
    assume(all(said) and grams(question))
    vocabulary = {
        gram: number for number, gram in enumerate(sorted({gram for text in said for gram in text}))
    }
    oracle = bm25s.BM25(k1=K1, b=B)
    oracle.index(
        ([[vocabulary[g] for g in t] for t in said], vocabulary),
        show_progress=False,
        create_empty_token=False,
    )
    known = [gram for gram in grams(question) if gram in vocabulary]
    expected = oracle.get_scores(known) if known else np.zeros(len(documents))
    scores = LexicalIndex.of(GramCounts.of(documents)).scores(question)
    np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-6)


@given(st.lists(texts, min_size=1, max_size=4))
def test_counts_put_together_are_those_of_all_texts(parts: list[list[str]]) -> None:
    joined = GramCounts.joined([GramCounts.of(part) for part in parts])
    together = GramCounts.of([text for part in parts for text in part])
    for field in fields(GramCounts):
        np.testing.assert_array_equal(getattr(joined, field.name), getattr(together, field.name))
        assert getattr(joined, field.name).dtype == getattr(together, field.name).dtype


def test_characters_beyond_the_basic_plane_are_indexed() -> None:
    index = LexicalIndex.of(GramCounts.of(["𝒶𝒷𝒸 dose", "take with food"]))
    assert index.scores("𝒶𝒷𝒸").tolist()[0] > 0


def test_text_with_the_words_asked_for_scores_best() -> None:
    index = LexicalIndex.of(GramCounts.of(["store in a refrigerator", "take with food", "swallow whole"]))
    assert index.scores("refrigerated storage").argmax() == 0


def test_misspelt_word_still_scores() -> None:
    index = LexicalIndex.of(GramCounts.of(["osteonecrosis of the jaw", "nausea and vomiting"]))
    scores = index.scores("osteonecroses")
    assert scores[0] > scores[1]


def test_question_without_a_known_gram_scores_nothing_anywhere() -> None:
    index = LexicalIndex.of(GramCounts.of(["take with food", "!!!"]))
    for question in ("", "???", "zzzzz", "\N{PILL}"):
        assert index.scores(question).tolist() == [0, 0]


def test_texts_without_words_can_be_indexed() -> None:
    assert LexicalIndex.of(GramCounts.of(["...", ""])).scores("food").tolist() == [0, 0]


@given(texts, st.text(alphabet="abe -.2é", max_size=20), st.data())
def test_scores_of_some_texts_are_to_the_last_bit_those_among_all(
    documents: list[str], question: str, data: st.DataObject
) -> None:
    index = LexicalIndex.of(GramCounts.of(documents))
    some = np.asarray(data.draw(st.lists(st.sampled_from(range(len(documents))), min_size=1)), np.int64)
    assert index.scores_of(question, some).tolist() == index.scores(question)[some].tolist()


def test_grams_mark_where_words_begin_and_end() -> None:
    assert grams("Bone") == [" bon", "bone", "one "]
    assert grams("mg") == [" mg "]
    assert grams("2.5 mg") == [" 2.5", "2.5 ", " mg "]


def test_grams_of_short_words_are_kept() -> None:
    assert grams("a") == [" a "]


@given(texts, st.text(alphabet="abe 2", max_size=20))
def test_saved_index_scores_as_before(
    tmp_path_factory: pytest.TempPathFactory, documents: list[str], question: str
) -> None:
    folder = tmp_path_factory.mktemp("lexical") / "index"
    index = LexicalIndex.of(GramCounts.of(documents))
    index.save(folder)
    assert LexicalIndex.load(folder).scores(question).tolist() == index.scores(question).tolist()


def test_saved_files_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from drugbot.index.lexical import GramCounts, LexicalIndex;"
        "counts = GramCounts.of(['inject under the skin', 'every month', 'into the thigh']);"
        "LexicalIndex.of(counts).save(Path(sys.argv[1]))"
    )
    saved = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=True)
        saved.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert saved[0] == saved[1]


@pytest.mark.parametrize("broken", [b"", b"\x93NUMPY", b"rubbish"])
@pytest.mark.parametrize("number", range(5))
def test_broken_file_is_refused_with_the_remedy(tmp_path: Path, number: int, broken: bytes) -> None:
    LexicalIndex.of(GramCounts.of(["take with food", "swallow whole"])).save(tmp_path / "lexical")
    sorted((tmp_path / "lexical").iterdir())[number].write_bytes(broken)
    with pytest.raises(DamagedIndexError, match="drugbot index"):
        LexicalIndex.load(tmp_path / "lexical")


@pytest.mark.parametrize("number", range(5))
def test_missing_file_is_refused(tmp_path: Path, number: int) -> None:
    LexicalIndex.of(GramCounts.of(["take with food", "swallow whole"])).save(tmp_path / "lexical")
    sorted((tmp_path / "lexical").iterdir())[number].unlink()
    with pytest.raises(DamagedIndexError):
        LexicalIndex.load(tmp_path / "lexical")


class Payload:
    """Something that would leave a trace if it were unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.trace),)


def test_pickled_array_is_refused_and_not_run(tmp_path: Path) -> None:
    folder, trace = tmp_path / "lexical", tmp_path / "trace"
    LexicalIndex.of(GramCounts.of(["take with food"])).save(folder)
    for path in folder.glob("*.npy"):
        np.save(path, np.asarray([Payload(trace)], dtype=object), allow_pickle=True)
    with pytest.raises(DamagedIndexError):
        LexicalIndex.load(folder)
    assert not trace.exists()
    pickle.loads(pickle.dumps(Payload(trace)))
    assert trace.exists()  # it would have been
