"""The order in which a professional looks for sections, whatever order a monograph has them in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

# The one place that says it: kinds of section, in order, and how their headings begin. A heading is of the first kind
# that fits.
KINDS: Final[Mapping[str, str]] = {
    "boxed warning": r"(?:boxed|black[ -]?box) warning",
    "summary": r"(?:drug )?(?:profile )?summary|highlights|overview",
    "indications": r"usage|uses?$|indications?",
    "dosage": r"dos(?:age|es?|ing)|how to (?:take|use)|how is it (?:taken|given)|missed dose|administration",
    "populations": (
        r"special (?:cases|populations|patient)|(?:use in )?specific populations|child|pa?ediatric|geriatric"
        r"|elderly|older|renal|hepatic|kidney|liver"
    ),
    "contraindications": r"contra[ -]?indication|when not to",
    "warnings": r"warning|precaution",
    "interactions": r"(?:drug )?interaction|popular combination",
    "adverse reactions": r"side effect|adverse|undesirable",
    "pregnancy and lactation": r"(?:use in )?pregnan|breast|lactation|nursing|fertility",
    "monitoring": r"(?:\w+ )?monitoring|laboratory|blood tests?",
    "overdose": r"over ?dos",
    "pharmacology": r"(?:clinical )?pharmaco|how (?:it|does it) work|mechanism",
    "storage": r"stor(?:age|ing)|how (?:it is )?(?:supplied|stored)",
    "names": r"(?:alternat\w*|brand|trade|other) names?",
    "questions": r"faqs?\b|frequently asked|(?:common )?questions",
}
_PATTERNS: Final = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in KINDS.items()}
_PLACES: Final = {kind: place for place, kind in enumerate(KINDS, 1)}
_WIDE: Final = frozenset(
    {"", "dosage", "populations"}
)  # what stands below such a heading may be of a kind of its own
_NUMBERING: Final = re.compile(r"^[\W\d_]+")


def order_of(section: Sequence[str]) -> int:
    """Return the place of a heading path in that order; after all others where no heading is of a known kind."""
    if not section:
        return 0  # what stands before the first heading stays there
    kind = _kind(section[0])
    if kind in _WIDE:
        kind = next((inner for heading in reversed(section) if (inner := _kind(heading))), kind)
    return _PLACES.get(kind, len(KINDS) + 1)


def _kind(heading: str) -> str:
    """Return the kind of a heading, empty where none is known."""
    words = _NUMBERING.sub("", heading)
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.match(words)), "")
