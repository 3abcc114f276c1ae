"""Whole replies kept as files that people read: what is said today must be what is kept, to the letter.

`make golden` writes them anew; the difference is then read before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

from drugbot.answering.reply import Reply

FOLDER = Path(__file__).parent


def check(name: str, text: str) -> None:
    """Compare a text with the file that is kept of it, or write that where DRUGBOT_GOLDEN is set."""
    path = FOLDER / name
    if os.environ.get("DRUGBOT_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path} is missing; `make golden` writes it"
    assert text == path.read_text(encoding="utf-8"), (
        f"{path} differs; read the difference after `make golden`"
    )


def brief(reply: Reply) -> str:
    """Return what a reply comes to, in a few lines: query, kind, drugs, sections, notices."""
    cited = [f"{c.drug} > {' > '.join(c.section)}" for c in reply.citations[:1]]
    offered = [f"nearest: {c.drug} > {' > '.join(c.section)}" for c in reply.offered[:1]]
    facts = {
        "query": reply.query,
        "kind": f"{reply.kind} ({reply.reason})" if reply.reason else reply.kind,
        "drugs": ", ".join(reply.drugs),
        "unknown": ", ".join(reply.unknown),
        "silent": ", ".join(reply.silent) if len(reply.silent) < 4 else f"{len(reply.silent)} monographs",
        "notices": ", ".join(reply.notices),
        "first": "; ".join(cited + offered),
        "options": ", ".join(reply.options),
    }
    lines = [f"    {key}: {value}" for key, value in facts.items() if value]
    for part in reply.parts:
        lines.append(f"    part: {part.query}")
        lines += [f"    {line}" for line in brief(part).splitlines() if "query:" not in line]
    return "\n".join(lines)
