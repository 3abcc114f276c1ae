"""Decide what kind of reply is due and which passages it cites.

The nearest passage of a scoped search always exists, and is not always an answer. Where the confidence that it says
the answer (`drugbot.answering.confidence`) is under a threshold, the reply says that nothing was found, and may name
the nearest section as that. With an encoder for which no confidence was learned, a floor of similarity decides.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from drugbot.answering import wording
from drugbot.answering.reply import Citation, Notice, Reply, Understood
from drugbot.answering.text import (
    answer_text,
    escaped,
    listed,
    month_age,
    notice_texts,
    plain_text,
    understood_texts,
)
from drugbot.index.contents import Entry, Index
from drugbot.retrieval.search import Hit

# Subjects with which a boxed warning is mentioned.
_DOSE_OR_USE = frozenset(
    {
        "use",
        "dose",
        "max_dose",
        "frequency",
        "administration",
        "duration",
        "children",
        "elderly",
        "renal",
        "hepatic",
    }
    | {"missed_dose", "switching", "stopping"}
)
_RELEVANT_WITHIN = 0.2  # a further passage is at most so much less similar than the first


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
    """

    query: str
    drugs: tuple[str, ...]
    unknown: tuple[str, ...]
    understood: tuple[Understood, ...]
    subject: str = ""
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of choosing.

    Attributes:
        answer_threshold: least confidence that the best passage says the answer.
        evidence_floor: least similarity of the best passage.
        topic_floor: similarity of the nearest passage of all under which a question is off topic.
        further_passages: how many passages may follow the first.
        stale_after_months: a monograph older than this, or without a date, gets a notice.
    """

    answer_threshold: float
    evidence_floor: float
    topic_floor: float
    further_passages: int
    stale_after_months: int


def answered(
    asked: Asked,
    hits: Sequence[Hit],
    index: Index,
    policy: Policy,
    today: date,
    confidence: float | None = None,
) -> Reply:
    """Return the reply to a question whose drugs are known.

    Args:
        asked: the question.
        hits: passages of those drugs only, best first; where medicines without a monograph are asked about
            too, those that mention one of them.
        index: where they come from.
        policy: floor and limits.
        today: the day that staleness is reckoned from.
        confidence: that the best of them says the answer; None where that cannot be told, or is not in question.
    """
    if asked.unknown and not hits:
        return not_stated(asked)
    if confidence is not None and confidence < policy.answer_threshold:
        return _declined(asked, hits, index, policy, confidence)
    chosen = _with_other_sides(_chosen(hits, policy), hits, index)
    if not chosen:
        return low_evidence(asked)
    citations = tuple(_citation(hit, index) for hit in chosen)
    silent = tuple(drug for drug in asked.drugs if drug not in {citation.drug for citation in citations})
    entries = [index.by_title[drug] for drug in dict.fromkeys(citation.drug for citation in citations)]
    notices = _notices(asked, entries, {citation.passage for citation in citations}, policy, today)
    sentences = notice_texts(notices, entries, citations)
    return Reply(
        kind="answer",
        notices=notices,
        drugs=asked.drugs,
        unknown=asked.unknown,
        silent=silent,
        understood=asked.understood,
        query=asked.query,
        text=answer_text(asked.understood, asked.unknown, sentences, citations, silent),
        citations=citations,
        confidence=round(max(0.0, min(1.0, chosen[0].similarity)) if confidence is None else confidence, 4),
    )


def _declined(asked: Asked, hits: Sequence[Hit], index: Index, policy: Policy, confidence: float) -> Reply:
    """Return the reply where no passage is likely to say the answer; the nearest section is named as such."""
    if not hits or hits[0].similarity < policy.evidence_floor:
        return low_evidence(asked)
    nearest = _citation(hits[0], index)
    place = escaped(" › ".join((nearest.drug, *nearest.section)))
    sentences = (
        *understood_texts(asked.understood, asked.unknown),
        wording.NOT_FOUND.format(drugs=listed(asked.drugs)),
        wording.NEAREST.format(place=place),
    )
    return Reply(
        kind="abstention",
        reason="not_stated",
        drugs=asked.drugs,
        unknown=asked.unknown,
        silent=asked.drugs,
        understood=asked.understood,
        query=asked.query,
        text=plain_text("\n\n".join(sentences)),
        offered=(nearest,),
        confidence=round(confidence, 4),
    )


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


def which_drug(asked: Asked, options: Sequence[str]) -> Reply:
    """Return the question back for the medicine that is meant."""
    return Reply(
        kind="clarification",
        reason="which_drug",
        query=asked.query,
        options=tuple(options),
        text=plain_text(wording.WHICH_DRUG, options),
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


def emergency(asked: Asked, *, self_harm: bool = False) -> Reply:
    """Return the reply to an emergency, or to a message about self-harm: where help is, nothing of the drug."""
    return Reply(
        kind="abstention",
        reason="emergency",
        notices=("emergency",),
        drugs=asked.drugs,
        unknown=asked.unknown,
        query=asked.query,
        text=wording.SELF_HARM if self_harm else wording.EMERGENCY,
    )


def in_emergency(reply: Reply) -> Reply:
    """Return an answer led by where help is."""
    if reply.kind != "answer":
        return replace(
            reply,
            kind="abstention",
            reason="emergency",
            notices=("emergency",),
            offered=(),
            text=wording.EMERGENCY,
        )
    return replace(
        reply,
        notices=("emergency", *reply.notices),
        text=f"{wording.EMERGENCY}\n\n{reply.text}",
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


def _chosen(hits: Sequence[Hit], policy: Policy) -> list[Hit]:
    """Return the best passage, the best of each other drug, then others that are not much less similar."""
    if not hits or hits[0].similarity < policy.evidence_floor:
        return []
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.similarity >= policy.evidence_floor:
            best.setdefault(hit.passage.drug, hit)
    least = max(policy.evidence_floor, hits[0].similarity - _RELEVANT_WITHIN)
    rest = [hit for hit in hits if hit.similarity >= least and hit not in best.values()]
    return [*best.values(), *rest][: policy.further_passages + 1]


def _with_other_sides(chosen: Sequence[Hit], hits: Sequence[Hit], index: Index) -> list[Hit]:
    """Put after each drug's first passage the passages of its monograph that disagree with it."""
    together: list[Hit] = []
    led: set[str] = set()
    for hit in chosen:
        if hit.passage.id not in {other.passage.id for other in together}:
            together.append(hit)
        if hit.passage.drug not in led:
            led.add(hit.passage.drug)
            known = {other.passage.id: other for other in hits}
            for pair in index.by_title[hit.passage.drug].conflicts:
                if hit.passage.id in pair:
                    (other_id,) = set(pair) - {hit.passage.id}
                    found = known.get(other_id) or Hit(index.by_id[other_id], 0.0, 0.0, len(hits) + 1)
                    together.append(found)
    return together


def _citation(hit: Hit, index: Index) -> Citation:
    passage, entry = hit.passage, index.by_title[hit.passage.drug]
    return Citation(
        passage=passage.id,
        drug=passage.drug,
        section=passage.section,
        quote=passage.excerpt.quote,
        context=passage.context,
        file=passage.file,
        start=passage.excerpt.start,
        end=passage.excerpt.end,
        last_modified=entry.last_modified.isoformat() if entry.last_modified else None,
        revision=entry.revision,
        score=round(hit.similarity, 4),
    )


def _notices(
    asked: Asked, entries: Sequence[Entry], cited: Collection[str], policy: Policy, today: date
) -> tuple[Notice, ...]:
    notices: list[Notice] = []
    if any(entry.is_banned for entry in entries):
        notices.append("banned")
    if any(set(pair) <= set(cited) for entry in entries for pair in entry.conflicts):
        notices.append("disagrees")
    if asked.subject in _DOSE_OR_USE and any(entry.boxed_warning for entry in entries):
        notices.append("boxed_warning")
    if asked.is_personal:
        notices.append("personal_advice")
    if any(_is_stale(entry, policy, today) for entry in entries):
        notices.append("stale")
    return tuple(notices)


def _is_stale(entry: Entry, policy: Policy, today: date) -> bool:
    day = entry.last_modified
    return day is None or month_age(day, today) >= policy.stale_after_months
