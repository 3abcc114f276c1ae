from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from benchmark import main
from benchmarking.environments import environments
from benchmarking.judging import Source, judged
from benchmarking.process import ContenderError, Running
from benchmarking.questions import gold_questions, plain_questions, topic_questions
from benchmarking.run_plain import LONGEST, pieces
from drugbot.chatbot import Chatbot
from drugbot.errors import TopicsError
from tests.conftest import ROOT, WriteMonograph

FAKE = """
import os
from benchmarking.serving import Found, serve

class Fake:
    def index(self, corpus, index):
        print("libraries print what they like")
        return 3
    def open(self, corpus, index):
        raise ValueError("no such\\nindex")
    def ask(self, turns, question):
        if question == "die":
            os.write(2, b"out of memory\\n")
            os._exit(9)
        return [Found("a.md", question, 1.0)]

serve(Fake())
"""


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Running]:
    (tmp_path / "fake.py").write_text(FAKE, encoding="utf-8")
    with Running(Path(sys.executable), ("fake",), tmp_path, {"PYTHONPATH": str(tmp_path)}) as running:
        yield running


def test_answers_find_their_questions_with_many_clients(fake: Running) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: fake.call("ask", turns=[], question=str(n)), range(100)))
    assert [answer["value"][0]["text"] for answer in answers] == [str(n) for n in range(100)]


def test_what_a_library_prints_does_not_disturb(fake: Running) -> None:
    assert fake.call("index", corpus="c", index="i")["value"] == 3


def test_error_of_a_contender_is_told_in_one_line(fake: Running) -> None:
    with pytest.raises(ContenderError, match=r"^ValueError: no such index$"):
        fake.call("open", corpus="c", index="i")


def test_contender_that_dies_leaves_its_last_words(fake: Running) -> None:
    for _ in range(2):
        with pytest.raises(ContenderError, match=r"status 9: out of memory"):
            fake.call("ask", turns=[], question="die")


@pytest.mark.parametrize("module", ["run_drugbot", "run_plain"])
def test_contender_indexes_answers_and_adds(
    module: str, write_monograph: WriteMonograph, tmp_path: Path
) -> None:
    body = "## Usage\n\n{0} treats pain.\n\n## Storage\n\nKeep {0} in the fridge.\n"
    files = [write_monograph(title, body.format(title)) for title in ("Aspirin", "Warfarin")]
    places = {"corpus": str(tmp_path / "corpus"), "index": str(tmp_path / "index")}
    asked = {"turns": ["where do I keep warfarin"], "question": "where do I keep warfarin"}
    environment = {"PYTHONPATH": str(ROOT / "src")}
    with Running(Path(sys.executable), (f"benchmarking.{module}",), tmp_path, environment) as running:
        assert running.call("index", **places)["value"] >= 4
        running.call("open", **places)
        (first, *_) = running.call("ask", **asked)["value"]
        assert (first["file"], "Keep Warfarin in the fridge." in first["text"]) == ("warfarin.md", True)
        files[1].write_text(
            files[1].read_text(encoding="utf-8").replace("fridge", "cellar"), encoding="utf-8"
        )
        running.call("add", file="warfarin.md", **places)
        running.call("open", **places)
        (first, *_) = running.call("ask", **asked)["value"]
        assert "Keep Warfarin in the cellar." in first["text"]
        memory = running.memory()
        assert memory is None or 0 < memory[0] <= memory[1]


@given(st.text(alphabet="ab #\n", max_size=3000))
def test_plain_pieces_hold_the_whole_text(text: str) -> None:
    found = [piece for _, piece in pieces(text)]
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(piece) <= LONGEST + 2 for piece in found)


def sources(chatbot: Chatbot) -> dict[str, Source]:
    files = [entry.file for entry in chatbot.index.entries]
    return {file: Source((ROOT / "corpus" / file).read_bytes().decode()) for file in files}


def test_gold_questions_are_answerable_and_for_development(chatbot: Chatbot) -> None:
    found = gold_questions(chatbot, ROOT / "corpus", sources(chatbot))
    assert len(found) > 500
    assert all(question.quotes and question.headings and question.files for question in found)
    split = yaml.safe_load((ROOT / "corpus" / "evaluation" / "split.yaml").read_text(encoding="utf-8"))
    assert {question.id.partition("/")[0] for question in found} <= set(split["dev"])


def test_every_judged_quote_says_what_it_says(chatbot: Chatbot) -> None:
    known = sources(chatbot)
    for question in gold_questions(chatbot, ROOT / "corpus", known):
        (file, quote) = question.quotes[0]
        answer = judged(question, [{"file": file, "text": quote}], known)
        assert (answer.drug, answer.section, answer.first) == (True, True, True), question.id


def test_questions_of_a_file_name_drugs_and_sections(chatbot: Chatbot, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    lines = (
        '{"question": "how to keep it", "drugs": ["apixaban"], "sections": ["Storage", "Colour"]}',
        '{"question": "q", "drugs": ["Nothing"], "sections": []}',
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    (found,) = plain_questions(chatbot, file, sources(chatbot))
    assert (found.files, found.headings) == ({"apixaban.md"}, {("apixaban.md", "storage")})
    file.write_text('{"question": "q"}\n', encoding="utf-8")
    with pytest.raises(TopicsError, match=r"questions\.jsonl:1: .*drugs.*mend it"):
        plain_questions(chatbot, file, sources(chatbot))


def test_topics_of_a_file_are_judged_by_place(chatbot: Chatbot, tmp_path: Path) -> None:
    file = tmp_path / "topics.jsonl"
    text = sources(chatbot)["apixaban.md"].text
    start = text.index("## Storage") + len("## Storage\n\n")
    end = text.index("\n", start)
    relevant = f'[{{"drug": "Apixaban", "start": {start}, "end": {end}}}]'
    file.write_text(f'{{"id": "t", "turns": ["how to keep it"], "relevant": {relevant}}}\n', encoding="utf-8")
    (found,) = topic_questions(chatbot, file, sources(chatbot))
    assert found.headings == {("apixaban.md", "storage")}


def test_environment_that_does_not_install_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarking.environments.TORCH", "./no-such-wheel.whl")
    monkeypatch.setattr("benchmarking.environments.SHARED", ())
    found = environments(tmp_path, ["plain"])["plain"]
    assert found.python is None
    assert "what all need does not install" in found.problem


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "nobody"], "there is no contender 'nobody'; there are 'drugbot', 'plain'"),
        (["--topics", "a", "--questions", "b"], "give one of them"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, said in done.output) == (2, True)
