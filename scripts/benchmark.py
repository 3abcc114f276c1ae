"""drugbot against the same job done with other libraries, in one run.

    python scripts/benchmark.py [--corpus DIR] [--topics FILE | --questions FILE] [--rounds N] [--builds N]
                                [--limit N] [--only NAME]… [--output FILE] [--plot FILE]

Every contender gets the same files and the same weights, cuts the files as its documentation has it by
default and runs in an environment of its own, made under ``build/benchmark`` on the first run. All are asked
over the same protocol (`benchmarking.serving`) and judged by the same rules (`benchmarking.judging`). The
questions are the development topics of the gold set that have an answer. drugbot gets conversations as they
are; the others, which keep none, get the last question as a person would write it without the others.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from benchmarking.contenders import DRUGBOT, ENTRANTS, PACKAGES
from benchmarking.environments import TORCH, Environment, environments, own
from benchmarking.judging import Question, Source
from benchmarking.measuring import Benchmark, Figures, Started
from benchmarking.plot import Point, plot
from benchmarking.questions import gold_questions, plain_questions, topic_questions
from benchmarking.table import ROWS, record, table, table_by_kind
from drugbot.chatbot import Chatbot
from drugbot.corpus.files import corpus_files
from drugbot.errors import DrugbotError
from drugbot.settings import load_settings

ROOT = Path(__file__).parents[1]
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was given on the command line; its help says what each is."""

    corpus: Path
    topics: Path | None
    questions: Path | None
    rounds: int
    builds: int
    limit: int | None
    only: tuple[str, ...]
    output: Path
    plot: Path | None


@click.command()
@click.option("--corpus", type=_FOLDER, default=ROOT / "corpus", help="Monographs; the project's own.")
@click.option("--topics", type=_FILE, help="Questions in the format of `drugbot evaluate --topics`.")
@click.option("--questions", type=_FILE, help="Questions, a JSON object a line: question, drugs, sections.")
@click.option(
    "--rounds", default=3, show_default=True, help="How often starts, clients and changed files are measured."
)
@click.option("--builds", default=1, show_default=True, help="How often indexing from nothing is timed.")
@click.option("--limit", type=int, help="Take so many monographs only, for a try.")
@click.option("--only", multiple=True, help="Take this contender only; may be given several times.")
@click.option("--output", type=_FILE, default=ROOT / "build" / "benchmark" / "figures.json", help="For JSON.")
@click.option("--plot", type=_FILE, help="File for the plot, SVG.")
def main(**options: Any) -> None:
    """Compare drugbot with txtai, Haystack, LlamaIndex and plain sentence-transformers + FAISS."""
    chosen = Options(**options)
    if chosen.topics and chosen.questions:
        raise click.UsageError("--topics and --questions both say what is asked; give one of them")
    unknown = sorted(set(chosen.only) - {entrant.name for entrant in ENTRANTS})
    if unknown:
        names = ", ".join(f"'{entrant.name}'" for entrant in ENTRANTS)
        raise click.UsageError(f"there is no contender {unknown[0]!r}; there are {names}")
    try:
        _compare(chosen)
    except DrugbotError as error:
        raise click.ClickException(str(error)) from error


def _compare(options: Options) -> None:
    made = _environments(options.only)
    with tempfile.TemporaryDirectory(prefix="drugbot-benchmark-") as folder:
        place = Path(folder).resolve()
        files = _copied(options.corpus, place / "corpus", options.limit)
        os.environ["DRUGBOT_CACHE"] = str(place / "cache")
        exported = _exported()
        benchmark = Benchmark(_started(made, options.only), place / "corpus", place, _say)
        benchmark.index(options.builds)
        sources = {
            file: Source((place / "corpus" / file).read_bytes().decode(errors="replace")) for file in files
        }
        asked = _asked(options, place / "indexes" / DRUGBOT.name, sources)
        benchmark.start(asked[0], options.rounds)
        benchmark.ask(asked, sources, options.rounds)
        benchmark.add(options.rounds)
    about = {
        "date": date.today().isoformat(),
        "machine": _machine(),
        "monographs": len(files),
        "questions": len(asked),
        "rounds": options.rounds,
        "builds": options.builds,
        "export_s": exported,
        "versions": {name or DRUGBOT.name: environment.versions for name, environment in made.items()},
        "not_installed": {name: one.problem for name, one in made.items() if one.python is None},
    }
    figures = benchmark.figures
    click.echo(table(figures, DRUGBOT.name))
    for block in (table_by_kind(figures), "\n".join(_notes(figures, about))):
        click.echo(f"\n{block}" if block else "", nl=bool(block))
    questions = [{"id": question.id, "kind": question.kind, "text": question.text} for question in asked]
    options.output.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({**record(figures, about), "asked": questions}, ensure_ascii=False)
    options.output.write_text(content + "\n", encoding="utf-8")
    if options.plot is not None:
        options.plot.write_text(_plot(figures, about), encoding="utf-8")


def _started(made: Mapping[str, Environment], only: tuple[str, ...]) -> list[Started]:
    return [
        Started(entrant, python, {"PYTHONPATH": str(ROOT / "src")} if entrant == DRUGBOT else {})
        for entrant in ENTRANTS
        if entrant == DRUGBOT or not only or entrant.name in only
        if (python := made[entrant.environment].python) is not None
    ]


def _asked(options: Options, index: Path, sources: Mapping[str, Source]) -> tuple[Question, ...]:
    chatbot = Chatbot.open(load_settings({"index": index}))
    if options.questions:
        asked = plain_questions(chatbot, options.questions, sources)
    elif options.topics:
        asked = topic_questions(chatbot, options.topics, sources)
    else:
        asked = gold_questions(chatbot, options.corpus, sources)
    if not asked:
        raise click.ClickException("no question is about these monographs; give others, or raise --limit")
    return asked


def _environments(only: tuple[str, ...]) -> dict[str, Environment]:
    wanted = {e.environment for e in ENTRANTS if e.environment and (not only or e.name in only)}
    _say("environments")
    made = environments(ROOT / "build" / "benchmark", [name for name in PACKAGES if name in wanted])
    return {"": own((TORCH, "drugbot", "onnxruntime", "faiss-cpu")), **made}


def _copied(corpus: Path, target: Path, limit: int | None) -> list[str]:
    """Copy the monographs, and nothing else, so that all contenders index the same files."""
    files = [path.relative_to(corpus).as_posix() for path in sorted(corpus_files(corpus))][:limit]
    for file in files:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(corpus / file, target / file)
    return files


def _exported() -> float:
    """Make the ONNX file that drugbot makes once a machine; return the seconds it takes."""
    from drugbot.index.loading import load_encoder  # noqa: PLC0415 - the cache folder is set by now
    from drugbot.index.models import find_model  # noqa: PLC0415

    started = perf_counter()
    settings = load_settings()
    load_encoder(find_model(settings), settings)
    return perf_counter() - started


def _machine() -> dict[str, Any]:
    cpu = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        cpu = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(memory),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _notes(figures: Mapping[str, Figures], about: Mapping[str, Any]) -> Iterator[str]:
    """Yield what has to be known besides the table, a line each."""
    machine = about["machine"]
    yield (
        f"{about['date']}, {about['monographs']} monographs, {about['questions']} questions, "
        f"medians of {about['rounds']} rounds (indexing from nothing: {about['builds']}). {machine['cpu']}, "
        f"{machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, "
        f"Python {machine['python']}."
    )
    yield from (f"{e.name} cuts files into: {e.splitting}." for e in ENTRANTS if e.name in figures)
    for name, packages in about["versions"].items():
        if packages:
            yield f"{name}: {', '.join(f'{package} {number}' for package, number in packages.items())}."
    yield f"drugbot exports its encoder once a machine, before all this: {about['export_s']:.1f} s."
    yield from (f"{name} does not install: {problem}" for name, problem in about["not_installed"].items())
    yield from (f"{name}: {problem}" for name, one in figures.items() for problem in one.problems)


def _plot(figures: Mapping[str, Figures], about: Mapping[str, Any]) -> str:
    """Plot P@1 where it was judged, else the right section."""
    by_name = {row.what: row for row in ROWS}
    first = by_name["P@1: the first passage says it"]
    quality = first if first.value(figures[DRUGBOT.name]) is not None else by_name["right drug and section"]
    time = by_name["one question, median, ms"]
    points = [
        Point(name, share, ms, name == DRUGBOT.name)
        for name, one in figures.items()
        if (share := quality.value(one)) is not None and (ms := time.value(one)) is not None
    ]
    title = f"{about['questions']} questions on {about['monographs']} monographs: quality against time"
    return plot(title, quality.what, points)


def _say(what: str) -> None:
    click.echo(what, err=True)


if __name__ == "__main__":
    main()
