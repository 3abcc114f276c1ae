from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from drugbot.corpus.files import corpus_checksum, corpus_files, read_corpus, read_file, relative
from drugbot.errors import CorpusError, MonographError
from tests.conftest import WriteMonograph
from tests.unit.corpus.making import source


@pytest.fixture
def corpus(write_monograph: WriteMonograph) -> Path:
    """A corpus folder with one good monograph."""
    return write_monograph("Fenolamine").parent


def titles(root: Path) -> list[str]:
    return [monograph.title for monograph in read_corpus(root).monographs]


def test_monographs_are_read_from_subfolders_whatever_their_suffix(corpus: Path) -> None:
    for number, name in enumerate(["a.MD", "b/c.markdown", "b/d/e.txt", "b/evaluation/f.md", "g h.md"]):
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source(title=f"Drug {number}"), encoding="utf-8")
    found = read_corpus(corpus)
    assert [(m.file, m.title) for m in found.monographs] == [
        ("a.MD", "Drug 0"),
        ("b/c.markdown", "Drug 1"),
        ("b/d/e.txt", "Drug 2"),
        ("b/evaluation/f.md", "Drug 3"),
        ("fenolamine.md", "Fenolamine"),
        ("g h.md", "Drug 4"),
    ]


def test_other_files_hidden_ones_and_the_evaluation_are_not_read(corpus: Path) -> None:
    for name in [
        "a.yaml",
        "b.rst",
        ".hidden.md",
        ".git/c.md",
        "evaluation/d.md",
        "evaluation/judgements/e.md",
    ]:
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\nbroken: [\n---\n", encoding="utf-8")
    found = read_corpus(corpus)
    assert [m.title for m in found.monographs] == ["Fenolamine"]
    assert found.left_out == ()
    assert found.passed_over == ()


def test_a_readme_is_passed_over_and_listed(corpus: Path) -> None:
    (corpus / "README.md").write_text("# About\n", encoding="utf-8")
    found = read_corpus(corpus, strict=True)
    assert found.passed_over == ("README.md",)
    assert found.left_out == ()


def test_files_that_cannot_be_read_are_named_and_the_rest_is_read(corpus: Path) -> None:
    (corpus / "a.md").write_bytes(b"")
    (corpus / "b.md").write_bytes(b"---\ntitle: B\n---\n\xff\n")
    (corpus / "z.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    found = read_corpus(corpus)
    assert [m.title for m in found.monographs] == ["Fenolamine"]
    assert [(error.file, error.line) for error in found.left_out] == [("a.md", 1), ("b.md", 4), ("z.md", 3)]


def test_strict_reading_stops_at_the_first_bad_file(corpus: Path) -> None:
    (corpus / "a.md").write_bytes(b"")
    (corpus / "b.md").write_bytes(b"\xff")
    with pytest.raises(MonographError, match=r"^a\.md:1: "):
        read_corpus(corpus, strict=True)


def test_of_two_monographs_with_one_title_neither_is_read_and_both_are_named(
    corpus: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("FENOLAMINE", name="other.md")
    write_monograph("Bromoprex")
    found = read_corpus(corpus)
    assert [m.title for m in found.monographs] == ["Bromoprex"]
    assert [error.file for error in found.left_out] == ["fenolamine.md", "other.md"]
    assert "other.md" in found.left_out[0].problem
    assert "fenolamine.md" in found.left_out[1].problem
    with pytest.raises(MonographError, match="the title"):
        read_corpus(corpus, strict=True)


def test_a_bad_file_does_not_count_as_a_second_one_with_its_title(corpus: Path) -> None:
    (corpus / "copy.md").write_text(source(front="is_banned: perhaps\n"), encoding="utf-8")
    assert titles(corpus) == ["Fenolamine"]


def test_a_link_out_of_the_corpus_is_refused(corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(source(title="Outside"), encoding="utf-8")
    (corpus / "link.md").symlink_to(outside)
    found = read_corpus(corpus)
    assert [m.title for m in found.monographs] == ["Fenolamine"]
    (error,) = found.left_out
    assert (error.file, error.problem) == ("link.md", "a link to a file outside the corpus")


def test_a_linked_folder_is_named_and_not_entered(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_text(source(title="Outside"), encoding="utf-8")
    (corpus / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    found = read_corpus(corpus)
    assert [m.title for m in found.monographs] == ["Fenolamine"]
    assert [error.file for error in found.left_out] == ["more"]


def test_a_link_within_the_corpus_is_read(corpus: Path, tmp_path: Path) -> None:
    (corpus / "fenolamine.md").rename(corpus / "text.inc")
    (corpus / "link.md").symlink_to("text.inc")
    assert titles(corpus) == ["Fenolamine"]


@pytest.mark.parametrize("target", ["gone.md", "loop.md"])
def test_a_link_that_leads_nowhere_is_named(corpus: Path, target: str) -> None:
    (corpus / "loop.md").symlink_to(target)
    found = read_corpus(corpus)
    assert [m.title for m in found.monographs] == ["Fenolamine"]
    assert [(error.file, error.problem) for error in found.left_out] == [("loop.md", "not a regular file")]


def test_a_pipe_is_named_and_does_not_block(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.md")
    (error,) = read_corpus(corpus).left_out
    assert (error.file, error.problem) == ("pipe.md", "not a regular file")


def test_a_file_that_may_not_be_read_is_named(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    (error,) = read_corpus(corpus).left_out
    assert (error.file, error.problem) == ("fenolamine.md", "cannot be read (Permission denied)")


Refuse = Callable[[Path], None]


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Let a folder not be listed: what missing permissions do, for root too."""
    listed, refused = os.scandir, set[Path]()

    def scandir(path: str | Path) -> object:
        if Path(path) in refused:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    return refused.add


def test_a_folder_that_may_not_be_read_is_named_and_the_rest_is_read(corpus: Path, refuse: Refuse) -> None:
    for name in ("sub/a.md", "sub/deep/b.md", "with/c.md", "with/out/d.md"):
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(source(title=name), encoding="utf-8")
    whole = corpus_checksum(corpus)
    refuse(corpus / "sub")
    refuse(corpus / "with" / "out")
    found = read_corpus(corpus)
    assert [m.title for m in found.monographs] == ["Fenolamine", "with/c.md"]
    assert [str(error) for error in found.left_out] == [
        f"{name}:1: cannot be read (Permission denied); check its permissions" for name in ("sub", "with/out")
    ]
    assert found.checksum == corpus_checksum(corpus) != whole
    with pytest.raises(MonographError, match=r"^sub:1: cannot be read"):
        read_corpus(corpus, strict=True)


def test_a_folder_that_can_be_read_again_is_left_out_until_the_next_build(corpus: Path) -> None:
    (corpus / "sub").mkdir()
    content = read_file(corpus / "sub", corpus).content
    assert isinstance(content, MonographError)
    assert "run `drugbot index` again" in str(content)


def test_hidden_folders_and_the_evaluation_need_not_be_readable(corpus: Path, refuse: Refuse) -> None:
    for name in (".git", "evaluation"):
        (corpus / name).mkdir()
        refuse(corpus / name)
    assert read_corpus(corpus).left_out == ()


def test_a_corpus_that_may_not_be_read_is_said_to_be_so(corpus: Path, refuse: Refuse) -> None:
    refuse(corpus)
    with pytest.raises(CorpusError, match=r"cannot be read \(Permission denied\); check its permissions"):
        read_corpus(corpus)


@pytest.mark.parametrize("rights", [0o000, 0o100, 0o400])
@pytest.mark.parametrize("place", ["corpus", "corpus/sub"])
def test_user_without_rights_is_told_of_them(place: str, rights: int) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder, "corpus")
        (root / "sub").mkdir(parents=True)
        for path in (Path(folder), root):
            path.chmod(0o755)  # others may read it, unlike pytest's own folder
        (root / "a.md").write_text(source(title="A"), encoding="utf-8")
        (root / "sub" / "b.md").write_text(source(title="B"), encoding="utf-8")
        Path(folder, place).chmod(rights)
        command = [sys.executable, "-c", UNPRIVILEGED, str(root)]
        done = subprocess.run(
            command, cwd=Path(__file__).parents[3], check=True, capture_output=True, text=True
        )
        Path(folder, place).chmod(0o755)
    assert "Permission denied); check its permissions" in done.stdout
    assert done.stdout.startswith("A\n") == (place == "corpus/sub")


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from drugbot.corpus.files import read_corpus
from drugbot.errors import CorpusError
if os.getuid() == 0:  # who may read everything
    os.setgid(65534)
    os.setuid(65534)
try:
    found = read_corpus(Path(sys.argv[1]))
    print(*(monograph.title for monograph in found.monographs), *found.left_out, sep=chr(10))
except CorpusError as error:
    print(error)
"""


@pytest.mark.parametrize("name", ["missing", "fenolamine.md"])
def test_a_corpus_that_is_no_folder_is_refused(corpus: Path, name: str) -> None:
    with pytest.raises(CorpusError, match="no such corpus folder; give one with --corpus"):
        read_corpus(corpus / name)


def test_a_folder_named_like_a_monograph_is_a_folder(corpus: Path) -> None:
    (corpus / "sub.md").mkdir()
    (corpus / "sub.md" / "a.md").write_text(source(title="Inner"), encoding="utf-8")
    assert titles(corpus) == ["Fenolamine", "Inner"]


def test_a_name_that_is_not_utf8_is_escaped(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    assert relative(tmp_path / name, tmp_path) == "caf\\udce9.md"


def test_checksum_is_that_of_the_reading_and_follows_every_change(corpus: Path) -> None:
    (corpus / "bad.md").write_bytes(b"")
    seen = {corpus_checksum(corpus)}
    assert seen == {read_corpus(corpus).checksum}
    (corpus / "notes.yaml").write_text("x", encoding="utf-8")
    assert corpus_checksum(corpus) in seen
    (corpus / "bad.md").write_bytes(b"x")
    seen.add(corpus_checksum(corpus))
    (corpus / "bad.md").rename(corpus / "worse.md")
    seen.add(corpus_checksum(corpus))
    (corpus / "worse.md").unlink()
    seen.add(corpus_checksum(corpus))
    assert len(seen) == 4
    assert read_corpus(corpus).checksum in seen


def test_files_come_in_a_fixed_order(corpus: Path) -> None:
    for name in ["b.md", "a/z.md", "a.md", "a-b.md"]:
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_bytes(b"")
    assert [relative(path, corpus) for path in corpus_files(corpus)] == [
        "a-b.md",
        "a.md",
        "a/z.md",
        "b.md",
        "fenolamine.md",
    ]


def test_readme_that_opens_with_a_rule_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\n\n# About\n\n---\n\nText.\n")
    found = read_corpus(tmp_path)
    assert (found.passed_over, found.left_out) == (("README.md",), ())
