"""Decide what kind of reply is due and which passages it cites.

The nearest passage of a scoped search always exists, and is not always an answer. Where the confidence that it says
the answer (`drugbot.answering.confidence`) is under a threshold, the reply says that nothing was found, and may name
the nearest section as that. With an encoder for which no confidence was learned, a floor of similarity decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from drugbot.answering import wording
from drugbot.answering.declining import Asked, Product, low_evidence, not_stated
from drugbot.answering.narrowing import led_into, narrowed
from drugbot.answering.reply import Citation, Notice, Reply
from drugbot.answering.text import (
    answer_text,
    escaped,
    form_texts,
    listed,
    month_age,
    notice_texts,
    plain_text,
    understood_texts,
)
from drugbot.corpus.passage import Passage
from drugbot.corpus.sections import is_on_dose, is_on_use
from drugbot.index.contents import Entry, Index
from drugbot.retrieval.hits import Hit

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
class Policy:
    """The settings of choosing.

    Attributes:
        answer_threshold: least confidence that the best passage says the answer.
        evidence_floor: least similarity of the best passage.
        topic_floor: similarity of the nearest passage of all under which a question is off topic.
        further_passages: how many passages may follow the first.
        stale_after_months: a monograph older than this, or without a date, gets a notice.
        cuts: whether a quote leaves out the parts of its passage that do not answer.
    """

    answer_threshold: float
    evidence_floor: float
    topic_floor: float
    further_passages: int
    stale_after_months: int
    cuts: bool = True


def answered(
    asked: Asked,
    hits: Sequence[Hit],
    index: Index,
    policy: Policy,
    today: date,
    confidence: float | None = None,
    *,
    is_strange: bool = False,
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
        is_strange: whether what is asked may not be understood at all.
    """
    if asked.unknown and not hits:
        return not_stated(asked)
    if confidence is not None and confidence < policy.answer_threshold:
        return low_evidence(asked) if is_strange or not hits else _declined(asked, hits[0], index, confidence)
    if confidence is not None:  # it decides, and no floor of similarity beside it
        policy = replace(policy, evidence_floor=-1.0)
    chosen = _with_other_sides(_chosen(hits, policy), hits, index)
    if not chosen:
        return low_evidence(asked)
    citations = tuple(_citation(hit, index, cuts=policy.cuts) for hit in chosen)
    silent = tuple(drug for drug in asked.drugs if drug not in {citation.drug for citation in citations})
    entries = [index.by_title[drug] for drug in dict.fromkeys(citation.drug for citation in citations)]
    notices = _notices(asked, entries, [hit.passage for hit in chosen], policy, today)
    sentences = [
        *product_texts(asked.product),
        *notice_texts(notices, entries, citations),
        *form_texts(asked.forms, asked.drugs),
    ]
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


def _declined(asked: Asked, best: Hit, index: Index, confidence: float) -> Reply:
    """Return the reply where no passage is likely to say the answer; the nearest section is named as such."""
    nearest = _citation(best, index, cuts=False)
    place = escaped(" › ".join((nearest.drug, *nearest.section)))
    entries = [index.by_title[drug] for drug in asked.drugs]
    notices: tuple[Notice, ...] = ("banned",) if any(entry.is_banned for entry in entries) else ()
    sentences = (
        *product_texts(asked.product),
        *notice_texts(notices, entries, ()),
        *form_texts(asked.forms, asked.drugs),
        *understood_texts(asked.understood, asked.unknown),
        wording.NOT_FOUND.format(drugs=listed(asked.drugs)),
        wording.NEAREST.format(place=place),
    )
    return Reply(
        kind="abstention",
        reason="not_stated",
        notices=notices,
        drugs=asked.drugs,
        unknown=asked.unknown,
        silent=asked.drugs,
        understood=asked.understood,
        query=asked.query,
        text=plain_text("\n\n".join(sentences)),
        offered=(nearest,),
        confidence=round(confidence, 4),
    )


def product_texts(product: Product | None) -> tuple[str, ...]:
    """Return the sentence that what is quoted is about ingredients of a product only."""
    if product is None:
        return ()
    text = wording.PART_OF_PRODUCT.format(product=escaped(product.name), drugs=listed(product.drugs))
    return (f"**{text}**",)


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


def _citation(hit: Hit, index: Index, *, cuts: bool) -> Citation:
    passage, entry = hit.passage, index.by_title[hit.passage.drug]
    excerpt, context = passage.excerpt, passage.context
    # What disagrees with another passage is shown whole, to be weighed; so is what is said of a banned drug.
    whole = entry.is_banned or any(passage.id in pair for pair in entry.conflicts)
    if cuts and hit.sought is not None and not whole:
        tokens = index.tokens.rows(index.numbers[passage.id])
        excerpt, context = narrowed(passage, tokens, hit.sought)
    if not context and excerpt.start == passage.excerpt.start:
        context = led_into(excerpt.quote, index.previous(passage))
    return Citation(
        passage=passage.id,
        drug=passage.drug,
        section=passage.section,
        quote=excerpt.quote,
        context=context,
        file=passage.file,
        start=excerpt.start,
        end=excerpt.end,
        last_modified=entry.last_modified.isoformat() if entry.last_modified else None,
        revision=entry.revision,
        score=round(hit.similarity, 4),
    )


def _notices(
    asked: Asked, entries: Sequence[Entry], quoted: Sequence[Passage], policy: Policy, today: date
) -> tuple[Notice, ...]:
    cited = {passage.id for passage in quoted}
    # The subject of "dose of metformin" may be read as another: what leads tells as well.
    leads = quoted[:1]
    is_on_dose_or_use = any(is_on_dose(passage) or is_on_use(passage) for passage in leads)
    notices: list[Notice] = []
    if any(entry.is_banned for entry in entries):
        notices.append("banned")
    if any(set(pair) <= set(cited) for entry in entries for pair in entry.conflicts):
        notices.append("disagrees")
    if (asked.subject in _DOSE_OR_USE or is_on_dose_or_use) and any(entry.boxed_warning for entry in entries):
        notices.append("boxed_warning")
    if asked.product:
        notices.append("part_of_product")
    if asked.is_personal:
        notices.append("personal_advice")
    if any(_is_stale(entry, policy, today) for entry in entries):
        notices.append("stale")
    return tuple(notices)


def _is_stale(entry: Entry, policy: Policy, today: date) -> bool:
    day = entry.last_modified
    return day is None or month_age(day, today) >= policy.stale_after_months
