"""What is measured, and in which order: contenders take turns, so that a slow moment hits them all."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarking.contenders import Entrant
from benchmarking.judging import Judged, Question, Source, judged
from benchmarking.process import ContenderError, Running
from benchmarking.serving import CLIENTS

_BLOCK = 40  # questions that one contender gets before the next one is asked
_WARM_UP = 5  # questions before the first that counts


@dataclass
class Figures:
    """All that was measured of a contender; lists have one value a round.

    Attributes:
        passages: how many it made of the corpus.
        index_s: indexing from nothing, from the start of the process.
        index_mb: peak memory of that.
        start_s: from the start of the process to the first answer.
        ask_ms: each question, one after the other.
        rest_mb: memory held after these.
        per_second: questions a second with several clients.
        add_s: indexing one changed file, from the start of the process.
        again_s: another one in the same process.
        judged: question id → how good the answer is.
        problems: what went wrong, each kind once.
    """

    passages: int = 0
    index_s: list[float] = field(default_factory=list)
    index_mb: list[float] = field(default_factory=list)
    start_s: list[float] = field(default_factory=list)
    ask_ms: list[float] = field(default_factory=list)
    rest_mb: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    add_s: list[float] = field(default_factory=list)
    again_s: list[float] = field(default_factory=list)
    judged: dict[str, Judged] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def failed(self, error: ContenderError) -> None:
        """Note what went wrong."""
        if str(error) not in self.problems:
            self.problems.append(str(error))


@dataclass(frozen=True, slots=True)
class Started:
    """Where a contender's process gets what it needs.

    Attributes:
        entrant: who it is.
        python: its interpreter.
        environment: variables of its own.
    """

    entrant: Entrant
    python: Path
    environment: Mapping[str, str]


class Benchmark:
    """One run over one corpus."""

    def __init__(
        self, started: Sequence[Started], corpus: Path, place: Path, say: Callable[[str], None]
    ) -> None:
        """Prepare a run.

        Args:
            started: who takes part.
            corpus: nothing but monographs; files are changed at the end.
            place: an empty folder for indexes.
            say: told what is being done.
        """
        self.figures = {one.entrant.name: Figures() for one in started}
        self._started, self._corpus, self._place, self._say = list(started), corpus, place, say

    def index(self, rounds: int) -> None:
        """Index everything from nothing; who cannot takes no further part."""
        for number in range(rounds):
            for one in self._turns(number):
                self._say(f"round {number + 1}: {one.entrant.name} indexes")
                figures = self.figures[one.entrant.name]
                shutil.rmtree(self._index(one), ignore_errors=True)
                with self._run(one) as running:
                    try:
                        figures.passages = running.call("index", **self._places(one))["value"]
                    except ContenderError as error:
                        figures.failed(error)
                        self._started.remove(one)
                        continue
                    figures.index_s.append(running.age())
                    memory = running.memory()
                    figures.index_mb += [memory[1]] if memory else []

    def start(self, question: Question, rounds: int) -> None:
        """Start anew and ask one question; who cannot takes no further part."""
        for number in range(rounds):
            for one in self._turns(number):
                self._say(f"round {number + 1}: {one.entrant.name} starts")
                with self._run(one) as running:
                    try:
                        running.call("open", **self._places(one))
                        _ask(running, question)
                    except ContenderError as error:
                        self.figures[one.entrant.name].failed(error)
                        self._started.remove(one)
                        continue
                    self.figures[one.entrant.name].start_s.append(running.age())

    def ask(self, questions: Sequence[Question], sources: Mapping[str, Source], rounds: int) -> None:
        """Ask all questions one by one, then some by several clients at once."""
        with ExitStack() as stack:
            running = {one.entrant.name: stack.enter_context(self._run(one)) for one in self._started}
            for one in self._started:
                running[one.entrant.name].call("open", **self._places(one))
                for question in questions[:_WARM_UP]:
                    _ask(running[one.entrant.name], question)
            for number, start in enumerate(range(0, len(questions), _BLOCK)):
                self._say(
                    f"questions {start + 1} to {min(start + _BLOCK, len(questions))} of {len(questions)}"
                )
                for one in self._turns(number):
                    for question in questions[start : start + _BLOCK]:
                        self._asked(one, running[one.entrant.name], question, sources)
            for one in self._started:
                memory = running[one.entrant.name].memory()
                self.figures[one.entrant.name].rest_mb += [memory[0]] if memory else []
            for number in range(rounds):
                for one in self._turns(number):
                    self._say(f"round {number + 1}: {one.entrant.name} has {CLIENTS} clients")
                    self._crowd(one, running[one.entrant.name], questions)

    def add(self, rounds: int) -> None:
        """Change two files and index each, the second in the process that indexed the first."""
        files = sorted(path.relative_to(self._corpus).as_posix() for path in self._corpus.rglob("*.md"))
        for number in range(rounds):
            running: dict[str, Running] = {}
            with ExitStack() as stack:
                for turn in (0, 1):
                    file = files[(2 * number + turn) * 7 % len(files)]
                    with (self._corpus / file).open("a", encoding="utf-8") as text:
                        text.write(f"\n\nThis sentence was added as number {2 * number + turn}.\n")
                    for one in self._turns(number):
                        name, figures = one.entrant.name, self.figures[one.entrant.name]
                        self._say(f"round {number + 1}: {name} indexes {file} again")
                        if turn == 0:
                            running[name] = stack.enter_context(self._run(one))
                        started = perf_counter() if turn else running[name].started
                        try:
                            running[name].call("add", file=file, **self._places(one))
                        except ContenderError as error:
                            figures.failed(error)
                            continue
                        (figures.again_s if turn else figures.add_s).append(perf_counter() - started)

    def _asked(
        self, one: Started, running: Running, question: Question, sources: Mapping[str, Source]
    ) -> None:
        figures = self.figures[one.entrant.name]
        try:
            answer = _ask(running, question)
        except ContenderError as error:
            figures.failed(error)
            figures.judged[question.id] = judged(question, [], sources)
            return
        figures.ask_ms.append(answer["ms"])
        figures.judged[question.id] = judged(question, answer["value"], sources)

    def _crowd(self, one: Started, running: Running, questions: Sequence[Question]) -> None:
        """Ask for about as long as it takes to be sure, and at most all questions."""
        figures = self.figures[one.entrant.name]
        count = min(len(questions), max(8 * CLIENTS, int(5000 / statistics.median(figures.ask_ms or [100]))))
        started = perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            futures = [pool.submit(_ask, running, question) for question in questions[:count]]
        seconds = perf_counter() - started
        answered = 0
        for future in futures:
            try:
                future.result()
                answered += 1
            except ContenderError as error:
                figures.failed(ContenderError(f"with {CLIENTS} clients: {error}"))
        figures.per_second.append(answered / seconds)

    def _turns(self, number: int) -> list[Started]:
        """Return who is left, each round beginning with another one."""
        first = number % max(len(self._started), 1)
        return [*self._started[first:], *self._started[:first]]

    def _run(self, one: Started) -> Running:
        return Running(one.python, one.entrant.command, self._place, one.environment)

    def _index(self, one: Started) -> Path:
        return self._place / "indexes" / one.entrant.name.replace(", ", "-")

    def _places(self, one: Started) -> dict[str, str]:
        return {"corpus": str(self._corpus), "index": str(self._index(one))}


def _ask(running: Running, question: Question) -> dict[str, Any]:
    return running.call("ask", turns=list(question.turns), question=question.text)
