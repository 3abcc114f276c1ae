"""Learn which medicines are meant beside the one talked about, and which in its place.

    python scripts/train_seconds.py

From `training/seconds.tsv`, from the conversations in `training/conversations`, `training/talks` and the development
files of `corpus/evaluation`, and from those about `training/monographs` (`training/talks-of-monographs`); writes
`seconds.safetensors` in `src/drugbot/conversation`. Prints what is told apart in the conversations of each writer by
what was learned from all others. Needs the index of the corpus. Takes five minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from drugbot.chatbot import Chatbot
from drugbot.conversation.asides import meaning_of
from drugbot.conversation.context import tidied, understand
from drugbot.conversation.pairs import beside_each, is_open, likened, talk_before
from drugbot.conversation.seconds import FILE, features
from drugbot.conversation.state import Context
from drugbot.evaluation.conversations import Turn
from drugbot.index.encoder import Vectors
from drugbot.settings import load_settings
from training.telling import MONOGRAPHS, Example, conversations, learn, over, steps, talks, written

WRITTEN = "seconds.tsv"
_SHARE = 4.0  # what a turn of a conversation counts, beside one that was written to be told apart


class Gatherer:
    """Gathers examples as a chatbot meets them."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot
        # What was said before is understood by plain words alone: not by what is learned here.
        self._known = replace(chatbot.known, meaning_of=None)
        self._means = meaning_of(chatbot.encoder.encode_query, chatbot.encoder.encode_danger)

    def written(self) -> Iterator[Example]:
        """Yield the turns that were written to be told apart."""
        titles = {title.casefold(): title for title in self._known.titles}
        for label, drug, before, turn in written(WRITTEN):
            row = self._row(turn, understand(before, Context((titles[drug],)), self._known)[1])
            if row is not None:
                yield Example(WRITTEN, row, label == "adds", 1.0, False)

    def of_talks(self, found: Iterable[tuple[str, tuple[Turn, ...]]]) -> Iterator[Example]:
        """Yield the turns of conversations."""
        for source, turns in found:
            for turn, _, context in steps(turns, self._chatbot):
                row = None if turn.open or not turn.drugs else self._row(tidied(turn.say), context)
                if row is not None:
                    named, _ = self._known.lexicon.read(turn.say, self._known.ordinary)
                    titles = {title for mention in named for title in mention.titles}
                    is_second = bool(set(turn.drugs) & set(context.drugs) - titles)
                    yield Example(source, row, is_second, _SHARE, True)

    def _row(self, turn: str, context: Context) -> Vectors | None:
        """Return the features of a turn, None where plain words tell what it means."""
        mentions, doubts = self._known.lexicon.read(turn, self._known.ordinary)
        is_told = likened(turn, mentions, context) or beside_each(turn, mentions, context)
        if doubts or is_told or not is_open(turn, mentions, context):
            return None
        return features(turn, mentions, talk_before(turn, mentions, context, self._known), self._means)


def main() -> None:
    """Learn, print, write."""
    settings = load_settings()
    chatbot = Chatbot.open(settings)
    gatherer = Gatherer(chatbot)
    examples = [*gatherer.written(), *gatherer.of_talks(conversations()), *gatherer.of_talks(talks("talks"))]
    with over(MONOGRAPHS, chatbot, settings) as other:
        examples += Gatherer(other).of_talks(talks("talks-of-monographs"))
    learn(examples, FILE, "meant beside")


if __name__ == "__main__":
    main()
