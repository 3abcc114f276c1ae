from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarking.mix import mixed, multiply
from benchmarking.replying import Timed, table

TITLES = ("Abacavir", "Baclofen", "Codeine")


def test_mix_is_the_same_for_the_same_titles_and_names_nothing_else() -> None:
    asked = mixed(TITLES)
    assert asked == mixed(TITLES)
    about_one = [each for each in asked if each.kind == "one drug"]
    assert all(any(title.casefold() in each.turns[0] for title in TITLES) for each in about_one)
    assert 0.55 < len(about_one) / len(asked) < 0.65
    assert {len(each.turns) for each in asked if each.kind == "follow-up"} == {2}


def test_misspelt_names_are_no_titles() -> None:
    for each in mixed(TITLES):
        if each.kind == "misspelt":
            assert not any(title.casefold() in each.turns[0] for title in TITLES)


def test_copies_of_a_monograph_go_under_another_name_in_title_and_text(tmp_path: Path) -> None:
    text = "---\ntitle: Boneum\n---\n## Usage\n\nBoneum is given. BONEUM and boneum are one.\n"
    (tmp_path / "boneum.md").write_text(text, encoding="utf-8")
    multiply(tmp_path, 3)
    copies = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("boneum-*.md"))]
    names = [copy.splitlines()[1].removeprefix("title: ") for copy in copies]
    assert len(set(names)) == 2
    for copy, name in zip(copies, names, strict=True):
        assert "boneum" not in copy.casefold()
        assert f"{name} is given. {name.upper()} and {name.casefold()} are one." in copy
    assert (tmp_path / "boneum.md").read_text(encoding="utf-8") == text


def test_once_as_large_is_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    multiply(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_table_is_of_the_quietest_round_and_says_how_far_all_of_them_range() -> None:
    loud = [Timed("list", 100.0, 20.0, 30.0), Timed("one drug", 50.0, 6.0, 20.0)]
    quiet = [Timed("list", 40.0, 20.0, 10.0), Timed("one drug", 10.0, 5.0, 10.0)]
    lines = list(table([loud, quiet]))
    assert "| list | 1 | 40.0 | 40.0 | 20.0 | 10.0 | 10.0 | 4.00 |" in lines
    assert lines[4].startswith("| all | 2 | 25.0 |")
    assert Counter(line.split(",")[0] for line in lines[-2:]) == {"drugbot": 1, "plain": 1}
    assert "median 25.0 to 75.0" in lines[-2]
