"""The starter corpus keeps what it promises."""

from __future__ import annotations

import subprocess
import sys

import pytest

from drugbot.corpus.files import read_corpus
from drugbot.corpus.monograph import Monograph
from tests.conftest import ROOT

NEEDED = (
    ("Usage",),
    ("Alternate Names",),
    ("How It Works",),
    ("Dosage", "Standard Dosage", "Adults"),
    ("Dosage", "Standard Dosage", "Children"),
    ("Dosage", "Standard Dosage", "Special Cases"),
    ("Side Effects",),
    ("Contraindications",),
    ("Drug Interactions",),
    ("Pregnancy and Breastfeeding",),
    ("Drug Profile Summary",),
    ("Popular Combinations",),
    ("Precautions",),
)
MONOGRAPHS = read_corpus(ROOT / "corpus", strict=True).monographs
each = pytest.mark.parametrize("monograph", MONOGRAPHS, ids=lambda monograph: monograph.title)


def tops(monograph: Monograph) -> set[str]:
    return {section.path[0] for section in monograph.sections}


@each
def test_monograph_has_every_section_of_the_pattern_with_text(monograph: Monograph) -> None:
    for path in NEEDED:
        below = [s for s in monograph.sections if s.path[: len(path)] == path]
        assert any(section.blocks for section in below), path
    assert 8 <= len(monograph.faqs) <= 12


@each
def test_monograph_needs_no_repair_and_says_that_nobody_reviewed_it(monograph: Monograph) -> None:
    assert monograph.repairs == ()
    assert monograph.extra["reviewed_by_clinician"] is False
    assert "clinician" in monograph.extra["review"]


@each
def test_monograph_says_by_section_what_it_rests_on(monograph: Monograph) -> None:
    assert set(monograph.extra["source"]) == tops(monograph) | {"FAQs"}


def test_corpus_has_withdrawn_drugs_forks_and_combinations() -> None:
    assert len(MONOGRAPHS) >= 40
    assert sum(monograph.is_banned for monograph in MONOGRAPHS) >= 2
    names = {monograph.title: set(monograph.names) for monograph in MONOGRAPHS}
    assert names["Denosumab"] >= {"Prolia", "Xgeva"}
    assert names["Semaglutide"] >= {"Ozempic", "Wegovy", "Rybelsus"}
    assert any({"Wellbutrin", "Zyban"} <= {name.split()[0] for name in found} for found in names.values())
    assert names["Sildenafil"] >= {"Viagra", "Revatio"}
    assert sum(" and " in title for title in names) >= 2


def test_table_of_the_corpus_is_what_the_monographs_say() -> None:
    command = [sys.executable, "scripts/corpus_table.py", "--check"]
    subprocess.run(command, cwd=ROOT, check=True)
