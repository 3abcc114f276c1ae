"""What a query asks, as far as it bears on the reply."""

from __future__ import annotations

import re

from drugbot.answering.declining import Asked, Product
from drugbot.answering.reply import Understood
from drugbot.conversation.query import Query

# "Should I stop it", "can i take it": what the person asking should do is not for a monograph to say.
_PERSONAL = re.compile(
    r"\bshould\s+(?:i|we|my\s+\w+|he|she)\s+(?:still\s+|just\s+)?(?:stop|quit|start|take|switch|change|skip|double|keep|use|be|go|come)"
    r"|\bis\s+it\s+(?:ok(?:ay)?|safe|alright|all\s+right|fine)\s+for\s+me\b|\bcan\s+i\s+(?:just\s+)?(?:stop|quit)\b",
    re.IGNORECASE,
)


def asked_of(query: Query) -> Asked:
    """Return what a query asks, as far as it bears on the reply."""
    return Asked(
        query.text,
        query.drugs,
        query.unknown,
        _meanings(query),
        is_personal=_PERSONAL.search(query.question) is not None,
        product=_product(query),
    )


def _product(query: Query) -> Product | None:
    if not query.products:
        return None
    first = query.products[0]
    return Product(first.meant or first.said, first.titles)


def _meanings(query: Query) -> tuple[Understood, ...]:
    if query.only:
        return tuple(Understood("", title, "only") for title in query.drugs)
    named = dict.fromkeys(
        Understood(mention.said if mention.how != "context" else "", title, mention.how)
        for mention in query.mentions
        for title in mention.titles
        if mention.how != "unknown" and title in query.drugs
    )
    told = {item.meant for item in named}
    carried = (
        (Understood("", title, "context") for title in query.drugs if title not in told)
        if query.carried
        else ()
    )
    return (*carried, *named)
