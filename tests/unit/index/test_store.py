from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.corpus.passage import Excerpt, Passage
from drugbot.errors import DamagedIndexError, ForeignIndexError, MissingIndexError, UnwritableIndexError
from drugbot.index.contents import Entry, Index
from drugbot.index.records import passage_line
from drugbot.index.site import building_site
from drugbot.index.store import SCHEMA, load_index, save_index
from drugbot.index.vectors import FaissIndex
from tests.fakes import BagOfWordsEncoder
from tests.unit.index.making import entry, index_of, passage


def save(directory: Path, index: Index) -> None:
    with building_site(directory) as site:
        save_index(
            site,
            entries=index.entries,
            passages=map(passage_line, index.passages),
            owners=index.owners,
            vectors=index.vectors,
            lexical=index.lexical,
            tokens=index.tokens,
            manifest=index.manifest,
        )


def small_index(quote: str = "Inject 60 mg under the skin.") -> Index:
    passages = [
        passage(1, "Boneum", quote),
        passage(2, "Boneum", "Keep it cold.", question="How do I store it?"),
    ]
    return index_of([entry("Boneum", "Bonex")], passages)


def first_quote(directory: Path) -> str:
    return load_index(directory).passages[0].excerpt.quote


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A directory with a small index."""
    save(tmp_path / "index", small_index())
    return tmp_path / "index"


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
excerpts = st.builds(Excerpt, words, st.integers(0, 10**6), st.integers(0, 10**6))
entries = st.builds(
    Entry,
    title=st.just("Boneum"),
    names=st.lists(words, max_size=3).map(tuple),
    description=words | st.just(""),
    is_banned=st.booleans(),
    last_modified=st.none() | st.dates(),
    file=words,
    revision=words,
)
passages = st.builds(
    Passage,
    id=words,
    drug=st.just("Boneum"),
    file=words,
    section=st.lists(words, max_size=3).map(tuple),
    kind=st.sampled_from(["section", "faq"]),
    excerpt=excerpts,
    context=st.lists(excerpts, max_size=2).map(tuple),
    cut=st.booleans(),
)


@given(entries, st.lists(passages, min_size=1, max_size=4))
def test_what_is_saved_is_loaded_unchanged(
    tmp_path_factory: pytest.TempPathFactory, saved_entry: Entry, saved: list[Passage]
) -> None:
    index = index_of([saved_entry], saved)
    directory = tmp_path_factory.mktemp("index")
    save(directory, index)
    loaded = load_index(directory)
    assert (loaded.entries, loaded.passages) == (index.entries, index.passages)
    assert loaded.manifest.encoder == index.manifest.encoder
    assert loaded.owners.tolist() == index.owners.tolist()
    query = BagOfWordsEncoder().encode_query("bone").vector
    before, after = index.vectors.search(query, 9), loaded.vectors.search(query, 9)
    assert (before[0].tolist(), before[1].tolist()) == (after[0].tolist(), after[1].tolist())


def test_day_of_last_change_survives(tmp_path: Path) -> None:
    index = index_of([entry("Boneum", modified=date(2024, 2, 29))], [passage(1, "Boneum", "Text.")])
    save(tmp_path, index)
    assert load_index(tmp_path).entries[0].last_modified == date(2024, 2, 29)


def test_saving_the_same_index_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("a", "b"):
        save(tmp_path / name, small_index())
        save(tmp_path / name, small_index())  # and over itself
        contents.append(
            {
                path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
                for path in (tmp_path / name).rglob("*")
                if path.is_file()
            }
        )
    assert contents[0] == contents[1]


def test_only_the_newest_generation_is_kept(directory: Path) -> None:
    save(directory, small_index("Inject 120 mg under the skin."))
    assert len(list(directory.glob("g-*"))) == 1
    assert first_quote(directory) == "Inject 120 mg under the skin."


def test_what_others_keep_in_the_directory_is_left_alone(tmp_path: Path) -> None:
    for name in ("g-notes", "g-code", ".build-cache"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.txt").write_text("mine")
    save(tmp_path, small_index())
    save(tmp_path, small_index("Other."))
    assert [(tmp_path / name / "mine.txt").read_text() for name in ("g-notes", "g-code", ".build-cache")] == [
        "mine"
    ] * 3


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(data: bytes) -> bytes:
    return b""


def lengthened(data: bytes) -> bytes:
    return data + b"\0"


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "harm",
    [truncated, emptied, lengthened, flipped, None],
    ids=lambda harm: getattr(harm, "__name__", "removed"),
)
def test_harm_to_any_file_is_refused_with_the_remedy(
    directory: Path, tmp_path: Path, harm: Callable[[bytes], bytes] | None
) -> None:
    files = [path for path in directory.rglob("*") if path.is_file() and path.name != ".lock"]
    assert len(files) >= 9
    for path in files:
        copy = tmp_path / "copy"
        shutil.copytree(directory, copy)
        harmed = copy / path.relative_to(directory)
        if harm is None:
            harmed.unlink()
        else:
            harmed.write_bytes(harm(harmed.read_bytes()))
        with pytest.raises((DamagedIndexError, MissingIndexError), match="run `drugbot index") as failure:
            load_index(copy)
        assert "\n" not in str(failure.value)
        shutil.rmtree(copy)


def test_any_flipped_bit_of_the_manifest_is_noticed(directory: Path) -> None:
    path = directory / "manifest.json"
    data = path.read_bytes()
    for position in range(len(data)):
        path.write_bytes(data[:position] + bytes([data[position] ^ 1 << position % 7]) + data[position + 1 :])
        with pytest.raises((DamagedIndexError, ForeignIndexError), match="drugbot index"):
            load_index(directory)
    path.write_bytes(data)
    assert first_quote(directory)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "{}",
        '"x"',
        "[" * 100_000,
        f'{{"schema": {SCHEMA}}}',
        f'{{"schema": {SCHEMA}, "files": []}}',
    ],
)
def test_manifest_of_another_form_is_refused(directory: Path, text: str) -> None:
    (directory / "manifest.json").write_text(text)
    with pytest.raises(DamagedIndexError, match="drugbot index"):
        load_index(directory)


def test_index_of_another_layout_is_refused_as_such(directory: Path) -> None:
    path = directory / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 99}))
    with pytest.raises(ForeignIndexError, match=r"99.*drugbot index"):
        load_index(directory)


def test_missing_generation_is_refused(directory: Path) -> None:
    shutil.rmtree(next(directory.glob("g-*")))
    with pytest.raises(DamagedIndexError, match="drugbot index"):
        load_index(directory)


@pytest.mark.parametrize("name", ["nowhere", "empty", "file"])
def test_place_without_an_index_is_answered_with_the_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(MissingIndexError, match=f"drugbot index --index .*{name}"):
        load_index(tmp_path / name)


def test_index_of_another_encoder_is_refused_with_both_names(directory: Path) -> None:
    with pytest.raises(ForeignIndexError, match=r"bag-of-words.*other.*drugbot index"):
        load_index(directory).check_encoder(BagOfWordsEncoder("other").identity)


def test_half_written_index_disturbs_nobody_and_is_cleared_by_the_next_build(directory: Path) -> None:
    left = directory / ".drugbot-build-k1ll3d"
    left.mkdir()
    (left / "passages.jsonl").write_text('{"id": "half')
    (directory / "manifest.json.new").write_text('{"schema"')
    assert first_quote(directory) == "Inject 60 mg under the skin."

    save(directory, small_index("Inject 120 mg."))

    assert first_quote(directory) == "Inject 120 mg."
    assert sorted(path.name for path in directory.iterdir() if not path.name.startswith(("g-", ".lock"))) == [
        "manifest.json"
    ]


def test_generation_that_was_harmed_is_written_anew_by_the_same_build(directory: Path) -> None:
    harmed = next(directory.glob("g-*/passages.jsonl"))
    harmed.write_text("")
    save(directory, small_index())
    assert first_quote(directory) == "Inject 60 mg under the skin."


def test_generation_replaced_while_it_is_read_is_read_anew(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = FaissIndex.load.__func__  # type: ignore[attr-defined]
    calls: list[Path] = []

    def load_late(cls: type[FaissIndex], path: Path) -> FaissIndex:
        if not calls:
            calls.append(path)
            save(directory, small_index("Newer."))
        index: FaissIndex = load(cls, path)
        return index

    monkeypatch.setattr(FaissIndex, "load", classmethod(load_late))
    assert first_quote(directory) == "Newer."


def test_loading_runs_nothing_that_a_file_holds(directory: Path, tmp_path: Path) -> None:
    seen: list[dict[str, object]] = []
    original = np.load

    def watched(*args: object, **kwargs: object) -> object:
        seen.append(kwargs)
        return original(*args, **kwargs)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np, "load", watched)
        load_index(directory)
    assert seen
    assert all(kwargs.get("allow_pickle") is False for kwargs in seen)


@pytest.mark.parametrize("way", ["index", "index/.lock", "index/manifest.json.new"])
def test_something_in_the_way_is_an_error_of_one_line(tmp_path: Path, way: str) -> None:
    blocked = tmp_path / way
    blocked.parent.mkdir(exist_ok=True)
    if way == "index":
        blocked.write_text("in the way")
    else:
        blocked.mkdir()
    with pytest.raises(UnwritableIndexError, match="cannot be written") as failure:
        save(tmp_path / "index", small_index())
    assert "\n" not in str(failure.value)


@pytest.fixture
def nearly_full_disk() -> Iterator[Callable[[int], None]]:
    """Let no file of this process grow beyond so many bytes: what a full disk does, for root too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 100, 200, 400, 800])
def test_full_disk_leaves_the_old_index_as_it_was(
    directory: Path, nearly_full_disk: Callable[[int], None], size: int
) -> None:
    larger = small_index("Newer. " * 100)
    before = sorted(path for path in directory.rglob("*") if path.name != ".lock")
    nearly_full_disk(size)
    with pytest.raises(UnwritableIndexError, match="free space") as failure:
        save(directory, larger)
    nearly_full_disk(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    assert "\n" not in str(failure.value)
    assert sorted(path for path in directory.rglob("*") if path.name != ".lock") == before
    assert first_quote(directory) == "Inject 60 mg under the skin."


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from tests.unit.index.test_store import save, small_index

moment, directory = int(sys.argv[1]), Path(sys.argv[2])
calls = 0
for name in ("fsync", "rename", "replace", "open", "mkdir", "unlink", "rmdir"):
    def watched(*args, _original=getattr(os, name), **kwargs):
        global calls
        calls += 1
        if calls == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return _original(*args, **kwargs)
    setattr(os, name, watched)
save(directory, small_index("Newer."))
"""


@pytest.mark.parametrize("moment", [6, 9, 18, 29, 30, 34, 35, 38, 45, 999])
def test_build_killed_at_any_moment_leaves_the_old_index_or_the_new_one(directory: Path, moment: int) -> None:
    command = [sys.executable, "-c", KILLED_BUILD, str(moment), str(directory)]
    status = subprocess.run(command, cwd=Path(__file__).parents[3], check=False).returncode
    assert status == (0 if moment == 999 else -signal.SIGKILL)
    assert first_quote(directory) in (
        {"Newer."} if status == 0 else {"Inject 60 mg under the skin.", "Newer."}
    )

    save(directory, small_index("Next."))

    assert first_quote(directory) == "Next."
    left = {path.name[:2] for path in directory.iterdir()} - {".l"}
    assert left == {"g-", "ma"}


READ_ONLY_BUILD = """
import os, sys
from pathlib import Path
from drugbot.errors import UnwritableIndexError
from drugbot.index.makers import makers
from tests.unit.index.test_store import save, small_index

index, _ = small_index("Newer."), makers()
if os.getuid() == 0:  # who may write everywhere
    os.setgid(65534)
    os.setuid(65534)
try:
    save(Path(sys.argv[1]), index)
except UnwritableIndexError as error:
    print(error)
"""


def test_read_only_directory_is_an_error_of_one_line_and_keeps_the_old_index() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # others may read it, unlike pytest's own folder
        directory = Path(folder, "index")
        save(directory, small_index())
        for path in (directory, *directory.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        command = [sys.executable, "-c", READ_ONLY_BUILD, str(directory)]
        done = subprocess.run(
            command, cwd=Path(__file__).parents[3], check=True, capture_output=True, text=True
        )
        assert first_quote(directory) == "Inject 60 mg under the skin."
        for path in (directory, *directory.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
    assert "Permission denied" in done.stdout
    assert "cannot be written" in done.stdout
    assert done.stdout.count("\n") == 1


def test_index_can_be_read_by_whoever_may_read_its_directory(directory: Path) -> None:
    for folder in directory.glob("g-*"):
        assert folder.stat().st_mode == directory.stat().st_mode


def test_two_builds_at_once_leave_a_whole_index(directory: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: save(directory, small_index(f"Build {n}.")), range(12)))
    assert first_quote(directory).startswith("Build ")
    assert len(list(directory.glob("g-*"))) == 1


def test_build_that_fails_for_another_cause_says_that_one_and_leaves_nothing(directory: Path) -> None:
    before = sorted(path for path in directory.rglob("*") if path.name != ".lock")
    with pytest.raises(RuntimeError, match="of the encoder"), building_site(directory):
        raise RuntimeError("of the encoder")
    assert sorted(path for path in directory.rglob("*") if path.name != ".lock") == before
    save(directory, small_index("Next."))
    assert first_quote(directory) == "Next."
