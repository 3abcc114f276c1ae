"""Build an index from a corpus folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from drugbot.corpus.chunking import chunk
from drugbot.corpus.files import (
    CorpusChecksum,
    CorpusFile,
    corpus_checksum,
    corpus_files,
    monograph_in,
    of_one_title,
    read_file,
)
from drugbot.corpus.repair import Repair
from drugbot.errors import CorpusError, MonographError, StoredIndexError
from drugbot.index.conflicts import conflicts
from drugbot.index.content_cache import ContentCache
from drugbot.index.contents import Entry, Manifest
from drugbot.index.encoder import Encoder, EncoderIdentity, Encoding
from drugbot.index.lexical import GramCounts, LexicalIndex
from drugbot.index.makers import makers
from drugbot.index.segments import Draft, Segment, SegmentCache, segments_of
from drugbot.index.site import Site, building_site
from drugbot.index.store import save_index, verified_manifest
from drugbot.index.threads import with_one_thread
from drugbot.index.tokens import TokenIndex
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
        encoded: texts that the encoder was asked for; those of files that were indexed before are not.
        repairs: what was mended, with the file it stands in.
        left_out: one error for each file that is not in the index and should be.
        passed_over: files that are no monographs.
    """

    monographs: int
    passages: int
    vectors: int
    cut: int
    encoded: int
    repairs: tuple[tuple[str, Repair], ...]
    left_out: tuple[MonographError, ...]
    passed_over: tuple[str, ...]

    def text(self, *, every_repair: bool = False) -> str:
        """Return the report for a terminal; repairs one by one, or as a count by kind."""
        lines = [
            f"Indexed {self.monographs} monographs: {self.passages} passages, {self.vectors} vectors "
            f"({self.encoded} of files that are new or changed)."
        ]
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


@dataclass(frozen=True)
class _Corpus:
    """What was found in the corpus folder: segments that were made before, drafts of the others."""

    known: list[Segment]
    drafts: dict[bytes, Draft]
    left_out: list[MonographError]
    passed_over: list[str]
    checksum: str


def build_index(
    corpus: Path,
    directory: Path,
    encoder: Encoder,
    *,
    passage_tokens: int,
    cache: ContentCache | None = None,
    strict: bool = False,
    progress: Progress = no_progress,
) -> BuildReport:
    """Read a corpus folder and write its index.

    Args:
        corpus: folder of monographs.
        directory: where the index is written.
        encoder: makes the vectors.
        passage_tokens: units are put together up to so many tokens.
        cache: what was made of files before; the index is the same with it and without.
        strict: stop at the first file that cannot be used.
        progress: shows how far the build is.

    Raises:
        CorpusError: there is no monograph to index; an index that was there stays.
        MonographError: in strict mode.
        UnwritableIndexError: the index cannot be written.
    """
    segments = SegmentCache(cache, encoder, passage_tokens) if cache is not None else None
    found = _read(corpus, encoder, passage_tokens, segments, strict, progress)
    if not (found.known or found.drafts):
        raise CorpusError(_nothing_in(corpus, found))
    drafts = list(found.drafts.values())
    texts = [text for draft in drafts for text in draft.texts]
    with building_site(directory, progress) as site:
        made = segments_of(drafts, _encoded(encoder, texts, progress))
        if segments is not None:
            segments.put(dict(zip(found.drafts, made, strict=True)))
        parts = sorted([*found.known, *made], key=lambda segment: segment.entry.title.casefold())
        manifest = _save(site, parts, found, encoder.identity, passage_tokens)
    return BuildReport(
        monographs=manifest.counts["monographs"],
        passages=manifest.counts["passages"],
        vectors=manifest.counts["vectors"],
        cut=sum(segment.cut for segment in parts),
        encoded=len(texts),
        repairs=tuple((segment.entry.file, repair) for segment in parts for repair in segment.repairs),
        left_out=tuple(found.left_out),
        passed_over=tuple(found.passed_over),
    )


def _encoded(encoder: Encoder, texts: Sequence[str], progress: Progress) -> list[Encoding]:
    """Encode texts; with one thread, since rounding token vectors to 8 bits makes more of a last bit."""
    with with_one_thread():
        return encoder.encode_passages(texts, progress) if texts else []


def _read(
    corpus: Path,
    encoder: Encoder,
    passage_tokens: int,
    segments: SegmentCache | None,
    strict: bool,
    progress: Progress,
) -> _Corpus:
    checksum = CorpusChecksum()
    files: dict[bytes, CorpusFile] = {}
    for path in corpus_files(corpus):
        file = read_file(path, corpus)
        checksum.add(file)
        files[_key(file, segments)] = file
    known = segments.get(files) if segments is not None else {}
    new = [(key, file) for key, file in files.items() if key not in known]
    found = _Corpus(list(known.values()), {}, [], [], checksum.value())
    for key, file in progress(new, "reading", len(new)):
        try:
            monograph = monograph_in(file)
        except MonographError as error:
            if strict:
                raise
            found.left_out.append(error)
            continue
        if monograph is None:
            found.passed_over.append(file.file)
        else:
            items = chunk(monograph, encoder.count_tokens, passage_tokens, encoder.window)
            entry = Entry.of(monograph, conflicts(monograph, items))
            found.drafts[key] = Draft(entry, items, monograph.repairs)
    return _without_doubles(found, strict)


def _key(file: CorpusFile, segments: SegmentCache | None) -> bytes:
    data = file.content if isinstance(file.content, bytes) else b""
    return segments.key(file.file, data) if segments is not None else file.file.encode()


def _without_doubles(found: _Corpus, strict: bool) -> _Corpus:
    entries = [part.entry for part in found.known] + [draft.entry for draft in found.drafts.values()]
    doubled = of_one_title(sorted(((entry.title, entry.file) for entry in entries), key=lambda pair: pair[1]))
    if doubled and strict:
        raise next(iter(doubled.values()))
    return replace(
        found,
        known=[segment for segment in found.known if segment.entry.file not in doubled],
        drafts={key: draft for key, draft in found.drafts.items() if draft.entry.file not in doubled},
        left_out=[*found.left_out, *doubled.values()],
    )


def _save(
    site: Site, parts: Sequence[Segment], found: _Corpus, identity: EncoderIdentity, passage_tokens: int
) -> Manifest:
    sizes = np.concatenate([segment.sizes for segment in parts])
    vectors = np.concatenate([segment.vectors for segment in parts])
    tokens = np.concatenate([segment.tokens for segment in parts])
    token_counts = np.concatenate([segment.token_counts for segment in parts])
    return save_index(
        site,
        entries=[segment.entry for segment in parts],
        passages=[segment.passages for segment in parts],
        owners=np.repeat(np.arange(len(sizes), dtype=np.int64), sizes),
        vectors=FaissIndex.of(vectors),
        lexical=LexicalIndex.of(GramCounts.joined([segment.grams for segment in parts])),
        tokens=TokenIndex(tokens, np.cumsum([0, *token_counts], dtype=np.int64)),
        manifest=Manifest(
            schema=0,
            generation="",
            encoder=identity,
            corpus_checksum=found.checksum,
            passage_tokens=passage_tokens,
            files={},
            counts={
                "monographs": len(parts),
                "passages": len(sizes),
                "vectors": len(vectors),
                "tokens": len(tokens),
            },
            versions={},
            left_out=tuple(str(error) for error in found.left_out),
        ),
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
        and manifest.versions == makers()
        and manifest.corpus_checksum == corpus_checksum(corpus)
    )
    return manifest if same else None


def _nothing_in(corpus: Path, found: _Corpus) -> str:
    reasons = f"{len(found.left_out)} left out, {len(found.passed_over)} without front matter"
    first = f"; the first: {found.left_out[0]}" if found.left_out else ""
    return f"{corpus}: no monograph to index ({reasons}); add .md files with front matter{first}"
