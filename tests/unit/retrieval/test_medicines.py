from __future__ import annotations

import pytest

from drugbot.retrieval.medicines import also_called, known_medicines


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("panadol", "paracetamol"),
        ("panadol", "acetaminophen"),
        ("acetaminophen", "paracetamol"),
        ("ventolin", "salbutamol"),
        ("rifampin", "rifampicin"),
        ("ferrous sulfate", "iron"),
        ("aluminum hydroxide", "aluminium"),
    ],
)
def test_a_medicine_has_other_names(name: str, other: str) -> None:
    assert other in also_called(name)
    assert name not in also_called(name)


def test_a_product_is_called_by_its_own_names_only() -> None:
    assert all(known_medicines()[name] == known_medicines()["hyzaar"] for name in also_called("hyzaar"))


def test_an_unknown_word_has_none() -> None:
    assert also_called("apium") == ()


def test_a_metal_that_stands_in_other_words_is_no_name() -> None:
    assert "calcium" not in also_called("calcium carbonate")
    assert "potassium" not in also_called("potassium chloride")
