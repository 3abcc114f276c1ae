from __future__ import annotations

import pytest

from drugbot.web.sections import KINDS, order_of

ORDER = [
    "BOXED WARNING: SUICIDALITY",
    "Drug Profile Summary",
    "1 INDICATIONS AND USAGE",
    "Dosage",
    "8 USE IN SPECIFIC POPULATIONS",
    "Contraindications",
    "Warnings and Precautions",
    "Drug Interactions",
    "Side Effects",
    "Pregnancy and Breastfeeding",
    "INR Monitoring",
    "Overdose",
    "12 Clinical Pharmacology",
    "Storage",
    "Alternate Names",
    "FAQs",
    "Nonclinical Toxicology",
]


def test_sections_stand_in_the_fixed_order_and_unknown_ones_last() -> None:
    assert [order_of((heading,)) for heading in ORDER] == list(range(1, len(KINDS) + 2))


def test_what_stands_before_the_first_heading_stays_there() -> None:
    assert order_of(()) < order_of(("Boxed Warning",))


@pytest.mark.parametrize(
    ("section", "as_if"),
    [
        (("Dosage", "Standard Dosage", "Children"), "Special Populations"),
        (("Use in Specific Populations", "8.1 Pregnancy"), "Pregnancy"),
        (("Dosage", "Standard Dosage", "Adults"), "Dosage"),
        (("Precautions", "Kidney disease"), "Precautions"),
        (("FAQs", "How is it stored?"), "FAQs"),
        (("Pregnancy and Breastfeeding", "Pregnancy"), "Pregnancy"),
        (("Use in Pregnancy",), "Pregnancy"),
    ],
)
def test_a_part_of_a_wide_section_has_its_own_place(section: tuple[str, ...], as_if: str) -> None:
    assert order_of(section) == order_of((as_if,))
