"""Questions to ask next: those that the monograph at hand answers and that were not asked yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from drugbot.answering import wording
from drugbot.answering.reply import Reply
from drugbot.corpus.names import spelled
from drugbot.index.contents import Index

_COUNT = 3
_TRIED = 8  # each is asked in advance, once


def next_questions(
    reply: Reply, turns: Sequence[str], index: Index, is_answered: Callable[[str, str], bool]
) -> tuple[str, ...]:
    """Return up to three questions.

    A reply's own suggestions come first. Else they are FAQ questions of the monograph that was quoted, taken
    evenly from all of them and starting after the one that was quoted, so that pressing on goes through them
    all; then its section headings, put as questions.

    Args:
        reply: to the last turn.
        turns: all turns, the last included.
        index: where the monographs stand.
        is_answered: whether the monograph with this title answers this question, asked about it.
    """
    if reply.suggestions:
        return reply.suggestions[:_COUNT]
    if not reply.citations or reply.parts or "emergency" in reply.notices:
        return ()
    drug = reply.citations[0].drug
    asked = {spelled(turn) for turn in turns}
    cited = {citation.passage for citation in reply.citations}
    fresh = (question for question in _candidates(drug, index, cited) if spelled(question) not in asked)
    tried = islice(fresh, _TRIED)
    return tuple(islice((question for question in tried if is_answered(drug, question)), _COUNT))


def _candidates(drug: str, index: Index, cited: set[str]) -> Iterator[str]:
    faqs, headings = _askable(drug, index, cited)
    step = max(1, len(faqs) // _COUNT)
    for first in range(step):
        yield from faqs[first::step]
    for heading in headings:
        yield wording.SECTION_QUESTION.format(drug=drug, section=heading.lower())


def _askable(drug: str, index: Index, cited: set[str]) -> tuple[list[str], list[str]]:
    """Return the FAQ questions, those after a quoted one first, and the top headings that are not quoted."""
    passages = [index.passages[number] for number in index.by_drug.get(drug, ())]
    questions = [passage for passage in passages if passage.question is not None]
    last = max((n for n, passage in enumerate(questions, 1) if passage.id in cited), default=0)
    rotated = [*questions[last:], *questions[:last]]
    faqs = list(dict.fromkeys(p.question for p in rotated if p.id not in cited and p.question))
    seen = {passage.section[0] for passage in passages if passage.id in cited and passage.section}
    sections = (p.section[0] for p in passages if p.question is None and p.section)
    return faqs, [heading for heading in dict.fromkeys(sections) if heading not in seen]
