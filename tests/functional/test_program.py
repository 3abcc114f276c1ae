from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.conftest import ROOT

DRUGBOT = Path(sys.executable).with_name("drugbot")


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([DRUGBOT, *arguments], capture_output=True, text=True, check=False)


def test_version_is_that_of_the_package() -> None:
    done = program("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[-1] == version("drugbot")


def test_help_lists_every_command() -> None:
    done = program("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"\n  {command} " in done.stdout for command in ("index", "ask", "chat", "evaluate"))


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("index", ["--corpus", "--index", "--strict", "--if-stale", "--repairs"]),
        ("ask", ["QUESTION", "--batch", "--output", "--json", "--index"]),
        ("chat", ["--index", "--host", "--port", "127.0.0.1", "7860"]),
        ("evaluate", ["--index", "--corpus", "--topics", "--json"]),
    ],
)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_a_command_names_its_options(command: str, options: list[str], flag: str) -> None:
    done = program(command, flag)
    assert (done.returncode, done.stderr) == (0, "")
    assert [option for option in options if option not in done.stdout] == []


@pytest.mark.parametrize("arguments", [[], ["sing"], ["ask"], ["index", "--colour"], ["chat", "--port", "x"]])
def test_wrong_use_gives_status_2_without_a_traceback(arguments: list[str]) -> None:
    done = program(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("script", "command"), [("build_index.py", "index"), ("evaluate.py", "evaluate")])
def test_script_is_the_same_as_the_command(script: str, command: str) -> None:
    path = str(ROOT / "scripts" / script)
    for arguments in (
        ["--help"],
        ["--colour"],
        ["--corpus", "nowhere"] if command == "index" else ["--topics", "no"],
    ):
        ours = subprocess.run([sys.executable, path, *arguments], capture_output=True, text=True, check=False)
        theirs = program(command, *arguments)
        assert ours.returncode == theirs.returncode
        assert ours.stdout.replace(script, f"drugbot {command}") == theirs.stdout
        assert ours.stderr.replace(script, f"drugbot {command}") == theirs.stderr
