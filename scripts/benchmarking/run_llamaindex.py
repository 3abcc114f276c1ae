"""LlamaIndex: a vector store index with its own persistence, as in its starter example.

    python -m benchmarking.run_llamaindex sentences|headings

Sentences: SentenceSplitter as it is by default (1024 tokens). Headings: MarkdownNodeParser as it is by
default. Like any index of LlamaIndex it encodes a file's path along with its text.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from llama_index.core import (
    Settings,
    SimpleDirectoryReader,
    StorageContext,
    VectorStoreIndex,
    load_index_from_storage,
)
from llama_index.core.node_parser import MarkdownNodeParser, SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from benchmarking.serving import DEPTH, Found, files_of, model_directory, serve

SPLITTERS = {"sentences": SentenceSplitter, "headings": MarkdownNodeParser}


class LlamaIndex:
    """See `benchmarking.serving.Contender`."""

    def __init__(self, splitter: str) -> None:
        Settings.embed_model = HuggingFaceEmbedding(model_name=model_directory())
        Settings.transformations = [SPLITTERS[splitter]()]
        self.stored: Any = None

    def index(self, corpus: Path, index: Path) -> int:
        """Index all documents."""
        stored = VectorStoreIndex.from_documents(_documents(corpus, files_of(corpus)))
        return _saved(stored, index)

    def add(self, corpus: Path, index: Path, file: str) -> int:
        """Refresh the document that changed."""
        if self.stored is None:
            self.open(corpus, index)
        self.stored.refresh_ref_docs(_documents(corpus, [file]))
        return _saved(self.stored, index)

    def open(self, corpus: Path, index: Path) -> None:
        """Load the index."""
        self.corpus = corpus
        self.stored = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(index)))
        self.retriever = self.stored.as_retriever(similarity_top_k=DEPTH)

    def ask(self, turns: list[str], question: str) -> list[Found]:
        """Retrieve."""
        return [
            Found(
                Path(hit.node.metadata["file_path"]).relative_to(self.corpus).as_posix(),
                hit.node.get_content(),
                float(hit.score or 0),
            )
            for hit in self.retriever.retrieve(question)
        ]


def _documents(corpus: Path, files: list[str]) -> list[object]:
    paths = [str(corpus / file) for file in files]
    return list(SimpleDirectoryReader(input_files=paths, filename_as_id=True).load_data())


def _saved(stored: VectorStoreIndex, index: Path) -> int:
    stored.storage_context.persist(persist_dir=str(index))
    return len(stored.docstore.docs)


if __name__ == "__main__":
    serve(LlamaIndex(sys.argv[1]))
