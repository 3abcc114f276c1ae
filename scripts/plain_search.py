"""What most would write first: sentence-transformers and faiss with their defaults, as a yardstick.

    python scripts/plain_search.py index TEXTS.json DIR
    python scripts/plain_search.py ask DIR QUESTION
    python scripts/plain_search.py chat DIR PORT

TEXTS.json holds a list of texts. Every command prints the memory it holds at its end, in MB. Imports stand
where they are needed, so that a cold start is measured as such a program would have it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def _model() -> Any:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    from drugbot.index.models import find_model  # noqa: PLC0415 - the same weights, and no request for them
    from drugbot.settings import Settings  # noqa: PLC0415

    return SentenceTransformer(str(find_model(Settings()).directory), device="cpu", local_files_only=True)


def index(texts: Path, directory: Path) -> None:
    """Encode all texts and write a flat index."""
    import faiss  # noqa: PLC0415

    passages = json.loads(texts.read_bytes())
    vectors = _model().encode(passages, normalize_embeddings=True)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    directory.mkdir(parents=True, exist_ok=True)
    faiss.write_index(flat, str(directory / "vectors.faiss"))
    (directory / "texts.json").write_text(json.dumps(passages), encoding="utf-8")


def searcher(directory: Path) -> Any:
    """Return a function from a question to the five nearest texts."""
    import faiss  # noqa: PLC0415

    model = _model()
    flat = faiss.read_index(str(directory / "vectors.faiss"))
    passages = json.loads((directory / "texts.json").read_bytes())

    def search(question: str, *_: object) -> str:
        rows = flat.search(model.encode([question], normalize_embeddings=True), 5)[1][0]
        return "\n\n".join(passages[row] for row in rows)

    return search


def chat(directory: Path, port: int) -> None:
    """Serve a page."""
    import os  # noqa: PLC0415

    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio  # noqa: PLC0415

    gradio.ChatInterface(searcher(directory)).launch(server_name="127.0.0.1", server_port=port, quiet=True)


def _held() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Run the command."""
    command, place, what = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if command == "index":
        index(place, Path(what))
    elif command == "ask":
        print(searcher(place)(what))
    else:
        chat(place, int(what))
    print(f"memory {_held():.0f}", file=sys.stderr)


if __name__ == "__main__":
    main()
