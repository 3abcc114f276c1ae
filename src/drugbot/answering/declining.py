"""Replies without a quote: questions back, and deliberate non-answers with their reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drugbot.answering import wording
from drugbot.answering.reply import Reply, Understood
from drugbot.answering.text import escaped, listed, plain_text, understood_texts


@dataclass(frozen=True, slots=True)
class Product:
    """A product of several ingredients of which only those have monographs.

    Attributes:
        name: as it was asked about.
        drugs: titles of the monographs of its ingredients.
    """

    name: str
    drugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as far as it bears on the reply.

    Attributes:
        query: the standalone question.
        drugs: titles that are meant.
        unknown: medicines that are named and have no monograph.
        understood: how the names were understood.
        subject: what the question is about, as far as it was recognised.
        is_personal: whether it asks what the person should do.
        forms: forms or salts that are asked about and of which the monograph does not speak.
        product: of several ingredients that is asked about, where only those have monographs; None where there is none.
    """

    query: str
    drugs: tuple[str, ...]
    unknown: tuple[str, ...]
    understood: tuple[Understood, ...]
    subject: str = ""
    is_personal: bool = False
    forms: tuple[str, ...] = ()
    product: Product | None = None


def not_stated(asked: Asked) -> Reply:
    """Return the reply where the monographs do not mention the other medicine that the question names.

    That is one without a monograph, or else another of the drugs that are asked about together.
    """
    drugs, unknown = listed(asked.drugs), asked.unknown
    sentences = (
        [
            wording.NOT_STATED.format(unknown=listed(unknown), drugs=drugs),
            wording.UNKNOWN_BESIDE.format(unknown=listed(unknown)),
        ]
        if unknown
        else [wording.NOT_STATED_TOGETHER.format(drugs=drugs)]
    )
    return Reply(
        kind="abstention",
        reason="not_stated",
        drugs=asked.drugs,
        unknown=unknown,
        silent=asked.drugs,
        understood=asked.understood,
        query=asked.query,
        text=plain_text("\n\n".join(sentences)),
    )


def unknown_drug(asked: Asked) -> Reply:
    """Return the reply to a question about medicines that have no monograph here."""
    return _without_quote(asked, "unknown_drug", wording.UNKNOWN_DRUG.format(unknown=listed(asked.unknown)))


def nothing_further(asked: Asked) -> Reply:
    """Return the reply where the monograph says no more on a matter than was quoted."""
    return _without_quote(asked, "not_stated", wording.NOTHING_FURTHER.format(drugs=listed(asked.drugs)))


def in_none(asked: Asked, monographs: int) -> Reply:
    """Return the reply where no monograph speaks of what was asked of all of them."""
    return _without_quote(asked, "not_stated", wording.IN_NONE.format(count=monographs))


def not_understood(asked: Asked) -> Reply:
    """Return the reply where a question back was not answered: no second one."""
    return _without_quote(asked, "low_evidence", wording.NO_MEDICINE)


def which_drug(asked: Asked, options: Sequence[str]) -> Reply:
    """Return the question back for the medicine that is meant."""
    return Reply(
        kind="clarification",
        reason="which_drug",
        query=asked.query,
        options=tuple(options),
        text=plain_text(wording.WHICH_DRUG, options),
    )


def which_topic(asked: Asked, topics: Sequence[str]) -> Reply:
    """Return the question back for what is asked of a medicine."""
    sentence = wording.WHICH_TOPIC.format(drug=listed(asked.drugs))
    return Reply(
        kind="clarification",
        reason="which_topic",
        drugs=asked.drugs,
        understood=asked.understood,
        query=asked.query,
        options=tuple(topics),
        text=plain_text("\n\n".join((*understood_texts(asked.understood, ()), sentence)), topics),
    )


def did_you_mean(asked: Asked, said: str, names: Sequence[str]) -> Reply:
    """Return the question back for a word that may be a misspelt medicine."""
    return Reply(
        kind="clarification",
        reason="did_you_mean",
        query=asked.query,
        options=tuple(names),
        text=plain_text(wording.DID_YOU_MEAN.format(said=escaped(said)), names),
    )


def low_evidence(asked: Asked) -> Reply:
    """Return the reply where no passage clearly belongs to the question."""
    sentence = wording.LOW_EVIDENCE.format(drugs=listed(asked.drugs))
    return _without_quote(asked, "low_evidence", sentence)


def off_topic(asked: Asked, monographs: int) -> Reply:
    """Return the reply to a question that has nothing to do with the monographs."""
    asked = replace(asked, drugs=(), understood=())
    return _without_quote(asked, "off_topic", wording.OFF_TOPIC.format(count=monographs))


def other_language(reply: Reply) -> Reply:
    """Return the reply to a question in another language than the monographs', in place of one without an answer."""
    return Reply(
        kind="abstention",
        reason="language",
        drugs=reply.drugs,
        unknown=reply.unknown,
        understood=reply.understood,
        query=reply.query,
        text=wording.OTHER_LANGUAGE,
    )


def emergency(asked: Asked, help_text: str) -> Reply:
    """Return the reply to an emergency, or to a message about self-harm: where help is, nothing of the drug."""
    return Reply(
        kind="abstention",
        reason="emergency",
        notices=("emergency",),
        drugs=asked.drugs,
        unknown=asked.unknown,
        query=asked.query,
        text=help_text,
    )


def helped(monographs: int, examples: Sequence[str]) -> Reply:
    """Return what drugbot can do, with medicines to ask about."""
    suggestions = tuple(wording.EXAMPLE.format(drug=drug) for drug in examples)
    text = plain_text(wording.HELP.format(count=monographs), suggestions)
    return Reply(kind="answer", reason="help", suggestions=suggestions, text=text)


def empty_question() -> Reply:
    """Return the reply to a turn without words."""
    return Reply(kind="abstention", reason="empty_question", text=wording.EMPTY_QUESTION)


def _without_quote(asked: Asked, reason: str, sentence: str) -> Reply:
    return Reply(
        kind="abstention",
        reason=reason,  # type: ignore[arg-type]
        drugs=asked.drugs,
        unknown=asked.unknown,
        understood=asked.understood,
        query=asked.query,
        text=plain_text(sentence),
    )
