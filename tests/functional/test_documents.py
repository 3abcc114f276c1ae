"""What the documents say is what the program does."""

from __future__ import annotations

import re
from dataclasses import fields

import click
import pytest

from drugbot.answering.reply import Citation, Reply
from drugbot.cli import main
from drugbot.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"^(?:\$ )?drugbot (\w+)([^#\n]*)", README, re.MULTILINE)))


def test_readme_shows_every_command_and_no_other() -> None:
    assert {name for name, _ in COMMANDS} == set(main.commands)


@pytest.mark.parametrize(("name", "rest"), COMMANDS)
def test_options_in_the_readme_exist(name: str, rest: str) -> None:
    known = {option for parameter in main.commands[name].params for option in parameter.opts}
    assert set(re.findall(r"--[\w-]+", rest)) <= known


@pytest.mark.parametrize("command", main.commands.values(), ids=lambda command: str(command.name))
def test_every_option_says_what_it_does(command: click.Command) -> None:
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert options
    assert all(option.help for option in options)


def test_readme_lists_every_setting_with_its_default() -> None:
    rows = [
        line.split("|")[1:3]
        for line in README.split("## Settings")[1].split("\n## ")[0].splitlines()
        if "|" in line
    ]
    shown: dict[str, str] = {}
    for names, defaults in rows[2:]:
        found = re.findall(r"`(\w+)`", names)
        values = [value.strip(" `") for value in (defaults.split(",") if len(found) > 1 else [defaults])]
        shown |= dict(zip(found, values * (len(found) if len(values) == 1 else 1), strict=True))
    expected = {field.name: str(field.default) or "empty" for field in fields(Settings)}
    assert expected.pop("encoder_revision") == "empty"  # said in the row of the encoder
    assert shown == expected


def test_make_targets_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z-]+)", README)) <= targets


def test_design_names_every_field_of_the_contract() -> None:
    for record in (Reply, Citation):
        for field in fields(record):
            assert re.search(rf"\b{field.name}\b", DESIGN), field.name


def test_design_names_every_module() -> None:
    rooms = DESIGN.split("## 2. Rooms")[1].split("## 3.")[0]
    for path in (ROOT / "src" / "drugbot").rglob("*.py"):
        name = path.parent.name if path.name == "__init__.py" else path.stem
        assert re.search(rf"\b{name}\b", rooms), path.name


def test_everything_linked_in_the_readme_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target
