from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drugbot.cli import main
from drugbot.index.encoder import Encoder
from drugbot.index.models import Model
from drugbot.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder, with the real model that the session has loaded already."""

    def load(model: Model, settings: Settings) -> Encoder:
        assert model.identity == encoder.identity
        return encoder

    monkeypatch.setattr("drugbot.index.loading.load_encoder", load)
    monkeypatch.setattr("drugbot.chatbot.load_encoder", load)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return invoke


def only_line(text: str) -> str:
    """Return the line that a text consists of."""
    lines = text.splitlines()
    assert len(lines) == 1, text
    return lines[0]
