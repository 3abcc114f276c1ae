"""Questions that must not be answered with a passage about a drug: self-harm and lethal doses.

A narrow screen on whole words, ahead of the learned one (`emergencies`), which it backs up: it knows plain phrasings
only, whatever encoder is in use.
"""

from __future__ import annotations

import re

_SELF_HARM = re.compile(
    r"""\b(?:
        (?:kill|poison)(?:ing)?\s+(?:myself|my\s*self|himself|herself|themselves|yourself|someone|somebody)
      | (?:want|wants|wanted|going|plan|planning|trying|think|thinking|urge)\b.{0,40}?\b
        (?:hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?)\s+(?:myself|my\s*self|someone|somebody)
      | (?:take|taking)\s+(?:my|his|her|their)\s+(?:own\s+)?life
      | (?:do\s*n['’]?o?t|no\s+longer)\s+want\s+to\s+(?:live|be\s+alive)
      | how\s+(?:to|do\s+i|can\s+i)\s+overdose
      | how\s+(?:much|many)\b.{0,60}?\bto\s+overdose
      | ld\s*50
      | end(?:ing)?\s+(?:it\s+all|(?:my|his|her|their)\s+(?:own\s+)?(?:life|lives))
      | (?:want|wants|wanted|going|plan|planning|trying|ready|wish)\s+(?:to\s+)?die
      | suicide\s+by
      | commit(?:ting)?\s+suicide
      | suicidal\b.{0,80}?\bhow\s+(?:much|many)
      | (?:lethal|fatal|deadly)\s+(?:dose|dosage|amount|overdose|quantity)
      | how\s+(?:much|many)\b.{0,80}?\b(?:to|would|will|can|could)\s+
        (?:die(?!\s+down)|be\s+(?:fatal|lethal|deadly))
      | how\s+(?:much|many)\b.{0,80}?\b(?:to|would|will|can|could)\s+kill
        (?:\s*[?.!]*$|\s+(?:you|me|a|an|him|her|them|people))
      | overdose\s+(?:on\s+purpose|deliberately|intentionally)
      | (?:deliberately|intentionally)\s+overdos\w+
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


def is_self_harm(question: str) -> bool:
    """Return whether a question speaks of harming oneself or another, or asks for a lethal dose."""
    return _SELF_HARM.search(question) is not None
