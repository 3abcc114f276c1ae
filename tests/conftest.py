from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.index.building import build_index
from drugbot.index.encoder import SentenceTransformerEncoder, find_model, load_encoder
from drugbot.index.store import load_index
from drugbot.settings import Settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TODAY = date(2026, 11, 23)

WriteMonograph = Callable[..., Path]


@pytest.fixture(scope="session")
def encoder() -> SentenceTransformerEncoder:
    """The real bundled model, loaded once."""
    return load_encoder(find_model(Settings()))


@pytest.fixture(scope="session")
def project_index(encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the project's own corpus, built with the real model."""
    directory = tmp_path_factory.mktemp("project") / "index"
    build_index(ROOT / "corpus", directory, encoder, passage_tokens=Settings().passage_tokens)
    return directory


@pytest.fixture(scope="session")
def chatbot(encoder: SentenceTransformerEncoder, project_index: Path) -> Chatbot:
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
