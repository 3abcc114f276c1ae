"""Building, opening and asking an index: drugbot against plain sentence-transformers + faiss, in one run.

    python scripts/benchmark_index.py [--corpus DIR] [--times N] [--rounds N] [--output FILE]
    python scripts/benchmark_index.py --index DIR [--rounds N]

Both take turns, so that a slow moment of the machine hits both; the ratio of the medians is what can be
quoted. Both get the same weights and the same passages (`plain_search.py` gets them chunked, which is to its
advantage). Each program is started as its users would start it, with a cache folder of its own; the encoder's
ONNX file is made beforehand. With --times the collection is made so many times as large, by copies under
invented names. With --index nothing is built: only the time of a reply is measured, over an index that is there.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.stats import permutation_test

from benchmarking.mix import multiply
from benchmarking.replying import replied

BIN = Path(sys.executable).parent
PLAIN = Path(__file__).with_name("plain_search.py")
PORT = 7963
QUESTIONS = (
    "how often is it given",
    "can i take it while breastfeeding",
    "what if i miss a dose",
    "is it safe with alcohol",
)

AT_REST = """
import sys
from pathlib import Path
from drugbot.chatbot import Chatbot
from drugbot.settings import load_settings
chatbot = Chatbot.open(load_settings({"index": Path(sys.argv[1])}))
chatbot.reply([sys.argv[2]])
held = Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]
print("memory", int(held) / 1024, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Child:
    """A program that ran: seconds, peak memory in MB, what it wrote to stderr."""

    seconds: float
    peak: float
    stderr: str

    @property
    def held(self) -> float:
        """The memory in MB that it said it held at its end."""
        return float(self.stderr.rsplit("memory ", 1)[1].split()[0])


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table; ratio says how many times better drugbot is."""

    what: str
    ours: list[float]
    plain: list[float]
    more_is_better: bool = False

    def row(self) -> str:
        """Return the row in Markdown: medians, with the range where there were several rounds."""
        ours, plain = statistics.median(self.ours), statistics.median(self.plain)
        ratio = ours / plain if self.more_is_better else plain / ours
        return f"| {self.what} | {_spread(self.ours)} | {_spread(self.plain)} | {ratio:.2f} |"


def _spread(values: list[float]) -> str:
    digits = 1 if max(values) < 1000 else 0
    low, high = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    return f"{statistics.median(values):.{digits}f}" + (f" ({low}-{high})" if low != high else "")


def _run(*command: object) -> Child:
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as log:
        child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        log.seek(0)
        stderr = log.read()
    if os.waitstatus_to_exitcode(status) not in (0, 1):  # 1: a monograph was left out, the index is written
        raise click.ClickException(f"{command} failed: {stderr[-500:]}")
    return Child(seconds, usage.ru_maxrss / 1024, stderr)


@click.command()
@click.option(
    "--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"), show_default=True
)
@click.option("--times", default=1, show_default=True, help="How many times as large to make the collection.")
@click.option(
    "--index", type=click.Path(path_type=Path, exists=True), help="Measure only the replies from this index."
)
@click.option("--rounds", default=5, show_default=True, help="How often each short thing is measured.")
@click.option("--output", type=click.Path(path_type=Path), help="File for the figures as JSON.")
def main(corpus: Path, times: int, index: Path | None, rounds: int, output: Path | None) -> None:
    """Compare drugbot with plain sentence-transformers and faiss."""
    if index:
        click.echo(replied(index, rounds))
        return
    with tempfile.TemporaryDirectory(prefix="drugbot-benchmark-") as folder:
        place = Path(folder)
        os.environ["DRUGBOT_CACHE"] = str(place / "cache")
        copy = place / "corpus"
        shutil.copytree(corpus, copy, copy_function=shutil.copyfile)
        multiply(copy, times)
        figures = [
            *_built(copy, place),
            _again(copy, place, rounds),
            *_encoded(place, rounds),
            *_asked(place, rounds),
            _served(place, min(rounds, 3)),
        ]
        click.echo("| | drugbot | plain | times better |\n|---|---|---|---|")
        for figure in figures:
            click.echo(figure.row())
        click.echo(replied(place / "index", rounds))
        click.echo(_quality())
    if output:
        records = [{"what": f.what, "drugbot": f.ours, "plain": f.plain} for f in figures]
        output.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")


def _built(corpus: Path, place: Path) -> list[Figure]:
    tiny = place / "tiny"
    tiny.mkdir()
    (tiny / "a.md").write_text("---\ntitle: A\n---\n## Usage\n\nText.\n", encoding="utf-8")
    _run(BIN / "drugbot", "index", "--corpus", tiny, "--index", place / "tiny-index")  # makes the ONNX file
    ours = _run(BIN / "drugbot", "index", "--corpus", corpus, "--index", place / "index")
    texts = [f"{p['drug']}. {' '.join(p['section'])}. {p['excerpt']['quote']}" for p in _passages(place)]
    (place / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    plain = _run(sys.executable, PLAIN, "index", place / "texts.json", place / "plain")
    monographs = len({p["drug"] for p in _passages(place)})
    return [
        Figure(f"index {monographs} monographs, {len(texts)} passages, s", [ours.seconds], [plain.seconds]),
        Figure("peak memory of that, MB", [ours.peak], [plain.peak]),
    ]


def _passages(place: Path) -> list[dict[str, Any]]:
    (file,) = place.glob("index/g-*/passages.jsonl")
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def _again(corpus: Path, place: Path, rounds: int) -> Figure:
    """One edited monograph: drugbot takes what it knows, the plain way has only one way to index."""
    ours = []
    for number in range(rounds):
        path = random.Random(number).choice(sorted(corpus.rglob("*.md")))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n\nA sentence that was added in round {number} of this benchmark.\n")
        ours.append(_run(BIN / "drugbot", "index", "--corpus", corpus, "--index", place / "index").seconds)
    plain = _run(sys.executable, PLAIN, "index", place / "texts.json", place / "plain").seconds
    return Figure("index again after one edited file, s", ours, [plain])


def _encoded(place: Path, rounds: int) -> list[Figure]:
    from drugbot.index.loading import load_encoder  # noqa: PLC0415 - the environment is set by now
    from drugbot.index.models import find_model  # noqa: PLC0415
    from drugbot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    model = find_model(settings)
    encoder = load_encoder(model, settings)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    plain = SentenceTransformer(str(model.directory), device="cpu", local_files_only=True)
    texts = json.loads((place / "texts.json").read_bytes())
    sample = random.Random(0).sample(texts, min(256, len(texts)))
    passages: tuple[list[float], list[float]] = [], []
    questions: tuple[list[float], list[float]] = [], []
    for _ in range(rounds):
        passages[0].append(len(sample) / _timed(lambda: encoder.encode_passages(sample)))
        passages[1].append(len(sample) / _timed(lambda: plain.encode(sample, normalize_embeddings=True)))
        for question in QUESTIONS * 5:
            questions[0].append(1000 * _timed(partial(encoder.encode_query, question)))
            questions[1].append(1000 * _timed(partial(plain.encode, [question], normalize_embeddings=True)))
    return [
        Figure("passages encoded a second", *passages, more_is_better=True),
        Figure("encode one question, ms", *questions),
    ]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _asked(place: Path, rounds: int) -> list[Figure]:
    question = f"how often is {_passages(place)[0]['drug']} given"
    ours, plain, rest = [], [], []
    for _ in range(rounds):
        ours.append(_run(BIN / "drugbot", "ask", question, "--index", place / "index").seconds)
        plain.append(_run(sys.executable, PLAIN, "ask", place / "plain", question))
    rest.append(_run(sys.executable, "-c", AT_REST, place / "index", question).held)
    return [
        Figure("cold start to the printed answer, s", ours, [child.seconds for child in plain]),
        Figure("memory at rest, one question asked, MB", rest, [plain[-1].held]),
    ]


def _served(place: Path, rounds: int) -> Figure:
    ours, plain = [], []
    for _ in range(rounds):
        command = (
            BIN / "drugbot",
            "chat",
            "--index",
            place / "index",
            "--corpus",
            place / "corpus",
            "--port",
            PORT,
        )
        ours.append(_until_served(*command))
        plain.append(_until_served(sys.executable, PLAIN, "chat", place / "plain", PORT))
    return Figure("start of the chat to its page, s", ours, plain)


def _until_served(*command: object) -> float:
    started = time.perf_counter()
    with subprocess.Popen(
        [str(p) for p in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        while time.perf_counter() - started < 120:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5).read()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)
        seconds = time.perf_counter() - started
        child.kill()
    return seconds


def _quality() -> str:
    """Compare the default encoder with torch fp32 on the FAQ topics of the project's corpus."""
    per_topic = []
    for runtime in ("auto", "torch"):
        command = [str(BIN / "drugbot"), "evaluate", "--corpus", "corpus", "--json"]
        environment = {**os.environ, "DRUGBOT_RUNTIME": runtime}
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        per_topic.append(json.loads(done.stdout)["settings"][-1]["per_topic"])
    ours, torch = per_topic
    lines = []
    for measure in next(iter(ours.values())):
        values = [np.asarray([found[topic][measure] for topic in sorted(ours)]) for found in (ours, torch)]
        test = permutation_test(
            values, lambda a, b: np.mean(a - b), permutation_type="samples", n_resamples=9999, rng=0
        )
        lines.append(
            f"{measure}: default {values[0].mean():.4f}, torch fp32 {values[1].mean():.4f}, "
            f"{int((values[0] != values[1]).sum())} of {len(ours)} topics differ, p = {test.pvalue:.3f}"
        )
    return "FAQ passages left out, paired randomisation test:\n" + "\n".join(lines)


if __name__ == "__main__":
    main()
