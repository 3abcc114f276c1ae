"""Entries and passages as JSON, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple
from datetime import date
from typing import Any

from drugbot.corpus.passage import Excerpt, Part, Passage
from drugbot.index.contents import Entry


def passage_line(passage: Passage) -> bytes:
    """Return a passage as one line of JSON; a part is a list, since there are many."""
    record = {**asdict(passage), "parts": [astuple(part) for part in passage.parts]}
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def passage_of(line: bytes) -> Passage:
    """Return the passage of a line.

    Raises:
        ValueError, KeyError, TypeError: the line is not what `passage_line` writes.
    """
    record = json.loads(line)
    record["section"] = tuple(record["section"])
    record["excerpt"] = Excerpt(**record["excerpt"])
    record["context"] = tuple(Excerpt(**excerpt) for excerpt in record["context"])
    record["parts"] = tuple(Part(*part) for part in record["parts"])
    return Passage(**record)


def entry_record(entry: Entry) -> dict[str, Any]:
    """Return an entry as what JSON can hold."""
    modified = entry.last_modified.isoformat() if entry.last_modified else None
    return {**asdict(entry), "last_modified": modified}


def entry_of(record: dict[str, Any]) -> Entry:
    """Return the entry of a record.

    Raises:
        ValueError, KeyError, TypeError: the record is not what `entry_record` returns.
    """
    modified = date.fromisoformat(record["last_modified"]) if record["last_modified"] else None
    conflicts = tuple((first, second) for first, second in record["conflicts"])
    listed = {key: tuple(record[key]) for key in ("names", "classes")}
    return Entry(**{**record, **listed, "last_modified": modified, "conflicts": conflicts})
