"""What is asked, apart from the medicines that it is asked of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drugbot.conversation import followups, standing
from drugbot.conversation.followups import SLOT
from drugbot.corpus.classes import classes_of_name
from drugbot.retrieval.mentions import Mention

ANY_MEDICINE = (
    "metformin"  # in place of all names, for what is learned about turns whichever medicine they name
)
_MOST_ADDED = 2  # fragments
_PARTNER = "\ue001"  # stands for the second medicine in a matter; no text has it
# "mum is on bonex", "if he takes bonex", "with my bonex": that one is taken already.
_ALREADY = re.compile(
    r"(?:\bon|\b(?:(?:he|she|who|pt|patient|mum|mom|dad|wife|husband|son|daughter)\s+(?:also\s+|already\s+)?(?:takes?|has)"
    r"|already\s+(?:tak\w+|has|have)|(?:if|when|while|and|but)\s+(?:i|we|they)\s+take)|\b(?:my|our|his|her|their))"
    r"\s+(?:(?:the|some|my|our|his|her|their)\s+)?$|^\W*(?:i|we)\s+take\s+$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:and|or|&|/|\+|vs\.?)\s*(?:(?:the|my|our|his|her|their)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Matter:
    """A question with slots for its medicines.

    Attributes:
        words: with a slot for the drugs talked about, and one for the medicine taken beside them, if any.
        added: what the last fragments put to it ("in children").
        partners: the medicine taken beside the drugs.
        owners: the mentions of the drugs themselves.
        is_taken: whether the partner is what somebody takes already, so that another medicine takes the owner's place.
    """

    words: str = ""
    added: tuple[str, ...] = ()
    partners: tuple[Mention, ...] = ()
    owners: tuple[Mention, ...] = ()
    is_taken: bool = False

    @property
    def bare(self) -> str:
        """What is asked without the drugs."""
        words = self.words.replace(SLOT, " ").replace(_PARTNER, " ")
        return _joined(words, self.added)

    def with_fragment(self, fragment: str) -> Matter:
        """Return the matter with a fragment put to it; those of long ago are forgotten."""
        return replace(self, added=(*self.added, fragment)[-_MOST_ADDED:]) if fragment else self

    def of_another(self) -> Matter:
        """Return the matter as it is asked of another drug."""
        return replace(self, words=followups.without_dose(self.words))

    def of_one(self) -> Matter:
        """Return the matter of "apium and bonex" as it is asked of one of them alone."""
        words = re.sub(
            rf"{SLOT}\s*(?:and|or|&|/|,|\+|vs\.?)\s*{_PARTNER}", SLOT, self.words, flags=re.IGNORECASE
        )
        return self if words == self.words else replace(self, words=words, partners=())

    def filled(self, drugs: Sequence[str]) -> str:
        """Return the matter as a question about drugs; one that it has as a partner is not named twice."""
        words = self.words.replace(_PARTNER, _said(self.partners))
        partners = named_in(self.partners) if _PARTNER in self.words else ()
        owners = tuple(drug for drug in drugs if drug not in partners)
        return followups.filled(_joined(words, self.added), owners or drugs)

    def partner_for(
        self, mentions: tuple[Mention, ...], *, is_beside: bool = False
    ) -> tuple[tuple[str, ...], Matter] | None:
        """Return which drugs stay and the matter with the named medicine in place of the other; None where none do.

        Of two medicines taken together the one is replaced that is of a class with the new one; else the second, or
        the one that was asked about where somebody takes the other already.

        Args:
            mentions: the medicines that the turn names.
            is_beside: whether it says that the new one is taken beside what is asked about ("and with bonex").
        """
        if not self.partners or len(mentions) != 1:
            return None
        new = mentions[0]
        is_kin = _kin(new, self.owners) and not _kin(new, self.partners)
        is_asked = is_kin or (self.is_taken and not _kin(new, self.partners))
        if is_beside or not is_asked:
            return named_in(self.owners), replace(self, partners=mentions)
        kept = named_in(self.partners)
        return kept, replace(self, owners=mentions)

    def has_kin(self, mentions: tuple[Mention, ...]) -> bool:
        """Return whether a medicine is named that may take the place of one of two taken together.

        It has no monograph, so that nothing else could be asked of it, or is of a class with one of the two.
        """
        if not self.partners or len(mentions) != 1:
            return False
        return not mentions[0].titles or _kin(mentions[0], (*self.owners, *self.partners))


NOTHING = Matter()  # before anything was asked


def matter_of(question: str, mentions: tuple[Mention, ...]) -> Matter:
    """Return the matter of a question that names medicines.

    Where it names two, one of which has a monograph, the other is understood as taken beside it.
    """
    with_monograph = [m for m in mentions if m.titles] or list(mentions[:1])
    distinct = {_key(m): m for m in reversed(mentions)}  # "Bonex, so boneum" is one
    if len(distinct) == 2 and with_monograph:
        taken = _taken(question, mentions)
        candidates = [m for m in mentions if m.titles] or mentions
        owner = next((m for m in candidates if _key(m) != taken), candidates[0])
        other = next(m for key, m in distinct.items() if key != _key(owner))
        words = replaced(question, mentions, lambda m: _PARTNER if _key(m) == _key(other) else SLOT)
        return Matter(squeezed(words), (), (other,), (owner,), _key(other) == taken)
    words = replaced(question, mentions, lambda m: SLOT if m in with_monograph else m.said)
    return Matter(squeezed(words), (), (), tuple(with_monograph))


def matter_beside(question: str, mentions: tuple[Mention, ...], drugs: Sequence[str]) -> Matter:
    """Return the matter of a question that names a medicine taken beside drugs talked about."""
    partners = tuple(m for m in mentions if not set(m.titles) & set(drugs)) or mentions
    words = replaced(
        question,
        mentions,
        lambda m: SLOT if m not in partners else _PARTNER if len(partners) == 1 else m.said,
    )
    said = squeezed(followups.tidied(words)[0])
    owners = tuple(Mention(title, (title,), "title", 0, len(title)) for title in drugs)
    return Matter(said if SLOT in said else f"{SLOT}: {said}", (), partners, owners)


def _key(mention: Mention) -> tuple[str, ...]:
    """Return what tells medicines apart, by whichever of its names each is called."""
    return mention.titles or (mention.meant or mention.said,)


def _taken(question: str, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Return the key of the one of several medicines that is taken already ("on bonex, is apium ok"); () for none.

    Of "on bonex and apium" none is asked about sooner than the other.
    """
    pairs = pairwise(mentions)
    if any(_JOINED.fullmatch(question[one.end : other.start]) for one, other in pairs):
        return ()
    found = {_key(m) for m in mentions if _ALREADY.search(question[: m.start])}
    return found.pop() if len(found) == 1 else ()


def named_in(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Return the titles of all monographs that are named."""
    return tuple(dict.fromkeys(title for mention in mentions for title in mention.titles))


def replaced(question: str, mentions: tuple[Mention, ...], word: Callable[[Mention], str]) -> str:
    """Return a question with another word for each medicine that it names."""
    pieces, position = [], 0
    for mention in mentions:
        pieces += [question[position : mention.start], word(mention)]
        position = mention.end
    return "".join([*pieces, question[position:]])


def title_of(mention: Mention) -> str:
    """Return what stands for a name where it is searched with: the titles of its monographs, if it has any."""
    return " and ".join(mention.titles) or mention.meant or mention.said


def as_named(question: str, mentions: tuple[Mention, ...]) -> tuple[str, str]:
    """Return what a turn that names medicines asks, and the same with their titles."""
    fronted = standing.without_front(with_slots(question, mentions)) if len(mentions) == 1 else ""
    if fronted:
        asked = followups.filled(fronted, (title_of(mentions[0]),))
        return asked, asked
    return question, replaced(question, mentions, title_of)


def with_slots(question: str, mentions: tuple[Mention, ...]) -> str:
    """Return a question with a slot for each medicine that it names."""
    return replaced(question, mentions, lambda _: SLOT)


def squeezed(text: str) -> str:
    """Return a text with one space between its words."""
    return " ".join(text.split())


def _joined(words: str, added: Sequence[str]) -> str:
    for fragment in added:
        words = followups.joined(words, fragment)
    return words


def _said(mentions: tuple[Mention, ...]) -> str:
    return " and ".join(map(title_of, mentions))


def _kin(new: Mention, others: tuple[Mention, ...]) -> bool:
    """Return whether a medicine is of a class with one of others, as their names say."""
    own = _classes(new)
    return any(own & _classes(other) for other in others)


def _classes(mention: Mention) -> set[str]:
    names = (mention.said, mention.meant, *mention.titles, *mention.ingredients)
    return {each for name in names if name for each in classes_of_name(name)}
