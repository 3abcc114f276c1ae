from __future__ import annotations

import json
from pathlib import Path

from drugbot.feedback.store import FeedbackStore
from tests.functional.conftest import Run, only_line
from tests.unit.feedback.test_feedback import ONE, UP


def test_feedback_is_listed_and_exported(run: Run, tmp_path: Path) -> None:
    file, drafts = tmp_path / "feedback.sqlite", tmp_path / "drafts.jsonl"
    for one in (UP, ONE):
        FeedbackStore(file).keep(one)
    done = run("feedback", "--feedback", file, "--export", drafts)
    assert done.exit_code == 0
    assert "Boneum › Dosage › Adults (1)" in done.stdout
    assert json.loads(drafts.read_text())["id"] == "feedback-2"
    assert [one["verdict"] for one in json.loads(run("feedback", "--feedback", file, "--json").stdout)] == [
        "up",
        "down",
    ]


def test_without_a_file_the_setting_is_named(run: Run) -> None:
    done = run("feedback")
    assert done.exit_code == 1
    assert "`feedback`" in only_line(done.stderr)
