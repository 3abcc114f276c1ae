"""Feedback for a maintainer: a list, groups by drug and section, draft topics for the gold set."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from drugbot.feedback.record import Feedback

Numbered = tuple[int, Feedback]
_NOWHERE = "(no medicine)"


def is_wanting(feedback: Feedback) -> bool:
    """Return whether the question was not answered, or the answer was voted down."""
    return feedback.verdict == "down" or feedback.kind != "answer"


def grouped(kept: Iterable[Numbered]) -> dict[tuple[str, str], list[Numbered]]:
    """Return what is wanting by drug and section of the first quote, the largest group first."""
    groups: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for number, feedback in kept:
        if is_wanting(feedback):
            groups[_place(feedback)].append((number, feedback))
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _place(feedback: Feedback) -> tuple[str, str]:
    if feedback.cited:
        first = feedback.cited[0]
        return first.drug, " › ".join(first.section)
    drug = feedback.drugs[0] if feedback.drugs else _NOWHERE
    return drug, f"({feedback.reply_reason or feedback.kind})"


def feedback_text(kept: tuple[Numbered, ...]) -> str:
    """Return the report for a terminal."""
    verdicts = Counter(feedback.verdict for _, feedback in kept)
    lines = [f"{len(kept)} kept: {verdicts['up']} up, {verdicts['down']} down"]
    for (drug, section), members in grouped(kept).items():
        lines += ["", f"{drug} › {section} ({len(members)})"]
        lines += [f"  {_line(number, feedback)}" for number, feedback in members]
    others = [(number, feedback) for number, feedback in kept if not is_wanting(feedback)]
    if others:
        lines += ["", f"Answered and voted up ({len(others)})"]
        lines += [f"  {_line(number, feedback)}" for number, feedback in others]
    return "\n".join(lines)


def _line(number: int, feedback: Feedback) -> str:
    said = " / ".join(part for part in (feedback.reason.replace("_", " "), feedback.note) if part)
    question = " → ".join(" ".join(turn.split()) for turn in feedback.turns)
    ending = f"  [{' '.join(said.split())}]" if said else ""
    return f"#{number} {feedback.day.isoformat()} {feedback.verdict:<4} {question}{ending}"


def draft_topics(kept: Iterable[Numbered]) -> str:
    """Return what is wanting as topics, a JSON object a line: to be judged by a person before they count."""
    drafts = (_draft(number, feedback) for number, feedback in kept if is_wanting(feedback))
    return "".join(f"{json.dumps(draft, ensure_ascii=False)}\n" for draft in drafts)


def _draft(number: int, feedback: Feedback) -> Mapping[str, Any]:
    return {
        "id": f"feedback-{number}",
        "kind": "feedback",
        "turns": list(feedback.turns),
        "drugs": list(feedback.drugs),
        "relevant": [],
        "said": feedback.reason,
        "note": feedback.note,
        "shown": [{"section": list(one.section), "quote": one.quote} for one in feedback.cited[:1]],
    }
