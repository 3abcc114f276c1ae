"""Where help is in an emergency: the numbers that are set, in the sentences of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from drugbot.answering import wording
from drugbot.answering.text import escaped


@dataclass(frozen=True, slots=True)
class Helplines:
    """Numbers and addresses, each a text for a person to read ("112 in Europe, 911 in the US").

    Attributes:
        emergency: of the emergency services.
        poison: of poison centres.
        crisis: of those who listen at any hour.
    """

    emergency: str
    poison: str
    crisis: str

    @property
    def in_emergency(self) -> str:
        """The notice of an emergency."""
        return wording.EMERGENCY.format(emergency=escaped(self.emergency), poison=escaped(self.poison))

    @property
    def in_self_harm(self) -> str:
        """What is said to whoever may harm themselves."""
        return wording.SELF_HARM.format(emergency=escaped(self.emergency), crisis=escaped(self.crisis))
