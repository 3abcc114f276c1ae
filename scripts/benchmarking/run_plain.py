"""Plain sentence-transformers and FAISS: what most would write first, and write with care.

A section is cut at empty lines into pieces of up to 900 characters; each is encoded with the file's name and
its heading before it. A file that changed replaces its vectors; the others stay.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from benchmarking.serving import DEPTH, Found, files_of, model_directory, serve

LONGEST = 900


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a text, each with its heading."""
    found = []
    for section in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        heading = section.partition("\n")[0].removeprefix("## ") if section.startswith("## ") else ""
        piece = ""
        for part in _parts(section):
            if piece and len(piece) + len(part) > LONGEST:
                found.append((heading, piece.strip()))
                piece = ""
            piece += part
        found.append((heading, piece.strip()))
    return [(heading, piece) for heading, piece in found if piece]


def _parts(section: str) -> list[str]:
    """Return the paragraphs of a section; a long one by lines, and a long line by characters."""
    parts = []
    for paragraph in re.split(r"(?<=\n)\n+", section):
        lines = [paragraph + "\n"] if len(paragraph) <= LONGEST else paragraph.splitlines(keepends=True)
        for line in lines:
            parts += [line[start : start + LONGEST] for start in range(0, len(line), LONGEST)]
    return parts


class Plain:
    """See `benchmarking.serving.Contender`."""

    def __init__(self) -> None:
        self.model = SentenceTransformer(model_directory(), device="cpu", local_files_only=True)
        self.vectors: Any = None
        self.texts: list[tuple[str, str]] = []

    def index(self, corpus: Path, index: Path) -> int:
        """Encode everything."""
        self.vectors = faiss.IndexFlatIP(self.model.get_embedding_dimension())
        self._encode(corpus, files_of(corpus))
        return self._save(index)

    def add(self, corpus: Path, index: Path, file: str) -> int:
        """Replace the vectors of one file."""
        if self.vectors is None:
            self.open(corpus, index)
        old = [number for number, (name, _) in enumerate(self.texts) if name == file]
        self.vectors.remove_ids(np.asarray(old, np.int64))
        self.texts = [entry for entry in self.texts if entry[0] != file]
        self._encode(corpus, [file])
        return self._save(index)

    def open(self, corpus: Path, index: Path) -> None:
        """Read vectors and texts."""
        self.vectors = faiss.read_index(str(index / "vectors.faiss"))
        self.texts = [(file, text) for file, text in json.loads((index / "texts.json").read_bytes())]

    def ask(self, turns: list[str], question: str) -> list[Found]:
        """Return the nearest."""
        scores, rows = self.vectors.search(self.model.encode([question], normalize_embeddings=True), DEPTH)
        return [
            Found(self.texts[row][0], self.texts[row][1], float(score))
            for row, score in zip(rows[0], scores[0], strict=True)
        ]

    def _encode(self, corpus: Path, files: list[str]) -> None:
        found = [
            (file, heading, piece)
            for file in files
            for heading, piece in pieces((corpus / file).read_text(encoding="utf-8"))
        ]
        texts = [f"{Path(file).stem}. {heading}. {piece}" for file, heading, piece in found]
        self.vectors.add(self.model.encode(texts, normalize_embeddings=True))
        self.texts += [(file, piece) for file, _, piece in found]

    def _save(self, index: Path) -> int:
        index.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self.vectors, str(index / "vectors.faiss"))
        (index / "texts.json").write_text(json.dumps(self.texts), encoding="utf-8")
        return len(self.texts)


if __name__ == "__main__":
    serve(Plain())
