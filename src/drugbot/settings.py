"""Settings, once and frozen: flag > ``DRUGBOT_*`` environment > ``drugbot.toml`` > default."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from drugbot.errors import SettingsError

FILE = "drugbot.toml"
PREFIX = "DRUGBOT_"
RUNTIMES = ("auto", "onnx", "torch")
_MARKUP = frozenset("<>[]{}`\\")  # what tags, links and code are made of; * and # are keys of a telephone
_LONGEST_SHOWN = 300
# What stands in an address as it is, behind a slash each, so that the page can put its own paths behind it.
_ROOT_PATH = re.compile(r"(?:/[\w.~-]+)*/?", re.ASCII)
_EXAMPLE_SHOWN = "112 in Europe, 911 in the US"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that can be set.

    Attributes:
        corpus: folder of monographs.
        index: directory of the index.
        encoder: "bundled", a directory with a sentence-transformers model, or a hub name that was downloaded
            before (nothing is fetched at run time).
        encoder_revision: commit of a hub model; required for one.
        query_prefix: put before a question when it is encoded ("query: " for E5 models).
        passage_prefix: put before a passage when it is encoded.
        runtime: "auto", "onnx" or "torch": what runs the encoder (`drugbot.index.loading`).
        cache: folder for what is made once and kept: the exported encoder, vectors of passages.
        passage_tokens: units are put together up to so many tokens.
        answer_threshold: probability that the best passage says the answer under which none is given.
        evidence_floor: similarity (cosine, -1 to 1) of the best passage to the question under which nothing is
            quoted, where no confidence decides: between two drugs, and with an encoder that none was learned for.
        topic_floor: similarity to the nearest passage of all, of a question that names no medicine, under
            which it is off topic.
        without: parts of retrieval and answering to switch off, separated by commas, to see what they are worth:
            features of the ranker (`drugbot.retrieval.features.FEATURES`), "learned" (the whole ranker),
            "confidence", "cutting" (passages are quoted whole), "plain", "shorthand" and "respelling" (questions are
            searched with as they are), "reaching" (follow-ups are read as plain words have it), "focus" (they are about
            what plain words say), "everybody" (a dose may lead whomever it is for), "listing" (questions
            over the collection show the drugs whose passages are nearest), "pooling" (what follows the first
            quote of a follow-up is found by one of its readings).
        rank_constant: the constant k of reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009).
        further_passages: how many relevant passages may follow the first.
        stale_after_months: a monograph that was not changed for so long gets a notice.
        host: address that the page is served on.
        port: port that the page is served on.
        feedback: SQLite file that readers' feedback is kept in; none is asked for where this is empty.
        emergency_numbers: of the emergency services, as a person reads them: "112 in Europe, 911 in the US".
        poison_numbers: of poison centres.
        crisis_numbers: of those who listen at any hour to whoever may harm themselves.
        root_path: path under which a reverse proxy shows the page ("/drugbot"); empty where there is none.
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    encoder: str = "bundled"
    encoder_revision: str = ""
    query_prefix: str = ""
    passage_prefix: str = ""
    runtime: str = "auto"
    cache: Path = Path("~/.cache/drugbot")
    passage_tokens: int = 160
    answer_threshold: float = 0.35
    evidence_floor: float = 0.2
    topic_floor: float = 0.5
    without: str = ""
    rank_constant: int = 10
    further_passages: int = 4
    stale_after_months: int = 24
    host: str = "127.0.0.1"
    port: int = 7860
    root_path: str = ""
    feedback: str = ""
    emergency_numbers: str = "112 in Europe, 911 in the US and Canada, 999 in the UK, 000 in Australia"
    poison_numbers: str = "1-800-222-1222 in the US, 13 11 26 in Australia"
    crisis_numbers: str = "988 in the US and Canada, 116 123 in the UK and Ireland, 13 11 14 in Australia"

    def __post_init__(self) -> None:
        if self.runtime not in RUNTIMES:
            raise SettingsError(f"runtime is {self.runtime!r}; give one of {', '.join(RUNTIMES)}")
        for name, low, high in (
            ("passage_tokens", 32, 10_000),
            ("evidence_floor", -1, 1),
            ("answer_threshold", 0, 1),
            ("topic_floor", -1, 1),
            ("rank_constant", 1, 10_000),
            ("further_passages", 0, 20),
            ("stale_after_months", 1, 1200),
            ("port", 0, 65_535),
        ):
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(f"{name} is {value}; give a number from {low} to {high}")
        for name in ("emergency_numbers", "poison_numbers", "crisis_numbers"):
            _check_shown(name, getattr(self, name))
        if not _ROOT_PATH.fullmatch(self.root_path):
            raise SettingsError(
                f"root_path is {self.root_path!r}; give the path alone, with a slash before it, such as "
                f"{_suggested_path(self.root_path)!r}"
            )


def _suggested_path(text: str) -> str:
    """Return a root path like a text that is none: "drugbot" and "https://example.org/drugbot" give "/drugbot"."""
    path = "/" + re.sub(r"^\w+:/*[^/]*", "", text).strip("/ ")
    return path if path != "/" and _ROOT_PATH.fullmatch(path) else "/drugbot"


def _check_shown(name: str, text: str) -> None:
    """Refuse a text that would not be shown as it stands, in one line among other words."""
    if not text.strip() or len(text) > _LONGEST_SHOWN or not text.isprintable() or _MARKUP & set(text):
        raise SettingsError(
            f"{name} is {text[:_LONGEST_SHOWN]!r}; give one line of 1 to {_LONGEST_SHOWN} characters without any of "
            f"{' '.join(sorted(_MARKUP))}, such as {_EXAMPLE_SHOWN!r}"
        )


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """Put the settings together.

    Args:
        flags: values from the command line; None means not given.
        environment: taken for ``os.environ`` where not given; an empty variable counts as not set.
        folder: where ``drugbot.toml`` is looked for; the working directory where not given.

    Raises:
        SettingsError: an unknown key in drugbot.toml, or a value that cannot be used.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    defaults = {field.name: field.default for field in fields(Settings)}
    for name, value in _from_file((folder or Path()) / FILE, defaults):
        values[name] = _converted(value, defaults[name], f"{FILE}: {name}")
    for name, default in defaults.items():
        variable = PREFIX + name.upper()
        if environment.get(variable):
            values[name] = _converted(environment[variable], default, variable)
    for name, value in (flags or {}).items():
        if value is not None:
            values[name] = _converted(value, defaults[name], f"--{name.replace('_', '-')}")
    return Settings(**values)


def _from_file(path: Path, known: Mapping[str, object]) -> list[tuple[str, object]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); mend or remove it") from error
    for name in content:
        if name not in known:
            raise SettingsError(f"{path}: there is no setting '{name}'; the settings are {', '.join(known)}")
    return list(content.items())


def _converted(value: object, default: object, where: str) -> object:
    wanted: Any = type(default)
    try:
        if isinstance(default, int | float):
            return _number(value, wanted)
        if not isinstance(value, str | Path) or (default and not str(value).strip()):
            raise ValueError
        return wanted(value)
    except (TypeError, ValueError, OverflowError) as error:
        kind = {int: "a whole number", float: "a number"}.get(wanted, "a text" if wanted is str else "a path")
        raise SettingsError(f"{where} is {value!r}; {kind} is needed") from error


def _number(value: object, wanted: Any) -> object:
    number = wanted(value)
    if isinstance(value, bool) or (not isinstance(value, str) and number != value):
        raise ValueError  # True is no number, and 1.5 must not become 1
    return number
