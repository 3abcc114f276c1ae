"""Several questions in one turn, each answered, in order."""

from __future__ import annotations

from collections.abc import Sequence

from drugbot.answering.combining import combined
from drugbot.answering.reply import Reply


def in_order(replies: Sequence[Reply], question: str) -> Reply:
    """Return the replies to the questions of a turn as one."""
    return combined(replies, question, "sequence")


def say_the_same(replies: Sequence[Reply]) -> bool:
    """Return whether all replies lead with one passage: what looked like several questions is one."""
    leading = {reply.citations[0].passage if reply.citations else "" for reply in replies}
    return len(leading) == 1 and "" not in leading
