from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.lint.making import CLEAN, FENOLAMINE, changed, report


def corpus(source: str) -> dict[str, str]:
    return {**CLEAN, "fenolamine.md": source}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Usage", "<!-- drugbot-lint: off stale-date -->\n## Usage"),
        ("- **Limit:**", "<!-- drugbot-lint: off stale-date -->\n- **Limit:**"),
        ("is_banned", "# drugbot-lint: off stale-date\nis_banned"),
        ("is_banned", "# drugbot-lint: off mojibake, stale-date -- reviewed on paper\nis_banned"),
    ],
)
def test_comment_switches_a_rule_off_in_its_file(tmp_path: Path, before: str, after: str) -> None:
    source = changed(("2026-10-01", "2020-10-01"), (before, after))
    found = report(tmp_path / "corpus", corpus(source))
    assert (found.findings, found.silenced) == ((), 1)


def test_comment_says_nothing_about_other_rules_and_files(tmp_path: Path) -> None:
    stale = ("2026-10-01", "2020-10-01")
    quiet = changed(stale, ("## Usage", "<!-- drugbot-lint: off no-date -->\n## Usage"))
    files = {"boneum.md": changed(stale, source=CLEAN["boneum.md"]), "fenolamine.md": quiet}
    found = report(tmp_path / "corpus", files).findings
    assert [(one.file, one.rule) for one in found] == [
        ("boneum.md", "stale-date"),
        ("fenolamine.md", "stale-date"),
    ]


def test_comment_covers_rules_that_compare_monographs(tmp_path: Path) -> None:
    boneum = CLEAN["boneum.md"].replace(
        "- **fenolamine:** Boneum and fenolamine together make people more drowsy.", "None is known."
    )
    quiet = changed(("## Usage", "<!-- drugbot-lint: off interaction-one-sided -->\n## Usage"))
    assert report(tmp_path / "a", {"boneum.md": boneum, "fenolamine.md": FENOLAMINE}).findings
    assert not report(tmp_path / "b", {"boneum.md": boneum, "fenolamine.md": quiet}).findings


@pytest.mark.parametrize("words", ["of stale-date", "off", "on stale-date", "off no-such"])
def test_comment_that_switches_nothing_off_is_a_finding(tmp_path: Path, words: str) -> None:
    source = changed(("## Usage", f"<!-- drugbot-lint: {words} -->\n## Usage"))
    (found,) = report(tmp_path / "corpus", corpus(source)).findings
    assert (found.rule, found.line) == ("lint-comment", 24)
