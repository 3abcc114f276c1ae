"""How thorough those tests are that gain from running long: ``make test-long`` sets DRUGBOT_LONG."""

from __future__ import annotations

import os
from typing import TypeVar

_Amount = TypeVar("_Amount", int, float)

LONG = bool(os.environ.get("DRUGBOT_LONG"))


def amount(bounded: _Amount, long: _Amount) -> _Amount:
    """Return how much of something a test does: in every run, or when it has been asked to take long."""
    return long if LONG else bounded
