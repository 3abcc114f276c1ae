from __future__ import annotations

from drugbot.corpus.chunking import chunk
from drugbot.corpus.passage import ABOVE, ALONE, Encodable, Passage
from tests.fakes import BagOfWordsEncoder
from tests.unit.corpus.making import read


def chunked(body: str, target: int = 160, front: str = "") -> tuple[Encodable, ...]:
    return chunk(read(body, front=front), BagOfWordsEncoder().count_tokens, target, 254)


def said(passage: Passage) -> list[tuple[str, str, int]]:
    quote = passage.excerpt.quote
    return [(part.kind, quote[part.first : part.last], part.under) for part in passage.parts]


def test_parts_are_sentences_items_rows_and_what_leads_into_them() -> None:
    body = """## Usage

Take it. Adults take:

- 5 mg
- more:
  - 10 mg

| a | b |
|---|---|
| c | d |
"""
    (item,) = chunked(body)
    assert said(item.passage) == [
        ("sentence", "Take it.", ALONE),
        ("lead", "Adults take:", ALONE),
        ("item", "- 5 mg", 1),
        ("lead", "- more:", 1),
        ("item", "- 10 mg", 3),
        ("lead", "| a | b |\n|---|---|", ALONE),
        ("row", "| c | d |", 5),
    ]


def test_parts_have_their_place_in_the_file() -> None:
    (item,) = chunked("## Usage\n\nTake Fenolam\u00c2\u00ae. Then rest.\n")  # mojibake is mended
    text = item.passage.excerpt
    assert text.quote == "Take Fenolam®. Then rest."
    first, second = item.passage.parts
    assert (first.start, second.end) == (text.start, text.end)
    assert first.end - first.start == first.last - first.first + 1


def test_lead_in_that_stands_in_the_passage_before_is_said_to_stand_above() -> None:
    items = "\n".join(f"- Take {'very ' * 12}little {number} now" for number in range(6))
    first, *further = (item.passage for item in chunked(f"## Usage\n\nAdults:\n\n{items}\n", target=40))
    assert {part.under for part in first.parts} == {ALONE, 0}
    assert further
    assert all(part.under == ABOVE for passage in further for part in passage.parts)


def test_passage_with_a_piece_of_a_unit_has_no_parts() -> None:
    items = chunked(f"## Usage\n\nTake {'very ' * 400}little.\n")
    assert len(items) > 1
    assert all(item.passage.cut and not item.passage.parts for item in items)


def test_marks_say_where_each_part_begins_in_what_is_encoded() -> None:
    front = 'faqs:\n  - q: "Is **Fenolam** good?"\n    a: "It is. Fenolam helps."\n'
    body = "## Names\n\n**Brand names:** Fenolam\n\n## Usage\n\nFenolam helps:\n\n- **Adults:** Fenolam daily\n- rest\n"
    for item in chunked(body, front=front):
        text, quote = item.texts[-1], item.passage.excerpt.quote
        words = [quote[part.first : part.last].split()[-1].strip("*") for part in item.passage.parts]
        ends = [*item.marks[1:], len(text)]
        pieces = [text[start:end] for start, end in zip(item.marks, ends, strict=True)]
        assert len(pieces) == len(item.passage.parts) > 0
        for piece, word in zip(pieces, words, strict=True):
            assert piece.split()[-1] in (word, "Fenolamine")


def test_tokens_of_a_part_are_those_that_begin_in_it() -> None:
    (item,) = chunked("## Usage\n\nTake it. Then rest.\n")
    starts = [at for at, letter in enumerate(item.texts[-1]) if letter.isalnum()]
    first, second = item.counted(starts).parts
    assert (first.token, second.token) == (len("FenolamineUsage"), len("FenolamineUsageTakeit"))
