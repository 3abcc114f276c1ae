from __future__ import annotations

import pytest

from drugbot.chatbot import Chatbot
from drugbot.conversation.language import is_foreign


@pytest.mark.parametrize(
    "question",
    [
        "kann ich während der Schwangerschaft ein Schmerzmittel nehmen",
        "¿puedo conducir después de tomar esta pastilla?",
        "est-ce que je peux boire de l'alcool avec ce médicament",
        "quanto tempo impiega la medicina a fare effetto",
        "metformin dosis para adultos",
    ],
)
def test_other_languages_are_noticed(question: str) -> None:
    assert is_foreign(question)


@pytest.mark.parametrize(
    "question", ["seroquel max mg", "what about Evista?", "omeprazole h pylori", "", "?", "why"]
)
def test_shorthand_is_not_taken_for_another_language(question: str) -> None:
    assert not is_foreign(question)


def test_reply_says_that_the_monographs_are_in_english(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["darf ich während der Schwangerschaft Ibuprofen einnehmen oder nicht"])
    assert (reply.kind, reply.reason, reply.drugs) == ("abstention", "language", ("Ibuprofen",))
