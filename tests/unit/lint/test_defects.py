"""A planted defect for every rule, and its clean twin."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from drugbot.lint.rules import RULES
from tests.unit.lint.making import CLEAN, FENOLAMINE, changed, report

Files = Mapping[str, str | bytes]

_USAGE = "## Usage\n\nFenolamine eases the itching of hives and of insect bites.\n"
_SLEEPY = "    a: Some people on fenolamine feel sleepy for the first days.\n"


def _fenolamine(*edits: tuple[str, str]) -> Files:
    return {"fenolamine.md": changed(*edits)}


def _without(start: str, end: str) -> Files:
    first = FENOLAMINE.index(start)
    return {"fenolamine.md": FENOLAMINE[:first] + FENOLAMINE[FENOLAMINE.index(end, first) :]}


PLANTED: Mapping[str, Files] = {
    "unreadable": {"broken.md": "---\ntitle: [\n---\nText.\n"},
    "same-title": {"twin.md": FENOLAMINE},
    "no-front-matter": {"README.md": "# About this folder\n"},
    "lint-comment": _fenolamine((_USAGE, f"<!-- drugbot-lint: off no-such-rule -->\n{_USAGE}")),
    "byte-order-mark": {"fenolamine.md": f"\ufeff{FENOLAMINE}"},
    "line-end": {"fenolamine.md": FENOLAMINE.replace("\n", "\r\n")},
    "mojibake": _fenolamine(("Fenolam®", "Fenolam速")),
    "heading-markup": _fenolamine(("## Usage", "## **Usage:**")),
    "description-truncated": _fenolamine(("twice a day.", "twice a d...")),
    "faq-leaked-answer": _fenolamine(
        ("  - q: Does it make people sleepy?\n", "  - q: 'Does it make people sleepy?** **A:** Some do.'\n"),
        (_SLEEPY, "    a: Some do.\n"),
    ),
    "faq-answer-mark": _fenolamine(("    a: Some people", "    a: >-\n      A:** Some people")),
    "faq-question-markup": _fenolamine(("q: Does it make", "q: 9. Does it make")),
    "faq-without-answer": _fenolamine((_SLEEPY, "    a: ''\n")),
    "faq-twice": _fenolamine(
        ("---\n## Usage", f"  - q: Does it make people sleepy?\n{_SLEEPY}---\n## Usage"),
    ),
    "faq-answers-differ": _fenolamine(
        ("---\n## Usage", "  - q: Does it make people sleepy?\n    a: It never does.\n---\n## Usage"),
    ),
    "faq-alike": _fenolamine(
        ("---\n## Usage", "  - q: Does it make sleepy people?\n    a: It may do so.\n---\n## Usage"),
    ),
    "faq-repeats-section": _fenolamine(
        (_SLEEPY, "    a: Sleepiness is the most common side effect of fenolamine.\n")
    ),
    "faq-count": _fenolamine((f"  - q: Does it make people sleepy?\n{_SLEEPY}", "")),
    "missing-section": _without("## Precautions", "People on") | _without("## Side Effects", "## Contra"),
    "empty-section": _fenolamine(("Sleepiness is the most common side effect of fenolamine.\n", "")),
    "heading-variant": _fenolamine(("## Side Effects", "## Adverse Reactions")),
    "heading-order": _fenolamine(
        (_USAGE, ""),
        ("## Dosage", f"{_USAGE}\n## Dosage"),
    ),
    "heading-level": _fenolamine(("### Adults", "##### Adults")),
    "heading-twice": _fenolamine(
        ("## Contraindications", "## Side Effects\n\nNausea.\n\n## Contraindications")
    ),
    "stale-date": _fenolamine(("2026-10-01", "2024-11-23")),
    "future-date": _fenolamine(("2026-10-01", "2026-11-24")),
    "no-date": _fenolamine(("lastModified: '2026-10-01T00:00:00.000Z'\n", "")),
    "no-description": _fenolamine(
        ("description: Fenolamine is a tablet that eases itching. Adults take it twice a day.\n", "")
    ),
    "name-unknown": _fenolamine(("- **Boneum:**", "- **Nefazadone, boneum:**")),
    "name-of-another": _fenolamine(("**Fenolam®**", "**Fenolam®** and **Xarelto®**")),
    "name-shared": _fenolamine(("**Fenolam®**", "**Fenolam®** and **Bonel®**")),
    "name-ordinary": {
        **_fenolamine(("**Fenolam®**", "**Fenolam®** and **Mixture**")),
        **{f"{n}.md": f"---\ntitle: Drug {n}\n---\n## Usage\n\nA mixture.\n" for n in range(6)},
    },
    "interaction-one-sided": {
        "boneum.md": CLEAN["boneum.md"].replace(
            "- **fenolamine:** Boneum and fenolamine together make people more drowsy.", "None is known."
        )
    },
    "dose-differs": _fenolamine(("swallow 20 mg", "swallow 30 mg")),
    "number-differs": _fenolamine(("- **Half-life:** About 12 hours", "- **Half-life:** About 36 hours")),
    "dose-tenfold": _fenolamine(("swallow 20 mg", "swallow 200 mg")),
    "unit-slip": _fenolamine(("swallow 20 mg", "swallow 20 mcg")),
    "verdict-differs": _fenolamine(
        ("a: Fenolamine must not be used in pregnancy", "a: Fenolamine may be used in pregnancy")
    ),
    "adjustment-differs": _fenolamine(
        (
            "a: Kidney disease does not change the fenolamine dose",
            "a: The dose must be reduced in kidney disease",
        )
    ),
}


def test_every_rule_has_a_planted_defect() -> None:
    assert set(PLANTED) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_planted_defect_is_found(tmp_path: Path, rule: str) -> None:
    found = report(tmp_path / "corpus", {**CLEAN, **PLANTED[rule]}).findings
    assert rule in {finding.rule for finding in found}


def test_clean_twin_is_silent(tmp_path: Path) -> None:
    assert report(tmp_path / "corpus", CLEAN).findings == ()


@pytest.mark.parametrize(
    ("edit", "line", "words"),
    [
        (("swallow 20 mg", "swallow 30 mg"), 10, "(30 mg against 20 mg)"),
        (("## Side Effects", "## Adverse Reactions"), 51, "'Adverse Reactions' stands for 'Side Effects'"),
        (("Boneum:**", "Nefazadone:**"), 61, "perhaps 'nefazodone' is meant"),
        (("2026-10-01", "2020-10-01"), 5, "73 months ago"),
    ],
)
def test_finding_names_line_and_what(tmp_path: Path, edit: tuple[str, str], line: int, words: str) -> None:
    found = report(tmp_path / "corpus", {**CLEAN, **_fenolamine(edit)}).findings
    assert any(one.line == line and words in one.what for one in found), [one.text() for one in found]


def test_defect_is_named_once_where_several_statements_speak_against_it(tmp_path: Path) -> None:
    source = changed(
        ("drive with care.", "drive with care. Fenolamine is contraindicated in pregnancy."),
        ("a: Fenolamine must not be used in pregnancy", "a: Fenolamine may be used in pregnancy"),
    )
    (found,) = report(tmp_path / "corpus", {**CLEAN, "fenolamine.md": source}).findings
    assert found.rule == "verdict-differs"
    assert found.line == 14
    assert "lines 65, 78" in found.what
