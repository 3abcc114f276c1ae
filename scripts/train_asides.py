"""Learn which turns have nothing to do with the medicine talked about.

    python scripts/train_asides.py

From the conversations in `training/conversations`, `training/talks`, the development files of `corpus/evaluation`, from
`training/turns.tsv`, and from the follow-ups about `training/monographs`, all of which are about the medicine; writes
`asides.safetensors` in `src/drugbot/conversation`. Prints what is told apart in the
conversations of each writer by what was learned from all others. Needs the index of the corpus, for the words that are
no medicines. Takes a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drugbot.chatbot import Chatbot
from drugbot.conversation.asides import FILE, features, meaning_of
from drugbot.conversation.context import tidied
from drugbot.evaluation.gold import load_gold
from drugbot.index.encoder import Vectors
from drugbot.settings import load_settings
from training.telling import ROOT, Example, conversations, learn, talks, written

WRITTEN = "turns.tsv"


def main() -> None:
    """Learn, print, write."""
    chatbot = Chatbot.open(load_settings())
    means = meaning_of(chatbot.encoder.encode_query, chatbot.encoder.encode_danger)
    examples = [*_written(means), *_of_topics(chatbot, means), *_of_conversations(chatbot, means)]
    learn(examples, FILE, "asides")


def _written(means: Callable[[str], Vectors]) -> Iterator[Example]:
    for label, turn in written(WRITTEN):
        said = tidied(turn)
        yield Example(WRITTEN, features(said, means(said)), label == "apart", 1.0, False)


def _of_topics(chatbot: Chatbot, means: Callable[[str], Vectors]) -> Iterator[Example]:
    """Yield the follow-ups of questions written to learn from that name no medicine."""
    for topics in load_gold(ROOT / "training" / "monographs" / "evaluation", {}).values():
        for topic in topics:
            said = tidied(topic.turns[-1])
            if len(topic.turns) > 1 and not any(chatbot.known.lexicon.read(said, chatbot.known.ordinary)):
                yield Example("topics", features(said, means(said)), False, 1.0, False)


def _of_conversations(chatbot: Chatbot, means: Callable[[str], Vectors]) -> Iterator[Example]:
    """Yield the turns of conversations that name no medicine, once one is talked about."""
    for source, turns in (*conversations(), *talks("talks")):
        talked: tuple[str, ...] = ()
        for turn in turns:
            said = tidied(turn.say)
            mentions, doubts = chatbot.known.lexicon.read(said, chatbot.known.ordinary)
            if talked and not mentions and not doubts and not turn.open:
                is_other = turn.self_contained and set(turn.drugs) != set(talked)
                yield Example(source, features(said, means(said)), not turn.drugs or is_other, 1.0, True)
            talked = turn.drugs or talked


if __name__ == "__main__":
    main()
