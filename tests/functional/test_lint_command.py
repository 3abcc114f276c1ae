from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.conftest import Run, only_line
from tests.unit.lint.making import CLEAN, FENOLAMINE, changed, write

NOISY = changed(("Fenolam®", "Fenolam速"))
WRONG = changed(("swallow 20 mg", "swallow 200 mg"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus", CLEAN)


def test_clean_corpus_ends_with_status_0(run: Run, corpus: Path) -> None:
    done = run("lint", "--corpus", corpus)
    assert (done.exit_code, done.stderr) == (0, "")
    assert only_line(done.stdout) == "2 files: 0 errors, 0 warnings, 0 notes."


@pytest.mark.parametrize(
    ("source", "status", "strict"), [("\ufeff" + FENOLAMINE, 0, 0), (NOISY, 0, 1), (WRONG, 1, 1)]
)
def test_status_goes_by_the_worst_finding(
    run: Run, corpus: Path, source: str, status: int, strict: int
) -> None:
    write(corpus, {"fenolamine.md": source})
    assert run("lint", "--corpus", corpus).exit_code == status
    assert run("lint", "--corpus", corpus, "--strict").exit_code == strict


def test_finding_is_one_line_with_place_rule_and_remedy(run: Run, corpus: Path) -> None:
    write(corpus, {"fenolamine.md": NOISY})
    lines = run("lint", "--corpus", corpus).stdout.splitlines()
    assert lines[0] == "fenolamine.md:30: warning mojibake: '速' is read as '®'; run `drugbot lint --fix`"
    assert lines[-1] == "2 files: 0 errors, 1 warning, 0 notes."


def test_json_and_sarif_hold_the_same_findings(run: Run, corpus: Path) -> None:
    write(corpus, {"fenolamine.md": WRONG})
    done = run("lint", "--corpus", corpus, "--json", "--sarif", "found.sarif")
    (found,) = json.loads(done.stdout)["findings"]
    (run_found,) = json.loads(Path("found.sarif").read_text(encoding="utf-8"))["runs"]
    (result,) = run_found["results"]
    place = result["locations"][0]["physicalLocation"]
    assert found["rule"] == result["ruleId"] == "dose-tenfold"
    assert found["line"] == place["region"]["startLine"]
    assert found["file"] == place["artifactLocation"]["uri"]
    assert done.exit_code == 1


def test_diff_shows_and_writes_nothing_then_fix_writes(run: Run, corpus: Path) -> None:
    write(corpus, {"fenolamine.md": NOISY})
    shown = run("lint", "--corpus", corpus, "--diff")
    assert (corpus / "fenolamine.md").read_text(encoding="utf-8") == NOISY
    changes = [
        line for line in shown.stdout.splitlines() if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert [line[0] for line in changes] == ["-", "+"]
    fixed = run("lint", "--corpus", corpus, "--fix")
    assert (fixed.exit_code, only_line(fixed.stderr)) == (0, "drugbot: files mended: 1")
    assert (corpus / "fenolamine.md").read_text(encoding="utf-8") == FENOLAMINE
    assert run("lint", "--corpus", corpus, "--diff").stdout == ""


def test_paths_choose_what_is_reported_and_mended(run: Run, corpus: Path) -> None:
    write(corpus, {"fenolamine.md": NOISY, "boneum.md": "\ufeff" + CLEAN["boneum.md"]})
    done = run("lint", corpus / "boneum.md", "--corpus", corpus)
    assert "byte-order-mark" in done.stdout
    assert "mojibake" not in done.stdout
    run("lint", corpus / "boneum.md", "--corpus", corpus, "--fix")
    assert (corpus / "fenolamine.md").read_text(encoding="utf-8") == NOISY


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--diff", "--json"], 2, "give one of them"),
        (["no-such-file.md"], 2, "does not exist"),
        (["."], 1, "holds no file of the folder"),
        (["--sarif", "none/found.sarif"], 1, "cannot be written"),
    ],
)
def test_wrong_usage_is_told_on_stderr(
    run: Run, corpus: Path, arguments: list[str], status: int, words: str
) -> None:
    done = run("lint", "--corpus", corpus, *arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert words in done.stderr


def test_missing_folder_and_bad_configuration_are_errors_of_one_line(run: Run, corpus: Path) -> None:
    missing = run("lint", "--corpus", corpus / "none")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "no such corpus folder" in only_line(missing.stderr)
    (corpus / "lint.toml").write_text("of = []\n")
    bad = run("lint", "--corpus", corpus)
    assert (bad.exit_code, bad.stdout) == (1, "")
    assert "there is no key 'of'" in only_line(bad.stderr)


def test_project_corpus_has_no_error(run: Run) -> None:
    done = run("lint", "--corpus", Path(__file__).parents[2] / "corpus")
    assert done.exit_code == 0, done.stdout
