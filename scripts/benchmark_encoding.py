"""Passages a second of drugbot's encoder against a plain ``SentenceTransformer.encode`` over the same texts.

Both take turns on the same sample in one run, so that a slow moment of the machine hits both; the ratio of
the medians is what can be quoted.

    python scripts/benchmark_encoding.py [--corpus DIR] [--sample N] [--rounds N]
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import click

from drugbot.corpus.chunking import chunk
from drugbot.corpus.files import read_corpus
from drugbot.index.encoder import Encoder
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.settings import Settings


@click.command()
@click.option(
    "--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"), show_default=True
)
@click.option("--sample", default=1000, show_default=True, help="How many texts to encode.")
@click.option("--rounds", default=3, show_default=True, help="How often each encodes them.")
def main(corpus: Path, sample: int, rounds: int) -> None:
    """Compare drugbot's encoder with plain sentence-transformers."""
    settings = Settings(corpus=corpus)
    model = find_model(settings)
    encoder = load_encoder(model, settings)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - after the offline switches are set

    plain = SentenceTransformer(str(model.directory), device="cpu", local_files_only=True)
    texts = _texts(corpus, encoder, settings.passage_tokens, sample)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(_timed(lambda: encoder.encode_passages(texts)))
        theirs.append(_timed(lambda: plain.encode(texts, normalize_embeddings=True)))
    _report("drugbot", len(texts), ours)
    _report("plain SentenceTransformer.encode", len(texts), theirs)
    click.echo(f"drugbot is {statistics.median(theirs) / statistics.median(ours):.2f} times as fast")


def _texts(corpus: Path, encoder: Encoder, passage_tokens: int, sample: int) -> list[str]:
    monographs = read_corpus(corpus).monographs
    texts = [
        text
        for monograph in monographs
        for item in chunk(monograph, encoder.count_tokens, passage_tokens, encoder.window)
        for text in item.texts
    ]
    return random.Random(0).sample(texts, min(sample, len(texts)))


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def _report(name: str, texts: int, seconds: list[float]) -> None:
    rates = sorted(texts / second for second in seconds)
    click.echo(
        f"{name}: {statistics.median(rates):.1f} passages/s "
        f"(median of {len(rates)}; {rates[0]:.1f}-{rates[-1]:.1f})"
    )


if __name__ == "__main__":
    main()
