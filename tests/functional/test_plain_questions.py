"""The plainest questions, about every monograph: those who write questions avoid them, those who ask do not."""

from __future__ import annotations

import re

import pytest

from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot

LEAST = 0.9  # share of the replies; a guard against loss, well under what was seen (0.95 to 1)


def asked(chatbot: Chatbot, *questions: str) -> list[Reply]:
    titles = [entry.title for entry in chatbot.index.entries]
    return [chatbot.reply([question.format(drug=title)]) for title in titles for question in questions]


def test_a_dose_is_quoted_with_its_figures(chatbot: Chatbot) -> None:
    replies = asked(
        chatbot,
        "dose of {drug}",
        "{drug} dosage",
        "how much {drug}",
        "how is {drug} given",
        "what is the dose of {drug}",
    )
    with_figures = [
        reply for reply in replies if reply.citations and re.search(r"\d", reply.citations[0].quote)
    ]
    assert len(with_figures) >= LEAST * len(replies)


@pytest.mark.parametrize(
    ("questions", "sections"),
    [
        (("side effects of {drug}", "{drug} side effects"), {"Side Effects"}),
        (("who should not take {drug}", "{drug} contraindications"), {"Contraindications", "FAQs"}),
        (("{drug} interactions", "what does {drug} interact with"), {"Drug Interactions"}),
        (("{drug} in pregnancy", "{drug} breastfeeding"), {"Pregnancy and Breastfeeding", "FAQs"}),
        (("how to store {drug}", "{drug} storage"), {"Storage"}),
        (("what is {drug} used for", "{drug} uses"), {"Usage", "FAQs", "Drug Profile Summary"}),
    ],
)
def test_the_section_of_that_name_leads(
    chatbot: Chatbot, questions: tuple[str, ...], sections: set[str]
) -> None:
    replies = asked(chatbot, *questions)
    leading = [reply for reply in replies if reply.citations and reply.citations[0].section[0] in sections]
    assert len(leading) >= LEAST * len(replies)
    assert all(citation.drug in reply.drugs for reply in replies for citation in reply.citations)
