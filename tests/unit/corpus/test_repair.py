from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.corpus.repair import Edit, RepairedText, listed, mend_mojibake, repair_text, shortened

CLEAN = (
    "Fenolam®",
    "Fenolam™",
    "≥18 years",
    "≤ 5 mg",
    "5 µg/kg",
    "2–3 tablets",
    "x — y",
    "“so”",
    "don’t",
    "café",
    "naïve",
    "Ménière’s disease",
    "Sjögren",
    "37 °C",
    "±2",
    "m²",
    "½ tablet",
    "α-tocopherol",
    "β",
    "a → b",
    "…",
    "NESCAFÉ®",
    "Łódź",
    "Kraków",
    "«mot»",
)
FOREIGN = (
    "高速の薬",
    "プラリア皮下注",
    "属性",
    "測定する",
    "存続",
    "日本語",
    "φάρμακο",
    "ΑΣΠΙΡΙΝΗ",
    "δόση",
    "Ελληνικά",
    "аспирин",
    "АКТИВ®",
    "서울",
)


def misread(text: str, encoding: str) -> str | None:
    """Return what a page shows whose UTF-8 was read as another encoding; None where some of it was lost."""
    try:
        return text.encode().decode(encoding)
    except UnicodeDecodeError:
        return None


MOJIBAKE = ("euc_jp", "cp932", "gbk", "gb18030", "big5", "euc_kr", "latin-1", "cp1252", "cp1251", "koi8_r")
MISREAD = [
    (encoding, text, wrong)
    for encoding in MOJIBAKE
    for text in CLEAN
    if not text.isascii() and (wrong := misread(text, encoding)) is not None
    if "É" not in text and "Ł" not in text and "ź" not in text
]
PIECES = st.sampled_from(
    [*CLEAN, "plain words", "60 mg.", "\n", "\r\n", "\r", *(wrong for _, _, wrong in MISREAD)]
)


@pytest.mark.parametrize(("encoding", "text", "wrong"), MISREAD)
def test_misread_utf8_is_mended(encoding: str, text: str, wrong: str) -> None:
    assert repair_text(f"take {wrong} daily").text == f"take {text} daily"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Prolia速", "Prolia®"),
        ("Prolia庐", "Prolia®"),
        ("Proliaﾂｮ", "Prolia®"),
        ("ProliaÂ®", "Prolia®"),
        ("ProliaВ®", "Prolia®"),
        ("Proliaâ„¢", "Prolia™"),
        ("don鈥檛", "don’t"),
        ("don窶冲", "don’t"),
        ("donâ€™t", "don’t"),
        ("a聽b", "a\u00a0b"),
        ("**Prolia速**", "**Prolia®**"),
        ("“Prolia速”", "“Prolia®”"),
        ("Prolia速â€™s", "Prolia®’s"),
        ("5 賊 2 mg", "5 ± 2 mg"),
    ],
)
def test_known_mojibake_is_mended(wrong: str, right: str) -> None:
    assert repair_text(wrong).text == right
    assert mend_mojibake(wrong) == right


@given(st.text(st.characters(max_codepoint=127, exclude_characters="\r")))
def test_ascii_text_is_never_changed(text: str) -> None:
    assert repair_text(text).text == text


@given(st.lists(st.sampled_from([*CLEAN, *FOREIGN]), max_size=6))
def test_text_that_is_fine_is_never_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert repair_text(text).text == text
    assert repair_text(text).edits == ()


def test_lone_characters_of_a_japanese_text_are_left_alone() -> None:
    text = "この薬は 速 く、他 2 剤 と 多 く使う。"
    assert repair_text(text).text == text


def test_a_mark_after_a_latin_word_is_mended_in_a_japanese_text_too() -> None:
    assert repair_text("この薬は Prolia速 です。").text == "この薬は Prolia® です。"


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff", "ï»¿"])
def test_byte_order_mark_is_taken_off(mark: str) -> None:
    text = repair_text(f"{mark}one")
    assert text.text == "one"
    assert text.original(0, 3) == (len(mark), len(mark) + 3)
    assert [edit.rule for edit in text.edits] == ["byte-order-mark"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_are_made_one_kind_and_listed_once(end: str) -> None:
    text = repair_text(f"one{end}two{end}three")
    assert text.text == "one\ntwo\nthree"
    assert [(repair.rule, repair.line) for repair in listed(text)] == [("line-end", 1)]
    assert text.line(text.text.index("three")) == 3


def test_each_mojibake_is_listed_with_its_line() -> None:
    text = repair_text("\ufeffone\r\nProlia速\r\n\r\nXgeva速 and â‰¥ 5\r\n")
    assert [(r.rule, r.line, r.before, r.after) for r in listed(text) if r.rule == "mojibake"] == [
        ("mojibake", 2, "速", "®"),
        ("mojibake", 4, "速", "®"),
        ("mojibake", 4, "â‰¥", "≥"),
    ]


@given(st.lists(PIECES, max_size=8), st.data())
def test_alignment_maps_each_range_to_what_it_stands_for(pieces: list[str], data: st.DataObject) -> None:
    text = repair_text("".join(pieces))
    ends = st.integers(0, len(text.text))
    a, b, c, d = sorted(data.draw(st.tuples(ends, ends, ends, ends)))
    start, end = text.original(b, c) if b < c else (0, 0)
    if b < c:
        # What the range stands for, mended by itself with the edits that lie in it, is the range or more.
        inside = [e for e in text.edits if start <= e.start and e.end <= end]
        local = [Edit(e.start - start, e.end - start, e.replacement, e.rule) for e in inside]
        assert text.text[b:c] in RepairedText(text.source[start:end], local).text
        outer = text.original(a, d)
        assert outer[0] <= start <= end <= outer[1]


@given(st.lists(PIECES, max_size=8))
def test_text_outside_the_edits_equals_the_source(pieces: list[str]) -> None:
    text = repair_text("".join(pieces))
    replaced = [False] * len(text.source)
    for edit in text.edits:
        replaced[edit.start : edit.end] = [True] * (edit.end - edit.start)
    untouched = []
    for position, character in enumerate(text.text):
        start, end = text.original(position, position + 1)
        if not any(replaced[start:end]):
            assert text.source[start:end] == character
            untouched.append(start)
    assert untouched == [at for at, was in enumerate(replaced) if not was]


@given(st.lists(PIECES, max_size=8))
def test_lines_are_those_of_the_original(pieces: list[str]) -> None:
    text = repair_text("".join(pieces))
    lines = text.text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    assert [text.line(start) for start in starts if start < len(text.text)] == [
        n for n, start in enumerate(starts, 1) if start < len(text.text)
    ]


def test_a_range_inside_a_replacement_covers_all_that_was_replaced() -> None:
    text = RepairedText("ab....cd", [Edit(2, 6, "xyz", "test")])
    assert text.text == "abxyzcd"
    assert text.original(3, 4) == (2, 6)
    assert text.original(1, 3) == (1, 6)
    assert text.original(4, 6) == (2, 7)


def test_edits_may_touch_but_not_overlap() -> None:
    assert RepairedText("abcd", [Edit(2, 4, "Y", "t"), Edit(0, 2, "X", "t")]).text == "XY"
    with pytest.raises(ValueError, match="overlap"):
        RepairedText("abcd", [Edit(0, 3, "X", "t"), Edit(2, 4, "Y", "t")])


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        repair_text("abc").original(2, 1)


def test_long_text_is_shortened_to_one_line_for_the_list() -> None:
    assert shortened("a\n b") == "a b"
    assert shortened("x" * 81) == "x" * 79 + "…"
