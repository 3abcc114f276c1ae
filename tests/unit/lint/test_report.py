from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugbot.lint.finding import Finding, Severity
from drugbot.lint.report import LintReport
from drugbot.lint.rules import RULES, finding
from tests.unit.lint.making import CLEAN, changed, report

NOTE = finding("line-end", "b c.md", 1, "x")
WARNING = finding("mojibake", "a.md", 2, "x")
ERROR = finding("dose-differs", "a.md", 3, "x")


@pytest.mark.parametrize(
    ("findings", "status", "strict"),
    [((), 0, 0), ((NOTE,), 0, 0), ((NOTE, WARNING), 0, 1), ((ERROR,), 1, 1)],
)
def test_status_is_for_ci(findings: tuple[Finding, ...], status: int, strict: int) -> None:
    found = LintReport(findings, 1, 0)
    assert (found.status(), found.status(strict=True)) == (status, strict)


def test_text_has_a_line_for_each_finding_and_counts_by_rule() -> None:
    lines = LintReport((WARNING, ERROR, NOTE), 2, 3).text().splitlines()
    assert lines[0] == "a.md:2: warning mojibake: x; run `drugbot lint --fix`"
    assert lines[3] == ""
    assert lines[4:] == [
        "     1 note line-end",
        "     1 warning mojibake",
        "     1 error dose-differs",
        "2 files: 1 error, 1 warning, 1 note, 3 switched off.",
    ]


def test_json_has_everything_that_the_text_has() -> None:
    record = json.loads(json.dumps(LintReport((ERROR,), 2, 0).record()))
    assert record["by_rule"] == {"dose-differs": 1}
    (found,) = record["findings"]
    assert set(found) == {"rule", "severity", "file", "line", "what", "why", "how"}
    assert (found["severity"], found["line"], found["why"]) == ("error", 3, RULES["dose-differs"].why)


def test_sarif_has_the_parts_that_its_schema_requires() -> None:
    sarif = json.loads(json.dumps(LintReport((ERROR, NOTE), 2, 0).sarif("1.2.3")))
    assert set(sarif) == {"$schema", "version", "runs"}
    assert sarif["version"] == "2.1.0"
    (run,) = sarif["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert driver["version"] == "1.2.3"
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(run["results"]) == 2
    for result, found in zip(run["results"], (ERROR, NOTE), strict=True):
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == found.rule
        (place,) = result["locations"]
        assert place["physicalLocation"]["region"]["startLine"] == found.line >= 1
    uri = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "b%20c.md"


def test_findings_are_sorted_and_each_is_given_once(tmp_path: Path) -> None:
    source = changed(("2026-10-01", "2020-10-01"), ("## Side Effects", "## **Adverse Reactions**"))
    found = report(tmp_path / "corpus", {**CLEAN, "a.md": "text", "fenolamine.md": source}).findings
    assert [one.rule for one in found] == [
        "no-front-matter",
        "stale-date",
        "heading-markup",
        "heading-variant",
    ]
    assert list(found) == sorted(set(found), key=Finding.place)
    assert {one.severity for one in found} == {Severity.NOTE, Severity.WARNING}
