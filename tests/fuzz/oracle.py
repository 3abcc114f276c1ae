"""What must hold for the bytes of any file, however hostile."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugbot.corpus.chunking import chunk
from drugbot.corpus.monograph import Monograph
from drugbot.corpus.passage import Encodable, Excerpt
from drugbot.corpus.reading import read_monograph
from drugbot.errors import MonographError

TARGET, WINDOW = 160, 254
_FILE = "hostile.md"
_LONGEST_MESSAGE = 1000
# What is quoted may exceed the file by the context that goes along with each passage, and by no more.
_AMPLIFIED = 60
_TOKEN = re.compile(r"\w{1,6}|[^\w\s]")


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Count as an encoder does: pieces of words and every other character, at most one token a character."""
    return [len(_TOKEN.findall(text)) for text in texts]


def check(data: bytes) -> str:
    """Read and chunk a file, and assert what must hold; return what became of it."""
    try:
        monograph = read_monograph(data, _FILE)
    except MonographError as error:
        _check_message(error)
        return "refused"
    if monograph is None:
        return "passed over"
    items = chunk(monograph, count_tokens, TARGET, WINDOW)
    _check_passages(monograph, items)
    return "read"


def _check_message(error: MonographError) -> None:
    message = str(error)
    assert message.startswith(f"{_FILE}:"), message
    assert len(message) <= _LONGEST_MESSAGE, f"a message of {len(message)} characters"
    assert error.line >= 1


def _check_passages(monograph: Monograph, items: Sequence[Encodable]) -> None:
    ids = [item.passage.id for item in items]
    assert len(set(ids)) == len(ids), "two passages have one id"
    quoted = 0
    for item in items:
        passage = item.passage
        assert passage.drug == monograph.title
        assert all(item.texts), "a passage without a text to be found by"
        assert max(count_tokens(item.texts)) <= WINDOW, "a text exceeds the encoder's window"
        for excerpt in (passage.excerpt, *passage.context):
            _check_excerpt(monograph, excerpt, exact=passage.kind == "section")
            quoted += len(excerpt.quote)
    source = monograph.text.source
    assert quoted <= _AMPLIFIED * (len(source) + 1000), f"{quoted} characters quoted from {len(source)}"


def _check_excerpt(monograph: Monograph, excerpt: Excerpt, *, exact: bool) -> None:
    text = monograph.text
    assert excerpt.quote.strip(), "an empty quote"
    assert 0 <= excerpt.start < excerpt.end <= len(text.source), "a quote outside the file"
    if exact:
        assert excerpt.quote in text.text, "a quote that is not in the text"
        touched = any(e.start < excerpt.end and excerpt.start < e.end for e in text.edits)
        if not touched:
            assert text.source[excerpt.start : excerpt.end] == excerpt.quote, "a quote from another place"
