from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.corpus.reading import read_monograph
from drugbot.errors import LintError, MonographError
from drugbot.lint.config import Ignore, LintConfig
from drugbot.lint.mending import _reading, mended, mended_files, write
from tests.unit.lint.making import CLEAN, FENOLAMINE, changed, read
from tests.unit.lint.making import write as write_corpus

SLEEPY = (
    "  - q: Does it make people sleepy?\n    a: Some people on fenolamine feel sleepy for the first days.\n"
)
NOISY = "\ufeff" + changed(
    ("Fenolam®", "Fenolam速"),
    ("## Usage", "## **Usage:**"),
    (
        SLEEPY,
        "  - q: >-\n      9. Does it make people sleepy?**\n\n      **A:** Some people do.\n"
        "    a: >-\n      A:** Some people do.\n",
    ),
    ("Adults take it twice a day.", "Adults take it twice a d..."),
).replace("\n", "\r\n")


def mend(source: str, config: LintConfig | None = None) -> str:
    return mended(source, "fenolamine.md", config or LintConfig())


def patched(source: str, diff: str) -> str:
    """Apply a unified diff, as patch does."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", source)
    result: list[str] = []
    position = 0
    body = re.findall(r"[^\n]*\n|[^\n]+", diff)[2:]
    for number, line in enumerate(body):
        if line.startswith("@@"):
            start = int(re.match(r"@@ -(\d+)", line)[1]) - 1  # type: ignore[index]
            result += lines[position:start]
            position = start
            continue
        whole = number + 1 < len(body) and body[number + 1].startswith("\\")
        text = line[1:].removesuffix("\n") if whole else line[1:]
        if line[0] in " -":
            assert lines[position] == text
            position += 1
        if line[0] in " +":
            result.append(text)
    return "".join([*result, *lines[position:]])


def test_clean_file_is_not_touched(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", CLEAN)
    assert mend(FENOLAMINE) == FENOLAMINE
    assert mended_files(folder, LintConfig()) == ()


def test_everything_that_reading_mends_is_written() -> None:
    after = mend(NOISY)
    assert not {"\r", "\ufeff", "速"} & set(after)
    assert not read(after).repairs
    assert "## Usage\n" in after
    assert "  - q: >-\n      Does it make people sleepy?\n    a: >-\n      Some people do.\n" in after
    assert "description: Fenolamine is a tablet that eases itching.\n" in after


def test_mended_file_reads_to_the_same_monograph_and_nothing_else_changes() -> None:
    assert _reading(read(mend(NOISY))) == _reading(read(NOISY))
    expected = changed(
        (SLEEPY, "  - q: >-\n      Does it make people sleepy?\n    a: >-\n      Some people do.\n"),
        (" Adults take it twice a day.", ""),
    )
    assert mend(NOISY) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## **Usage:**", "## Usage"),
        ("## __Usage__", "## Usage"),
        ("## **Usage", "## Usage"),
        ("## *Usage* ##", "## Usage ##"),
        ("## [Usage](x)", "## [Usage](x)"),
        ("## Usage &amp; more", "## Usage &amp; more"),
        ("**Usage**\n---------", "Usage\n---------"),
        ("## 1. Usage", "## Usage"),
        ("## **1. Usage:**", "## Usage"),
        ("## **(1.2)** Usage", "## Usage"),
        ("## 1.2. Usage", "## Usage"),
        ("## 1\\) Usage", "## Usage"),
        ("## 1. [Usage](x)", "## 1. [Usage](x)"),
        ("## 24-hour usage", "## 24-hour usage"),
    ],
)
def test_headings_lose_emphasis_and_keep_links_and_symbols(before: str, after: str) -> None:
    assert mend(changed(("## Usage", before))) == changed(("## Usage", after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("q: 'Why?** **A:** So.'\n    a: So.", "q: 'Why?'\n    a: So."),
        ("q: Why?** **A:** So.\n    a: So.", "q: Why?\n    a: So."),
        ("q: >-\n      Why?**\n\n      **A:** So.", "q: >-\n      Why?\n    a: >-\n      So."),
        ("q: 'Why?** **A:** So.'\n    a: Not so.", None),
        ('q: "Why?** **A:** So\\u002e"\n    a: So.', None),
        ("q: Why?\n    a: 'A:** So.'", "q: Why?\n    a: 'So.'"),
        (
            "q: Why?\n    a: |-\n      **A:** So.\n      And so.",
            "q: Why?\n    a: |-\n      So.\n      And so.",
        ),
        ("q: Why?\n    a: >-\n      **A:**\n      So.", "q: Why?\n    a: >-\n      So."),
        ("q: 1. Why?\n    a: So.", "q: Why?\n    a: So."),
        ("q: '**Why?**'\n    a: So.", "q: 'Why?'\n    a: So."),
        ("q: 'Q3: Why?'\n    a: So.", "q: 'Why?'\n    a: So."),
    ],
)
def test_faq_scalars_are_mended_with_the_least_change(before: str, after: str | None) -> None:
    source = changed((SLEEPY, f"  - {before}\n"))
    assert mend(source) == (source if after is None else changed((SLEEPY, f"  - {after}\n")))


def test_description_is_completed_from_the_section_it_was_cut_from() -> None:
    cut = "description: >-\n  Fenolamine eases the itching of hives and\n  of ins..."
    whole = "description: >-\n  Fenolamine eases the itching of hives and\n  of\n  insect bites."
    line = "description: Fenolamine is a tablet that eases itching. Adults take it twice a day."
    assert mend(changed((line, cut))) == changed((line, whole))


@pytest.mark.parametrize(
    "config",
    [
        LintConfig(off=("heading-markup",)),
        LintConfig(ignore=(Ignore("heading-markup", "fen*.md", "as the site wants it"),)),
    ],
)
def test_rule_that_is_off_mends_nothing(config: LintConfig) -> None:
    source = changed(("## Usage", "## **Usage**"), ("Fenolam®", "Fenolam速"))
    assert mend(source, config) == changed(("## Usage", "## **Usage**"))


def test_comment_switches_mending_off_and_stays() -> None:
    comment = "<!-- drugbot-lint: off mojibake -->\n"
    source = changed(("## Usage", f"{comment}## **Usage**"), ("Fenolam®", "Fenolam速"))
    assert mend(source) == changed(("## Usage", f"{comment}## Usage"), ("Fenolam®", "Fenolam速"))


def test_diff_is_what_fix_writes(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", {"fenolamine.md": NOISY, "bad.md": "---\n", "b.md": b"\xff"})
    (one,) = mended_files(folder, LintConfig())
    diff = one.diff()
    write([one])
    assert (folder / "fenolamine.md").read_bytes().decode() == patched(NOISY, diff)
    assert diff.startswith("--- a/fenolamine.md\n+++ b/fenolamine.md\n@@")


def test_file_keeps_its_permissions_and_leaves_no_other_file(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", {"fenolamine.md": NOISY})
    path = folder / "fenolamine.md"
    path.chmod(0o640)
    write(mended_files(folder, LintConfig()))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in folder.iterdir()] == ["fenolamine.md"]
    assert mended_files(folder, LintConfig()) == ()


def test_file_that_cannot_be_written_stays_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_corpus(tmp_path / "corpus", {"fenolamine.md": NOISY})

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LintError, match=r"fenolamine\.md: cannot be written \(No space left on device\)"):
        write(mended_files(folder, LintConfig()))
    assert (folder / "fenolamine.md").read_bytes() == NOISY.encode()
    assert [entry.name for entry in folder.iterdir()] == ["fenolamine.md"]


HEADINGS = st.sampled_from(["## Usage", "## **Usage:**", "### Q1: Why?", "## FAQs", "# *A* b", "## [x](y)"])
LINES = st.sampled_from(
    [
        "Text of one line.",
        "Prolia速 â€™",
        "- **Item:** one",
        "**Q: Why?** So.",
        "**A:** So.",
        "",
        "<!-- drugbot-lint: off x -->",
    ]
)
SCALARS = st.sampled_from(
    [
        "Why?",
        "Why?** **A:** So.",
        "1. Why?",
        "'**Why?**'",
        '"A:** So"',
        ">-\n      A:** So.\n      And so.",
        "|\n      So",
    ]
)


@given(
    st.lists(st.tuples(SCALARS, SCALARS), max_size=3),
    st.lists(HEADINGS | LINES, min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_mending_twice_changes_nothing_more_and_the_reading_stays(
    faqs: list[tuple[str, str]], lines: list[str], end: str, mark: str
) -> None:
    front = "".join(f"  - q: {q}\n    a: {a}\n" for q, a in faqs) or "  []\n"
    body = "\n\n".join(lines)
    source = mark + f"---\ntitle: X\nfaqs:\n{front}---\n## Usage\n\n{body}\n".replace("\n", end)
    after = mend(source)
    assert mend(after) == after
    try:
        before = read_monograph(source.encode(), "x.md")
    except MonographError:
        assert after == source
        return
    assert before is not None
    assert _reading(read(after)) == _reading(before)


@pytest.mark.shared
def test_seed_is_mended_to_the_same_monograph(seed_corpus: Path) -> None:
    (one,) = mended_files(seed_corpus, LintConfig())
    before, after = read(one.before), read(one.after)
    assert _reading(after) == _reading(before)
    assert {repair.rule for repair in after.repairs} == {"faq-twice"}
    assert patched(one.before, one.diff()) == one.after
