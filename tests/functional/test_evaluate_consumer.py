"""The figures of the consumer questions, on a collection so small that each is known beforehand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from drugbot.index.building import build_index
from drugbot.index.encoder import Encoder
from evaluate_consumer import main
from tests.conftest import WriteMonograph

BODY = """## Usage

Boneum is used for weak bones in adults.

## Dosage

Take one tablet of Boneum by mouth once a day.

## Storage

Store Boneum in a refrigerator, away from light.
"""
QUESTIONS = {
    "right": ("how do i store boneum", ["Boneum"], ["Storage"], True),
    "elsewhere": ("what is the dose of boneum", ["Boneum"], ["Overdose"], True),
    "silent": ("does boneum turn your hair green", ["Boneum"], [], False),
    "absent": ("what is the dose of aspirin", [], [], False),
}
NAMED = """
- {id: right, verdict: known, titles: [Boneum]}
- {id: elsewhere, verdict: known, titles: [Boneum]}
- {id: silent, verdict: known, titles: [Boneum]}
- {id: absent, verdict: absent, titles: []}
"""


@pytest.fixture
def figures(
    tmp_path: Path,
    write_monograph: WriteMonograph,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> dict[str, tuple[int, int]]:
    text = write_monograph("Boneum", BODY).read_text(encoding="utf-8")
    build_index(tmp_path / "corpus", tmp_path / "index", encoder, passage_tokens=200)
    start = text.index("Store Boneum")
    place = f"{{drug: Boneum, start: {start}, end: {start + 20}, grade: 2}}"
    (tmp_path / "medicationqa-drugs.yaml").write_text(NAMED)
    (tmp_path / "medicationqa.yaml").write_text(
        f"- {{id: right, verdict: stated, relevant: [{place}]}}\n- {{id: silent, verdict: not_stated}}\n"
    )
    lines = [
        {"id": name, "question": text, "drugs": drugs, "sections": sections, "section_exists": exists}
        for name, (text, drugs, sections, exists) in QUESTIONS.items()
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(map(json.dumps, lines)))
    monkeypatch.setattr("drugbot.chatbot.load_encoder", lambda model, settings: encoder)
    monkeypatch.setattr(
        "sys.argv",
        [
            "evaluate_consumer.py",
            str(questions),
            "--index",
            str(tmp_path / "index"),
            "--judgements",
            str(tmp_path),
        ],
    )
    main()
    found = re.findall(r"^(.+): (\d+) of (\d+) = ", capsys.readouterr().out, re.MULTILINE)
    return {what: (int(hits), int(count)) for what, hits, count in found}


def test_figures_count_what_was_judged(figures: dict[str, tuple[int, int]]) -> None:
    assert figures == {
        "medicines understood": (3, 3),
        "first quote from another drug": (0, 2),
        "absent medicines not answered": (1, 1),
        "right drug and section first": (1, 2),
        "… or offered as nearest": (1, 2),
        "stated: first quote says it": (1, 1),
        "not stated: declined": (1, 1),
        "of what is answered, right": (1, 1),
    }
