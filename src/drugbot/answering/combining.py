"""Put replies together as the parts of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from drugbot.answering import wording
from drugbot.answering.reply import Citation, Layout, Notice, Reply
from drugbot.answering.text import escaped, listed, part_text, table_text

# The order in which notices lead a reply.
_NOTICES: tuple[Notice, ...] = (
    "emergency",
    "banned",
    "disagrees",
    "boxed_warning",
    "part_of_product",
    "personal_advice",
    "stale",
)


def combined(
    parts: Sequence[Reply],
    query: str,
    layout: Layout,
    *,
    lead: Sequence[str] = (),
    notices: Collection[Notice] = (),
) -> Reply:
    """Return one reply from several.

    It is an answer if any part is one, else a question back if any is one, else what the first part is.

    Args:
        parts: the replies, at least one, in order.
        query: the standalone question.
        layout: "sequence" of several questions, "table" of one matter of several drugs side by side, "list" by drug.
        lead: sentences of the catalogue to begin with.
        notices: of the whole, besides those of the parts.
    """
    first = next((p for kind in ("answer", "clarification") for p in parts if p.kind == kind), parts[0])
    citations = tuple(citation for part in parts for citation in part.citations)
    cited = {citation.drug for citation in citations}
    silent = _union(part.silent or (part.drugs if part.kind != "answer" else ()) for part in parts)
    return Reply(
        kind=first.kind,
        reason=None if citations else first.reason,
        notices=tuple(n for n in _NOTICES if n in notices or any(n in part.notices for part in parts)),
        drugs=_union(part.drugs for part in parts),
        unknown=_union(part.unknown for part in parts),
        silent=tuple(drug for drug in silent if drug not in cited),
        understood=tuple(dict.fromkeys(item for part in parts for item in part.understood)),
        query=query,
        text=_text(parts, citations, layout, lead),
        citations=citations,
        offered=tuple(citation for part in parts for citation in part.offered) if not citations else (),
        options=first.options,
        suggestions=_union(part.suggestions for part in parts),
        parts=tuple(parts),
        layout=layout,
        confidence=min((part.confidence for part in parts if part.kind == first.kind), default=0.0),
    )


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for each in values for value in each))


def _text(parts: Sequence[Reply], citations: Sequence[Citation], layout: Layout, lead: Sequence[str]) -> str:
    if layout == "table" and citations:
        body = [table_text(parts)]
        declined = [part for part in parts if part.kind != "answer"]
        body += (
            [wording.NOTHING_FROM.format(drugs=listed(_union(p.drugs for p in declined)))] if declined else []
        )
    else:
        body = [f"**{escaped(heading(part, layout))}**\n\n{part_text(part.text)}" for part in parts]
    return "\n\n".join((*lead, *body, *((wording.DISCLAIMER,) if citations else ())))


def heading(part: Reply, layout: Layout) -> str:
    """Return what stands above a part: its question, or in a table or a list its drug."""
    return " and ".join(part.drugs) if layout != "sequence" and part.drugs else part.query
