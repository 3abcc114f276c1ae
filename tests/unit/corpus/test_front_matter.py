from __future__ import annotations

from datetime import date

import pytest

from drugbot.corpus.reading import read_monograph
from drugbot.errors import MonographError
from tests.unit.corpus.making import BODY, read, read_text, source


def error(data: str | bytes) -> MonographError:
    with pytest.raises(MonographError) as caught:
        read_monograph(data.encode() if isinstance(data, str) else data, "sub/f.md")
    return caught.value


@pytest.mark.parametrize(
    ("front", "line", "problem"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 5, "bad YAML"),
        ("a: 1\nb: 'open\n", 5, "bad YAML"),
        ("a: 1\nb: x: y\n", 4, "bad YAML"),
        ("a: 1\nb: 'one\x07two'\n", 4, "bad YAML: control characters"),
        ("é: é\nb: 'é\x07'\n", 4, "bad YAML: control characters"),
        ("a: 1\nlastModified: 2025-13-45\n", 4, "2025-13-45"),
        ("a: 1\nb: !!int abc\n", 4, "bad YAML"),
        ("a: 1\nb: !!bool abc\n", 4, "bad YAML"),
        ("a: 1\nb: !!timestamp abc\n", 4, "bad YAML"),
        ("a: 1\nb: !!python/object:os.system x\n", 4, "bad YAML"),
        (f"a: 1\nb: {'[' * 50_000}{']' * 50_000}\n", 4, "nested too deeply"),
        ("a: &x 1\nb: *x\n", 4, "YAML alias"),
        ("a: 1\nis_banned: perhaps\n", 4, "is_banned is 'perhaps'"),
        ("is_banned: 1\n", 3, "is_banned is 1"),
        ("a: 1\nlastModified: last week\n", 4, "lastModified is 'last week'"),
        ("lastModified: [2025]\n", 3, "lastModified is [2025]"),
        ("lastModified: true\n", 3, "lastModified is True"),
        ("a: 1\nfaqs: none\n", 4, "faqs is not a list"),
        ("faqs: {q: x, a: y}\n", 3, "faqs is not a list"),
        ("faqs:\n  - q: one\n    a: two\n  - a: three\n", 6, "FAQ without a question"),
        ("faqs:\n  - one\n", 4, "FAQ without a question"),
        ("faqs:\n  - q: [one]\n    a: two\n", 4, "FAQ without a question"),
    ],
)
def test_bad_front_matter_is_named_with_its_line(front: str, line: int, problem: str) -> None:
    found = error(source(front=front))
    assert (found.file, found.line) == ("sub/f.md", line)
    assert problem in found.problem
    assert found.remedy
    assert str(found) == f"sub/f.md:{line}: {found.problem}; {found.remedy}"
    assert "\n" not in str(found)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (f"---\ndescription: x\n---\n{BODY}", 1, "no title"),
        (f"---\na: 1\ntitle:\n---\n{BODY}", 3, "no title"),
        (f"---\ntitle: ' '\n---\n{BODY}", 2, "no title"),
        (f"---\ntitle: [a]\n---\n{BODY}", 2, "the title is not a text"),
        (f"---\n---\n{BODY}", 1, "no title"),
        (f"---\n- a\n---\n{BODY}", 1, "not a mapping"),
        (f"---\ntitle: x\n{BODY}", 1, "not closed"),
        (f"\n\n---\ntitle: x\n{BODY}", 3, "not closed"),
        ("---\ntitle: x\n---\n", 4, "no text to quote"),
        ("---\ntitle: x\n---\n## Usage\n\n## Dosage\n", 7, "no text to quote"),
        ("", 1, "empty"),
        ("\ufeff \r\n\n", 1, "empty"),
    ],
)
def test_a_file_that_cannot_be_a_monograph_is_named(text: str, line: int, problem: str) -> None:
    found = error(text)
    assert found.line == line
    assert problem in found.problem
    assert found.remedy


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_and_never_passed_over(encoding: str) -> None:
    found = error(source().encode(encoding))
    assert found.line == 1
    assert "not UTF-8" in found.problem
    assert found.remedy == "save the file as UTF-8"


def test_a_byte_that_is_not_utf8_is_named_with_its_line() -> None:
    found = error(source("## Usage\n\nOne.\nTwo ").encode() + b"\xae\n")
    assert (found.line, found.problem) == (7, "not UTF-8 (byte 0xae)")


@pytest.mark.parametrize("text", ["# About\n\nThis folder holds monographs.\n", "Just text.\n", "- - -\n"])
def test_a_file_without_front_matter_is_no_monograph(text: str) -> None:
    assert read_monograph(text.encode(), "README.md") is None


@pytest.mark.parametrize("mark", ["\ufeff", "ï»¿", "\n\n", "\ufeff\r\n"])
def test_front_matter_is_found_behind_a_mark_or_blank_lines(mark: str) -> None:
    assert read_text(f"{mark}{source()}").title == "Fenolamine"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("'2025-09-22T17:21:52.882Z'", date(2025, 9, 22)),
        ("2025-09-22T17:21:52Z", date(2025, 9, 22)),
        ("2025-09-22", date(2025, 9, 22)),
        ("'2025-09-22'", date(2025, 9, 22)),
        ("", None),
        ("''", None),
    ],
)
def test_day_of_the_last_change_is_read(value: str, day: date | None) -> None:
    assert read(front=f"lastModified: {value}\n").last_modified == day


@pytest.mark.parametrize(("value", "banned"), [("true", True), ("false", False), ("", False)])
def test_ban_is_read(value: str, banned: bool) -> None:
    assert read(front=f"is_banned: {value}\n").is_banned is banned


def test_absent_keys_have_their_defaults() -> None:
    found = read()
    assert (found.description, found.is_banned, found.last_modified, found.faqs) == ("", False, None, ())


def test_unknown_keys_are_kept() -> None:
    found = read(front="is_banned: false\nsource:\n  Usage: own knowledge\nreviewed: false\n")
    assert found.extra == {"source": {"Usage": "own knowledge"}, "reviewed": False}


def test_title_is_read_as_text_on_one_line() -> None:
    assert read(title="'Feno  lamine'").title == "Feno lamine"
    assert read(title="5").title == "5"


def test_crlf_and_mark_do_not_shift_the_line_of_an_error() -> None:
    text = "\ufeff" + source(front="a: 1\nis_banned: perhaps\n").replace("\n", "\r\n")
    assert error(text).line == 4
