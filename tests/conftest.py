from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from drugbot.answering.helplines import Helplines
from drugbot.chatbot import Chatbot
from drugbot.index.building import build_index
from drugbot.index.encoder import Encoder
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.reference import SentenceTransformerEncoder, load_reference
from drugbot.index.store import load_index
from drugbot.settings import Settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TODAY = date(2026, 11, 23)
_SET = Settings()
HELPLINES = Helplines(_SET.emergency_numbers, _SET.poison_numbers, _SET.crisis_numbers)

WriteMonograph = Callable[..., Path]


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder of the session's own, for this process and those that it starts."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["DRUGBOT_CACHE"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def encoder(cache: Path) -> Encoder:
    """The real bundled model as users get it, loaded once."""
    settings = Settings(cache=cache)
    return load_encoder(find_model(settings), settings)


@pytest.fixture(scope="session")
def reference() -> SentenceTransformerEncoder:
    """The same model, run by sentence-transformers."""
    return load_reference(find_model(Settings()))


@pytest.fixture(scope="session")
def project_index(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the project's own corpus, built with the real model."""
    directory = tmp_path_factory.mktemp("project") / "index"
    build_index(ROOT / "corpus", directory, encoder, passage_tokens=Settings().passage_tokens)
    return directory


@pytest.fixture(scope="session")
def chatbot(encoder: Encoder, project_index: Path) -> Chatbot:
    """A chatbot over the project's own corpus, with the real model and a fixed day."""
    return Chatbot(load_index(project_index), encoder, Settings(index=project_index), today=lambda: TODAY)


@pytest.fixture(scope="session")
def seed_corpus() -> Path:
    """The real, noisy monograph beside the checkout; tests that use it are marked `shared`."""
    folder = SHARED / "seed"
    if not folder.is_dir():
        pytest.skip(f"the measuring data is not beside the checkout ({folder.name})")
    return folder


@pytest.fixture
def write_monograph(tmp_path: Path) -> WriteMonograph:
    """Write a monograph into a corpus folder under the test's own directory; returns the file."""

    def write(title: str, body: str = "## Usage\n\nText.\n", *, name: str = "", front: str = "") -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        path = folder / (name or f"{title.lower().replace(' ', '-')}.md")
        path.write_text(f"---\ntitle: {title}\n{front}---\n{body}", encoding="utf-8", newline="")
        return path

    return write
