from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from drugbot.errors import CorpusError, MonographError, UnwritableIndexError
from drugbot.index.building import BuildReport, build_index, current_manifest
from drugbot.index.content_cache import ContentCache
from drugbot.index.encoder import Encoder, Encoding, Vectors
from drugbot.index.store import load_index
from drugbot.index.vector_cache import CachingEncoder
from drugbot.progress import Item, Progress, no_progress
from tests.conftest import WriteMonograph
from tests.fakes import BagOfWordsEncoder

BODY = "## Usage\n\nIt is used for weak bones.\n\n## Dosage\n\n- Adults: 60 mg\n- Children: none\n"
TOKENS = 100


def build(tmp_path: Path, encoder: BagOfWordsEncoder | None = None, *, strict: bool = False) -> BuildReport:
    return build_index(
        tmp_path / "corpus",
        tmp_path / "index",
        encoder or BagOfWordsEncoder(),
        passage_tokens=TOKENS,
        strict=strict,
    )


def current(tmp_path: Path, encoder: BagOfWordsEncoder | None = None, tokens: int = TOKENS) -> bool:
    identity = (encoder or BagOfWordsEncoder()).identity
    return current_manifest(tmp_path / "corpus", tmp_path / "index", identity, tokens) is not None


def test_every_vector_belongs_to_the_passage_that_its_text_is_of(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY, front="faqs:\n  - q: Is it cold?\n    a: Keep it cold.\n")
    report = build(tmp_path)
    index = load_index(tmp_path / "index")
    assert (report.monographs, report.passages, report.vectors) == (
        1,
        len(index.passages),
        len(index.vectors),
    )
    assert set(index.owners.tolist()) == set(range(len(index.passages)))
    encoder = BagOfWordsEncoder()
    for number, passage in enumerate(index.passages):
        row = index.vectors.search(encoder.encode_query(passage.excerpt.quote).vector, 1)[0][0]
        assert index.owners[row] == number


def test_monographs_are_in_the_order_of_their_titles(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    for title, name in (("zinc", "a.md"), ("Apium", "z.md"), ("boneum", "m.md")):
        write_monograph(title, BODY, name=name)
    build(tmp_path)
    assert [entry.title for entry in load_index(tmp_path / "index").entries] == ["Apium", "boneum", "zinc"]


BUILD = """
import sys
from pathlib import Path
from drugbot.index.building import build_index
from tests.fakes import BagOfWordsEncoder
build_index(Path(sys.argv[1]), Path(sys.argv[2]), BagOfWordsEncoder(), passage_tokens=100)
"""


def test_same_corpus_gives_the_same_bytes_in_every_process(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY, front="faqs:\n  - q: Is it cold?\n    a: Keep it cold.\n")
    write_monograph("Apium", BODY)
    contents = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", BUILD, str(tmp_path / "corpus"), str(target)]
        subprocess.run(command, env=environment, check=True, cwd=Path(__file__).parents[3])
        files = sorted(path for path in target.rglob("*") if path.is_file())
        contents.append({path.relative_to(target).as_posix(): path.read_bytes() for path in files})
    assert contents[0] == contents[1]
    assert any(name.endswith("lexical/grams.npy") for name in contents[0])


def test_edit_of_one_monograph_leaves_the_passages_of_others_as_they_were(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Apium", BODY)
    write_monograph("Boneum", BODY)
    build(tmp_path)
    before = load_index(tmp_path / "index")
    write_monograph("Apium", BODY.replace("weak bones", "strong bones"))
    build(tmp_path)
    after = load_index(tmp_path / "index")
    unchanged = [p for p in before.passages if p.drug == "Boneum"]
    assert [p for p in after.passages if p.drug == "Boneum"] == unchanged
    assert before.passages != after.passages


def test_empty_corpus_is_refused_and_the_old_index_stays(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    file = write_monograph("Boneum", BODY)
    build(tmp_path)
    file.unlink()
    with pytest.raises(CorpusError, match="no monograph to index"):
        build(tmp_path)
    assert load_index(tmp_path / "index").entries[0].title == "Boneum"


def test_corpus_of_files_without_front_matter_says_how_many_there_are(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "README.md").write_text("# Read me\n")
    with pytest.raises(CorpusError, match="1 without front matter"):
        build(tmp_path)
    assert not (tmp_path / "index").exists()


def test_missing_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="--corpus"):
        build(tmp_path)


def test_file_that_cannot_be_used_is_left_out_and_reported(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY)
    (tmp_path / "corpus" / "bad.md").write_text("---\ntitle: [\n---\nText.\n")
    (tmp_path / "corpus" / "README.md").write_text("Not a monograph.\n")
    report = build(tmp_path)
    assert [error.file for error in report.left_out] == ["bad.md"]
    assert list(load_index(tmp_path / "index").manifest.left_out) == [str(report.left_out[0])]
    assert "left out bad.md:" in report.text()
    assert "README.md" in report.text()
    assert [entry.title for entry in load_index(tmp_path / "index").entries] == ["Boneum"]


def test_strict_build_stops_and_writes_nothing(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", BODY)
    (tmp_path / "corpus" / "bad.md").write_text("---\ntitle: [\n---\nText.\n")
    with pytest.raises(MonographError, match=r"bad\.md"):
        build(tmp_path, strict=True)
    assert not (tmp_path / "index").exists()


def test_report_counts_repairs_or_lists_them(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", "## Usage\n\nThe patientâ€™s bones.\n")
    report = build(tmp_path)
    assert report.repairs
    assert "--repairs lists them" in report.text()
    assert "boneum.md:" not in report.text()
    assert "mended boneum.md:" in report.text(every_repair=True)


class CountingEncoder(BagOfWordsEncoder):
    """Remembers how many threads numpy multiplied with."""

    threads = 0

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        self.threads = max(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return super().encode_passages(texts, progress)


def test_passages_are_encoded_with_one_thread_so_that_the_bytes_do_not_depend_on_how_many_there_are(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY)
    encoder = CountingEncoder()
    with threadpool_limits(limits=2, user_api="blas"):
        build(tmp_path, encoder)
    assert encoder.threads == 1


class FailingEncoder(BagOfWordsEncoder):
    """Fails in the middle of the work."""

    def encode_passages(self, texts: object, progress: Progress = no_progress) -> Vectors:
        raise KeyboardInterrupt


def test_interrupted_build_leaves_the_old_index(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", BODY)
    build(tmp_path)
    write_monograph("Apium", BODY)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, FailingEncoder())
    assert [entry.title for entry in load_index(tmp_path / "index").entries] == ["Boneum"]


@pytest.mark.parametrize("way", ["index", "index/.lock"])
def test_place_that_cannot_be_written_is_noticed_before_anything_is_encoded(
    tmp_path: Path, write_monograph: WriteMonograph, way: str
) -> None:
    write_monograph("Boneum", BODY)
    blocked = tmp_path / way
    if way == "index":
        blocked.write_text("in the way")
    else:
        blocked.mkdir(parents=True)
    with pytest.raises(UnwritableIndexError, match="cannot be written"):
        build(tmp_path, FailingEncoder())


class WaitingEncoder(BagOfWordsEncoder):
    """Encodes when it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go_on = Event(), Event()

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        self.began.set()
        assert self.go_on.wait(30)
        return super().encode_passages(texts, progress)


def test_second_of_two_builds_says_that_it_waits_and_encodes_nothing_twice(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY)
    vectors = ContentCache(tmp_path / "vectors.sqlite")
    first, second, waited = WaitingEncoder(), WaitingEncoder(), Event()

    def progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterable[Item]:
        for item in items:
            if label == "waiting for another build":
                waited.set()
                first.go_on.set()
            yield item

    def run(encoder: Encoder, shown: Progress = no_progress) -> BuildReport:
        cached = CachingEncoder(encoder, vectors)
        corpus, directory = tmp_path / "corpus", tmp_path / "index"
        return build_index(corpus, directory, cached, passage_tokens=TOKENS, progress=shown)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(run, first)
        assert first.began.wait(30)
        other = pool.submit(run, second, progress)
        assert one.result() == other.result()
    assert waited.is_set()
    assert not second.began.is_set()
    assert load_index(tmp_path / "index").entries[0].title == "Boneum"


def test_index_is_current_after_its_build(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", BODY)
    assert not current(tmp_path)
    build(tmp_path)
    assert current(tmp_path)


def test_index_is_not_current_with_another_encoder_or_setting(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY)
    build(tmp_path)
    assert not current(tmp_path, BagOfWordsEncoder("other"))
    assert not current(tmp_path, tokens=TOKENS + 1)


@pytest.mark.parametrize("change", ["edited", "added", "removed", "renamed"])
def test_index_is_not_current_after_a_change_of_the_corpus(
    tmp_path: Path, write_monograph: WriteMonograph, change: str
) -> None:
    write_monograph("Boneum", BODY)
    file = write_monograph("Apium", BODY)
    build(tmp_path)
    if change == "edited":
        file.write_text(file.read_text().replace("60 mg", "61 mg"))
    elif change == "added":
        write_monograph("Zincum", BODY)
    elif change == "removed":
        file.unlink()
    else:
        file.rename(file.with_name("other.md"))
    assert not current(tmp_path)


def test_change_of_the_judgements_does_not_make_the_index_stale(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Boneum", BODY)
    build(tmp_path)
    (tmp_path / "corpus" / "evaluation").mkdir()
    (tmp_path / "corpus" / "evaluation" / "notes.md").write_text("---\ntitle: Notes\n---\nText.\n")
    assert current(tmp_path)


def test_damaged_index_is_not_current(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", BODY)
    build(tmp_path)
    next((tmp_path / "index").glob("g-*/vectors.faiss")).unlink()
    assert not current(tmp_path)
    build(tmp_path)
    assert current(tmp_path)
    shutil.rmtree(tmp_path / "index")
    assert not current(tmp_path)


def test_index_written_by_another_version_is_not_current(
    tmp_path: Path, write_monograph: WriteMonograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_monograph("Boneum", BODY)
    build(tmp_path)
    monkeypatch.setattr("drugbot.index.building.makers", lambda: {"drugbot": "99"})
    assert not current(tmp_path)


def test_manifest_tells_what_the_index_is_made_of(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", BODY)
    report = build(tmp_path)
    manifest = json.loads((tmp_path / "index" / "manifest.json").read_text())
    assert manifest["counts"] == {
        "monographs": 1,
        "passages": report.passages,
        "vectors": report.vectors,
        "tokens": 0,
    }
    assert manifest["encoder"]["name"] == "bag-of-words"
    assert set(manifest["versions"]) >= {"drugbot", "faiss-cpu", "ftfy", "code"}
    assert str(tmp_path) not in json.dumps(manifest)
