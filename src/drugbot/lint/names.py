"""Findings about names: unknown ones, those of other medicines, those that two monographs state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from drugbot.corpus.names import spelled
from drugbot.lint.digest import Digest, Named
from drugbot.lint.finding import Finding
from drugbot.lint.medicines import known_medicines, one_letter_away
from drugbot.lint.rules import finding

_FEWEST_USERS = 6  # monographs, or a tenth of them, that have a word before it counts as an ordinary one
_SHORTEST_MISSPELT = 8  # letters; shorter words are near to names by chance


def name_findings(digests: Sequence[Digest]) -> Iterator[Finding]:
    """Yield what is wrong with names."""
    yield from _of_others(digests)
    yield from _shared(digests)
    yield from _ordinary(digests)
    yield from _unknown(digests)


def _of_others(digests: Sequence[Digest]) -> Iterator[Finding]:
    known = known_medicines()
    for digest in digests:
        title = spelled(digest.title)
        own = {title, *title.split(), *known.get(title, ())}
        own |= {word for substance in own for word in known.get(substance, ())}
        for name in digest.names:
            substances = known.get(spelled(name), ())
            words = {word for substance in substances for word in (substance, *substance.split())}
            if substances and not words & own:
                of = " and ".join(substances)
                what = f"{name!r} is stated as a name of {digest.title}, but is known as {of}"
                yield finding("name-of-another", digest.file, digest.names_line, what)


def _shared(digests: Sequence[Digest]) -> Iterator[Finding]:
    stated: dict[str, list[tuple[str, Digest]]] = defaultdict(list)
    for digest in digests:
        for name in (digest.title, *digest.names):
            stated[spelled(name)].append((name, digest))
    for owners in stated.values():
        for name, digest in owners:
            others = sorted({other.title for _, other in owners} - {digest.title})
            if others and name != digest.title:
                what = f"{name!r} is stated as a name of {digest.title} and of {', '.join(others)}"
                yield finding("name-shared", digest.file, digest.names_line, what)


def _ordinary(digests: Sequence[Digest]) -> Iterator[Finding]:
    words = ordinary_names(digests)
    for digest in digests:
        for name in digest.names:
            if spelled(name) in words:
                what = f"{name!r} is stated as a name of {digest.title}, and is a word of many monographs"
                yield finding("name-ordinary", digest.file, digest.names_line, what)


def ordinary_names(digests: Sequence[Digest]) -> frozenset[str]:
    """Return the stated names, as `spelled`, that are words of many monographs and known as no medicine."""
    known = known_medicines()
    names = {spelled(name) for digest in digests for name in digest.names} - known.keys()
    many = max(_FEWEST_USERS, len(digests) // 10)
    return frozenset(name for name in names if sum(name in digest.vocabulary for digest in digests) >= many)


def _unknown(digests: Sequence[Digest]) -> Iterator[Finding]:
    known = known_medicines()
    substances = {name for ingredients in known.values() for name in ingredients}
    corpus = {spelled(name) for digest in digests for name in (digest.title, *digest.names)}
    first_words = {name.split()[0] for name in (*known, *corpus) if name}
    targets = dict.fromkeys(name for name in (*substances, *corpus) if " " not in name)
    used = Counter(word for digest in digests for word in digest.vocabulary)
    for digest in digests:
        seen = set()
        for named in digest.named:
            word = spelled(named.said)
            if not word or word in seen or word.split()[0] in first_words:
                continue
            what = _brand(named, known) if named.brand else _misspelt(word, named, targets, used)
            if what:
                seen.add(word)
                yield finding("name-unknown", digest.file, named.line, what)


def _brand(named: Named, known: Mapping[str, object]) -> str:
    """Say what is wrong with a brand that no list has; in brackets, only after a medicine's name."""
    if named.after and named.after not in known:
        return ""
    return f"no medicine is known by the brand name {named.said!r}"


def _misspelt(word: str, named: Named, targets: Mapping[str, object], used: Mapping[str, int]) -> str:
    """Say what a word is near to that stands in one monograph only and looks like a misspelt medicine."""
    if (
        len(word) < _SHORTEST_MISSPELT
        or used[word] > 1
        or word in targets
        or word.removesuffix("s") in targets
    ):
        return ""
    meant = one_letter_away(word, targets)
    # The first letter is seldom wrong; a word with another ending is another word ("oxytocic").
    if meant is None or meant[0] != word[0] or (len(meant) == len(word) and meant[:-1] == word[:-1]):
        return ""
    return f"no medicine is known as {named.said!r}; perhaps {meant!r} is meant"
