from __future__ import annotations

import re
from pathlib import Path

from drugbot.lint.finding import Severity
from drugbot.lint.rules import RULES, finding

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")


def test_document_describes_every_rule_as_the_table_has_it() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| (.+?) \| (.+?) \| (.+?) \|$", DOCUMENT, re.MULTILINE)
    fixed = {rule.id for rule in RULES.values() if rule.mends}
    assert [row[0] for row in rows] == list(RULES)
    for name, severity, title, why, how in rows:
        rule = RULES[name]
        assert (severity, title, why) == (str(rule.severity), rule.title, rule.why)
        assert how == rule.how
        assert ("--fix" in how) == (name in fixed)


def test_ids_are_in_kebab_case_and_texts_are_one_line() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert all(text and "\n" not in text for text in (rule.title, rule.why, rule.how))


def test_finding_is_one_line_whatever_it_quotes() -> None:
    found = finding("mojibake", "a.md", 3, "two\nlines")
    assert found.text() == "a.md:3: warning mojibake: two lines; run `drugbot lint --fix`"
    assert found.severity is Severity.WARNING
