"""Learn which medicines are meant beside the one talked about, and which in its place.

    python scripts/train_seconds.py

Of those that plain words leave open (`drugbot.conversation.pairs`). From `training/seconds.tsv`, and from the
conversations in `training/conversations` and the development files of `corpus/evaluation`; writes `seconds.safetensors`
in `src/drugbot/conversation`. Prints what is told apart in the conversations of each writer by what was learned from
all others. Needs the index of the corpus. Takes two minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drugbot.chatbot import Chatbot
from drugbot.conversation.asides import meaning_of
from drugbot.conversation.context import understand
from drugbot.conversation.pairs import is_left_open
from drugbot.conversation.seconds import FILE, features
from drugbot.conversation.state import Context
from drugbot.index.encoder import Vectors
from drugbot.settings import load_settings
from training.telling import Example, conversations, learn, written

WRITTEN = "seconds.tsv"
_SHARE = 4.0  # what a turn of a conversation counts, beside one that was written to be told apart


class Gatherer:
    """Gathers examples as the chatbot meets them."""

    def __init__(self, chatbot: Chatbot) -> None:
        # What was said before is understood by plain words alone: not by what is learned here.
        self._known = replace(chatbot.known, meaning_of=None)
        self._means = meaning_of(chatbot.encoder.encode_query, chatbot.encoder.encode_danger)
        self._titles = {title.casefold(): title for title in chatbot.known.titles}

    def written(self) -> Iterator[Example]:
        """Yield the turns that were written to be told apart."""
        for label, drug, before, turn in written(WRITTEN):
            row = self._row(turn, understand(before, Context((self._titles[drug],)), self._known)[1])
            if row is not None:
                yield Example(WRITTEN, row, label == "adds", 1.0, False)

    def of_conversations(self) -> Iterator[Example]:
        """Yield the turns of conversations."""
        for source, turns in conversations():
            context = Context()
            for turn in turns:
                row = None if turn.open or not turn.drugs else self._row(turn.say, context)
                if row is not None:
                    yield Example(source, row, bool(set(turn.drugs) & set(context.drugs)), _SHARE, True)
                context = understand(turn.say, context, self._known)[1]

    def _row(self, turn: str, context: Context) -> Vectors | None:
        """Return the features of a turn, None where it is not left open what is meant."""
        mentions, doubts = self._known.lexicon.read(turn, self._known.ordinary)
        if doubts or not is_left_open(turn, mentions, context):
            return None
        return features(turn, mentions, self._known.speaks_of(context.drugs, mentions), self._means)


def main() -> None:
    """Learn, print, write."""
    gatherer = Gatherer(Chatbot.open(load_settings()))
    learn([*gatherer.written(), *gatherer.of_conversations()], FILE, "meant beside")


if __name__ == "__main__":
    main()
