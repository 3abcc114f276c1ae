"""Haystack: the in-memory document store with the pipelines of its tutorials.

    python -m benchmarking.run_haystack words|headings

Words: DocumentSplitter as it is by default (200 words). Headings: MarkdownHeaderSplitter as it is by default.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from haystack import Pipeline
from haystack.components.converters import TextFileToDocument
from haystack.components.preprocessors import DocumentSplitter, MarkdownHeaderSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarking.serving import DEPTH, Found, files_of, model_directory, serve

SPLITTERS = {"words": DocumentSplitter, "headings": MarkdownHeaderSplitter}


class Haystack:
    """See `benchmarking.serving.Contender`."""

    def __init__(self, splitter: str) -> None:
        self.splitter = SPLITTERS[splitter]
        self.store: Any = None
        self.indexing: Any = None

    def index(self, corpus: Path, index: Path) -> int:
        """Run the indexing pipeline over all files."""
        self.store = InMemoryDocumentStore()
        return self._write(corpus, index, files_of(corpus))

    def add(self, corpus: Path, index: Path, file: str) -> int:
        """Delete the documents of a file and run the indexing pipeline over it."""
        if self.store is None:
            self.open(corpus, index)
        self.store.delete_by_filter({"field": "meta.file", "operator": "==", "value": file})
        return self._write(corpus, index, [file])

    def open(self, corpus: Path, index: Path) -> None:
        """Load the store and build the query pipeline."""
        self.store = InMemoryDocumentStore.load_from_disk(str(index / "store.json"))
        self.asking = Pipeline()
        embedder = SentenceTransformersTextEmbedder(model=model_directory(), progress_bar=False)
        self.asking.add_component("embedder", embedder)
        retriever = InMemoryEmbeddingRetriever(document_store=self.store, top_k=DEPTH)
        self.asking.add_component("retriever", retriever)
        self.asking.connect("embedder.embedding", "retriever.query_embedding")

    def ask(self, turns: list[str], question: str) -> list[Found]:
        """Run the query pipeline."""
        documents = self.asking.run({"embedder": {"text": question}})["retriever"]["documents"]
        return [Found(d.meta["file"], d.content or "", float(d.score or 0)) for d in documents]

    def _write(self, corpus: Path, index: Path, files: list[str]) -> int:
        self.indexing = self.indexing or self._pipeline()
        sources, meta = [str(corpus / file) for file in files], [{"file": file} for file in files]
        self.indexing.run({"converter": {"sources": sources, "meta": meta}})
        index.mkdir(parents=True, exist_ok=True)
        self.store.save_to_disk(str(index / "store.json"))
        return int(self.store.count_documents())

    def _pipeline(self) -> Pipeline:
        pipeline = Pipeline()
        pipeline.add_component("converter", TextFileToDocument())
        pipeline.add_component("splitter", self.splitter())
        embedder = SentenceTransformersDocumentEmbedder(model=model_directory(), progress_bar=False)
        pipeline.add_component("embedder", embedder)
        pipeline.add_component("writer", DocumentWriter(document_store=self.store))
        for first, second in (("converter", "splitter"), ("splitter", "embedder"), ("embedder", "writer")):
            pipeline.connect(first, second)
        return pipeline


if __name__ == "__main__":
    serve(Haystack(sys.argv[1]))
