"""Segments: what one monograph contributes to an index, whatever else is in the corpus.

A segment depends on the bytes of its file, on the encoder, on the settings and on the code, and on nothing
else. So it can be kept by a key made of these; an index is all segments put together, and building it again
costs only the files that changed. (Lucene builds its indexes from segments in the same way.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from drugbot.corpus.passage import Encodable
from drugbot.corpus.repair import Repair
from drugbot.index.content_cache import ContentCache, content_key
from drugbot.index.contents import Entry
from drugbot.index.encoder import Encoder, Encoding, Tokens, Vectors, vectors_of
from drugbot.index.lexical import GramCounts
from drugbot.index.makers import makers
from drugbot.index.records import entry_of, entry_record, passage_line
from drugbot.index.vectors import Rows

SEGMENTS = "segments.sqlite"


@dataclass(frozen=True)
class Segment:
    """What one monograph contributes.

    Attributes:
        entry: what the index knows of it besides its passages.
        passages: its passages in order, a line of JSON each.
        sizes: how many vectors each passage has, shape (passages,).
        vectors: the vectors, those of a passage next to each other, shape (vectors, dimension).
        tokens: the token vectors of the passages, one after the other, shape (tokens, dimension).
        token_counts: how many each passage has, shape (passages,).
        grams: counts of the grams of each passage.
        cut: passages that hold a part of a unit that was too long.
        repairs: what was mended while reading.
    """

    entry: Entry
    passages: bytes
    sizes: Rows
    vectors: Vectors
    tokens: Tokens
    token_counts: Rows
    grams: GramCounts
    cut: int
    repairs: tuple[Repair, ...]


@dataclass(frozen=True)
class Draft:
    """A segment that still lacks its vectors.

    Attributes:
        entry: of the monograph.
        items: its passages with the texts that they are found by.
        repairs: what was mended while reading.
    """

    entry: Entry
    items: tuple[Encodable, ...]
    repairs: tuple[Repair, ...]

    @property
    def texts(self) -> list[str]:
        """What is to be encoded, in order."""
        return [text for item in self.items for text in item.texts]

    def segment(self, encodings: Sequence[Encoding]) -> Segment:
        """Return the segment, given the encodings of the texts."""
        sizes = np.asarray([len(item.texts) for item in self.items], np.int64)
        last = np.cumsum(sizes) - 1  # of an FAQ: question and answer
        tokens = [encodings[row].tokens for row in last]
        return Segment(
            entry=self.entry,
            passages=b"".join(
                passage_line(item.counted(encodings[row].spans[:, 0].tolist()))
                for item, row in zip(self.items, last, strict=True)
            ),
            sizes=sizes,
            vectors=vectors_of(encodings),
            tokens=np.concatenate(tokens),
            token_counts=np.asarray([len(rows) for rows in tokens], np.int64),
            grams=GramCounts.of([item.texts[-1] for item in self.items]),
            cut=sum(item.passage.cut for item in self.items),
            repairs=self.repairs,
        )


def segments_of(drafts: Sequence[Draft], encodings: Sequence[Encoding]) -> list[Segment]:
    """Return the segments of drafts, given the encodings of all their texts, one draft after the other."""
    made, at = [], 0
    for draft in drafts:
        end = at + len(draft.texts)
        made.append(draft.segment(encodings[at:end]))
        at = end
    return made


class SegmentCache:
    """Segments that were made before."""

    def __init__(self, cache: ContentCache, encoder: Encoder, passage_tokens: int) -> None:
        """Look for segments of an encoder and a setting.

        Args:
            cache: where they are kept.
            encoder: whose vectors are wanted.
            passage_tokens: the setting that they were chunked with.
        """
        self._cache = cache
        identity = json.dumps([asdict(encoder.identity), encoder.window, passage_tokens, dict(makers())])
        self._identity = identity

    def key(self, file: str, data: bytes) -> bytes:
        """Return the key of the segment of a file."""
        return content_key(self._identity, file, data)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Segment]:
        """Return the segments that are known."""
        try:
            return {key: _segment(content) for key, content in self._cache.get(keys).items()}
        except (SafetensorError, ValueError, KeyError, TypeError):  # of a form that nothing here has written
            self._cache.discard()
            return {}

    def put(self, segments: Mapping[bytes, Segment]) -> None:
        """Keep segments."""
        self._cache.put({key: _content(segment) for key, segment in segments.items()})


def _content(segment: Segment) -> bytes:
    entry, repairs = entry_record(segment.entry), [asdict(repair) for repair in segment.repairs]
    head = json.dumps({"entry": entry, "cut": segment.cut, "repairs": repairs}).encode("ascii")
    arrays: dict[str, NDArray[Any]] = {
        "head": np.frombuffer(head, np.uint8),
        "passages": np.frombuffer(segment.passages, np.uint8),
        "sizes": segment.sizes,
        "vectors": segment.vectors,
        "tokens": segment.tokens,
        "token_counts": segment.token_counts,
    }
    arrays |= {field.name: getattr(segment.grams, field.name) for field in fields(GramCounts)}
    return bytes(save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))


def _segment(content: bytes) -> Segment:
    arrays = load(content)
    head = json.loads(arrays["head"].tobytes())
    return Segment(
        entry=entry_of(head["entry"]),
        passages=arrays["passages"].tobytes(),
        sizes=arrays["sizes"],
        vectors=arrays["vectors"],
        tokens=arrays["tokens"],
        token_counts=arrays["token_counts"],
        grams=GramCounts(**{field.name: arrays[field.name] for field in fields(GramCounts)}),
        cut=head["cut"],
        repairs=tuple(Repair(**record) for record in head["repairs"]),
    )
