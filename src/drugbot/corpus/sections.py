"""What kind of section a passage stands in, by its first heading."""

from __future__ import annotations

import re

from drugbot.corpus.passage import Passage

_USE = re.compile(r"(?:uses?|usage|indications?|what it is (?:used )?for)\b", re.IGNORECASE)
_DOSE = re.compile(r"(?:dos(?:e|es|age|ing)|administration|how to (?:take|use))\b", re.IGNORECASE)


def is_on_use(passage: Passage) -> bool:
    """Return whether a passage stands in the section on what its drug is used for."""
    return bool(passage.section) and _USE.match(passage.section[0]) is not None


def is_on_dose(passage: Passage) -> bool:
    """Return whether a passage stands in the section on doses."""
    return bool(passage.section) and _DOSE.match(passage.section[0]) is not None
