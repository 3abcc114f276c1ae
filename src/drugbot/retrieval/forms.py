"""The form, salt or route of a medicine that a question names beside it ("diclofenac gel", "metoprolol tartrate")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugbot.corpus.names import spelled
from drugbot.retrieval.mentions import Mention

_FORMS = frozenset(
    """
    gel cream ointment lotion foam shampoo patch patches drops spray inhaler nebulizer suppository suppositories enema
    injection injections infusion iv intravenous im intramuscular subcutaneous topical syrup suspension liquid solution
    chewable lozenge powder granules implant ring sublingual buccal rectal vaginal ophthalmic otic nasal
    transdermal pen autoinjector
    """.split()
)
_SALTS = frozenset(
    """
    acetate besylate bitartrate bromide citrate fumarate hydrobromide hydrochloride hcl lactate maleate mesylate
    mononitrate dinitrate nitrate palmitate pamoate phosphate propionate furoate valerate succinate sulfate tartrate
    tosylate decanoate
    """.split()
)
_NEAR = 2  # words between the name and the form
_WORD = re.compile(r"[^\W_]+")


def forms_beside(question: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the forms, salts and routes that stand directly before or behind a medicine that has a monograph.

    Args:
        question: the text that the mentions were found in.
        mentions: the medicines that it names.
    """
    found: dict[str, None] = {}
    for mention in mentions:
        stands = question[mention.start : mention.end] == mention.said  # else another text was read for it
        if mention.titles and stands:
            behind = [match.group() for match in _WORD.finditer(question, mention.end)][:_NEAR]
            before = _WORD.findall(question[: mention.start])[-1:]
            for word in (*before, *behind):
                if spelled(word) in _FORMS or (spelled(word) in _SALTS and word in behind[:1]):
                    found.setdefault(word)
    return tuple(found)
