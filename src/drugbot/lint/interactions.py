"""Findings about interactions that only one of two monographs names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from drugbot.corpus.names import spelled
from drugbot.lint.digest import Digest
from drugbot.lint.finding import Finding
from drugbot.lint.names import ordinary_names
from drugbot.lint.rules import finding

_SHORTEST_NAME = 4  # letters; shorter names are words by chance
_PART_OF_TITLE = re.compile(r"\s+(?:and|with)\s+|\s*[/,+]\s*")


def one_sided(digests: Sequence[Digest]) -> Iterator[Finding]:
    """Yield the interactions that one monograph names and the other does not.

    Where monograph A names drug B under its interactions, and B has a monograph whose whole text names A by
    no name, by no ingredient and by no class that A's monograph states, that is a finding at A's line.
    """
    titles = {digest.title: digest for digest in digests}
    names = _names(digests)
    longest = max((name.count(" ") + 1 for name in names), default=0)
    for digest in digests:
        seen = {digest.title}
        for statement in digest.interactions:
            for name in _named(statement.words.split(), names, longest):
                other = titles[names[name]]
                if other.title in seen:
                    continue
                seen.add(other.title)
                if not _is_named(digest, other.words):
                    what = f"{digest.title} names {other.title}, whose monograph does not name {digest.title}"
                    how = f"name {digest.title} in the interactions of {other.file}"
                    yield finding("interaction-one-sided", digest.file, statement.line, what, how)


def _is_named(digest: Digest, words: str) -> bool:
    parts = _PART_OF_TITLE.split(digest.title)
    own = {spelled(name) for name in (digest.title, *digest.names, *parts)}
    return any(f" {mine} " in words or f" {mine}s " in words for mine in (*own, *digest.classes))


def _names(digests: Sequence[Digest]) -> Mapping[str, str]:
    """Return each name that means one monograph with its title."""
    words = ordinary_names(digests)
    owners: dict[str, set[str]] = defaultdict(set)
    for digest in digests:
        for name in (digest.title, *digest.names):
            if len(spelled(name)) >= _SHORTEST_NAME and spelled(name) not in words:
                owners[spelled(name)].add(digest.title)
    return {name: next(iter(titles)) for name, titles in owners.items() if len(titles) == 1}


def _named(words: Sequence[str], names: Mapping[str, str], longest: int) -> Iterator[str]:
    """Yield the names that stand in a text, the longest first where they overlap."""
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            if name in names:
                yield name
                at += length
                break
        else:
            at += 1
