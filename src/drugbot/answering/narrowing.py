"""Which parts of a passage are quoted: those that answer, with what they need to be understood.

A passage is as long as what is searched should be, and may say more than was asked. Its parts (sentences, list items,
table rows) are scored by late interaction with the question, with what leads into them and with the headings above,
so that a list under a heading that says it all stays whole. What is quoted is one run of parts, longer rather than
shorter where in doubt: a condition, a negation or a lead-in that is left out changes what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from drugbot.answering.joints import (
    counts,
    depends_on_last,
    is_dangling,
    is_step,
    populations,
    qualifies,
    wants_next,
)
from drugbot.answering.ranges import asked, is_for
from drugbot.corpus.names import spelled
from drugbot.corpus.passage import ABOVE, Excerpt, Part, Passage
from drugbot.index.encoder import Vectors
from drugbot.retrieval.hits import Sought

_MARGIN = 0.15  # a part is quoted whose score is within so much of the best
_SHORT = 220  # characters: a passage no longer than this is quoted whole
_SHORT_ANSWER = 400  # … and so is an FAQ answer no longer than this
_LONGEST_LEAD = 600  # characters of a piece before a quote that goes along
_WORTH = 80  # characters that must be saved, or the passage is quoted whole


@dataclass(frozen=True, slots=True)
class Run:
    """Parts next to each other: numbers of the first and the last."""

    first: int
    last: int


def narrowed(passage: Passage, tokens: Vectors, sought: Sought) -> tuple[Excerpt, tuple[Excerpt, ...]]:
    """Return what is quoted of a passage, and what leads into that and stands apart.

    Args:
        passage: what was found.
        tokens: its token vectors, shape (tokens, dimension); without any it is quoted whole.
        sought: what it was found with.
    """
    whole = passage.excerpt, passage.context
    length = len(passage.excerpt.quote)
    is_short = len(passage.parts) <= 2 or length <= (_SHORT_ANSWER if passage.kind == "faq" else _SHORT)
    if is_short and not _is_of_others(passage, sought.partners):
        return whole
    if not len(tokens) or not len(sought.tokens):
        return whole
    quote, context = quoted(passage, understandable(passage, _answering(passage, tokens, sought)))
    return (quote, context) if length - len(quote.quote) >= _WORTH else whole


def quoted(passage: Passage, run: Run) -> tuple[Excerpt, tuple[Excerpt, ...]]:
    """Return a run of a passage as it is quoted, and what leads into it and stands apart."""
    return _excerpt(passage, run.first, run.last), tuple(_context(passage, run))


def led_into(quote: str, previous: Passage | None) -> tuple[Excerpt, ...]:
    """Return what a quote that begins its passage goes on from, if it does: the end of the passage before.

    "These reactions may be fatal" is of no use without the sentence that says which.

    Args:
        quote: what is quoted.
        previous: the passage before it in its section, if there is one.
    """
    if previous is None or not is_dangling(quote):
        return ()
    if not previous.parts:  # a piece of a sentence, which cannot be shortened
        return (previous.excerpt,) if len(previous.excerpt.quote) <= _LONGEST_LEAD else ()
    last = len(previous.parts) - 1
    return (quoted(previous, understandable(previous, Run(last, last)))[0],)


def _answering(passage: Passage, tokens: Vectors, sought: Sought) -> Run:
    """Return the smallest run that holds all parts that answer."""
    scores = _scores(passage.parts, tokens, sought.tokens)
    near = {int(n) for n in np.flatnonzero(scores >= scores.max() - _MARGIN)}
    named, foreign = _concerned(passage, sought)
    beside = _naming(passage, sought.partners)
    # What is said of the medicine asked about beside the drug, and not of those in the rows around it.
    kept = beside or (near - foreign or near) | named
    if passage.kind == "faq":
        kept.add(0)
    return Run(min(kept), max(kept))


def _scores(parts: Sequence[Part], tokens: Vectors, question: Vectors) -> Vectors:
    """Return for each part the mean, over the tokens of a question, of the most similar token in it or above it."""
    similarities = tokens @ question.T
    begins = [part.token for part in parts]
    above = _nearest(similarities[: begins[0]])
    covered: list[Vectors] = []
    for part, start, end in zip(parts, begins, [*begins[1:], len(tokens)], strict=True):
        lead = covered[part.under] if part.under >= 0 else above
        covered.append(np.maximum(lead, _nearest(similarities[start:end])))
    scores: Vectors = np.stack(covered).mean(axis=1)
    return scores


def _nearest(similarities: Vectors) -> Vectors:
    nearest: Vectors = similarities.max(axis=0, initial=-1.0)
    return nearest


def _concerned(passage: Passage, sought: Sought) -> tuple[set[int], set[int]]:
    """Return the parts about a brand, medicine or people that are asked about, and those about others alone."""
    texts = [_text(passage, part) for part in passage.parts]
    words = [f" {spelled(text)} " for text in texts]
    kinds = populations(sought.query)
    fits = _fitting(passage, texts, sought.query)
    is_told = True in fits  # then that tells better than the kinds of people do
    own = [
        any(f" {spelled(name)} " in said for name in sought.names)
        or (fit is True if is_told else bool(kinds & populations(text)))
        for text, said, fit in zip(texts, words, fits, strict=True)
    ]
    other = [
        any(f" {name} " in said for name in sought.others)
        or bool(kinds and populations(text) - kinds)
        or fit is False
        for text, said, fit in zip(texts, words, fits, strict=True)
    ]
    named = {n for n, is_own in enumerate(own) if is_own}
    return named, {n for n, is_other in enumerate(other) if is_other and named} - named


def _is_of_others(passage: Passage, names: Sequence[str]) -> bool:
    """Return whether a part of a table names one of some medicines, and a row before it another."""
    named = _naming(passage, names)
    return bool(named) and any(part.kind == "row" for part in passage.parts) and 0 not in named


def _naming(passage: Passage, names: Sequence[str]) -> set[int]:
    """Return the parts that name one of some medicines or classes; what only leads into others is none."""
    forms = {f" {form} " for name in map(spelled, names) if name for form in (name, f"{name}s")}
    texts = (f" {spelled(_text(passage, part))} " for part in passage.parts)
    return {
        number
        for number, (part, text) in enumerate(zip(passage.parts, texts, strict=True))
        if part.kind != "lead" and any(form in text for form in forms)
    }


def _fitting(passage: Passage, texts: Sequence[str], question: str) -> list[bool | None]:
    """Return which rows and items are for the age, weight or kidneys asked about; None where all are, or none."""
    people = asked(question)
    is_listed = (part.kind in ("row", "item") for part in passage.parts)
    fits = [is_for(text, people) if listed else None for text, listed in zip(texts, is_listed, strict=True)]
    return fits if True in fits and False in fits else [None] * len(fits)


def _inseparable(passage: Passage, run: Run) -> set[int]:
    """Return the parts that belong to those of a run: all steps of a procedure, all that a lead-in has counted."""
    texts = [_text(passage, part) for part in passage.parts]
    found: set[int] = set()
    for number in range(run.first, run.last + 1):
        for lead in _leads(passage.parts, number):
            said = texts[lead] if lead >= 0 else " ".join(excerpt.quote for excerpt in passage.context)
            if counts(said):
                found |= {n for n in range(len(texts)) if lead in _leads(passage.parts, n)}
        if is_step(texts[number]):
            under = passage.parts[number].under
            found |= {n for n, text in enumerate(texts) if is_step(text) and passage.parts[n].under == under}
    return found


def understandable(passage: Passage, run: Run) -> Run:
    """Return a run with what its parts need to be understood, so far as it stands in the passage."""
    while (wider := _wider(passage, run)) != run:
        run = wider
    return run


def _wider(passage: Passage, run: Run) -> Run:
    together = {_begin(passage, run), _end(passage, run), *_inseparable(passage, run)}
    return Run(min(together), max(together))


def _begin(passage: Passage, run: Run) -> int:
    """Return where a run must begin: before what its first part, or what leads into that, depends on."""
    parts, first = passage.parts, run.first
    if first and depends_on_last(_text(passage, parts[first - 1]), _text(passage, parts[first])):
        return first - 1
    if first and parts[first].kind == "lead" and _in_one_paragraph(passage, first - 1):
        return first - 1
    leads = _leads(parts, run.first)
    for number in range(run.first, run.last + 1):
        shared = _leads(parts, number)
        lost = [lead for lead in leads if run.first > lead >= 0 and lead not in shared]
        if lost and parts[number].kind != "sentence":  # what follows would read as led into as well
            return min(lost)
    for lead in leads:
        before = _text(passage, parts[lead - 1]) if lead > 0 else ""
        if lead == first - 1 or (lead > 0 and depends_on_last(before, _text(passage, parts[lead]))):
            return lead
    return first


def _end(passage: Passage, run: Run) -> int:
    """Return where a run must end: after what its last part leads into, and after what qualifies it."""
    parts, last = passage.parts, run.last
    below = [n for n in range(last + 1, len(parts)) if last in _leads(parts, n)]
    if below:
        return max(below)
    if last + 1 == len(parts):
        return last
    together = _in_one_paragraph(passage, last)
    text, following = _text(passage, parts[last]), _text(passage, parts[last + 1])
    return last + 1 if wants_next(text) or qualifies(following, together=together) else last


def _in_one_paragraph(passage: Passage, number: int) -> bool:
    """Return whether a part and the next one are sentences (or a lead-in after one) of one paragraph."""
    part, following = passage.parts[number : number + 2]
    between = passage.excerpt.quote[part.last : following.first]
    return part.kind == "sentence" and following.kind in ("sentence", "lead") and between.count("\n") < 2


def _leads(parts: Sequence[Part], number: int) -> list[int]:
    """Return what leads into a part, innermost first; `ABOVE` last where it stands in the passage's context."""
    found = []
    under = parts[number].under
    while under >= 0:
        found.append(under)
        under = parts[under].under
    return [*found, ABOVE] if under == ABOVE else found


def _context(passage: Passage, run: Run) -> Iterator[Excerpt]:
    """Yield what leads into a run, outermost first, as far as it stands before it."""
    for lead in reversed(_leads(passage.parts, run.first)):
        if lead == ABOVE:
            yield from passage.context
        elif lead < run.first:
            first = lead  # with the sentences of its paragraph, which may say for whom, or what must not be
            while first and _in_one_paragraph(passage, first - 1):
                first -= 1
            yield _excerpt(passage, first, lead)


def _excerpt(passage: Passage, first: int, last: int) -> Excerpt:
    begin, end = passage.parts[first], passage.parts[last]
    return Excerpt(passage.excerpt.quote[begin.first : end.last], begin.start, end.end)


def _text(passage: Passage, part: Part) -> str:
    return passage.excerpt.quote[part.first : part.last]
