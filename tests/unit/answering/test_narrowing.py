from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugbot.answering.joints import is_dangling, qualifies
from drugbot.answering.narrowing import Run, led_into, narrowed, quoted, understandable
from drugbot.corpus.chunking import chunk
from drugbot.corpus.passage import Passage
from drugbot.corpus.reading import read_monograph
from drugbot.corpus.repair import repair_text
from drugbot.index.encoder import Vectors
from drugbot.retrieval.hits import Sought
from tests.conftest import ROOT, SHARED
from tests.fakes import BagOfWordsEncoder
from tests.unit.corpus.making import read, source

FILLER = "It is a sentence that says nothing of interest to anybody and is here for its length alone"
WORDS = ["dose", "kidney", "food", "children", "sleep"]
NOTHING = [0.0] * len(WORDS)


def passages_of(data: bytes, file: str = "fenolamine.md", target: int = 160) -> tuple[Passage, ...]:
    monograph = read_monograph(data, file)
    assert monograph is not None
    items = chunk(monograph, BagOfWordsEncoder().count_tokens, target, 254)
    return tuple(item.counted(range(len(item.texts[-1]))) for item in items)  # a token vector a character


def passage_of(body: str, front: str = "") -> Passage:
    """Return the one passage of a section."""
    (passage,) = passages_of(source(f"## Usage\n\n{body}\n", front=front).encode())
    return passage


def vectors(passage: Passage) -> Vectors:
    """Return a token vector for each part that has one of the words, of that word, and nothing for the rest."""
    length = passage.parts[-1].token + 1
    rows = np.zeros((length, len(WORDS)), np.float32)
    for part in passage.parts:
        text = passage.excerpt.quote[part.first : part.last].casefold()
        rows[part.token] = [float(word in text) for word in WORDS]
    return rows


def asked(*words: str, query: str = "", names: tuple[str, ...] = (), others: Sequence[str] = ()) -> Sought:
    rows = np.asarray([[float(word == each) for each in WORDS] for word in words], np.float32)
    return Sought(query or " ".join(words), rows.reshape(-1, len(WORDS)), names, frozenset(others))


def shown(body: str, sought: Sought) -> tuple[str, list[str]]:
    passage = passage_of(body)
    quote, context = narrowed(passage, vectors(passage), sought)
    return quote.quote, [excerpt.quote for excerpt in context]


LIST = f"""- **Food:** Fenolamine with food. {FILLER}.
- **Kidney:** In kidney disease half. {FILLER}.
- **Sleep:** Fenolamine and sleep. {FILLER}.
- **Youth:** Not for children. {FILLER}."""


def test_only_the_item_that_answers_is_quoted() -> None:
    quote, context = shown(LIST, asked("kidney"))
    assert quote == f"- **Kidney:** In kidney disease half. {FILLER}."
    assert context == []


def test_what_leads_into_items_goes_along_as_context() -> None:
    quote, context = shown(f"Fenolamine must not be used in:\n\n{LIST}", asked("kidney"))
    assert quote.startswith("- **Kidney:**")
    assert context == ["Fenolamine must not be used in:"]


def test_all_that_stands_in_the_paragraph_of_a_lead_in_goes_along() -> None:
    lead = "Fenolamine is banned. Whoever has taken it:"
    _, context = shown(f"{lead}\n\n{LIST}", asked("kidney"))
    assert context == [lead]


def test_header_of_a_table_goes_along_with_a_row() -> None:
    rows = "\n".join(f"| {word} | {FILLER} |" for word in WORDS)
    quote, context = shown(f"| Use | Rule |\n|---|---|\n{rows}", asked("food"))
    assert (quote, context) == (f"| food | {FILLER} |", ["| Use | Rule |\n|---|---|"])


def test_list_whose_lead_in_answers_is_quoted_whole() -> None:
    body = f"With food and in kidney disease:\n\n{LIST.replace('food', 'meals').replace('Food', 'Meals')}"
    assert shown(body, asked("food")) == (body, [])


def test_list_whose_lead_in_counts_its_items_is_quoted_whole() -> None:
    body = f"The dose is halved where two of these are met:\n\n{LIST}"
    assert shown(body, asked("kidney")) == (body, [])


def test_steps_of_a_procedure_stay_together() -> None:
    steps = "\n".join(f"{n}. Step with {word}. {FILLER}." for n, word in enumerate(WORDS, start=1))
    assert shown(steps, asked("kidney"))[0] == steps


@pytest.mark.parametrize("beginning", ["It", "However, that", "If so, he", "In these patients the pill"])
def test_sentence_is_quoted_with_the_one_that_it_refers_to(beginning: str) -> None:
    body = f"{FILLER}. Fenolamine is a pill. {beginning} is taken with food. Water helps. {FILLER}."
    quote, _ = shown(body.replace("It is a", "Here is a"), asked("food"))
    assert quote == f"Fenolamine is a pill. {beginning} is taken with food."


@pytest.mark.parametrize(
    "limit", ["However, nobody should.", "Unless advised, wait.", "Do not chew.", "It must not be chewed."]
)
def test_sentence_is_quoted_with_what_limits_it(limit: str) -> None:
    body = f"{FILLER}. Fenolamine is a pill for food. {limit} Water helps. {FILLER}."
    quote, _ = shown(body.replace("It is a", "Here is a"), asked("food"))
    assert quote == f"Fenolamine is a pill for food. {limit}"


def test_item_about_the_brand_that_is_asked_about_is_quoted_and_another_brands_is_not() -> None:
    body = (
        f"- Bonel: 60 mg dose. {FILLER}.\n- Fenol: 120 mg dose. {FILLER}.\n- For both, the dose. {FILLER}.\n"
    )
    quote, _ = shown(body, asked("dose", names=("Bonel",), others=("fenol",)))
    assert "60 mg" in quote
    quote, _ = shown(
        body.rsplit("- For", 1)[0] + "- Sleep.", asked("dose", names=("Bonel",), others=("fenol",))
    )
    assert "120 mg" not in quote


def test_item_about_the_population_that_is_asked_about_is_quoted_and_another_ones_is_not() -> None:
    body = (
        f"- **Renal impairment:** dose {FILLER}.\n- **Elderly:** dose {FILLER}.\n- **Liver:** dose {FILLER}."
    )
    quote, _ = shown(body, asked("dose", query="dose with weak kidneys"))
    assert quote.startswith("- **Renal")
    assert "Elderly" not in quote


def test_short_passages_are_quoted_whole() -> None:
    body = "- With food.\n- Kidney disease.\n- Sleep.\n- Children."
    assert shown(body, asked("food")) == (body, [])


def test_passage_is_quoted_whole_where_little_would_be_saved() -> None:
    body = f"- Food. {FILLER}.\n- Food. {FILLER}. {FILLER}.\n- Sleep."
    assert shown(body, asked("food")) == (body, [])


def test_passage_without_token_vectors_is_quoted_whole() -> None:
    passage = passage_of(LIST)
    assert narrowed(passage, np.empty((0, 0), np.float32), asked("food")) == (passage.excerpt, ())


def test_answer_of_an_faq_is_quoted_whole_unless_it_is_long_and_then_from_its_first_sentence() -> None:
    parts = ["Yes, in short.", f"{FILLER} or food.", f"In the end {FILLER}.", f"At last, {FILLER}."]
    for sentences, expected in ((parts[:3], parts[:3]), ([*parts, *parts[2:]], parts[:2])):
        answer = " ".join(sentences)
        (passage,) = passages_of(source(f"## FAQs\n\n**Q: Is it?**\n\n{answer}\n").encode())
        assert passage.kind == "faq"
        quote, _ = narrowed(passage, vectors(passage), asked("food"))
        assert quote.quote == " ".join(expected)


def runs(passage: Passage) -> Iterator[Run]:
    """Yield every run of one part, and every run from the first."""
    for number in range(len(passage.parts)):
        yield understandable(passage, Run(number, number))
        yield understandable(passage, Run(0, number))


def check(passage: Passage, text: str) -> None:
    """Hold what must always hold of whatever is quoted of a passage.

    Args:
        passage: of a monograph.
        text: its file, decoded.
    """
    texts = [passage.excerpt.quote[part.first : part.last] for part in passage.parts]
    for run in runs(passage):
        quote, context = quoted(passage, run)
        for excerpt in (quote, *context):
            assert excerpt.quote in passage.excerpt.quote or excerpt in passage.context
            assert (
                excerpt.quote in repair_text(text[excerpt.start : excerpt.end]).text or passage.kind == "faq"
            )
        assert quote.quote.startswith(texts[run.first])
        assert quote.quote.endswith(texts[run.last])
        assert not run.first or not is_dangling(quote.quote)
        if run.last + 1 < len(texts):
            last, following = passage.parts[run.last : run.last + 2]
            beside = passage.excerpt.quote[last.last : following.first] in (" ", "\n")
            sentences = last.kind == following.kind == "sentence"
            assert not (beside and sentences and qualifies(texts[run.last + 1], together=True))
            assert last.kind != "lead" or following.under != run.last


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Take 5 mg.",
            "It is a pill.",
            "However, wait.",
            "If ill, stop.",
            "Do not chew.",
            "Bonel is 2.5 mg.",
            "So be it.",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
BLOCKS = st.one_of(
    SENTENCES,
    st.lists(SENTENCES, min_size=1, max_size=5).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(SENTENCES, min_size=1, max_size=4).map(
        lambda items: "Adults:\n\n" + "\n".join(f"- {i}" for i in items)
    ),
    st.lists(SENTENCES, min_size=1, max_size=4).map(
        lambda items: "These are:\n\n| a | b |\n|---|---|\n" + "\n".join(f"| {item} | x |" for item in items)
    ),
    SENTENCES.map(lambda text: f"- {text}\n  - {text}\n  - {text}"),
)


@settings(deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=5).map("\n\n".join), st.sampled_from([40, 160]))
def test_whatever_is_quoted_is_exact_whole_and_understandable(body: str, target: int) -> None:
    text = source(f"## Usage\n\n{body}\n")
    for passage in passages_of(text.encode(), target=target):
        check(passage, text)


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.md")), ids=lambda path: path.stem)
def test_whatever_is_quoted_of_a_monograph_is_exact_whole_and_understandable(path: Path) -> None:
    data = path.read_bytes()
    for passage in passages_of(data, path.name):
        assert passage.parts or passage.cut
        check(passage, data.decode())


@pytest.mark.shared
@pytest.mark.parametrize("letter", "abcdefgh")
def test_whatever_is_quoted_of_a_label_is_exact_whole_and_understandable(letter: str) -> None:
    folder = SHARED / "data" / "fda-labels"
    if not folder.is_dir():
        pytest.skip(f"the measuring data is not beside the checkout ({folder.name})")
    for path in sorted(folder.glob(f"{letter}*.md"))[:3]:
        data = path.read_bytes()
        for passage in passages_of(data, path.name):
            check(passage, data.decode())


def test_a_monograph_is_read_alike_with_its_own_line_ends() -> None:
    text = source(f"## Usage\n\nFenolamine must not be used in:\n\n{LIST}\n").replace("\n", "\r\n")
    (passage,) = passages_of(b"\xef\xbb\xbf" + text.encode())
    quote, (lead,) = narrowed(passage, vectors(passage), asked("kidney"))
    assert ("\ufeff" + text)[quote.start : quote.end] == quote.quote
    assert ("\ufeff" + text)[lead.start : lead.end] == lead.quote


def test_parts_of_an_answer_in_the_front_matter_have_the_place_of_the_whole() -> None:
    answer = f"Yes. {FILLER}."
    monograph = read(front=f'faqs:\n  - q: "Is it?"\n    a: "{answer}"\n')
    (pair,) = monograph.faqs
    passage = passages_of(source(front=f'faqs:\n  - q: "Is it?"\n    a: "{answer}"\n').encode())[-1]
    assert passage.kind == "faq"
    assert {(part.start, part.end) for part in passage.parts} == {(pair.span.start, pair.span.end)}


def test_a_quote_that_goes_on_from_the_passage_before_takes_its_end_along() -> None:
    *_, first, second = passages_of(
        source(
            "## Usage\n\nIt may bring on hives. Some had a rash.\n\nThese reactions may be fatal.\n"
        ).encode(),
        target=8,
    )
    assert second.excerpt.quote == "These reactions may be fatal."
    (context,) = led_into(second.excerpt.quote, first)
    assert context.quote == "Some had a rash."
    assert led_into(first.excerpt.quote, None) == ()
    assert led_into("A rash is common.", first) == ()


def test_of_a_table_the_row_is_quoted_that_names_the_medicine_asked_about_beside_the_drug() -> None:
    row = "| {} | It makes more of it in the blood of whoever takes it | Take less of it, and tell the doctor of it |\n"
    body = "| Taken with it | Effect | What to do |\n| --- | --- | --- |\n" + "".join(
        row.format(name) for name in ("Aspirum", "Bonelols")
    )
    sought = Sought("sleep", np.asarray([NOTHING], np.float32), partners=("Bonelol",))
    passage = passage_of(body)
    tokens = np.zeros((len(passage.excerpt.quote), len(WORDS)), np.float32)
    quote, context = narrowed(passage, tokens, sought)
    assert quote.quote.startswith("| Bonelols")
    assert "Aspirum" not in quote.quote
    assert "Taken with it" in context[0].quote
    assert narrowed(passage, tokens, Sought("sleep", sought.tokens))[0] == passage.excerpt
