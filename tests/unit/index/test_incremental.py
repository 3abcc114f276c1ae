"""An index that is built again from what is known equals one that is built from nothing, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugbot.errors import CorpusError
from drugbot.index.building import build_index
from drugbot.index.content_cache import ContentCache
from drugbot.index.encoder import Encoder, Encoding
from drugbot.index.vector_cache import CachingEncoder
from drugbot.progress import Progress, no_progress
from tests.fakes import BagOfWordsEncoder
from tests.long import amount

ROOT = Path(__file__).parents[3]
TOKENS = 40


class CountingEncoder(BagOfWordsEncoder):
    """Remembers which texts it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_passages(self, texts: object, progress: Progress = no_progress) -> list[Encoding]:
        self.asked += texts  # type: ignore[operator]
        return super().encode_passages(texts, progress)  # type: ignore[arg-type]


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def build(corpus: Path, directory: Path, cache: Path | None, encoder: Encoder | None = None) -> str:
    """Build, with caches where a folder is given; return what the build says, or why there is none."""
    encoder = encoder or BagOfWordsEncoder()
    segments = ContentCache(cache / "segments.sqlite") if cache else None
    if cache:
        encoder = CachingEncoder(encoder, ContentCache(cache / "vectors.sqlite"))
    try:
        report = build_index(corpus, directory, encoder, passage_tokens=TOKENS, cache=segments)
    except CorpusError as error:
        return str(error)
    return "\n".join(report.text(every_repair=True).splitlines()[1:])


SECTIONS = {
    "usage": "## Usage\n\nIt eases itching. It is taken with food.\n\n",
    "dosage": "## Dosage\n\nAdults:\n\n- 5 mg daily\n- 10 mg at night\n\n",
    "dosage renamed": "## How Much\n\nAdults:\n\n- 5 mg daily\n- 10 mg at night\n\n",
    "names": "## Alternate Names\n\n- Fenox®\n- Itchol\n\n",
    "table": "## Interactions\n\n| drug | what to do |\n|---|---|\n| warfarin | avoid |\n| iron | wait |\n\n",
    "mojibake": "## Storage\n\nKeep it below 25Â°C, as the patientâ€™s leaflet says.\n\n",
    "faq": "## FAQs\n\n**Q: Is it safe?**\n\n**A:** Ask your doctor.\n\n",
    "long": "## Long\n\n" + "One sentence of many words stands here. " * 12 + "\n\n",
}
TITLES = ("Fenolamine", "Boneum", "Zincum")
BAD = ("---\ntitle: [\n---\nText.\n", "", "---\ntitle: Empty\n---\n", "A README.\n")

names = st.sampled_from(["a.md", "b.md", "sub/c.md", "d.txt"])
FAQ = "faqs:\n  - q: Is it cold?\n    a: Keep it cold.\n"


def monograph(title: str, keys: list[str], faq: bool) -> str:
    return f"---\ntitle: {title}\n{FAQ if faq else ''}---\n" + "".join(SECTIONS[key] for key in keys)


monographs = st.builds(
    monograph,
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(sorted(SECTIONS)), min_size=1, max_size=4, unique=True),
    st.booleans(),
)
edits = st.one_of(
    st.tuples(st.just("write"), names, monographs | st.sampled_from(BAD)),
    st.tuples(st.just("delete"), names, st.just("")),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("append"), names, st.sampled_from(sorted(SECTIONS.values()))),
    st.tuples(st.just("forget"), names, st.sampled_from(["segments.sqlite", "vectors.sqlite"])),
)


def apply(edit: tuple[str, str, str], corpus: Path, cache: Path) -> None:
    kind, name, what = edit
    path = corpus / name
    path.parent.mkdir(exist_ok=True)
    if kind == "write":
        path.write_text(what, encoding="utf-8")
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "rename" and path.exists():
        (corpus / what).parent.mkdir(exist_ok=True)
        path.rename(corpus / what)
    elif kind == "append" and path.exists():
        path.write_text(path.read_text(encoding="utf-8") + what, encoding="utf-8")
    elif kind == "forget":
        (cache / what).unlink(missing_ok=True)


@settings(max_examples=amount(40, 2000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(edits, min_size=1, max_size=6))
def test_any_sequence_of_edits_gives_the_index_of_a_full_build(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[tuple[str, str, str]]
) -> None:
    place = tmp_path_factory.mktemp("edits")
    corpus, cache = place / "corpus", place / "cache"
    for folder in (corpus, cache):
        folder.mkdir()
    (corpus / "kept.md").write_text("---\ntitle: Kept\n---\n" + SECTIONS["usage"], encoding="utf-8")
    for number, edit in enumerate(sequence):
        apply(edit, corpus, cache)
        said = build(corpus, place / "index", cache)
        assert said == build(corpus, place / f"full-{number}", None)
        assert files(place / "index") == files(place / f"full-{number}")
    shutil.rmtree(place)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two monographs."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for title in ("Fenolamine", "Boneum"):
        text = f"---\ntitle: {title}\n---\n" + SECTIONS["usage"] + SECTIONS["dosage"] + SECTIONS["names"]
        (folder / f"{title.lower()}.md").write_text(
            text.replace("itching", f"{title} itching"), encoding="utf-8"
        )
    return folder


def encoded_after(corpus: Path, tmp_path: Path, change: str) -> list[str]:
    """Return which texts are encoded when a corpus is indexed again after a change."""
    build(corpus, tmp_path / "index", tmp_path / "cache")
    path = corpus / "fenolamine.md"
    text = path.read_text(encoding="utf-8")
    if change == "rename":
        path.rename(corpus / "other.md")
    elif change == "delete":
        path.unlink()
    elif change == "reorder":
        usage, dosage = SECTIONS["usage"].replace("itching", "Fenolamine itching"), SECTIONS["dosage"]
        path.write_text(text.replace(usage + dosage, dosage + usage), encoding="utf-8")
    elif change == "heading":
        path.write_text(text.replace("## Dosage", "## How Much"), encoding="utf-8")
    elif change == "sentence":
        path.write_text(text.replace("with food", "without food"), encoding="utf-8")
    elif change == "date":
        path.write_text(text.replace("---\n## ", "lastModified: 2026-01-01\n---\n## ", 1), encoding="utf-8")
    encoder = CountingEncoder()
    build(corpus, tmp_path / "index", tmp_path / "cache", encoder)
    return encoder.asked


@pytest.mark.parametrize("change", ["none", "rename", "delete", "reorder", "date"])
def test_change_that_leaves_every_passage_as_it_was_encodes_nothing(
    corpus: Path, tmp_path: Path, change: str
) -> None:
    assert encoded_after(corpus, tmp_path, change) == []


@pytest.mark.parametrize(("change", "word"), [("heading", "How Much"), ("sentence", "without food")])
def test_change_of_one_section_encodes_its_passages_alone(
    corpus: Path, tmp_path: Path, change: str, word: str
) -> None:
    (asked,) = encoded_after(corpus, tmp_path, change)
    assert word in asked


def test_file_edited_during_the_build_is_seen_by_the_next_one(corpus: Path, tmp_path: Path) -> None:
    path = corpus / "fenolamine.md"

    class EditingEncoder(BagOfWordsEncoder):
        def encode_passages(self, texts: object, progress: Progress = no_progress) -> list[Encoding]:
            path.write_text("---\ntitle: Fenolamine\n---\n## Usage\n\nEdited.\n", encoding="utf-8")
            return super().encode_passages(texts, progress)  # type: ignore[arg-type]

    build(corpus, tmp_path / "index", tmp_path / "cache", EditingEncoder())
    before = files(tmp_path / "index")
    assert not any(b"Edited." in content for content in before.values())  # as the file was when it was read
    build(corpus, tmp_path / "index", tmp_path / "cache")
    build(corpus, tmp_path / "full", None)
    assert files(tmp_path / "index") == files(tmp_path / "full")
    assert any(b"Edited." in content for content in files(tmp_path / "index").values())


def test_real_encoder_gives_the_same_bytes_piece_by_piece_and_at_once(
    encoder: Encoder, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("raloxifene", "denosumab"):  # one after the other, then edited
        shutil.copy(ROOT / "corpus" / f"{name}.md", corpus)
        build(corpus, tmp_path / "index", tmp_path / "cache", encoder)
    path = corpus / "denosumab.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("every 6 months", "every six months"), encoding="utf-8"
    )
    build(corpus, tmp_path / "index", tmp_path / "cache", encoder)
    build(corpus, tmp_path / "full", None, encoder)
    assert files(tmp_path / "index") == files(tmp_path / "full")
