from __future__ import annotations

import subprocess
import sys
from time import perf_counter

import pytest

import drugbot

HEAVY = ("torch", "gradio", "faiss", "sentence_transformers", "transformers", "numpy", "bm25s", "ir_measures")


@pytest.mark.parametrize("module", ["drugbot", "drugbot.cli", "drugbot.settings"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == []


def test_importing_takes_less_than_a_third_of_a_second() -> None:
    taken = []
    for _ in range(5):
        started = perf_counter()
        subprocess.run([sys.executable, "-c", "import drugbot"], check=True)
        taken.append(perf_counter() - started)
    assert min(taken) < 0.3  # the start of Python itself included


def test_every_public_name_can_be_imported_and_there_are_at_most_eight() -> None:
    assert len(drugbot.__all__) <= 8
    for name in drugbot.__all__:
        assert getattr(drugbot, name).__name__ == name


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = drugbot.nothing_of_this_name
