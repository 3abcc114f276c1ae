"""Write an index atomically, verify it on load.

::

    index/
      manifest.json            names the generation in use, with checksums of its files and of itself;
                               replaced in one step, so it is the old one or the new
      g-<checksum>/            one generation: never changed once the manifest names it
        monographs.json  passages.jsonl  owners.npy  vectors.faiss  lexical/
        tokens.npy  token_starts.npy

A build takes a lock and makes a folder ``.drugbot-build-*`` before its long work begins, writes a new generation
there and then replaces the manifest. Killed before that, it leaves the old index as it was and that folder, which the
next build removes. All files are data formats (JSON, NumPy arrays without pickle, faiss), so that reading a file
executes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from drugbot.errors import DamagedIndexError, ForeignIndexError, MissingIndexError
from drugbot.index.contents import Entry, Index, Manifest
from drugbot.index.encoder import EncoderIdentity
from drugbot.index.lexical import LexicalIndex
from drugbot.index.makers import makers
from drugbot.index.records import entry_of, entry_record, passage_of
from drugbot.index.site import Site, writing
from drugbot.index.tokens import TokenIndex
from drugbot.index.vectors import FaissIndex, Rows

SCHEMA = 6
MANIFEST = "manifest.json"
_GENERATION = "g-"
_GENERATIONS = _GENERATION + "[0-9a-f]" * 16  # nothing else is removed: people keep other things there too


def save_index(  # noqa: PLR0913 - one for each part of an index
    site: Site,
    *,
    entries: Iterable[Entry],
    passages: Iterable[bytes],
    owners: Rows,
    vectors: FaissIndex,
    lexical: LexicalIndex,
    tokens: TokenIndex,
    manifest: Manifest,
) -> Manifest:
    """Write an index; what was there before stays in use until all of it is written.

    Args:
        site: where it is written (`building_site`).
        entries: see `Index`.
        passages: lines of JSON (`drugbot.index.records.passage_line`), in the order of the index.
        owners: see `Index`.
        vectors: see `Index`.
        lexical: see `Index`.
        tokens: see `Index`.
        manifest: with encoder, corpus and counts; schema, generation, files and versions are filled in.

    Returns:
        The manifest as written.

    Raises:
        UnwritableIndexError: the directory cannot be written, or the disk is full.
    """
    scratch = site.scratch
    with writing(site.directory):
        _write_json(scratch / "monographs.json", [entry_record(entry) for entry in entries])
        with (scratch / "passages.jsonl").open("wb") as file:
            file.writelines(passages)
        np.save(scratch / "owners.npy", owners, allow_pickle=False)
        vectors.save(scratch / "vectors.faiss")
        lexical.save(scratch / "lexical")
        tokens.save(scratch)
        files = _checksums(scratch)
        name = _GENERATION + _digest("\n".join(f"{k} {v}" for k, v in files.items()).encode())[:16]
        manifest = replace(manifest, schema=SCHEMA, generation=name, files=files, versions=makers())
        _publish(site.directory, scratch, manifest)
    return manifest


def load_index(directory: Path) -> Index:
    """Read an index and verify every file of it.

    Raises:
        MissingIndexError: there is none.
        ForeignIndexError: it has another layout.
        DamagedIndexError: a file is missing, truncated or altered.
    """
    manifest = load_manifest(directory)
    try:
        return _load_generation(directory, manifest)
    except DamagedIndexError:
        current = load_manifest(directory)  # a build may have replaced the generation while it was being read
        if current.generation == manifest.generation:
            raise
        return _load_generation(directory, current)


def load_manifest(directory: Path) -> Manifest:
    """Read the manifest alone.

    Raises:
        MissingIndexError: there is none.
        ForeignIndexError: it has another layout.
        DamagedIndexError: it cannot be read.
    """
    path = directory / MANIFEST
    try:
        record = json.loads(path.read_bytes())
        checksum = record.pop("checksum", None)
        if record["schema"] != SCHEMA:
            raise ForeignIndexError(
                f"{directory}: the index has layout {record['schema']!r}, this version of drugbot reads "
                f"{SCHEMA}; run `drugbot index --index {directory}`"
            )
        if checksum != _record_checksum(record):
            raise _damaged(path, "was altered", directory)
        encoder, left_out = EncoderIdentity(**record["encoder"]), tuple(record["left_out"])
        return Manifest(**{**record, "encoder": encoder, "left_out": left_out})
    except (FileNotFoundError, NotADirectoryError):
        raise MissingIndexError(
            f"{directory}: there is no index; run `drugbot index --index {directory}`"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path, "cannot be read", directory) from error


def verified_manifest(directory: Path) -> Manifest:
    """Read the manifest and verify the files of the generation that it names.

    Raises:
        StoredIndexError: as `load_index`.
    """
    manifest = load_manifest(directory)
    _verify(directory, manifest)
    return manifest


def _verify(directory: Path, manifest: Manifest) -> None:
    folder = directory / manifest.generation
    try:
        found = _checksums(folder)
    except OSError as error:
        raise _damaged(folder, "cannot be read", directory) from error
    for name, checksum in manifest.files.items():
        if name not in found:
            raise _damaged(folder / name, "is missing", directory)
        if found[name] != checksum:
            raise _damaged(folder / name, "is truncated or was altered", directory)


def _load_generation(directory: Path, manifest: Manifest) -> Index:
    _verify(directory, manifest)
    folder = directory / manifest.generation
    try:
        index = Index(
            entries=tuple(map(entry_of, json.loads((folder / "monographs.json").read_bytes()))),
            passages=tuple(map(passage_of, (folder / "passages.jsonl").read_bytes().splitlines())),
            owners=np.load(folder / "owners.npy", allow_pickle=False),
            vectors=FaissIndex.load(folder / "vectors.faiss"),
            lexical=LexicalIndex.load(folder / "lexical"),
            tokens=TokenIndex.load(folder),
            manifest=manifest,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, "does not hold what the manifest says", directory) from error
    if len(index.tokens) != len(index.passages):
        raise _damaged(folder, "has passages without tokens", directory)
    if len(index.owners) != len(index.vectors):
        raise _damaged(folder, "has vectors without passages", directory)
    return index


def _publish(directory: Path, scratch: Path, manifest: Manifest) -> None:
    generation = directory / manifest.generation
    if not (generation.is_dir() and _checksums(generation) == manifest.files):
        shutil.rmtree(generation, ignore_errors=True)  # same name and other content: damaged, nothing is lost
        for path in [scratch, *scratch.rglob("*")]:
            _sync(path)
        scratch.rename(generation)
        _sync(directory)
    pending = directory / f"{MANIFEST}.new"
    record = asdict(manifest)
    _write_json(pending, {**record, "checksum": _record_checksum(record)})
    _sync(pending)
    pending.replace(directory / MANIFEST)
    _sync(directory)
    for old in directory.glob(_GENERATIONS):
        if old != generation:
            shutil.rmtree(old, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _checksums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _file_digest(path) for path in files}


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:  # the token vectors may be larger than what should be in memory at once
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _record_checksum(record: Mapping[str, Any]) -> str:
    return _digest(json.dumps(record, sort_keys=True).encode())


def _damaged(path: Path, problem: str, directory: Path) -> DamagedIndexError:
    return DamagedIndexError(f"{path} {problem}; run `drugbot index --index {directory}`")


def _write_json(path: Path, record: object) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
