"""What is asked, apart from the medicines that it is asked of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drugbot.conversation import followups
from drugbot.conversation.followups import SLOT
from drugbot.corpus.classes import classes_of_name
from drugbot.retrieval.mentions import Mention

ANY_MEDICINE = (
    "metformin"  # in place of all names, for what is learned about turns whichever medicine they name
)
_MOST_ADDED = 2  # fragments
_PARTNER = "\ue001"  # stands for the second medicine in a matter; no text has it


@dataclass(frozen=True, slots=True)
class Matter:
    """A question with slots for its medicines.

    Attributes:
        words: with a slot for the drugs talked about, and one for the medicine taken beside them, if any.
        added: what the last fragments put to it ("in children").
        partners: the medicine taken beside the drugs.
        owners: the mentions of the drugs themselves.
    """

    words: str = ""
    added: tuple[str, ...] = ()
    partners: tuple[Mention, ...] = ()
    owners: tuple[Mention, ...] = ()

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
        """Return the matter as a question about drugs."""
        words = self.words.replace(_PARTNER, _said(self.partners))
        return followups.filled(_joined(words, self.added), drugs)

    def partner_for(self, mentions: tuple[Mention, ...]) -> tuple[tuple[str, ...], Matter] | None:
        """Return which drugs stay and the matter with the named medicine in place of the other; None where none do.

        Of two medicines taken together the one is replaced that is of a class with the new one; else the second.
        """
        if not self.partners or len(mentions) != 1:
            return None
        new = mentions[0]
        if _kin(new, self.owners) and not _kin(new, self.partners):
            kept = tuple(dict.fromkeys(title for m in self.partners for title in m.titles))
            if kept:
                words = self.words.replace(SLOT, "\ue002").replace(_PARTNER, SLOT).replace("\ue002", _PARTNER)
                return kept, replace(self, words=words, partners=mentions, owners=self.partners)
        kept = tuple(dict.fromkeys(title for m in self.owners for title in m.titles))
        return kept, replace(self, partners=mentions)

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
    distinct = {m.titles or (m.meant or m.said): m for m in reversed(mentions)}  # "Bonex, so boneum" is one
    if len(distinct) == 2 and with_monograph:
        owner = with_monograph[0]
        other = next(m for m in distinct.values() if m is not owner)
        words = replaced(question, mentions, lambda m: _PARTNER if m is other else SLOT)
        return Matter(squeezed(words), (), (other,), (owner,))
    words = replaced(question, mentions, lambda m: SLOT if m in with_monograph else m.said)
    return Matter(squeezed(words), (), (), tuple(with_monograph))


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
