from __future__ import annotations

import pytest

from drugbot.lint.disagreements import Disagreement, disagreements
from tests.unit.lint.making import changed, read

CHILDREN = "This monograph gives no fenolamine dose for children."


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.kind, one.differs) for one in disagreements(read(changed(*edits)))]


def only(*edits: tuple[str, str]) -> Disagreement:
    (one,) = disagreements(read(changed(*edits)))
    return one


def test_monograph_that_agrees_with_itself_has_none() -> None:
    assert disagreements(read()) == ()


def test_sides_say_where_they_stand() -> None:
    source = changed(("swallow 20 mg", "swallow 30 mg"))
    monograph = read(source)
    (one,) = disagreements(monograph)
    assert one.first.section == ("Dosage", "Adults")
    assert monograph.text.text[one.first.span.start : one.first.span.end] == one.first.words
    assert one.first.words == "- **Hives:** Fenolamine 20 mg by mouth twice a day."
    assert one.second.faq is not None
    assert one.second.faq.question == "How much fenolamine do adults take for hives?"
    assert one.second.span == one.second.faq.span
    assert one.differs == "30 mg against 20 mg"


def test_section_is_held_against_summary_and_summary_against_faq() -> None:
    one = only(("- **Half-life:** About 12 hours", "- **Half-life:** About 36 hours"))
    assert one.first.section == ("How It Works",)
    assert one.second.section == ("Drug Profile Summary",)


def test_faq_in_the_body_is_compared_by_its_sentences() -> None:
    source = (
        changed() + "\n## FAQs\n\n### How much for hives?\n\nFor hives, 50 mg of fenolamine twice a day.\n"
    )
    (one,) = disagreements(read(source))
    assert one.second.words == "For hives, 50 mg of fenolamine twice a day."
    assert one.kind == "dose-differs"


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (("swallow 20 mg", "swallow 0.2 g"), "dose-tenfold"),
        (("swallow 20 mg", "swallow 2 mg"), "dose-tenfold"),
        (("swallow 20 mg", "swallow 20 g"), "unit-slip"),
        (("swallow 20 mg of fenolamine twice", "swallow 20 mg of fenolamine four times"), "dose-differs"),
        (("limit is 80 mg", "limit is 120 mg"), "dose-differs"),
        (("gone after 12 hours, its", "gone after 3 days, its"), "number-differs"),
    ],
)
def test_kind_says_how_numbers_differ(edit: tuple[str, str], kind: str) -> None:
    assert [one for one, _ in found(edit)] == [kind]


@pytest.mark.parametrize(
    ("why", "edits"),
    [
        ("another unit of the same", [("swallow 20 mg", "swallow 0.02 g")]),
        ("another wording of the interval", [("20 mg of fenolamine twice a day", "20 mg every 12 hours")]),
        ("a number inside a range", [("Fenolamine 20 mg by mouth", "Fenolamine 10 to 30 mg by mouth")]),
        ("children", [(CHILDREN, "Children from 6 years: 10 mg of fenolamine once a day.")]),
        ("another use", [("- **Limit:**", "- **Insect bites:** 15 mg by mouth once.\n- **Limit:**")]),
        ("kidney disease", [("- **Kidney disease:** No", "- **Severe kidney disease:** 10 mg a day. No")]),
        ("another medicine", [("more drowsy.", "more drowsy; boneum is limited to 5 mg a day.")]),
    ],
)
def test_numbers_of_another_context_do_not_disagree(why: str, edits: list[tuple[str, str]]) -> None:
    numbers = {"dose-differs", "number-differs", "dose-tenfold", "unit-slip"}
    assert not numbers & {kind for kind, _ in found(*edits)}, why


def test_dose_of_another_brand_does_not_disagree_and_that_of_the_same_does() -> None:
    brands = (
        ("**Fenolam®**", "**Fenolam®** and **Fenomax®**"),
        ("- **Hives:** Fenolamine 20 mg", "- **Hives (Fenolam):** 20 mg"),
        ("- **Limit:**", "- **Hives (Fenomax):** 60 mg by mouth once a week.\n- **Limit:**"),
    )
    question = "How much fenolamine do adults take for hives?"
    answer = "Adults with hives swallow 20 mg of fenolamine twice a day."
    right = ((question, "How much Fenomax for hives?"), (answer, "For hives, Fenomax 60 mg."))
    wrong = ((question, "How much Fenolam for hives?"), (answer, "For hives, Fenolam 60 mg."))
    assert found(*brands, *right) == []
    assert [kind for kind, _ in found(*brands, *wrong)] == ["dose-differs"]


PREGNANCY = "a: Fenolamine must not be used in pregnancy"
NO_CHANGE = "a: Kidney disease does not change the fenolamine dose"


@pytest.mark.parametrize(
    "answer",
    [
        "Fenolamine may be used in pregnancy",
        "Yes, fenolamine is safe in pregnancy",
        "Yes",
        "It can be taken then",
    ],
)
def test_what_one_forbids_and_another_allows_is_a_disagreement(answer: str) -> None:
    assert {kind for kind, _ in found((f"{PREGNANCY}.", f"a: {answer}."))} == {"verdict-differs"}


@pytest.mark.parametrize(
    "listed",
    [
        "## Contraindications\n\n- Allergy\n- Pregnancy\n",
        "## Contraindications\n\n- **Pregnancy:** because of possible harm.\n",
        "## Contraindications\n\nNo pregnant woman should have it.\n",
    ],
)
def test_list_of_contraindications_forbids(listed: str) -> None:
    stood = "## Contraindications\n\nFenolamine must not be taken by anyone allergic to it.\n"
    edits = (
        (stood, listed),
        ("## Pregnancy and Breastfeeding\n\nFenolamine must not", "## Pregnancy and Breastfeeding\n\nIt may"),
        (f"{PREGNANCY}.", "a: Ask the prescriber."),
    )
    assert {kind for kind, _ in found(*edits)} == {"verdict-differs"}


@pytest.mark.parametrize(
    "answer",
    [
        "Fenolamine may be used in pregnancy only if the benefit outweighs the risk",
        "Fenolamine may be used in pregnancy after the first trimester",
        "Nobody has studied fenolamine in pregnancy",
        "Fenolamine may be used by people who plan a holiday",
    ],
)
def test_verdict_with_a_condition_or_another_subject_is_none(answer: str) -> None:
    edits = (
        (PREGNANCY, f"a: {answer}"),
        ("q: Can I take fenolamine while pregnant?", "q: What about babies?"),
    )
    assert found(*edits) == []


@pytest.mark.parametrize(
    ("answer", "differs"),
    [
        ("The fenolamine dose must be reduced in kidney disease", True),
        ("Halve the dose in kidney disease", True),
        ("The dose must be reduced in severe kidney disease", False),
        ("The dose must be reduced in liver disease", False),
        ("The dose may have to be reduced in kidney disease", False),
        ("No dose adjustment is needed in kidney disease", False),
    ],
)
def test_dose_change_is_compared_for_the_same_people(answer: str, differs: bool) -> None:
    assert bool(found((NO_CHANGE, f"a: {answer}"))) == differs


def test_two_sections_disagree_where_everything_else_is_equal() -> None:
    sentence = "Skin marks from sunlight with fenolamine fade within 3 weeks."
    edits = (
        ("side effect of fenolamine.", f"side effect of fenolamine. {sentence}"),
        ("drive with care.", f"drive with care. {sentence.replace('3', '9')}"),
    )
    assert [kind for kind, _ in found(*edits)] == ["number-differs"]


def test_order_is_that_of_the_text_whatever_was_compared_first() -> None:
    edits = (
        ("swallow 20 mg", "swallow 30 mg"),
        (PREGNANCY, "a: Fenolamine may be used in pregnancy"),
        ("- **Half-life:** About 12 hours", "- **Half-life:** About 36 hours"),
    )
    places = [one.second.span.start for one in disagreements(read(changed(*edits)))]
    assert places == sorted(places)
    assert len(places) == 3
