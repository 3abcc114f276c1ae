from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drugbot.index.store import load_index
from tests.conftest import WriteMonograph
from tests.functional.conftest import Run, only_line
from tests.long import amount

BODY = "## Usage\n\nIt is used for weak bones.\n\n## Dosage\n\n- Adults: 60 mg\n- Children: none\n"
DRUGBOT = Path(sys.executable).with_name("drugbot")


@pytest.fixture
def corpus(tmp_path: Path, write_monograph: WriteMonograph) -> Path:
    write_monograph("Boneum", BODY)
    return tmp_path / "corpus"


def test_report_goes_to_stdout_and_the_status_is_0(run: Run, corpus: Path) -> None:
    done = run("index", "--corpus", corpus)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Indexed 1 monographs" in done.stdout
    assert load_index(Path("index")).entries[0].title == "Boneum"


def test_file_left_out_gives_status_1_and_an_index_that_works(run: Run, corpus: Path) -> None:
    (corpus / "bad.md").write_text("---\ntitle: [\n---\nText.\n")
    done = run("index", "--corpus", corpus, "--index", "i")
    assert done.exit_code == 1
    assert only_line(done.stderr).startswith("drugbot: ")
    assert "left out bad.md:" in done.stdout
    asked = run("ask", "what is boneum used for", "--index", "i")
    assert (asked.exit_code, "weak bones" in asked.stdout) == (0, True)


def test_folder_that_cannot_be_read_is_left_out_with_its_remedy(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "sub").mkdir()
    (corpus / "sub" / "a.md").write_text(f"---\ntitle: Apium\n---\n{BODY}", encoding="utf-8")
    refuse(monkeypatch, corpus / "sub")
    for flags in ([], ["--if-stale"]):
        done = run("index", "--corpus", corpus, *flags)
        assert done.exit_code == 1
        assert "left out sub:1: cannot be read (Permission denied); check its permissions" in done.stdout
    assert [entry.title for entry in load_index(Path("index")).entries] == ["Boneum"]


def test_corpus_that_cannot_be_read_is_an_error_of_one_line(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, corpus)
    done = run("index", "--corpus", corpus)
    assert done.exit_code == 1
    assert "cannot be read (Permission denied); check its permissions" in only_line(done.stderr)


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let a folder not be listed, for root too."""
    listed = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)


def test_file_left_out_is_named_again_while_the_index_is_up_to_date(run: Run, corpus: Path) -> None:
    (corpus / "bad.md").write_text("---\ntitle: [\n---\nText.\n")
    run("index", "--corpus", corpus)
    done = run("index", "--corpus", corpus, "--if-stale")
    assert done.exit_code == 1
    assert "up to date" in done.stdout
    assert "left out bad.md:" in done.stdout


def test_two_monographs_of_one_title_are_both_left_out_and_named(
    run: Run, corpus: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph("Apium", BODY)
    write_monograph("apium", BODY, name="twin.md")
    done = run("index", "--corpus", corpus)
    assert done.exit_code == 1
    assert "apium.md" in done.stdout
    assert "twin.md" in done.stdout
    assert [entry.title for entry in load_index(Path("index")).entries] == ["Boneum"]


def test_strict_stops_at_the_first_bad_file_and_keeps_the_old_index(run: Run, corpus: Path) -> None:
    run("index", "--corpus", corpus)
    before = Path("index/manifest.json").read_bytes()
    (corpus / "bad.md").write_text("---\ntitle: [\n---\nText.\n")
    done = run("index", "--corpus", corpus, "--strict")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "bad.md" in only_line(done.stderr)
    assert Path("index/manifest.json").read_bytes() == before


def test_if_stale_builds_only_what_does_not_fit(
    run: Run, corpus: Path, write_monograph: WriteMonograph
) -> None:
    assert "Indexed" in run("index", "--corpus", corpus, "--if-stale").stdout
    assert "up to date" in run("index", "--corpus", corpus, "--if-stale").stdout
    write_monograph("Apium", BODY)
    assert "Indexed 2" in run("index", "--corpus", corpus, "--if-stale").stdout
    next(Path("index").glob("g-*/passages.jsonl")).write_text("")
    assert "Indexed 2" in run("index", "--corpus", corpus, "--if-stale").stdout
    assert "up to date" in run("index", "--corpus", corpus, "--if-stale").stdout


def test_repairs_are_listed_on_demand(run: Run, corpus: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Apium", "## Usage\n\nThe patientâ€™s cough.\n")
    assert "mended apium.md:" not in run("index", "--corpus", corpus).stdout
    assert "mended apium.md:" in run("index", "--corpus", corpus, "--repairs").stdout


@pytest.mark.parametrize("kind", ["missing", "empty", "readme"])
def test_corpus_without_monographs_is_an_error_of_one_line(run: Run, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / kind
    if kind != "missing":
        folder.mkdir()
    if kind == "readme":
        (folder / "README.md").write_text("# Nothing\n")
    done = run("index", "--corpus", folder)
    assert (done.exit_code, done.stdout) == (1, "")
    assert str(folder) in only_line(done.stderr)
    assert not Path("index").exists()


def test_index_that_cannot_be_written_is_an_error_of_one_line(run: Run, corpus: Path) -> None:
    Path("blocked").write_text("a file")
    done = run("index", "--corpus", corpus, "--index", "blocked/index")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "cannot be written" in only_line(done.stderr)


def test_flag_beats_environment_beats_file(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("drugbot.toml").write_text(f'corpus = "{corpus}"\nindex = "from-file"\n')
    run("index")
    assert Path("from-file/manifest.json").exists()
    monkeypatch.setenv("DRUGBOT_INDEX", "from-environment")
    run("index")
    assert Path("from-environment/manifest.json").exists()
    run("index", "--index", "from-flag")
    assert Path("from-flag/manifest.json").exists()


def test_setting_that_cannot_be_used_is_an_error_of_one_line(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRUGBOT_PASSAGE_TOKENS", "many")
    done = run("index", "--corpus", corpus)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "DRUGBOT_PASSAGE_TOKENS" in only_line(done.stderr)


def test_variable_that_is_mistyped_draws_a_warning(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRUGBOT_COPRUS", "elsewhere")
    done = run("index", "--corpus", corpus)
    assert done.exit_code == 0
    assert "DRUGBOT_CORPUS?" in only_line(done.stderr)


@pytest.mark.parametrize("flag", ["--corpus", "--index"])
def test_empty_path_is_refused(run: Run, corpus: Path, flag: str) -> None:
    done = run("index", "--corpus", corpus, flag, "")
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{flag} is ''" in only_line(done.stderr)


def scratch(index: Path) -> bool:
    return any(index.glob(".drugbot-build-*"))


def second_generation(index: Path) -> bool:
    return len(list(index.glob("g-*"))) > 1


@pytest.mark.parametrize("moment", [scratch, second_generation])
def test_killed_build_leaves_an_index_that_answers(
    run: Run, corpus: Path, write_monograph: WriteMonograph, moment: Callable[[Path], bool]
) -> None:
    run("index", "--corpus", corpus)
    index = Path("index").absolute()
    write_monograph("Apium", BODY)
    command = [str(DRUGBOT), "index", "--corpus", str(corpus), "--index", str(index)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        while build.poll() is None and not moment(index):
            pass
        build.send_signal(signal.SIGKILL)

    titles = [entry.title for entry in load_index(index).entries]
    assert titles in (["Boneum"], ["Apium", "Boneum"])
    assert "weak bones" in run("ask", "what is boneum used for", "--index", index).stdout
    assert run("index", "--corpus", corpus, "--index", index).exit_code == 0
    assert [entry.title for entry in load_index(index).entries] == ["Apium", "Boneum"]
    assert not scratch(index)
    assert not second_generation(index)


def test_builds_killed_at_random_moments_never_leave_a_broken_index(
    run: Run, corpus: Path, write_monograph: WriteMonograph
) -> None:
    chance, index = random.Random(20261123), Path("index").absolute()
    command = [str(DRUGBOT), "index", "--corpus", str(corpus), "--index", str(index)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    whole_run = time.perf_counter() - begun
    versions, finished = [60], 0
    for dose in range(61, 61 + amount(8, 200)):
        write_monograph("Boneum", BODY.replace("60 mg", f"{dose} mg"))
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
            time.sleep(chance.uniform(0, 1.1 * whole_run))
            finished += build.poll() is not None
            build.send_signal(signal.SIGKILL)
        found = [p.excerpt.quote for p in load_index(index).passages if "Adults" in p.excerpt.quote]
        assert found in [[f"- Adults: {known} mg\n- Children: none"] for known in (versions[-1], dose)], dose
        versions.append(int(found[0].split()[2]))
    assert finished < dose - 60  # some of them really were killed
    assert run("index", "--corpus", corpus, "--index", index).exit_code == 0
    assert f"{dose} mg" in load_index(index).passages[-1].excerpt.quote
    assert {path.name[:2] for path in index.iterdir()} == {".l", "g-", "ma"}


def test_same_corpus_gives_the_same_bytes_with_the_real_model(run: Run, corpus: Path) -> None:
    contents = []
    for name in ("a", "b"):
        run("index", "--corpus", corpus, "--index", name)
        files = sorted(path for path in Path(name).rglob("*") if path.is_file())
        contents.append({os.path.relpath(path, name): path.read_bytes() for path in files})
    assert contents[0] == contents[1]
