"""drugbot: the index command, and one chatbot that all threads share."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarking.serving import Found, serve
from drugbot.settings import load_settings


class Drugbot:
    """See `benchmarking.serving.Contender`. Imports stand where they are needed, as in the program itself."""

    def index(self, corpus: Path, index: Path) -> int:
        """Forget what was made of the corpus before, and index it."""
        from drugbot.index.segments import SEGMENTS  # noqa: PLC0415
        from drugbot.index.vector_cache import VECTORS  # noqa: PLC0415

        for name in (SEGMENTS, VECTORS):
            for file in load_settings().cache.expanduser().glob(f"{name}*"):
                file.unlink()
        return _indexed(corpus, index)

    def add(self, corpus: Path, index: Path, file: str) -> int:
        """Index the corpus, which finds what has changed by itself."""
        return _indexed(corpus, index)

    def open(self, corpus: Path, index: Path) -> None:
        """Open the chatbot."""
        from drugbot.chatbot import Chatbot  # noqa: PLC0415

        self.chatbot = Chatbot.open(load_settings({"index": index}))

    def ask(self, turns: list[str], question: str) -> list[Found]:
        """Return the quotes of the reply, each with the line or table header that leads into it."""
        found = []
        for citation in self.chatbot.reply(turns).citations:
            text = "\n".join((*(part.quote for part in citation.context), citation.quote))
            found.append(Found(citation.file, text, citation.score))
        return found


def _indexed(corpus: Path, index: Path) -> int:
    from drugbot.cli import main  # noqa: PLC0415

    try:
        main(["index", "--corpus", str(corpus), "--index", str(index)], standalone_mode=False)
    except SystemExit as end:
        if end.code not in (0, 1):  # 1: a monograph was left out, the index is written
            raise RuntimeError(f"drugbot index ended with status {end.code}") from end
    return int(json.loads((index / "manifest.json").read_bytes())["counts"]["passages"])


if __name__ == "__main__":
    serve(Drugbot())
