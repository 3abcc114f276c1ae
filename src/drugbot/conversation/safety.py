"""Questions that must not be answered with a passage about a drug: self-harm and lethal doses.

A narrow first screen on whole words, ahead of everything else. It knows plain phrasings only; what it cannot
tell apart is left to the ordinary line, which quotes what the monograph says.
"""

from __future__ import annotations

import re

_SELF_HARM = re.compile(
    r"""\b(?:
        (?:kill|hurt|harm|poison)(?:ing)?\s+(?:myself|my\s*self|himself|herself|themselves|yourself|someone|somebody)
      | end(?:ing)?\s+(?:it\s+all|(?:my|his|her|their)\s+(?:own\s+)?(?:life|lives))
      | (?:want|wants|wanted|going|plan|planning|trying|ready|wish)\s+(?:to\s+)?die
      | suicide\s+by
      | commit(?:ting)?\s+suicide
      | suicidal\b.*\bhow\s+(?:much|many)
      | (?:lethal|fatal|deadly)\s+(?:dose|dosage|amount|overdose|quantity)
      | how\s+(?:much|many)\b.*\b(?:to|would|will|can|could)\s+(?:die(?!\s+down)|be\s+(?:fatal|lethal|deadly))
      | how\s+(?:much|many)\b.*\b(?:to|would|will|can|could)\s+kill
        (?:\s*[?.!]*$|\s+(?:you|me|a|an|him|her|them|people))
      | overdose\s+(?:on\s+purpose|deliberately|intentionally)
      | (?:deliberately|intentionally)\s+overdos\w+
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


def is_self_harm(question: str) -> bool:
    """Return whether a question speaks of harming oneself or another, or asks for a lethal dose."""
    return _SELF_HARM.search(question) is not None
