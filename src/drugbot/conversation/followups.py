"""Turn a follow-up into a question that stands alone, from the user's own words only.

A follow-up is one of three: a new matter about the same drug ("other question: can i drive on it"), which stands
alone once the drug is named; a fragment ("and in children?", "how often?", "what about Evista?"), which needs the
question before it; or neither, a question about the same drug in full. Nothing is reworded: the words of the
question before are put in front of the fragment, with the new drug in place of the old.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugbot.conversation.leads import unacknowledged

SLOT = "\ue000"  # stands for the drug in a matter; no text has it
# "no apium", "not on apium": a condition, not what is asked about.
_WITHOUT = re.compile(rf"\b(?:no|without|not\s+(?:on|taking|with))\s+(?=[{SLOT}])", re.IGNORECASE)
# "other question: …" ends the matter before.
_NEW_MATTER = re.compile(
    r"^(?:(?:and|but|just|now|one|an|a)\b[\s,]*)*"
    r"(?:(?:(?:an)?other|new|different|separate|unrelated|next|quick)\s+(?:question|thing|topic|matter|one|point|subject)"
    r"|something\s+(?:else|different)|changing\s+the\s+subject|change\s+of\s+(?:subject|topic)"
    r"|leaving\s+that\s+aside|by\s+the\s+way|btw|on\s+another\s+note)\b[\s,.;:!-]*",
    re.IGNORECASE,
)
# What ties a fragment to the question before it.
_TIE = re.compile(
    r"^(?:(?:and|but|or|so|also|then|ok(?:ay)?|no|nah|oh|sorry|wait|hang\s+on|hold\s+on|actually|what\s+about|how\s+about|what\s+if|what\s+of|same\s+(?:question\s+)?for"
    r"|is\s+(?:it|that)\s+(?:the\s+same|different)\s+(?:with|for|in)|compared\s+(?:to|with)|i\s+mean[t]?)\b[\s,]*)+",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|oh|ah|damn|but)\b\W*)*(?:no|nah|nope|not|sorry|wait|hang\s+on|hold\s+on|i\s+mean[t]?|actually)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]*\b(?:too|then|instead|as\s*well|tho(?:ugh)?|either|same\s+(?:rule|thing|question))\b\s*$",
    re.IGNORECASE,
)
# "same rule?", "is it the same with …", "does it do that too": nothing is asked but what was asked before.
_SAME = re.compile(
    r"\bsame\b(?!\s+(?:time|day|night|morning|evening|week)s?\b)|\bdo\s+(?:it|that|this|so)\b", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:(?:for|in|does|do)\s+)?(?:an?\s+|my\s+|the\s+|all\s+)?(?:\w+\s+)?(?:adults?|grown[- ]?ups?|child(?:ren)?"
    r"|kids?|toddlers?|bab(?:y|ies)|infants?|elderly|seniors?|wom[ae]n|m[ae]n|teen(?:ager)?s?|people"
    r"|\d+[- ]?(?:year|yr|month)s?[- ]?olds?)\b",
    re.IGNORECASE,
)
# "no, adults", "sorry i meant in kids, not adults": others are asked about than were, and nothing else.
_OTHER_PEOPLE = re.compile(
    r"^\W*(?=.*\b(?:no|nah|nope|not|sorry|wait|mean[t]?|actually|rather)\b)"
    r"(?:(?:ok(?:ay)?|oh|ah|but|no|nah|nope|sorry|wait|actually|rather|i\s+mean[t]?)\b\W*"
    rf"|not\s+(?:(?:for|in)\s+)?{_PEOPLE.pattern}\W*)*"
    rf"(?:(?:for|in)\s+)?(?P<people>(?!not\b){_PEOPLE.pattern})"
    rf"(?:\W+not\s+(?:(?:for|in)\s+)?{_PEOPLE.pattern})?\W*$",
    re.IGNORECASE,
)
_PHRASE = r"\b{preposition}\s+(?:(?!\b(?:for|in|with|at|on|if|while|when|during)\b)[^,])+"
_WHILE = r"(?:in|while|when|during)"  # "in pregnancy" and "while breastfeeding" are of one kind
_PREPOSITION = re.compile(rf"(for|with|at|if|{_WHILE})\b", re.IGNORECASE)
# "when does it start to work" is no condition, "when pregnant" is one.
_NO_CONDITION = r"(?!\s+(?:is|are|was|were|do|does|did|can|could|should|will|would|may|must|to)\b)"
# A condition put to the question before: "with fluid in the belly too", "shes 84 and quite frail though".
_CONDITION = re.compile(
    r"(?:(?:and|but|also|well|so|or)\b\W*)*(?:for|in|with|without|as|at|during|if|when|while|on)\b"
    rf"{_NO_CONDITION}(?!.*\b(?:ok(?:ay)?|safe|fine|allowed|possible)\W*$)",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"(?:(?:and|but|also|well|so)\b\W*)*(?:i['’]?\s?a?m|s?he['’]?\s?i?s|we\s+are|they\s+are|it['’]?s\s+for"
    r"|(?:my|her|his)\s+(?:\w+\s+){1,3}(?:is|are|was|were)|(?:i|s?he|we|they|mum|mom|dad|pt|patient|my\s+\w+)\s+(?:is|has|have|had|got|weighs?))\b(?!.*(?:\b(?:it|this|that)\b|\?))",
    re.IGNORECASE,
)
_MOST_WORDS = 9  # of a condition
# Words that a fragment may be left with when the name of its medicine is taken out, and that then say nothing.
_LEFT_OVER = frozenset(
    {"on", "in", "for", "with", "the", "a", "an", "at", "to", "of", "by", "my", "from", "about"}
)
_DOSE = re.compile(r"(?<=\ue000)\s+\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|g|ml|units?|iu)\b", re.IGNORECASE)

_FILLER = frozenset(
    """
    a an the of for to in on at by is are be it its this that these those them they he she his her my your
    our i we you me us do does did can could should would will may might must with and or but so if then
    there what which who how when why where about as not any some one ones also too same have has had get
    got take taking taken use used using really just like please tell know mean meant much many often long
    """.split()
)
# "how much does it cost" is short and yet a question in full.
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|should|will|would|may|might|must|has|have)\s+"
    r"(?:it|this|that|they|them|i|you|we|he|she|there|(?:my|his|her|your|our|the|those|these)\s+\w+)\b",
    re.IGNORECASE,
)
# "what if i miss one" asks of an event, "what if she is 82" puts a condition to the question before.
_EVENT = re.compile(
    r"(?:(?:and|but|ok(?:ay)?|so)\b[\s,]*)*(?P<asked>what\s+(?:happens\s+)?if\s+(?:i|you|we|he|she|they)\s+"
    r"(?!(?:is|are|am|was|were|has|have|had)\b)\w.*)",
    re.IGNORECASE | re.DOTALL,
)
# "i took it every day this week" tells of an event, which is a matter of its own; "he weighs 20 kg" is a condition.
_TOLD = re.compile(
    r"(?:i|s?he|we|they|my\s+\w+|mum|mom|dad)(?:['’]?ve|\s+(?:have|has|had))?\s+(?:(?:just|already|only|accidentally|also)\s+)*"
    r"(?:took|taken|missed|forgot|forgotten|skipped|swallowed|vomited|threw|drank|ate|stopped|started|lost|ran|doubled)\b",
    re.IGNORECASE,
)
# "is that down to the dose", "which medicines make that worse": what was said before, not the medicine.
_THAT = re.compile(
    r"\b(?:is|was|does|did|will|would|can|could|causes?|causing|like|of|than|for|about|stops?|helps?|against)"
    r"\s+(?:that|this)\b(?=\W*$|\s+(?:is|was|down|because|due|worse|better|more|happen\w*|go|goes|mean|stop|normal|common|bad|serious|dangerous"
    r"|permanent|from|caused|likely|and|or|by|on|at)\b)",
    re.IGNORECASE,
)
# What goes away, or is permanent, is an effect.
_EFFECT = re.compile(
    r"\b(?:will|does|do|can|would|is|are)\s+(?:it|they|this|that)\s+(?:ever\s+|eventually\s+|usually\s+|just\s+)?"
    r"(?:go(?:es)?\s+away|wear\s+off|pass|settle|get\s+(?:better|worse)|clear\s+up|come\s+back|permanent|reversible|mean)\b",
    re.IGNORECASE,
)
# "should I take vitamin D with it": that is the other medicine, what is talked about is still the first.
_WITH_IT = re.compile(
    r"\b(?:with|on|taking|using|before|after|and)\s+(?:it|this|that|them|these)\b", re.IGNORECASE
)
# "shes on bonex, how long can she stay on it": that is of the one named last.
_HOW_LONG_ON_IT = re.compile(
    r"\bhow\s+(?:long|much\s+longer)\b(?:(?!\b(?:if|while|when|since)\b).)*\bon\s+(?:it|this|that)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:(?:what|which)\s+(?:is|are|was|does|do|did|happens)|how|when|where|why|can|may|do|does|is|are|should)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"(?:(?:but|and|so)\s+)?(?:why(?:\s+(?:is\s+that|so|not))?|how\s+(?:come|so)|(?:the\s+)?(?:mechanism|reason)|because\s+of\s+what|what\s+for)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+")
_FEW = 2  # words of substance that a question in full has more than


def tidied(question: str) -> tuple[str, bool]:
    """Return a follow-up without what ties it to the talk, and whether it says that its matter is a new one."""
    rest = unacknowledged(question)
    changed = _NEW_MATTER.sub("", rest)
    if changed != rest and any(map(str.isalnum, changed)):
        return changed, True
    return (rest if any(map(str.isalnum, rest)) else question), False


def of_other_people(question: str) -> str:
    """Return "for adults" where a turn only says that others are meant, "no, adults"; else the turn."""
    found = _OTHER_PEOPLE.match(question)
    return "for " + re.sub(r"^(?:for|in)\s+", "", found["people"].strip()) if found else question


def without_ties(question: str) -> str:
    """Return a fragment without "and", "what about" and the like, which would liken it to lists."""
    event = _EVENT.match(question.strip())
    if event:
        return event["asked"]
    rest = _TAIL.sub("", _TIE.sub("", question).rstrip(" ?!."))
    return "" if set(_WORDS.findall(rest.casefold())) <= _LEFT_OVER else rest


def is_fragment(question: str) -> bool:
    """Return whether a question needs the one before it: it is tied to it, or has hardly a word of substance.

    Args:
        question: without the names of medicines.
    """
    bare = question.strip()
    if _EVENT.match(bare) or _TOLD.match(without_ties(bare)):
        return False
    if is_condition(bare):
        return True
    if _CLAUSE.search(without_ties(bare)):
        return False
    if _TIE.match(bare):
        return len(_substance(without_ties(bare))) <= 2 * _FEW + 1
    return len(_substance(bare)) <= _FEW and len(_WORDS.findall(bare)) <= 5


def is_bare(question: str) -> bool:
    """Return whether a question has no word of substance and no clause: "how much?"."""
    return not _substance(question) and _CLAUSE.search(question) is None


def is_condition(question: str) -> bool:
    """Return whether words put a condition to the question before: "with weak kidneys", "she is 84"."""
    bare = question.strip()
    is_one = _CONDITION.match(bare) is not None or _STATEMENT.match(bare) is not None
    return is_one and len(_WORDS.findall(bare)) <= _MOST_WORDS


def points_at_matter(question: str) -> bool:
    """Return whether a question is about what was said before it, not about the medicine: "is that permanent"."""
    return _THAT.search(question) is not None or _EFFECT.search(question) is not None


def asks_why(fragment: str) -> bool:
    """Return whether a fragment asks for the reason of what was said, in a word or two: "why", "mechanism?"."""
    return _WHY.fullmatch(fragment.strip(" ?!.")) is not None


def is_statement(question: str) -> bool:
    """Return whether words say something of somebody, and ask nothing: "he has kidney disease", "shes 84"."""
    return _STATEMENT.match(question.strip()) is not None


def without_dose(matter: str) -> str:
    """Return a matter without the strength of its drug, which is not that of another."""
    return _DOSE.sub("", matter)


def is_tied(question: str) -> bool:
    """Return whether a question begins with what ties it to the one before: "and", "what about"."""
    return _TIE.match(question.strip()) is not None or _TAIL.search(question.rstrip(" ?!.")) is not None


def begins_as_correction(question: str) -> bool:
    """Return whether a turn begins as corrections do ("no wait, bonex"), whether or not it is one."""
    return _CORRECTS.match(question) is not None


def begins_with_name(question: str) -> bool:
    """Return whether a turn says first which medicine it asks of: "bonex: can i drink on it".

    Args:
        question: with a slot for each name of a medicine.
    """
    return re.match(rf"{SLOT}\s*:", question) is not None


def tells_of_event(question: str) -> bool:
    """Return whether a turn tells of something done with a medicine: "i forgot last night's", "she took two"."""
    return _TOLD.match(without_ties(question.strip())) is not None


def is_with_it(question: str) -> bool:
    """Return whether a question is about something taken with the drug talked about."""
    return _WITH_IT.search(_HOW_LONG_ON_IT.sub(" ", question)) is not None


def is_without(question: str) -> bool:
    """Return whether a question says that a medicine is not taken: a condition, not what is asked about.

    Args:
        question: with a slot for each name of a medicine.
    """
    if not _WORDS.search(without_ties(question)):
        return False  # "no, bonex" corrects
    return _WITHOUT.search(question) is not None


def is_dependent(question: str, fragment: str) -> bool:
    """Return whether a question that names a medicine needs the one before it.

    A name with a few words more is a matter of its own ("apium in bad kidneys"), unless it is tied to the one before.

    Args:
        question: with a slot for each name of a medicine.
        fragment: without these, and without what ties it to the one before.
    """
    bare = " ".join(question.replace(SLOT, " ").split())
    if asks_the_same(bare):
        return True
    return is_tied(question) and is_fragment(bare) and not _ASKS.match(fragment)


def joined(matter: str, fragment: str) -> str:
    """Return the question before with a fragment, as one.

    A fragment that begins as a phrase of the question does ("for …", "in …"), or names people as it does, takes
    the place of that phrase: "how much for adults" and "for my 3 year old" do not ask about both.
    """
    if not fragment:
        return matter
    rest = matter.rstrip(" ?!.")
    begins = _PREPOSITION.match(fragment)
    if begins:
        word = begins[1].casefold()
        pattern = _PHRASE.format(preposition=_WHILE if re.fullmatch(_WHILE, word) else word)
        rest = re.sub(pattern, " ", rest, count=1, flags=re.IGNORECASE)
    if _PEOPLE.search(fragment):
        rest = _PEOPLE.sub(" ", rest)
    return f"{' '.join(rest.split())}, {fragment}"


def filled(matter: str, drugs: Sequence[str], *, beside: bool = False) -> str:
    """Return a matter with the drugs in their place, or before it (or behind it) where it has none."""
    names = " and ".join(drugs)
    if not names:
        return matter.replace(SLOT, "")
    if SLOT not in matter:
        return f"{matter} ({names})" if beside else f"{names}: {matter}"
    return matter.replace(SLOT, names, 1).replace(SLOT, "")


def asks_the_same(question: str) -> bool:
    """Return whether a question with another drug asks what was asked before, and nothing else."""
    return _SAME.search(question) is not None and len(_substance(question)) <= _FEW + 1


def _substance(text: str) -> list[str]:
    words = _WORDS.findall(text.replace(SLOT, " ").casefold())
    return [word for word in words if word not in _FILLER]
