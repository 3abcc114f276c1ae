from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.errors import LintError
from drugbot.lint.config import PATTERN, LintConfig, load_config
from tests.unit.lint.making import CLEAN, changed, report

STALE = {**CLEAN, "fenolamine.md": changed(("2026-10-01", "2020-10-01"))}


def config(folder: Path, text: str) -> LintConfig:
    (folder / "lint.toml").write_text(text, encoding="utf-8")
    return load_config(folder)


def test_defaults_hold_without_a_file(tmp_path: Path) -> None:
    assert load_config(tmp_path) == LintConfig()
    assert load_config(tmp_path, stale_after_months=6).stale_after_months == 6
    assert LintConfig().sections == PATTERN


def test_rule_that_is_off_finds_nothing_and_is_counted(tmp_path: Path) -> None:
    found = report(tmp_path / "corpus", STALE, config(tmp_path, 'off = ["stale-date"]'))
    assert (found.findings, found.silenced) == ((), 1)


@pytest.mark.parametrize(("glob", "silent"), [("fen*.md", True), ("bon*.md", False), ("*", True)])
def test_ignore_covers_the_files_it_names(tmp_path: Path, glob: str, silent: bool) -> None:
    text = f'[[ignore]]\nrule = "stale-date"\nfile = "{glob}"\nreason = "reviewed on paper"\n'
    found = report(tmp_path / "corpus", STALE, config(tmp_path, text))
    assert (not found.findings) == silent


def test_thresholds_come_from_the_file(tmp_path: Path) -> None:
    text = 'stale_after_months = 100\nleast_faqs = 0\nmost_faqs = 7\nsections = ["Usage", "Storage"]\n'
    found = report(tmp_path / "corpus", STALE, config(tmp_path, text)).findings
    assert [one.rule for one in found if one.file == "fenolamine.md"] == ["missing-section", "faq-count"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("of = []", "there is no key 'of'"),
        ('off = ["no-such"]', "there is no rule 'no-such'"),
        ('off = "mojibake"', "a list is needed"),
        ("off = [1]", "a text is needed"),
        ("stale_after_months = 1.5", "a whole number"),
        ("stale_after_months = true", "a whole number"),
        ("most_faqs = -1", "a whole number"),
        ("least_faqs = 13", "more than most_faqs"),
        ("ignore = [1]", "write [[ignore]]"),
        ('[[ignore]]\nrule = "mojibake"\nfile = "*"\n', "has no reason"),
        ('[[ignore]]\nrule = "mojibake"\nfile = "*"\nreason = " "\n', "has no reason"),
        ('[[ignore]]\nrule = "no-such"\nfile = "*"\nreason = "x"\n', "there is no rule 'no-such'"),
        ('[[ignore]]\nrules = "mojibake"\n', "has no key 'rules'"),
        ("off = [", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_an_error_of_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(LintError) as error:
        config(tmp_path, text)
    assert words in str(error.value)
    assert "lint.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_byte_order_mark_before_the_file_is_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "lint.toml").write_text("least_faqs = 3", encoding="utf-8-sig")
    assert load_config(tmp_path).least_faqs == 3
