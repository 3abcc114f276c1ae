from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugbot.corpus.chunking import chunk
from drugbot.corpus.monograph import Monograph
from drugbot.corpus.packing import reading_text
from drugbot.corpus.passage import Encodable, Passage
from drugbot.corpus.repair import repair_text
from tests.fakes import BagOfWordsEncoder
from tests.unit.corpus.making import read, read_text, source

count = BagOfWordsEncoder().count_tokens
Range = tuple[int, int]
EXAMPLES = 50


@dataclass
class Part:
    """A generated block: its text, and where in it the units and what leads into each of them stand."""

    text: str
    units: list[Range] = field(default_factory=list)
    leads: list[tuple[Range, Range]] = field(default_factory=list)  # (unit, what leads into it)


WORD = st.sampled_from(
    [
        "take",
        "sixty",
        "mg",
        "daily",
        "with",
        "water",
        "patients",
        "renal",
        "impairment",
        "2.5",
        "(oral)",
        "-",
        "*may*",
        "Fenolam®",
        "≥18",
    ]
)
SENTENCE = st.lists(WORD, min_size=1, max_size=12).map(lambda words: f"Take {' '.join(words)} now.")
LONG = st.integers(30, 90).map(lambda number: f"Take {'very ' * number}little now.")
UNIT = st.one_of(SENTENCE, SENTENCE, SENTENCE, LONG)
CELL = st.lists(st.sampled_from(["dose", "adults", "60", "mg"]), min_size=1, max_size=5).map(" ".join)
LEAD = st.sampled_from(["", "Adults:", "**As follows:**"])


def joined(units: Iterable[str], between: str) -> Part:
    """Return a part of units with a separator between them."""
    part = Part("")
    for unit in units:
        start = len(part.text) + (len(between) if part.text else 0)
        part.text += (between if part.text else "") + unit
        part.units.append((start, start + len(unit)))
    return part


def led(lead: str, part: Part) -> Part:
    """Return a part with a line before it that leads into each of its units."""
    if not lead:
        return part
    by = len(lead) + 2
    moved = [(start + by, end + by) for start, end in part.units]
    leads = [((a + by, b + by), (c + by, d + by)) for (a, b), (c, d) in part.leads]
    head = (0, len(lead))
    return Part(f"{lead}\n\n{part.text}", [head, *moved], [*leads, *((unit, head) for unit in moved)])


def nested(groups: list[tuple[str, list[str]]]) -> Part:
    """Return a list whose items have lists below them: the head of an item leads into those."""
    part = Part("")
    for head, below in groups:
        start = len(part.text) + (1 if part.text else 0)
        part.text += ("\n" if part.text else "") + f"- {head}"
        lead = (start, len(part.text))
        part.units.append(lead)
        for item in below:
            part.text += f"\n  - {item}"
            unit = (len(part.text) - len(item) - 2, len(part.text))
            part.units.append(unit)
            part.leads.append((unit, lead))
    return part


def table(header: tuple[str, str], rows: list[tuple[str, str]]) -> Part:
    """Return a table: its header leads into each row."""
    head = f"| {header[0]} | {header[1]} |\n|---|---|"
    part = joined([head, *(f"| {a} | {b} |" for a, b in rows)], "\n")
    part.leads = [(unit, part.units[0]) for unit in part.units[1:]]
    return part


def units(of: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(of, min_size=1, max_size=6)


def numbered(items: list[str]) -> Part:
    """Return a numbered list."""
    return joined([f"{number}. {item}" for number, item in enumerate(items)], "\n")


SHORT = st.sampled_from(["Adults take:", "Children", "In renal impairment"])
PARTS = st.one_of(
    units(UNIT).map(lambda found: joined(found, " ")),
    st.builds(led, LEAD, units(UNIT).map(lambda found: joined([f"- {item}" for item in found], "\n"))),
    st.builds(led, LEAD, units(UNIT).map(numbered)),
    st.builds(led, LEAD, st.lists(st.tuples(SHORT, units(UNIT)), min_size=1, max_size=3).map(nested)),
    st.builds(
        led, LEAD, st.builds(table, st.tuples(CELL, CELL), st.lists(st.tuples(CELL, CELL), max_size=6))
    ),
    SENTENCE.map(lambda text: joined([f"> {text}"], "")),
    SENTENCE.map(lambda text: joined([f"```\n{text}\n```"], "")),
)


@dataclass
class Text:
    """A generated monograph: the ranges of its sections, of its units and of what leads into them."""

    text: str
    sections: dict[str, Range]
    units: list[Range]
    leads: list[tuple[Range, Range]]

    @property
    def monograph(self) -> Monograph:
        return read_text(self.text)


def written(sections: list[list[Part]]) -> Text:
    """Write sections of parts as a monograph."""
    made = Text(source(""), {}, [], [])
    for number, parts in enumerate(sections):
        made.text += f"\n## Heading {number}\n\n"
        start = len(made.text)
        for part in parts:
            at = len(made.text)
            made.units += [(a + at, b + at) for a, b in part.units]
            made.leads += [((a + at, b + at), (c + at, d + at)) for (a, b), (c, d) in part.leads]
            made.text += part.text + "\n\n"
        made.sections[f"Heading {number}"] = (start, len(made.text.rstrip()))
    return made


def apart(parts: list[Part]) -> list[Part]:
    """Put a sentence between parts, so that no list runs on into the one after it."""
    return [piece for part in parts for piece in (part, joined(["Take it now."], ""))]


TEXTS = st.lists(st.lists(PARTS, min_size=1, max_size=3).map(apart), min_size=1, max_size=3).map(written)
WINDOWS = st.sampled_from([(40, 40), (20, 60), (60, 60), (10, 60), (60, 200), (100, 200)])


def within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def place(passage: Passage) -> Range:
    return passage.excerpt.start, passage.excerpt.end


def chunked(made: Text, window: tuple[int, int]) -> tuple[Encodable, ...]:
    return chunk(made.monograph, count, *window)


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_chunk_never_crosses_a_section(made: Text, window: tuple[int, int]) -> None:
    for item in chunked(made, window):
        (heading,) = item.passage.section
        assert within(place(item.passage), made.sections[heading])


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_passages_of_a_section_reassemble_it(made: Text, window: tuple[int, int]) -> None:
    items = chunked(made, window)
    for heading, (start, end) in made.sections.items():
        at = start
        for item in items:
            if item.passage.section == (heading,):
                first, last = place(item.passage)
                assert at <= first < last
                assert made.text[at:first].strip() == ""
                at = last
        assert at == end


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_each_quote_and_context_equals_the_source(made: Text, window: tuple[int, int]) -> None:
    for item in chunked(made, window):
        for excerpt in (item.passage.excerpt, *item.passage.context):
            assert excerpt.quote == made.text[excerpt.start : excerpt.end]


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_where_the_text_was_mended_the_range_spans_the_original(made: Text, window: tuple[int, int]) -> None:
    noisy = "\ufeff" + made.text.replace("®", "速").replace("\n", "\r\n")
    clean, mended = chunked(made, window), chunk(read_text(noisy), count, *window)
    assert [item.passage.excerpt.quote for item in mended] == [item.passage.excerpt.quote for item in clean]
    assert [item.passage.id for item in mended] == [item.passage.id for item in clean]
    for item in mended:
        start, end = place(item.passage)
        stood = noisy[start:end]
        assert repair_text(f"Fenolam® {stood}").text == f"Fenolam® {item.passage.excerpt.quote}"
        assert stood == stood.strip()


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_every_text_to_encode_fits_the_window(made: Text, window: tuple[int, int]) -> None:
    for item in chunked(made, window):
        assert all(number <= window[1] for number in count(item.texts))


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_a_unit_is_cut_only_where_it_is_too_long_alone(made: Text, window: tuple[int, int]) -> None:
    items = chunked(made, window)
    for item in items:
        start, end = place(item.passage)
        broken = [u for u in made.units if u[0] < end and start < u[1] and not within(u, (start, end))]
        assert item.passage.cut == bool(broken)
        # the drug and the heading take four tokens of the window
        assert all(count([reading_text(made.text[a:b])])[0] > window[1] - 10 for a, b in broken)


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_what_leads_into_an_item_or_a_row_is_in_the_passage_or_its_context(
    made: Text, window: tuple[int, int]
) -> None:
    for item in chunked(made, window):
        span = place(item.passage)
        context = [(excerpt.start, excerpt.end) for excerpt in item.passage.context]
        for unit, lead in made.leads:
            if unit[0] < span[1] and span[0] < unit[1]:
                assert within(lead, span) or lead in context
        assert not any(within(lead, span) for lead in context)


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, WINDOWS)
def test_ids_are_distinct_and_the_same_each_time(made: Text, window: tuple[int, int]) -> None:
    ids = [item.passage.id for item in chunked(made, window)]
    assert len(set(ids)) == len(ids)
    assert ids == [item.passage.id for item in chunked(made, window)]


@settings(deadline=None, max_examples=EXAMPLES)
@given(TEXTS, PARTS, WINDOWS)
def test_an_edit_in_another_section_changes_no_id(made: Text, part: Part, window: tuple[int, int]) -> None:
    edited = made.text.replace("## Heading 0\n", f"## New\n\n{part.text}\n\n## Heading 0\n", 1)
    after = chunk(read_text(edited), count, *window)
    ids = {item.passage.id for item in after if item.passage.section != ("New",)}
    assert ids == {item.passage.id for item in chunked(made, window)}


def passages(body: str, target: int, limit: int, front: str = "") -> list[Passage]:
    return [item.passage for item in chunk(read(body, front=front), count, target, limit)]


def test_short_units_are_put_together_up_to_the_target() -> None:
    body = "## Usage\n\nOne two three. Four five six. Seven eight nine.\n"
    assert [p.excerpt.quote for p in passages(body, 14, 100)] == [
        "One two three. Four five six.",
        "Seven eight nine.",
    ]
    assert [p.excerpt.quote for p in passages(body, 6, 100)] == [
        "One two three.",
        "Four five six.",
        "Seven eight nine.",
    ]


def test_a_lead_in_stays_with_the_first_item_and_is_context_of_the_others() -> None:
    body = "## Dosage\n\nFor adults:\n\n- one two three\n- four five six\n"
    first, second = passages(body, 10, 100)
    assert first.excerpt.quote == "For adults:\n\n- one two three"
    assert first.context == ()
    assert second.excerpt.quote == "- four five six"
    assert [c.quote for c in second.context] == ["For adults:"]


def test_context_is_read_by_the_encoder_too() -> None:
    body = "## Dosage\n\nFor adults:\n\n- one two three\n- four five six\n"
    assert chunk(read(body), count, 10, 100)[1].texts == ("Fenolamine. Dosage. For adults: four five six",)


def test_a_nested_list_is_cut_at_its_items_with_all_that_leads_into_them() -> None:
    body = "## Dosage\n\nTake:\n\n- Adults:\n  - " + "\n  - ".join(f"{n} mg " * 8 for n in (1, 2, 3)) + "\n"
    found = passages(body, 12, 30)
    assert [[c.quote for c in p.context] for p in found] == [
        [],
        ["Take:", "- Adults:"],
        ["Take:", "- Adults:"],
    ]
    assert not any(p.cut for p in found)


def test_a_table_header_wider_than_the_window_is_cut() -> None:
    wide = f"| {'dose ' * 30}| b |\n|---|---|\n| one | two |\n"
    items = chunk(read(f"## Dosage\n\n{wide}"), count, 20, 20)
    assert all(number <= 20 for item in items for number in count(item.texts))
    assert items[0].passage.cut
    assert items[-1].passage.excerpt.quote == "| one | two |"


def test_a_long_word_is_cut_to_fit() -> None:
    items = chunk(read(f"## Usage\n\n{'-;' * 100}\n"), count, 20, 20)
    assert "".join(item.passage.excerpt.quote for item in items) == "-;" * 100
    assert all(item.passage.cut for item in items)
    assert all(number <= 20 for item in items for number in count(item.texts))


def test_long_headings_leave_most_of_the_window_to_the_text() -> None:
    body = f"## {'long ' * 50}\n\n### {'longer ' * 50}\n\nTake one two three four five six.\n"
    (item,) = chunk(read(body), count, 30, 30)
    assert item.passage.excerpt.quote in item.texts[0]
    assert count(item.texts)[0] <= 30
    assert item.passage.section == (("long " * 50).strip(), ("longer " * 50).strip())


def test_passages_with_the_same_text_have_distinct_ids() -> None:
    found = passages("## Usage\n\nTake it now.\n\n## Usage\n\nTake it now.\n", 50, 100)
    assert [p.excerpt.quote for p in found] == ["Take it now.", "Take it now."]
    assert found[0].id != found[1].id


def test_the_same_text_in_another_section_or_drug_has_another_id() -> None:
    here, there = passages("## Usage\n\nTake it now.\n\n## Dosage\n\nTake it now.\n", 50, 100)
    other = chunk(read("## Usage\n\nTake it now.\n", title="Bromoprex"), count, 50, 100)[0].passage
    assert len({here.id, there.id, other.id}) == 3


FRONT = "faqs:\n  - q: How often?\n    a: Twice a day.\n"


def test_a_pair_is_one_passage_found_by_question_answer_and_both() -> None:
    *_, item = chunk(read(front=FRONT), count, 5, 100)
    assert item.texts == ("How often?", "Twice a day.", "How often? Twice a day.")
    assert item.passage.section == ("FAQs", "How often?")
    assert (item.passage.kind, item.passage.question) == ("faq", "How often?")
    assert item.passage.excerpt.quote == "Twice a day."


def test_a_front_matter_pair_cites_its_scalar_and_a_body_pair_the_body() -> None:
    text = source(
        "## FAQs\n\n### Who?\n\n**A:** All *adults*.\n",
        front="faqs:\n- q: Why?\n  a: >-\n    Be\n    cause.\n",
    )
    body, front = (item.passage.excerpt for item in chunk(read_text(text), count, 50, 100))
    assert (body.quote, text[body.start : body.end]) == ("All *adults*.", "All *adults*.")
    assert (front.quote, text[front.start : front.end]) == ("Be cause.", ">-\n    Be\n    cause.")


@pytest.mark.parametrize("where", ["body", "front"])
def test_a_pair_longer_than_the_window_is_cut_at_sentences(where: str) -> None:
    answer = "Take one two three four five six. " * 4
    body = f"## FAQs\n\n### How?\n\n{answer}\n" if where == "body" else "## Usage\n\nx\n"
    found = chunk(
        read(body, front=f"faqs:\n- q: How?\n  a: {answer}\n" if where == "front" else ""), count, 20, 25
    )
    parts = [item for item in found if item.passage.kind == "faq"]
    assert " ".join(item.passage.excerpt.quote for item in parts) == answer.strip()
    assert len(parts) > 1
    assert all(number <= 25 for item in parts for number in count(item.texts))
    assert not any(item.passage.cut for item in parts)
    assert len({item.passage.id for item in parts}) == len(parts)


def test_items_of_a_long_answer_keep_what_leads_into_them() -> None:
    items = "\n".join(f"- item {word} of the list" for word in ["one", "two", "three", "four"])
    found = passages(f"## FAQs\n\n### How?\n\nTake these:\n\n{items}\n", 16, 20)
    assert [c.quote for c in found[0].context] == []
    assert len(found) > 1
    assert all([c.quote for c in passage.context] == ["Take these:"] for passage in found[1:])


def test_an_edit_of_the_names_changes_no_id_elsewhere() -> None:
    dose = " ".join(f"Take Bonexal tablet number {number} with water." for number in range(40))
    bodies = (
        f"## Alternate Names\n\n{names}\n\n## Dosage\n\n{dose}\n" for names in ("**Bonexal®**", "None.")
    )
    first, second = (
        {
            item.passage.id
            for item in chunk(read(body, title="A very long generic name"), count, 30, 60)
            if item.passage.section == ("Dosage",)
        }
        for body in bodies
    )
    assert first == second
    assert len(first) > 3


def test_a_paragraph_before_a_list_leads_into_it_with_or_without_a_colon() -> None:
    items = "\n".join(f"- condition number {number} of the kidney" for number in range(20))
    body = f"## Contraindications\n\nIt must not be used in any of these.\n\n{items}\n"
    made = chunk(read(body), count, 30, 60)
    assert len(made) > 2
    assert all(
        "must not be used" in " ".join([item.passage.excerpt.quote, *(c.quote for c in item.passage.context)])
        for item in made
    )
