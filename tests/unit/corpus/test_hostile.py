"""Files that are meant to do harm, or do it by accident: bounded time, bounded memory, a message."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugbot.corpus.files import LARGEST, read_corpus
from drugbot.corpus.reading import MOST_LINES, read_monograph
from drugbot.errors import MonographError
from tests.fuzz.oracle import check
from tests.long import amount

ROOT = Path(__file__).parents[3]
SIZE = amount(100_000, LARGEST)
SECONDS = 60  # a quadratic step took minutes at these sizes, all that is right takes 10 seconds at most


@pytest.fixture
def limited_time() -> Iterator[None]:
    """Fail a test that does not end."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"still at work after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def filled(unit: str) -> str:
    return unit * (SIZE // len(unit.encode()))


def body(text: str) -> str:
    return f"---\ntitle: X\n---\n## Usage\n{text}\n"


def front(text: str) -> str:
    return f"---\ntitle: X\n{text}\n---\n## Usage\nText.\n"


LONG_LINES = {
    "words": body(filled("word ")),
    "one word": body(filled("a")),
    "sentences": body(filled("A b c. ")),
    "abbreviations": body(filled("approx. ")),
    "question marks": body(filled("?! ")),
    "full stops": body(filled(".")),
    "mojibake": body(filled("â€™")),
    "mojibake in words": body(filled("cafÃ© ")),
    "Japanese": body(filled("速")),
    "emoji": body(filled("\N{PILL}")),
    "combining marks": body("a" + filled("\u0301")),
    "quotations": body(filled(">")),
    "lists in a line": body(filled("- ") + "a"),
    "brackets": body(filled("[")),
    "links in a heading": f"---\ntitle: X\n---\n## {filled('[a](')}\n\nText.\n",
    "emphasis in a heading": f"---\ntitle: X\n---\n## {filled('*a ')}\n\nText.\n",
    "a wide table": body("|a" * (SIZE // 8) + "|\n" + "|-" * (SIZE // 8) + "|\n" + "|b" * (SIZE // 8) + "|"),
    "bold names": f"---\ntitle: X\n---\n## Alternate Names\n{filled('**Aa** ')}\n",
    "many names": f"---\ntitle: X\n---\n## Alternate Names\n{filled('Aaa, ')}\n",
    "a long title": f"---\ntitle: {filled('a ')}\n---\n## Usage\nText.\n",
    "a long FAQ question": front(f"faqs:\n- q: {filled('a? ')}\n  a: b"),
    "a long FAQ answer": front(f"faqs:\n- q: a?\n  a: {filled('a. ')}"),
    "a cut description": front(f"description: {filled('a ')}..."),
    "a wide YAML list": front(f"z: [{filled('a,')}]"),
    "blank space": body(f"Text{filled(' ')}x"),
}  # fmt: skip


@pytest.mark.usefixtures("limited_time")
@pytest.mark.parametrize("kind", LONG_LINES)
def test_line_as_long_as_a_file_may_be_is_read_in_bounded_time(kind: str) -> None:
    assert check(LONG_LINES[kind].encode()[:LARGEST]) == "read"


MANY_LINES = {
    "headings": "# a\n\n## b\nText.\n",
    "list items": "- a\n",
    "table rows": "|c|d|\n",
    "questions in bold": "**Q?**\n",
    "questions and answers": "Q: a?\nA: b\n",
    "definitions": "[a]: b\n",
    "carriage returns": "a\r",
}


@pytest.mark.usefixtures("limited_time")
@pytest.mark.parametrize("kind", MANY_LINES)
def test_as_many_lines_as_are_allowed_are_read_in_bounded_time(kind: str) -> None:
    most = amount(MOST_LINES // 4, MOST_LINES) - 10
    unit = MANY_LINES[kind]
    lines = unit * (most // max(unit.count("\n") + unit.count("\r"), 1))
    assert check(f"---\ntitle: X\n---\n## FAQs\n|a|b|\n|-|-|\n{lines}\nText.\n".encode()) == "read"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_million_headings_are_refused_with_the_number_of_lines(end: str) -> None:
    with pytest.raises(MonographError, match="1,000,004 lines, more than the 20,000") as failure:
        read_monograph((f"---{end}title: X{end}---{end}" + f"# a{end}" * 1_000_000).encode(), "x.md")
    assert "split it" in str(failure.value)


BOMBS = {
    "alias": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "YAML alias"),
    "nesting": (f"z: {'[' * 10_000}", "nested too deeply"),
    "merge": ("<<: &a {x: y}\nz: *a", "YAML alias"),
    "number": (f"z: {'1:' * 50_000}1", "not a value of its kind"),
    "digits": (f"z: {'9' * 100_000}", "not a value of its kind"),
    "object": ("z: !!python/object/apply:os.system [true]", "could not determine a constructor"),
    "date": (f"lastModified: {'2026-' * 20_000}", "lastModified is"),
    "truth": (f"is_banned: {'yes ' * 20_000}", "is_banned is"),
}


@pytest.mark.usefixtures("limited_time")
@pytest.mark.parametrize("kind", BOMBS)
def test_yaml_bomb_is_refused_with_a_short_message(kind: str) -> None:
    text, problem = BOMBS[kind]
    assert check(front(text).encode()) == "refused"
    with pytest.raises(MonographError, match=problem):
        read_monograph(front(text).encode(), "x.md")


READ_WITH_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from drugbot.corpus.files import corpus_checksum, read_corpus
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
for error in read_corpus(Path(sys.argv[1])).left_out:
    print(error)
corpus_checksum(Path(sys.argv[1]))
"""


def test_file_of_100_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "line.md").open("wb") as file:
        file.truncate(100_000_000)  # one line of 100 million characters
    memory = 600_000_000  # what python and the libraries map, and far less than twice the file on top
    command = [sys.executable, "-c", READ_WITH_LITTLE_MEMORY, str(tmp_path), str(memory)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=ROOT)
    assert done.stdout == (
        "line.md:1: larger than the 1,048,576 bytes that a monograph may have; "
        "split it, or remove what is no text of the monograph\n"
    )


def test_reading_the_largest_file_takes_bounded_memory(tmp_path: Path) -> None:
    text = LONG_LINES["mojibake in words"] + "\n" + "A b c. " * 1000
    (tmp_path / "large.md").write_text(text[: LARGEST // 2], encoding="utf-8")
    command = [sys.executable, "-c", READ_WITH_LITTLE_MEMORY, str(tmp_path), str(2**30)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS, cwd=ROOT)
    assert "MemoryError" not in done.stderr


@pytest.mark.parametrize(
    "name", ["two\nlines.md", "tab\tbed.md", "bell\a.md", "\u202ereversed.md", "\x1b[31mred.md"]
)
def test_name_that_cannot_be_printed_is_escaped(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("---\ntitle: X\n---\n", encoding="utf-8")
    (tmp_path / "good.md").write_text(body("Text."), encoding="utf-8")
    found = read_corpus(tmp_path)
    (error,) = found.left_out
    assert str(error).isprintable()
    assert error.file.endswith(".md")
    assert len(found.monographs) == 1


def test_file_that_is_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.md"
    path.write_text(body("Half of it"), encoding="utf-8")
    original = os.fstat
    calls = 0

    def edited_meanwhile(descriptor: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        if calls == 2:
            path.write_text(body("All of the new text."), encoding="utf-8")
        return original(descriptor)

    monkeypatch.setattr(os, "fstat", edited_meanwhile)
    (monograph,) = read_corpus(tmp_path).monographs
    assert "All of the new text." in monograph.text.text


def test_file_that_never_rests_is_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.md"
    path.write_text(body("Text."), encoding="utf-8")
    original = os.fstat

    def growing(descriptor: int) -> os.stat_result:
        with path.open("a", encoding="utf-8") as file:
            file.write("More.\n")
        return original(descriptor)

    monkeypatch.setattr(os, "fstat", growing)
    (error,) = read_corpus(tmp_path).left_out
    assert (error.file, error.problem) == ("x.md", "it was written to while it was read")


def test_file_that_vanishes_while_the_corpus_is_read_is_named(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(body("Text.").replace("title: X", f"title: {name[0]}"), encoding="utf-8")

    def removing(items: object, label: str, total: int | None = None) -> Iterator[Path]:
        for path in items:  # type: ignore[attr-defined]
            (tmp_path / "b.md").unlink(missing_ok=True)
            yield path

    found = read_corpus(tmp_path, progress=removing)  # type: ignore[arg-type]
    assert [(e.file, e.problem) for e in found.left_out] == [
        ("b.md", "cannot be read (No such file or directory)")
    ]


pieces = st.sampled_from(
    [
        "---\n", "title: X\n", "faqs:\n", "  - q: a?\n", "    a: b\n", "description: a...\n",
        "is_banned: true\n", "lastModified: 2026-01-01\n", "## Usage\n", "### Adults\n",
        "## FAQs\n", "## Alternate Names\n", "**Q: a?**\n", "**A:** b\n", "a? **A:** b", "- a\n",
        "  - b\n", "1. c\n", "|a|b|\n", "|-|-|\n", "> ", "```\n", "\\\n", "**", "_", "[a](b)",
        "\r\n", "\r", "\ufeff", "速", "®", "Â®", "â€™", "鈥檚", "&amp;", "<b>", "!!python/none ",
        "&a ", "*a", "Brand names: Aaa, Bbb.\n", "approx. ", "Adults:\n", "\n", "\n\n", " ", "\t",
        "\x00", "\x85", "\u2028", "\ud7ff",
    ]
)  # fmt: skip
texts = st.lists(pieces | st.text(max_size=8), max_size=40).map("".join)
MORE = settings(max_examples=amount(200, 20_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MORE
@given(texts)
def test_any_body_is_refused_or_quoted_exactly(text: str) -> None:
    check(f"---\ntitle: X\n---\n{text}".encode("utf-8", "replace"))


@MORE
@given(texts, texts)
def test_any_front_matter_is_refused_or_quoted_exactly(head: str, tail: str) -> None:
    check(
        f"---\ntitle: X\nfaqs:\n  - q: a?\n    a: b\n{head}\n---\n## Usage\nText.\n{tail}".encode(
            "utf-8", "replace"
        )
    )


@MORE
@given(st.binary(max_size=200) | texts.map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_refused_passed_over_or_quoted_exactly(data: bytes) -> None:
    check(data)


@MORE
@given(st.data())
def test_monograph_with_bytes_changed_is_refused_or_quoted_exactly(data: st.DataObject) -> None:
    source = (ROOT / "corpus" / "denosumab.md").read_bytes()
    start = data.draw(st.integers(0, len(source) - 3000))
    content = bytearray(b"---\ntitle: X\n---\n" + source[start : start + 3000])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    check(bytes(content))


FOUND = {
    "a question that is a number alone": "## FAQs\n### 1.\nText.\n",
    "a question line that is markup alone": "## FAQs\n**Q1:**\n\nText.\n",
    "a question of one endless word": f"## FAQs\n### {chr(8) * 90}Why?\nBecause it is so.\n",
    "an answer that is a rule": "## FAQs\n### Why?\n***\n",
    "an answer that is markup alone": "## FAQs\n### Why?\n**\n### When?\nNow.\n",
}


@pytest.mark.parametrize("kind", FOUND)
def test_what_fuzzing_found_is_mended(kind: str) -> None:
    check(f"---\ntitle: X\n---\n## Usage\nText.\n{FOUND[kind]}".encode())


def test_text_under_a_heading_that_asks_nothing_is_kept_as_a_section() -> None:
    monograph = read_monograph(b"---\ntitle: X\n---\n## FAQs\n### 1.\nIt is taken daily.\n", "x.md")
    assert monograph is not None
    assert [section.path for section in monograph.sections if section.blocks] == [("FAQs", "1.")]
    assert not monograph.faqs


def test_answer_of_markup_alone_is_reported_as_missing() -> None:
    monograph = read_monograph(b"---\ntitle: X\n---\n## Usage\nText.\n## FAQs\n### Why?\n**\n", "x.md")
    assert monograph is not None
    assert [repair.rule for repair in monograph.repairs] == ["faq-without-answer"]
