"""txtai: an embeddings database that stores content, over paragraphs as its Segmentation makes them.

Its database leaves the locking to the caller (`txtai.database.rdbms.RDBMS.load`): without the lock below,
version 9.14 ended with a segmentation fault under eight threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from txtai import Embeddings
from txtai.pipeline import Segmentation

from benchmarking.serving import DEPTH, Found, files_of, model_directory, serve


class Txtai:
    """See `benchmarking.serving.Contender`."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.embeddings: Any = None

    def index(self, corpus: Path, index: Path) -> int:
        """Index all paragraphs."""
        self.embeddings = Embeddings(path=model_directory(), content=True)
        self.embeddings.index(entry for file in files_of(corpus) for entry in _paragraphs(corpus, file))
        return self._save(index)

    def add(self, corpus: Path, index: Path, file: str) -> int:
        """Delete the paragraphs of a file and insert the new ones."""
        if self.embeddings is None:
            self.open(corpus, index)
        query = "select id from txtai where id like :file"
        found = self.embeddings.search(query, self.embeddings.count(), parameters={"file": f"{file}#%"})
        self.embeddings.delete([row["id"] for row in found])
        self.embeddings.upsert(_paragraphs(corpus, file))
        return self._save(index)

    def open(self, corpus: Path, index: Path) -> None:
        """Load the database."""
        self.embeddings = Embeddings()
        self.embeddings.load(str(index))

    def ask(self, turns: list[str], question: str) -> list[Found]:
        """Search."""
        with self.lock:
            rows = self.embeddings.search(question, DEPTH)
        return [Found(row["id"].rpartition("#")[0], row["text"], float(row["score"])) for row in rows]

    def _save(self, index: Path) -> int:
        self.embeddings.save(str(index))
        return int(self.embeddings.count())


def _paragraphs(corpus: Path, file: str) -> Iterator[tuple[str, str, None]]:
    segmentation = Segmentation(paragraphs=True)
    for number, text in enumerate(segmentation((corpus / file).read_text(encoding="utf-8"))):
        yield f"{file}#{number}", text, None


if __name__ == "__main__":
    serve(Txtai())
