"""An emergency: where help is, then warnings and overdose passages, never a dose. Self-harm: help alone."""

from __future__ import annotations

import re
from dataclasses import replace

from drugbot.answering.declining import Asked, emergency
from drugbot.answering.reply import Reply
from drugbot.conversation.emergencies import Danger
from drugbot.conversation.query import Query
from drugbot.due.desk import CANDIDATES, Desk

_WARNINGS = 3  # passages quoted
_SECTIONS = re.compile(r"overdos|serious|warning|when to call|emergenc", re.IGNORECASE)


def after_danger(reply: Reply, danger: Danger, desk: Desk) -> Reply:
    """Return the reply to a harmless question after a turn that spoke of danger: where help is leads it still."""
    help_text = desk.helplines.in_self_harm if danger == "self_harm" else desk.helplines.in_emergency
    return replace(reply, notices=("emergency", *reply.notices), text=f"{help_text}\n\n{reply.text}")


def in_danger(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the reply to an emergency, or to a message about self-harm, of which nothing is said of a drug."""
    if query.danger == "self_harm":
        return emergency(asked, desk.helplines.in_self_harm)
    help_text = desk.helplines.in_emergency
    if not query.drugs:
        return emergency(asked, help_text)
    hits = desk.searcher.search(query.generic, query.drugs, CANDIDATES * 10).hits
    warning = [hit for hit in hits if any(map(_SECTIONS.search, hit.passage.section[:2]))]
    if not warning:
        return emergency(asked, help_text)
    whole = [replace(hit, sought=None) for hit in warning[:_WARNINGS]]  # in danger nothing is left out
    reply = desk.answered(asked, whole)
    return after_danger(reply, "emergency", desk) if reply.kind == "answer" else emergency(asked, help_text)
