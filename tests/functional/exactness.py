from __future__ import annotations

from pathlib import Path

from drugbot.answering.reply import Citation
from drugbot.corpus.reading import read_monograph

CORPUS = Path(__file__).parents[2] / "corpus"


def is_exact(citation: Citation) -> bool:
    """Return whether a quote of the project's corpus stands in its file to the letter.

    In its range, or, for an FAQ pair of the front matter, in the parsed answer.
    """
    data = (CORPUS / citation.file).read_bytes()
    if data.decode("utf-8")[citation.start : citation.end] == citation.quote:
        return True
    monograph = read_monograph(data, citation.file)
    assert monograph is not None
    return citation.section[0] == "FAQs" and any(
        pair.question == citation.section[1] and citation.quote in pair.answer for pair in monograph.faqs
    )
