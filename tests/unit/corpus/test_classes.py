from __future__ import annotations

import pytest

from drugbot.corpus.classes import class_names, classes, classes_of_name, stated_classes


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Boneum is an NSAID that relieves pain.", ("NSAID",)),
        ("Bonex (boneum) is a kinase inhibitor.", ("kinase inhibitor",)),
        ("It belongs to a class of medicines called statins.", ("statin",)),
        ("Boneum is a tablet taken with a statin.", ()),
        ("Boneum is not an NSAID.", ()),
        ("Aspirin is an NSAID.", ()),
        ("NSAIDs raise the risk of bleeding with boneum.", ()),
        ("Boneum is used when an ACE inhibitor does not work.", ()),
    ],
)
def test_class_is_stated_only_of_the_drug_itself(text: str, stated: tuple[str, ...]) -> None:
    assert stated_classes("Boneum", ("Bonex",), [text]) == stated


@pytest.mark.parametrize("subject", ["Boneum and Apium", "Boneum-apium", "Boneum/Apium"])
def test_a_product_of_two_is_known_by_both_its_names(subject: str) -> None:
    assert stated_classes("Boneum and Apium", (), [f"{subject} is an NSAID for pain."]) == ("NSAID",)
    assert stated_classes("Boneum and Apium", (), ["Boneum is an NSAID for pain."]) == ()


def test_names_of_classes_are_known_in_singular_and_plural() -> None:
    assert class_names()["statins"] == class_names()["hmg coa reductase inhibitor"]
    assert [each.name for each in class_names()["nonsteroidal anti inflammatory drugs"]] == ["NSAID"]


def test_stem_marks_a_class() -> None:
    assert classes_of_name("atorvastatin") == ("statin",)
    assert classes_of_name("") == ()


def test_no_class_is_listed_twice() -> None:
    names = [each.name for each in classes()]
    assert len(names) == len(set(names))
