"""What an index holds, in memory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from drugbot.corpus.classes import stated_classes
from drugbot.corpus.monograph import Monograph
from drugbot.corpus.passage import Passage
from drugbot.errors import ForeignIndexError
from drugbot.index.encoder import EncoderIdentity
from drugbot.index.lexical import LexicalIndex
from drugbot.index.tokens import TokenIndex
from drugbot.index.vectors import FaissIndex, Rows

_BOXED = re.compile(r"(?:boxed|black box) warning", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of a monograph besides its passages.

    Attributes:
        title: generic name.
        names: brand and alternate names.
        description: of the front matter.
        is_banned: whether the collection marks the drug as banned.
        last_modified: day of the last change, None where not stated.
        file: POSIX path relative to the corpus folder.
        revision: hash of the file.
        conflicts: ids of passages that disagree with each other, in pairs.
        boxed_warning: heading of the section with the boxed warning, empty where there is none.
        classes: of medicines, as the monograph states them.
    """

    title: str
    names: tuple[str, ...]
    description: str
    is_banned: bool
    last_modified: date | None
    file: str
    revision: str
    conflicts: tuple[tuple[str, str], ...] = ()
    boxed_warning: str = ""
    classes: tuple[str, ...] = ()

    @classmethod
    def of(cls, monograph: Monograph, conflicts: tuple[tuple[str, str], ...] = ()) -> Entry:
        """Return the entry for a monograph whose passages disagree in these pairs."""
        text = monograph.text.text
        sections = (text[section.span.start : section.span.end] for section in monograph.sections)
        return cls(
            title=monograph.title,
            names=monograph.names,
            description=monograph.description,
            is_banned=monograph.is_banned,
            last_modified=monograph.last_modified,
            file=monograph.file,
            revision=monograph.revision,
            conflicts=conflicts,
            boxed_warning=next(
                (s.path[0] for s in monograph.sections if s.path and _BOXED.match(s.path[0])), ""
            ),
            classes=stated_classes(monograph.title, monograph.names, (monograph.description, *sections)),
        )


@dataclass(frozen=True)
class Manifest:
    """What an index is made of; written with it and checked on load.

    Attributes:
        schema: number of the layout.
        generation: folder that holds the files.
        encoder: whose vectors they are.
        corpus_checksum: of the corpus folder at the time of the build.
        passage_tokens: the setting that the passages were made with.
        files: SHA-256 of each file of the generation.
        counts: monographs, passages, vectors.
        versions: of the libraries that wrote the files.
        left_out: what was said of each file that is not in the index and should be.
    """

    schema: int
    generation: str
    encoder: EncoderIdentity
    corpus_checksum: str
    passage_tokens: int
    files: Mapping[str, str]
    counts: Mapping[str, int]
    versions: Mapping[str, str]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """All that is needed to answer.

    Attributes:
        entries: one for each monograph, by title.
        passages: all passages, those of a monograph next to each other.
        owners: number of the passage that each vector belongs to, shape (vectors,).
        vectors: the vectors of the passages' texts.
        lexical: the same texts, one document a passage.
        tokens: token vectors of the same; of dimension 0 where the encoder makes none.
        manifest: what was written with the index.
    """

    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    owners: Rows
    vectors: FaissIndex
    lexical: LexicalIndex
    tokens: TokenIndex
    manifest: Manifest

    @cached_property
    def by_title(self) -> Mapping[str, Entry]:
        """The entries by title."""
        return {entry.title: entry for entry in self.entries}

    @cached_property
    def by_id(self) -> Mapping[str, Passage]:
        """The passages by id."""
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the passages by id."""
        return {passage.id: number for number, passage in enumerate(self.passages)}

    @cached_property
    def by_drug(self) -> Mapping[str, Rows]:
        """Numbers of the passages of each drug."""
        numbers: dict[str, list[int]] = {entry.title: [] for entry in self.entries}
        for number, passage in enumerate(self.passages):
            numbers[passage.drug].append(number)
        return {drug: np.asarray(rows, np.int64) for drug, rows in numbers.items()}

    def previous(self, passage: Passage) -> Passage | None:
        """Return the passage before one in its section, None for the first."""
        number = self.numbers[passage.id]
        before = self.passages[number - 1] if number else None
        is_of_section = before is not None and (before.drug, before.section, before.kind) == (
            passage.drug,
            passage.section,
            passage.kind,
        )
        return before if is_of_section and passage.kind == "section" else None

    @cached_property
    def vector_starts(self) -> Rows:
        """Row of the first vector of each passage, and the end; the rows of a passage are next to each other."""
        return np.searchsorted(self.owners, np.arange(len(self.passages) + 1)).astype(np.int64)

    def check_encoder(self, identity: EncoderIdentity, directory: Path | None = None) -> None:
        """Make sure that vectors of an encoder can be compared with those in the index.

        Args:
            identity: the encoder's.
            directory: where the index was read from, for the remedy.

        Raises:
            ForeignIndexError: they cannot.
        """
        built_with = self.manifest.encoder
        if built_with == identity:
            return
        what = (
            f"encoder '{built_with.name}', the settings name '{identity.name}'"
            if built_with.name != identity.name
            else f"other weights or prefixes of encoder '{identity.name}'"
        )
        rebuild = f"drugbot index --index {directory}" if directory else "drugbot index"
        raise ForeignIndexError(f"the index was built with {what}; run `{rebuild}`, or set the encoder back")
