from __future__ import annotations

import pytest

from drugbot.corpus.faqs import clean_question
from drugbot.corpus.monograph import Monograph
from tests.unit.corpus.making import BODY, read, repairs

LEAKED = """\
faqs:
  - q: >-
      How often is it used?**

      **A:** Twice
      a day.
    a: >-
      A:** Twice a
      day.
"""


def pairs(monograph: Monograph) -> list[tuple[str, str]]:
    return [(faq.question, faq.answer) for faq in monograph.faqs]


def quoted(monograph: Monograph, number: int = 0) -> str:
    """Return the source text that an FAQ pair cites."""
    span = monograph.faqs[number].span
    start, end = monograph.text.original(span.start, span.end)
    return monograph.text.source[start:end]


def test_an_answer_leaked_into_its_question_is_taken_out_and_listed() -> None:
    found = read(front=LEAKED)
    assert pairs(found) == [("How often is it used?", "Twice a day.")]
    assert repairs(found) == [("faq-leaked-answer", 4), ("faq-answer-mark", 9)]


@pytest.mark.parametrize("heading", ["7. FAQs", "**7) Frequently Asked Questions:**"])
@pytest.mark.parametrize("question", ["### 1. Is it safe?", "**Q1: Is it safe?**", "### Is it safe?"])
def test_pairs_are_read_under_a_numbered_heading(heading: str, question: str) -> None:
    found = read(f"{BODY}\n## {heading}\n\n{question}\n\nMostly, yes.\n")
    assert pairs(found) == [("Is it safe?", "Mostly, yes.")]
    assert quoted(found) == "Mostly, yes."
    assert [section.path for section in found.sections] == [("Usage",)]
    assert ("heading-markup", 8) in repairs(found)


def test_a_leaked_answer_stands_in_where_none_is_given() -> None:
    found = read(front="faqs:\n  - q: 'How often? **A:** Twice.'\n")
    assert pairs(found) == [("How often?", "Twice.")]


def test_a_leaked_answer_that_differs_is_kept_beside_the_given_one() -> None:
    found = read(front="faqs:\n  - q: 'How often?** **A:** Twice.'\n    a: Once.\n")
    assert pairs(found) == [("How often?", "Once."), ("How often?", "Twice.")]
    assert ("faq-answers-differ", 4) in repairs(found)


def test_an_answer_mark_leaked_without_an_answer_is_taken_out() -> None:
    found = read(front="faqs:\n  - q: 'How often?** **A:**'\n    a: Once.\n")
    assert pairs(found) == [("How often?", "Once.")]


@pytest.mark.parametrize("mark", ["A:** ", "**A:** ", "A: ", "**Answer:** ", "A3: ", "Ans: "])
def test_an_answer_mark_before_an_answer_is_taken_off_and_listed(mark: str) -> None:
    found = read(front=f'faqs:\n  - q: Why?\n    a: "{mark}Because."\n')
    assert pairs(found) == [("Why?", "Because.")]
    assert repairs(found) == [("faq-answer-mark", 5)]


@pytest.mark.parametrize(
    "answer", ["A dose a day.", "Vitamin A: yes.", "Ask: how much?", "Answering that is hard.", "a: b"]
)
def test_an_answer_without_a_mark_is_not_changed(answer: str) -> None:
    found = read(front=f"faqs:\n  - q: Why?\n    a: '{answer}'\n")
    assert pairs(found) == [("Why?", answer)]
    assert repairs(found) == []


@pytest.mark.parametrize(
    "raw",
    [
        "Q7: Why?",
        "**Q7: Why?**",
        "**Q7:** Why?",
        "Q. Why?",
        "Q7 – Why?",
        "7. Why?",
        "7) Why?",
        "Question 7: Why?",
        "- Q: Why?",
        "Why?**",
        "Q:Why?",
        "  Why? ",
    ],
)
def test_numbering_and_markup_of_a_question_are_taken_off(raw: str) -> None:
    assert clean_question(raw) == "Why?"


@pytest.mark.parametrize(
    "question",
    [
        "2.5 mg or 5 mg: which?",
        "Q-T interval: is it prolonged?",
        "Q10 with it?",
        "Quickly?",
        "HLA-B*5801 and it?",
        "10 mg or 20 mg?",
        "Is vitamin A: safe?",
    ],
)
def test_a_question_that_is_fine_is_not_changed(question: str) -> None:
    found = read(front=f'faqs:\n  - q: "{question}"\n    a: Yes.\n')
    assert pairs(found) == [(question, "Yes.")]
    assert repairs(found) == []


def test_a_numbered_question_of_the_front_matter_is_listed() -> None:
    found = read(front="faqs:\n  - q: 'Q7: Why?'\n    a: Because.\n")
    assert pairs(found) == [("Why?", "Because.")]
    assert repairs(found) == [("faq-question-markup", 4)]


def test_mojibake_behind_yaml_escapes_is_mended_and_listed() -> None:
    found = read(front='faqs:\n  - q: "Fenolam\\u901f?"\n    a: "Use Fenolam\\u00c2\\u00ae."\n')
    assert pairs(found) == [("Fenolam®?", "Use Fenolam®.")]
    assert repairs(found) == [("mojibake", 4), ("mojibake", 5)]


def test_a_question_without_an_answer_is_listed() -> None:
    found = read(
        BODY + "## FAQs\n\n**Q: Who?**\n\n**Q: How?**\n\nSo.\n", front="faqs:\n  - q: Why?\n    a:\n"
    )
    assert pairs(found) == [("How?", "So.")]
    assert repairs(found) == [("faq-without-answer", 4), ("faq-without-answer", 12)]


@pytest.mark.parametrize(
    "body",
    [
        "### Q1: How often?\n**A:** Twice a day.\n\n### **Q2: Who?**\n\nAdults.",
        "### How often?\n\nTwice a day.\n\n### Who?\n\nA: Adults.",
        "**Q1: How often?**\n\n**A:** Twice a day.\n\n**Q2: Who?**\n\n**A:** Adults.",
        "Q: How often?\nA: Twice a day.\n\nQ: Who?\nA: Adults.",
        "**How often?**\nTwice a day.\n\n**Who?**\nAdults.",
        "**How often?** Twice a day.\n\n**Who?** Adults.",
        "**Q: How often?** A: Twice a day.\n\n**Q: Who?** A: Adults.",
        "1. **How often?**\n\n   Twice a day.\n\n2. **Who?**\n\n   Adults.",
        "- **Q: How often?**\n  A: Twice a day.\n- **Q: Who?**\n  A: Adults.",
        "### Dosing\n\n**Q: How often?**\n\nTwice a day.\n\n### People\n\n**Q: Who?**\n\nAdults.",
    ],
)
@pytest.mark.parametrize(
    "heading", ["## FAQs", "## **FAQs (Frequently Asked Questions)**", "## Frequently asked questions:"]
)
def test_pairs_of_the_body_are_read_however_they_are_written(heading: str, body: str) -> None:
    found = read(f"{BODY}\n{heading}\n\n{body}\n")
    assert pairs(found) == [("How often?", "Twice a day."), ("Who?", "Adults.")]
    assert [section.path for section in found.sections] == [("Usage",)]
    assert [quoted(found, n) for n in (0, 1)] == ["Twice a day.", "Adults."]


def test_a_pair_in_front_matter_and_body_is_kept_once_and_cites_the_body() -> None:
    found = read(f"{BODY}\n## FAQs\n\n### **Q1: How often is it used?**\n**A:** Twice a day.\n", front=LEAKED)
    assert pairs(found) == [("How often is it used?", "Twice a day.")]
    assert found.text.line(found.faqs[0].span.start) == 20
    assert ("faq-twice", 9) in repairs(found)
    assert ("heading-markup", 19) in repairs(found)


def test_two_different_answers_to_one_question_are_both_kept_and_listed() -> None:
    found = read(
        f"{BODY}\n## FAQs\n\n### Why?\n\nBecause.\n", front="faqs:\n  - q: Why?\n    a: No reason.\n"
    )
    assert pairs(found) == [("Why?", "Because."), ("Why?", "No reason.")]
    assert ("faq-answers-differ", 5) in repairs(found)


def test_a_pair_twice_in_the_front_matter_is_kept_once() -> None:
    front = "faqs:\n  - q: Why?\n    a: So.\n  - q: 'WHY ?'\n    a: Not so.\n  - q: why?\n    a: so\n"
    found = read(front=front)
    assert pairs(found) == [("Why?", "So."), ("WHY ?", "Not so.")]
    assert ("faq-twice", 9) in repairs(found)


@pytest.mark.parametrize(
    ("scalar", "cited"),
    [
        ("Twice a day.", "Twice a day."),
        ("'Twice a day.'", "'Twice a day.'"),
        (">-\n      Twice\n      a day.\n", ">-\n      Twice\n      a day."),
        ('"Twice \\\n      a day."', '"Twice \\\n      a day."'),
    ],
)
def test_a_front_matter_pair_cites_the_scalar(scalar: str, cited: str) -> None:
    found = read(front=f"faqs:\n  - q: How often?\n    a: {scalar}\n  - q: Who?\n    a: All.\n")
    assert found.faqs[0].answer == "Twice a day."
    assert quoted(found) == cited


def test_text_of_an_faq_section_that_answers_no_question_stays_a_section() -> None:
    found = read(f"{BODY}\n## FAQs\n\nAsk a pharmacist too.\n\n**Q: Who?**\n\nAdults.\n")
    assert pairs(found) == [("Who?", "Adults.")]
    section = found.sections[-1]
    assert section.path == ("FAQs",)
    assert [found.text.text[b.units[0].span.start : b.units[-1].span.end] for b in section.blocks] == [
        "Ask a pharmacist too."
    ]


def test_a_truncated_description_is_completed_from_its_section() -> None:
    front = "a: 1\ndescription: >-\n  Fenolamine eases\n  itching of the sk...\n"
    found = read("## Usage\n\nFenolamine eases itching of the skin. It acts fast.\n", front=front)
    assert found.description == "Fenolamine eases itching of the skin."
    assert repairs(found) == [("description-truncated", 4)]


@pytest.mark.parametrize("dots", ["...", "…"])
def test_a_truncated_description_that_stands_nowhere_ends_at_its_last_whole_sentence(dots: str) -> None:
    found = read(front=f"description: It eases itching. It is not for childr{dots}\n")
    assert found.description == "It eases itching."
    assert repairs(found) == [("description-truncated", 3)]


def test_a_whole_description_is_not_changed() -> None:
    found = read(front="description: It eases itching, e.g. of hives\n")
    assert found.description == "It eases itching, e.g. of hives"
    assert repairs(found) == []


def test_bullet_with_question_and_answer_on_one_line_is_the_pair_of_the_front_matter() -> None:
    front = "faqs:\n  - q: Can I crush it?\n    a: No, never crush it.\n"
    monograph = read("## FAQs\n\n- **Can I crush it?** No, never crush it.\n", front=front)
    assert [(pair.question, pair.answer) for pair in monograph.faqs] == [
        ("Can I crush it?", "No, never crush it.")
    ]
    assert monograph.faqs[0].blocks  # it is the one of the body


def test_marks_with_a_full_stop_are_no_part_of_question_or_answer() -> None:
    (pair,) = read("## FAQs\n\n**Q.** Is it blue?\n\n**A.** Not blue.\n").faqs
    assert (pair.question, pair.answer) == ("Is it blue?", "Not blue.")
