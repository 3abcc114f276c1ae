from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.errors import CorpusError, PageError
from drugbot.settings import Settings
from tests.functional.conftest import Run, only_line


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where the page would have been served; nothing is opened."""
    places: list[tuple[str, int]] = []

    def serve(chatbot: Chatbot, settings: Settings, ready: Callable[[str], object]) -> None:
        assert chatbot.index.entries
        places.append((settings.host, settings.port))
        ready(f"http://{settings.host}:{settings.port}/")

    monkeypatch.setattr("drugbot.web.serving.serve", serve)
    return places


def test_page_is_served_on_loopback_without_a_warning(
    run: Run, project_index: Path, served: list[tuple[str, int]]
) -> None:
    done = run("chat", "--index", project_index)
    assert done.exit_code == 0
    assert served == [("127.0.0.1", 7860)]
    assert "http://127.0.0.1:7860/" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_any_other_address_draws_a_warning(
    run: Run, project_index: Path, served: list[tuple[str, int]], host: str
) -> None:
    done = run("chat", "--index", project_index, "--host", host, "--port", 8000)
    assert served == [(host, 8000)]
    assert "warning" in only_line(done.stderr)
    assert host in done.stderr


def test_monographs_that_changed_since_the_build_draw_a_warning(
    run: Run, project_index: Path, served: list[tuple[str, int]], tmp_path: Path
) -> None:
    changed = tmp_path / "changed"
    changed.mkdir()
    (changed / "one.md").write_text("---\ntitle: One\n---\n## Usage\n\nText.\n")
    done = run("chat", "--index", project_index, "--corpus", changed)
    assert len(served) == 1
    assert f"run `drugbot index --corpus {changed} --index {project_index}`" in only_line(done.stderr)


def test_monographs_that_cannot_be_read_draw_a_warning_and_the_page_is_served(
    run: Run,
    project_index: Path,
    served: list[tuple[str, int]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(folder: Path) -> str:
        raise CorpusError(f"{folder}: the corpus folder cannot be read (Permission denied)")

    monkeypatch.setattr("drugbot.corpus.files.corpus_checksum", refuse)
    done = run("chat", "--index", project_index, "--corpus", tmp_path)
    assert len(served) == 1
    assert "Permission denied" in only_line(done.stderr)


def test_file_of_feedback_is_made_at_the_start(
    run: Run, project_index: Path, served: list[tuple[str, int]], tmp_path: Path
) -> None:
    kept = tmp_path / "new" / "feedback.sqlite"
    assert run("chat", "--index", project_index, "--feedback", kept).exit_code == 0
    assert len(served) == 1
    assert kept.stat().st_mode & 0o777 == 0o600
    assert run("feedback", "--feedback", kept).exit_code == 0


@pytest.mark.parametrize("place", ["corrupt.sqlite", "corrupt.sqlite/feedback.sqlite"])
def test_file_of_feedback_that_cannot_be_used_is_refused_at_the_start(
    run: Run, project_index: Path, served: list[tuple[str, int]], tmp_path: Path, place: str
) -> None:
    (tmp_path / "corrupt.sqlite").write_bytes(b"no database" * 500)
    done = run("chat", "--index", project_index, "--feedback", tmp_path / place)
    assert (done.exit_code, done.stdout, served) == (1, "", [])
    assert "give another --feedback" in only_line(done.stderr)


def test_without_an_index_the_command_that_mends_it_is_named(run: Run) -> None:
    done = run("chat")
    assert done.exit_code == 1
    assert "run `drugbot index" in only_line(done.stderr)


def test_port_that_is_taken_is_an_error_of_one_line(
    run: Run, project_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def serve(*_: object) -> None:
        raise PageError("cannot serve on 127.0.0.1:7860 (in use); give another --port or --host")

    monkeypatch.setattr("drugbot.web.serving.serve", serve)
    done = run("chat", "--index", project_index)
    assert done.exit_code == 1
    assert "--port" in only_line(done.stderr)
