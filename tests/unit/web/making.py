"""Replies made by hand, as the contract has them."""

from __future__ import annotations

from typing import Any

from drugbot.answering.reply import Citation, Reply, Understood
from drugbot.corpus.passage import Excerpt
from tests.unit.index.making import entry, index_of, passage

INDEX = index_of(
    [entry("Boneum", "Bonix"), entry("Apium", is_banned=True, modified=None)],
    [
        passage(1, "Boneum", "- 5 mg a day.\n- 10 mg in winter.", section=("Dosage", "Adults")),
        passage(2, "Boneum", "Never with salt.", section=("Boxed Warning",)),
        passage(3, "Boneum", "Yes, twice.", question="Is it given often?"),
        passage(4, "Boneum", "No.", question="Is it red?"),
        passage(5, "Boneum", "Sometimes.", question="Is it round?"),
        passage(6, "Boneum", "Rarely.", question="Is it sweet?"),
        passage(7, "Apium", "For bees.", section=("Usage",)),
    ],
)


def citation(quote: str, drug: str = "Boneum", *, context: tuple[Excerpt, ...] = (), **more: Any) -> Citation:
    return Citation(
        **{
            "passage": f"{1:016x}",
            "drug": drug,
            "section": ("Dosage", "Adults <b>"),
            "quote": quote,
            "context": context,
            "file": "boneum.md",
            "start": 0,
            "end": len(quote),
            "last_modified": "2026-11-01",
            "revision": "r",
            "score": 0.9,
            **more,
        }
    )


def answer(*citations: Citation, **more: Any) -> Reply:
    return Reply(kind="answer", citations=citations, **more)


def carried(drug: str = "Boneum") -> Understood:
    return Understood("", drug, "context")
