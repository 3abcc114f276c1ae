"""Brand and alternate names that a monograph states for its drug."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drugbot.corpus.monograph import Section

_NAMES_HEADING = re.compile(r"(?:alternat\w*|brand|trade|other|proprietary)\s+names?\b|synonyms|also known as", re.I)
_MARKED = re.compile(r"(?<![\w®™])([A-Z0-9][\w'’.-]*(?: [A-Z0-9][\w'’.-]*){0,3}?)\s?[®™]")
_BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_UNDER_NAMES = re.compile(
    r"\b(?:marketed|sold|available|known|branded|supplied)\b[^.:\n]{0,60}?\b(?:under|as)\b"
    r"(?:\s+the)?(?P<said>\s+(?:brand|trade|proprietary)\s+names?)?:?\s+(?P<names>[^\n]+)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:brand|trade|proprietary|alternate|generic|chemical|other|international)\b[^:\n]{0,40}?\bnames?\b[^:\n]{0,20}:\**\s*(?P<names>[^\n]+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SEPARATOR = re.compile(r"[,;/•]|\s+(?:and|or)\s+")
_NAME = re.compile(r"[A-Z0-9][\w'’.+-]*(?:[ ,&]+(?:and )?[A-Za-z0-9][\w'’.+-]*){0,5}")


def stated_names(title: str, text: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the names of the drug besides its title, in order of appearance, each once.

    They come from a section such as Alternate Names (in bold, marked ® or ™, after "marketed under …", after a
    label such as "Brand names:", as list items) and, elsewhere, from a sentence that names the drug and says
    "marketed under the brand names …". A word marked ® elsewhere may well be another drug's brand.
    """
    found: dict[str, str] = {}
    for section in sections:
        body = text[section.span.start : section.span.end]
        if section.path and _NAMES_HEADING.search(section.path[-1]):
            candidates = [*_from_names_section(body, section, text), *_MARKED.findall(body)]
        else:
            candidates = list(_from_prose(body, title))
        for candidate in candidates:
            name = _cleaned(candidate)
            if name is not None and name.casefold() != title.casefold():
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _from_prose(body: str, title: str) -> Iterator[str]:
    for match in _UNDER_NAMES.finditer(body):
        sentence_start = max(body.rfind(". ", 0, match.start()), body.rfind("\n", 0, match.start())) + 1
        if match["said"] and title.casefold() in body[sentence_start : match.start()].casefold():
            yield from _SEPARATOR.split(_first_sentence(_ASIDE.sub(" ", match["names"])))


def _from_names_section(body: str, section: Section, text: str) -> Iterator[str]:
    bare = _ASIDE.sub(" ", body)
    for match in _BOLD.finditer(bare):
        inner = match.group(1) or match.group(2)
        if not inner.rstrip().endswith(":") and not bare[match.end() :].lstrip().startswith(":"):
            yield from inner.split(",")  # "and" may be part of one name: "Amlodipine and Valsartan"
    for pattern in (_UNDER_NAMES, _LABELLED):
        for match in pattern.finditer(bare):
            listing = _first_sentence(match["names"])
            if "**" not in listing:  # bold names were taken above, whole
                yield from _SEPARATOR.split(listing)
    for block in section.blocks:
        if block.kind == "list":
            for unit in block.units:
                item = _ASIDE.sub(" ", text[unit.span.start : unit.span.end]).lstrip("*-+0123456789.) ")
                if ":" not in item and "**" not in item:
                    yield from _SEPARATOR.split(item)


def _first_sentence(text: str) -> str:
    return re.split(r"\.(?:\s|$)", text)[0]


def _cleaned(candidate: str) -> str | None:
    name = " ".join(re.sub(r"[®™*_\"“”]", " ", candidate).split()).strip(" .:;,-–")
    return name if 2 <= len(name) <= 60 and _NAME.fullmatch(name) else None
