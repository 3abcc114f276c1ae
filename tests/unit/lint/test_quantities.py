from __future__ import annotations

import pytest

from drugbot.lint.quantities import quantities

MONTH, YEAR = 730.5, 8766.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60 mg every 6 months", [("mass", 60, 60), ("interval", 6 * MONTH, 6 * MONTH)]),
        ("60mg SC", [("mass", 60, 60)]),
        ("2.5 to 5 mg once daily", [("mass", 2.5, 5), ("interval", 24, 24)]),
        ("2.5 mg to 5 mg", [("mass", 2.5, 5)]),
        ("0.5 g or 500 mg", [("mass", 500, 500)]),
        ("1,000 mg", [("mass", 1000, 1000)]),
        ("25 mcg", [("mass", 0.025, 0.025)]),
        ("15 mg/kg/day", [("mass/kg", 15, 15)]),
        ("1 mg for each kilogram", [("mass/kg", 1, 1)]),
        ("eGFR below 30 mL/min/1.73 m²", [("volume/min", 30, 30)]),
        ("50 mcg/5 mL", [("mass/5ml", 0.05, 0.05)]),
        ("two to three times a day", [("interval", 8, 12)]),
        ("twice daily", [("interval", 12, 12)]),
        ("every 4 to 6 hours", [("interval", 4, 6)]),
        ("12 hours apart", [("interval", 12, 12)]),
        ("for 5 months", [("time", 5 * MONTH, 5 * MONTH)]),
        ("aged 6 to 17 years", [("age", 6 * YEAR, 17 * YEAR)]),
        ("2 °C to 8 °C", [("temperature", 2, 8)]),
        ("2500 mg to 750 mg", [("mass", 2500, 2500), ("mass", 750, 750)]),
        ("B12 and Q10", []),
        ("5 tablets", []),
    ],
)
def test_quantities_are_read_with_their_dimension(
    text: str, expected: list[tuple[str, float, float]]
) -> None:
    assert [(one.dimension, one.low, one.high) for one in quantities(text)] == [
        (dimension, pytest.approx(low), pytest.approx(high)) for dimension, low, high in expected
    ]


def test_quantity_is_said_as_it_is_written() -> None:
    text = "Take 2.5  mg now"
    (found,) = quantities(text)
    assert (found.said, text[found.start : found.end]) == ("2.5 mg", "2.5  mg")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("4 weeks", "1 month", True),
        ("12 months", "52 weeks", True),
        ("0.5 g", "500 mg", True),
        ("every 12 hours", "twice a day", True),
        ("6 months", "5 months", False),
        ("2 to 5 mg", "4 mg", True),
        ("2 to 5 mg", "6 mg", False),
    ],
)
def test_equal_quantities_overlap_however_they_are_written(one: str, other: str, same: bool) -> None:
    assert quantities(one)[0].overlaps(quantities(other)[0]) == same
