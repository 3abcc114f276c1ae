"""Follow-ups as they are searched with: the words of the turns before, put together by the code that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from drugbot.chatbot import Chatbot
from drugbot.conversation.query import Query
from drugbot.evaluation.topics import Topic
from drugbot.index.building import build_index
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.store import load_index
from drugbot.settings import Settings


def composed(corpus: Path, topics: Sequence[Topic], settings: Settings) -> dict[str, str]:
    """Return what topics of several turns may be searched with, by their ids.

    One of two: as plain words have it, or behind the turns before. Those that are understood to be about another drug
    are left out.

    Args:
        corpus: the monographs that they are about; an index of them is built for this.
        topics: of any kind.
        settings: of the encoder, of chunking and of the replies.
    """
    encoder = load_encoder(find_model(settings), settings)
    asked = [topic for topic in topics if len(topic.turns) > 1]
    with TemporaryDirectory() as folder:
        build_index(corpus, Path(folder), encoder, passage_tokens=settings.passage_tokens)
        chatbot = Chatbot(load_index(Path(folder)), encoder, replace(settings, index=Path(folder)))
        queries = {topic.id: chatbot.search(topic.turns, 1)[0] for topic in asked}
    return {topic.id: _one_of(queries[topic.id]) for topic in asked if queries[topic.id].drugs == topic.drugs}


def _one_of(query: Query) -> str:
    texts = (query.generic, *(reading.text for reading in query.readings[-1:]))
    return texts[crc32(query.generic.encode()) % len(texts)]
