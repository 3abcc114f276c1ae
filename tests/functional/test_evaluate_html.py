from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import WriteMonograph
from tests.functional.conftest import Run, only_line

FAQS = "faqs:\n  - q: What is Boneum for?\n    a: It is for weak bones.\n"
TOPICS = """drug: Boneum
topics:
  - {kind: lay, turns: ["why do i take boneum"], faq: "What is Boneum for?"}
"""


@pytest.fixture
def corpus(tmp_path: Path, write_monograph: WriteMonograph) -> Path:
    write_monograph("Boneum", "## Storage\n\nStore Boneum in a cold place.\n", front=FAQS)
    (tmp_path / "corpus" / "evaluation" / "judgements").mkdir(parents=True)
    return tmp_path / "corpus"


def test_report_on_the_gold_set_is_written_as_a_page(run: Run, corpus: Path) -> None:
    (corpus / "evaluation" / "topics").mkdir()
    (corpus / "evaluation" / "topics" / "boneum.yaml").write_text(TOPICS)
    done = run("evaluate", "--corpus", corpus, "--html", "report.html", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["gold"]
    page = Path("report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert str(corpus) not in page


def test_page_without_a_gold_set_is_an_error_of_one_line(run: Run, corpus: Path) -> None:
    done = run("evaluate", "--corpus", corpus, "--html", "report.html")
    assert done.exit_code == 1
    assert "no judged topics" in only_line(done.stderr)
    assert not Path("report.html").exists()
