"""Build an index from a corpus folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from drugbot.corpus.chunking import chunk
from drugbot.corpus.files import Corpus, corpus_checksum, read_corpus
from drugbot.corpus.repair import Repair
from drugbot.errors import CorpusError, MonographError, StoredIndexError
from drugbot.index.contents import Entry, Manifest
from drugbot.index.encoder import Encoder, EncoderIdentity
from drugbot.index.lexical import LexicalIndex
from drugbot.index.store import save_index, verified_manifest, writers
from drugbot.index.vectors import FaissIndex
from drugbot.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        monographs: how many are in the index.
        passages: how many passages they have.
        vectors: how many vectors those have.
        cut: passages that hold a part of a sentence, item or row that was too long for the encoder.
        repairs: what was mended, with the file it stands in.
        left_out: one error for each file that is not in the index and should be.
        passed_over: files that are no monographs.
    """

    monographs: int
    passages: int
    vectors: int
    cut: int
    repairs: tuple[tuple[str, Repair], ...]
    left_out: tuple[MonographError, ...]
    passed_over: tuple[str, ...]

    def text(self, *, every_repair: bool = False) -> str:
        """Return the report for a terminal; repairs one by one, or as a count by kind."""
        lines = [f"Indexed {self.monographs} monographs: {self.passages} passages, {self.vectors} vectors."]
        if self.cut:
            lines.append(
                f"{self.cut} passages hold part of a sentence, item or row longer than the encoder's window."
            )
        if every_repair:
            lines += [
                f"mended {file}:{r.line}: {r.rule}: {r.before!r} -> {r.after!r}" for file, r in self.repairs
            ]
        elif self.repairs:
            counts = Counter(repair.rule for _, repair in self.repairs)
            kinds = ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items()))
            lines.append(f"Mended while reading ({len(self.repairs)}; --repairs lists them): {kinds}.")
        if self.passed_over:
            lines.append(f"Passed over, no front matter: {', '.join(self.passed_over)}.")
        lines += [f"left out {error}" for error in self.left_out]
        return "\n".join(lines)


def build_index(
    corpus: Path,
    directory: Path,
    encoder: Encoder,
    *,
    passage_tokens: int,
    strict: bool = False,
    progress: Progress = no_progress,
) -> BuildReport:
    """Read a corpus folder and write its index.

    Args:
        corpus: folder of monographs.
        directory: where the index is written.
        encoder: makes the vectors.
        passage_tokens: units are put together up to so many tokens.
        strict: stop at the first file that cannot be used.
        progress: shows how far the build is.

    Raises:
        CorpusError: there is no monograph to index; an index that was there stays.
        MonographError: in strict mode.
        UnwritableIndexError: the index cannot be written.
    """
    read = read_corpus(corpus, strict=strict, progress=progress)
    if not read.monographs:
        raise CorpusError(_nothing_in(read))
    monographs = sorted(read.monographs, key=lambda monograph: monograph.title.casefold())
    items = [
        item
        for monograph in progress(monographs, "chunking", len(monographs))
        for item in chunk(monograph, encoder.count_tokens, passage_tokens, encoder.window)
    ]
    texts = [text for item in items for text in item.texts]
    owners = np.asarray([i for i, item in enumerate(items) for _ in item.texts], np.int64)
    vectors = FaissIndex.of(encoder.encode_passages(texts, progress))
    save_index(
        directory,
        entries=[Entry.of(monograph) for monograph in monographs],
        passages=[item.passage for item in items],
        owners=owners,
        vectors=vectors,
        lexical=LexicalIndex.of([item.texts[-1] for item in items]),  # of an FAQ pair: question and answer
        manifest=Manifest(
            schema=0,
            generation="",
            encoder=encoder.identity,
            corpus_checksum=read.checksum,
            passage_tokens=passage_tokens,
            files={},
            counts={"monographs": len(monographs), "passages": len(items), "vectors": len(texts)},
            versions={},
            left_out=tuple(str(error) for error in read.left_out),
        ),
    )
    return BuildReport(
        monographs=len(monographs),
        passages=len(items),
        vectors=len(texts),
        cut=sum(item.passage.cut for item in items),
        repairs=tuple((monograph.file, repair) for monograph in monographs for repair in monograph.repairs),
        left_out=read.left_out,
        passed_over=read.passed_over,
    )


def current_manifest(
    corpus: Path, directory: Path, identity: EncoderIdentity, passage_tokens: int
) -> Manifest | None:
    """Return the manifest of an index that is whole and what `build_index` would write now, else None."""
    try:
        manifest = verified_manifest(directory)
    except StoredIndexError:
        return None
    same = (
        manifest.encoder == identity
        and manifest.passage_tokens == passage_tokens
        and manifest.versions == writers()
        and manifest.corpus_checksum == corpus_checksum(corpus)
    )
    return manifest if same else None


def _nothing_in(read: Corpus) -> str:
    reasons = f"{len(read.left_out)} left out, {len(read.passed_over)} without front matter"
    first = f"; the first: {read.left_out[0]}" if read.left_out else ""
    return f"{read.root}: no monograph to index ({reasons}); add .md files with front matter{first}"
