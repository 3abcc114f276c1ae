"""What the turns of a conversation are understood with, put together from a desk and its encoder."""

from __future__ import annotations

from drugbot.conversation.asides import meaning_of
from drugbot.conversation.query import Query
from drugbot.conversation.state import Knowledge
from drugbot.due.collection import titles_shown
from drugbot.due.desk import Desk
from drugbot.due.topic import topics_of
from drugbot.index.encoder import Encoder
from drugbot.retrieval.lexicon import Lexicon
from drugbot.retrieval.medicines import known_medicines


def knowledge_of(desk: Desk, encoder: Encoder) -> Knowledge:
    """Return what turns are understood with.

    Args:
        desk: of the index that is answered from.
        encoder: the one that built it; only for the bundled one were danger and meaning learned.
    """
    searcher, titles = desk.searcher, tuple(entry.title for entry in desk.index.entries)
    is_bundled = bool(encoder.identity.learned)
    lexicon = Lexicon(desk.index.entries, known_medicines())
    return Knowledge(
        lexicon=lexicon,
        titles=titles,
        ordinary=searcher.vocabulary,
        topics=lambda drug: topics_of(drug, desk.index),
        choices=desk.choices,
        worded=searcher.worded,
        stands_alone=desk.stands_alone,
        used_for=desk.described,
        is_personal=desk.is_personal,
        is_harmless=desk.is_harmless,
        told_for=lambda words: desk.told_for(words, titles),
        listed=lambda question: titles_shown(_over_all(question, lexicon), desk),
        speaks_of=desk.speaks_of,
        is_injected=desk.is_injected,
        vector_of=searcher.danger if is_bundled else None,
        meaning_of=meaning_of(searcher.read, searcher.danger) if is_bundled else None,
        bears_on=desk.bears_on if searcher.is_learned and "focus" not in desk.off else None,
    )


def _over_all(question: str, lexicon: Lexicon) -> Query:
    return Query(question, question, (), question, classes=lexicon.classes(question), shape="list")
