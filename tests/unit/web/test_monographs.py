from __future__ import annotations

import re

import pytest

from drugbot.corpus.chunking import chunk
from drugbot.corpus.reading import read_monograph
from drugbot.web.monographs import Quoted, medicines_html, monograph_html, resolve_title, stated_classes
from drugbot.web.strings import Strings
from tests.fakes import BagOfWordsEncoder
from tests.unit.corpus.making import source
from tests.unit.index.making import entry, index_of, passage
from tests.unit.web.making import INDEX

STRINGS = Strings()


def test_monograph_has_every_heading_once_and_every_passage_in_order() -> None:
    html = monograph_html(INDEX, "Boneum", STRINGS)
    assert re.findall(r'<h\d id="[^"]+" tabindex="-1">([^<]+)<', html) == [
        "Dosage",
        "Adults",
        "Boxed Warning",
        "FAQs",
        "Is it given often?",
        "Is it red?",
        "Is it round?",
        "Is it sweet?",
    ]
    assert html.index("10 mg in winter") < html.index("Never with salt") < html.index("Yes, twice")
    assert re.findall(r'data-jump="[^"]+">([^<]+)<', html) == ["Dosage", "Boxed Warning", "FAQs"]
    assert "For bees" not in html


def test_quoted_passage_is_marked_and_can_take_the_focus() -> None:
    html = monograph_html(INDEX, "Boneum", STRINGS, Quoted(f"{2:016x}"))
    marked = re.findall(r'<div class="[^"]*drugbot-quoted" id="drugbot-quoted" tabindex="-1".*?</div>', html)
    assert len(marked) == 1
    assert "Never with salt." in marked[0]


def test_words_within_a_line_are_marked_alone() -> None:
    html = monograph_html(INDEX, "Boneum", STRINGS, Quoted(f"{2:016x}", 26, 35))
    assert "Never <mark>with salt</mark>." in html


@pytest.mark.parametrize("place", [(10, 22), (0, 5), (400, 500), (12, 40), (30, 12)])
def test_a_range_that_is_no_words_within_a_line_marks_the_whole_passage(place: tuple[int, int]) -> None:
    html = monograph_html(INDEX, "Boneum", STRINGS, Quoted(f"{1:016x}", *place))
    assert "<mark>" not in html
    assert "drugbot-quoted" in html


def marked(body: str, first: int, last: int) -> str:
    """Return how a passage is shown of which some parts are quoted."""
    data = source(f"## Usage\n\n{body}\n").encode()
    monograph = read_monograph(data, "fenolamine.md")
    assert monograph is not None
    (item,) = chunk(monograph, BagOfWordsEncoder().count_tokens, 160, 254)
    quoted = Quoted(item.passage.id, item.passage.parts[first].start, item.passage.parts[last].end)
    html = monograph_html(index_of([entry("Fenolamine")], [item.passage]), "Fenolamine", STRINGS, quoted)
    (shown,) = re.findall(r'<div class="[^"]*" id="drugbot-quoted" tabindex="-1".*?</div>', html, re.DOTALL)
    return shown


def test_parts_of_a_passage_are_marked_and_the_rest_stands_around_them() -> None:
    html = marked('Take:\n\n- **"Red" pill:** 5 mg.\n- **Blue pill.**\n- Rest.', 1, 2)
    assert '<li><mark><strong>"Red" pill:</strong> 5 mg.</mark></li>' in html.replace("&quot;", '"')
    assert "<li><mark><strong>Blue pill.</strong></mark></li>" in html
    assert "drugbot-around" in html
    assert html.count("<mark>") == html.count("</mark>") == 2


def test_cells_of_quoted_rows_are_marked() -> None:
    html = marked("| a | b |\n|---|---|\n| c | d\\|e |\n| f | g |", 1, 1)
    assert re.findall(r"<mark>([^<]+)</mark>", html) == ["c", "d|e"]


def test_sentences_of_a_paragraph_are_marked_as_one() -> None:
    html = marked("Take it *with\nwater*. Then rest. Then sleep.", 0, 0)
    assert re.search(r"<mark>Take it <em>with\s+water</em>\.</mark>", html)


def test_rows_that_go_on_from_the_passage_before_have_their_header_again() -> None:
    header = "| Age | Dose |\n| --- | --- |"
    index = index_of(
        [entry("Boneum")],
        [
            passage(1, "Boneum", f"{header}\n| 1 | 2 mg |"),
            passage(9, "Boneum", "| 2 | 4 mg |", context=(header,)),
        ],
    )
    assert monograph_html(index, "Boneum", STRINGS).count("<th>") == 4


def test_markup_in_a_monograph_is_shown_as_characters() -> None:
    index = index_of(
        [entry("B<i>m", "<img src=x>")], [passage(1, "B<i>m", "<script>x</script>", section=("<b>h",))]
    )
    for html in (monograph_html(index, "B<i>m", STRINGS), medicines_html(index, STRINGS)):
        assert not re.search(r"<(script|img|i|b)\b", html)


def test_medicines_are_listed_with_brands_class_and_a_word_for_banned() -> None:
    index = index_of(
        [entry("Boneum", "Bonix"), entry("Apium", is_banned=True)],
        [passage(1, "Boneum", "- **Drug class:** A *bone* thing.\n- **Dose:** 5 mg.")],
    )
    assert stated_classes(index) == {"Boneum": "A *bone* thing."}
    html = medicines_html(index, STRINGS)
    assert html.index("Apium") < html.index("Boneum")
    assert "Banned" in html
    assert 'data-words="boneum bonix a bone thing"' in html
    assert 'data-scope="Boneum"' in html


@pytest.mark.parametrize(
    ("name", "title"), [("boneum", "Boneum"), ("BONIX", "Boneum"), ("nothing", None), ("", None)]
)
def test_link_names_a_drug_by_any_of_its_names(name: str, title: str | None) -> None:
    assert resolve_title(INDEX, name) == title
