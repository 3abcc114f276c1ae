from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from drugbot.errors import CorpusError, LintError
from drugbot.lint.config import LintConfig
from drugbot.lint.running import files_under, lint
from tests.unit.lint.making import CLEAN, FENOLAMINE, TODAY, changed, write

STALE = changed(("2026-10-01", "2020-10-01"))


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    files = {f"drug-{n}.md": STALE.replace("title: Fenolamine", f"title: Drug {n}") for n in range(30)}
    folder = write(tmp_path / "corpus", {**CLEAN, **files, "bad.md": "---\n"})
    one = lint(folder, LintConfig(), today=TODAY, processes=1)
    assert lint(folder, LintConfig(), today=TODAY, processes=2) == one
    assert len([found for found in one.findings if found.rule == "stale-date"]) == 30


def test_only_the_files_asked_for_are_reported_and_all_are_compared(tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus", {"a.md": FENOLAMINE, "b.md": FENOLAMINE, "c.md": STALE})
    found = lint(folder, LintConfig(), today=TODAY, only={"a.md"}, processes=1)
    assert [(one.file, one.rule) for one in found.findings] == [("a.md", "same-title")]
    assert found.files == 1


def test_paths_are_files_of_the_corpus_or_folders_in_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus", {"a.md": FENOLAMINE})
    inner = write(folder / "inner", {"b.md": STALE})
    assert files_under(folder, [folder / "a.md"]) == {"a.md"}
    assert files_under(folder, [inner]) == {"inner/b.md"}
    assert files_under(folder, [folder]) == {"a.md", "inner/b.md"}
    outside = shutil.copy(folder / "a.md", tmp_path / "other.md")
    with pytest.raises(LintError, match="holds no file of the folder"):
        files_under(folder, [outside])


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such corpus folder"):
        lint(tmp_path / "none", LintConfig(), today=TODAY)


def test_file_that_cannot_be_decoded_is_a_finding_at_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus", {"bad.md": b"---\ntitle: X\n---\n\xff\n"})
    (found,) = lint(folder, LintConfig(), today=TODAY).findings
    assert (found.rule, found.line) == ("unreadable", 4)
    assert "save the file as UTF-8" in found.how


def test_folder_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "corpus", {"a.md": FENOLAMINE})
    inner = write(folder / "inner", {"b.md": STALE})
    listed = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path) == inner:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (found,) = lint(folder, LintConfig(), today=TODAY, only=files_under(folder, [inner])).findings
    assert (found.rule, found.file) == ("unreadable", "inner")
    assert "Permission denied" in found.what


@pytest.mark.shared
def test_seed_has_its_repairs_and_no_disagreement(seed_corpus: Path) -> None:
    found = lint(seed_corpus, LintConfig(), today=TODAY)
    assert found.by_rule() == {
        "mojibake": 3,
        "heading-markup": 32,
        "description-truncated": 1,
        "faq-leaked-answer": 10,
        "faq-answer-mark": 10,
        "faq-twice": 10,
    }
