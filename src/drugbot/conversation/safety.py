"""Questions that must not be answered with a passage about a drug: self-harm and lethal doses.

A narrow first screen on whole words, ahead of everything else. It knows plain phrasings only; what it cannot
tell apart is left to the ordinary line, which quotes what the monograph says. And the words by which an emergency may
be one of too much taken: of these rather too many, since without them a talk goes on below the numbers to call.
"""

from __future__ import annotations

import re

_SELF_HARM = re.compile(
    r"""\b(?:
        (?:kill|poison)(?:ing)?\s+(?:myself|my\s*self|himself|herself|themselves|yourself|someone|somebody)
      | (?:want|wants|wanted|going|plan|planning|trying|think|thinking|urge)\b.{0,40}?\b
        (?:hurt|harm|cut)(?:ing)?\s+(?:myself|my\s*self|someone|somebody)
      | (?:take|taking)\s+(?:my|his|her|their)\s+(?:own\s+)?life
      | (?:do\s*n['’]?o?t|do\s+not|no\s+longer)\s+want\s+to\s+(?:live|be\s+alive)
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
_NUMBER = r"(?:\d+\w*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred)"
# "Two hours ago" is no amount.
_TIME = re.compile(
    rf"\b(?:{_NUMBER}|half|couple\s+of|few|several)[\s-]*(?:an?\s+)?(?:min(?:ute)?|hour|hr|day|night|week|month|year)s?\b"
    r"|\b\d+\s?(?:mins?|hours?|hrs?|h|days?|weeks?|months?|yrs?|am|pm)\b",
    re.IGNORECASE,
)
# What is taken, by whatever way, and how much; what was not meant, and what was; how one looks who took too much.
_TOO_MUCH = re.compile(
    rf"""\b(?:
        {_NUMBER}|half|couple|few|several|many|much|more|most|extra|another|both|all|whole|entire|every|each|rest|lots?
      | loads?|handfuls?|doubled?|triple|twice|thrice|times|dos(?:e|es|ed|ing|age)|overdos\w*|od(?:ed|ing)?|units?
      | bottles?|box(?:es)?|pack(?:s|et|ets)?|blisters?|strips?|stash|supply|got\s+(?:at|into|hold)
      | t[ao]ken?|takes|(?<!since\s)(?<!after\s)taking|took|gave|given?|gives|giving|had|fed|used?|using
      | swallow(?:s|ed)|eat(?:s|en|ing)?|ate|dr[aiu]nk(?:s|ing)?|chew(?:s|ed|ing)?|lick(?:s|ed|ing)?|suck(?:s|ed|ing)?
      | bit|neck(?:ed|ing)|down(?:ed|ing)|popp(?:ed|ing)|mix(?:ed|ing)?|crush(?:ed|ing)?|sniff\w*|snort\w*
      | smok\w+|vap(?:e|es|ed|ing)|inject(?:s|ed|ing)?|shoot\w*|shot\s+up|plugg\w+|railed|swig\w*|spill(?:ed|t)|sprayed
      | mistake\w*|accident\w*|wrong|instead|purpose|deliberately|high|kill\w*|die|dying|poison\w*|(?:my|him|her)self
      | unconscious\w*|unrespons\w*|respond\w*|sleep\w*|asleep|drows\w*|wake|waking|awake|rous\w+|limp
      | slow\w*|gurgl\w*|snor\w+|foam\w*
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


def is_self_harm(question: str) -> bool:
    """Return whether a question speaks of harming oneself or another, or asks for a lethal dose."""
    return _SELF_HARM.search(question) is not None


def may_be_of_too_much(message: str) -> bool:
    """Return whether a message has a word of something taken, of harm that is meant, or of how one looks after it."""
    return _TOO_MUCH.search(_TIME.sub(" ", message)) is not None
