"""Settings, once and frozen: flag > ``DRUGBOT_*`` environment > ``drugbot.toml`` > default."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from shlex import quote
from typing import Any

from drugbot.errors import SettingsError

FILE = "drugbot.toml"
PREFIX = "DRUGBOT_"
RUNTIMES = ("auto", "onnx", "torch")
_PLACES = ("corpus", "index", "cache", "encoder", "feedback")  # in the file system, or they may be
_RANGES = {
    "passage_tokens": (32, 10_000),
    "evidence_floor": (-1, 1),
    "answer_threshold": (0, 1),
    "topic_floor": (-1, 1),
    "rank_constant": (1, 10_000),
    "further_passages": (0, 20),
    "stale_after_months": (1, 1200),
    "port": (0, 65_535),
}
_SHOWN = frozenset({"emergency_numbers", "poison_numbers", "crisis_numbers"})
# What the tests of this project and its Makefile set.
_NO_SETTINGS = frozenset({"DRUGBOT_GOLDEN", "DRUGBOT_LONG", "DRUGBOT_REQUIRE_BROWSER"})
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
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in _PLACES and value != field.default:  # that of the cache may never be needed
                object.__setattr__(self, field.name, _at_home(value, field.name))
            _check(field.name, value, field.name)

    @property
    def index_command(self) -> str:
        """The command that builds this index from this corpus, with what is not as it is by default."""
        named = (
            f" --{one.name} {quote(str(getattr(self, one.name)))}"
            for one in fields(self)
            if one.name in ("corpus", "index", "encoder") and getattr(self, one.name) != one.default
        )
        return "drugbot index" + "".join(named)


def _at_home(place: Path | str, where: str) -> Path | str:
    """Return a path with the user's folder in place of a "~" before it: only a shell, and not always, puts it in."""
    if not str(place).startswith("~"):
        return place
    try:
        found = Path(place).expanduser()
    except RuntimeError as error:
        raise SettingsError(
            f"{where} is {str(place)!r}; there is no such user: give the whole path"
        ) from error
    return str(found) if isinstance(place, str) else found


def _check(name: str, value: Any, where: str) -> None:
    """Refuse a value that cannot be used, of the right type as it is.

    Args:
        name: of the setting.
        value: of it.
        where: what set it: the message begins with it.
    """
    if name in _RANGES:
        low, high = _RANGES[name]
        if not low <= value <= high:
            raise SettingsError(f"{where} is {value}; give a number from {low} to {high}")
    elif name == "runtime" and value not in RUNTIMES:
        raise SettingsError(f"{where} is {value!r}; give one of {', '.join(RUNTIMES)}")
    elif name in _SHOWN:
        _check_shown(value, where)
    elif name == "root_path" and not _ROOT_PATH.fullmatch(value):
        raise SettingsError(
            f"{where} is {value!r}; give the path alone, with a slash before it, such as {_suggested_path(value)!r}"
        )


def _suggested_path(text: str) -> str:
    """Return a root path like a text that is none: "drugbot" and "https://example.org/drugbot" give "/drugbot"."""
    path = "/" + re.sub(r"^\w+:/*[^/]*", "", text).strip("/ ")
    return path if path != "/" and _ROOT_PATH.fullmatch(path) else "/drugbot"


def _check_shown(text: str, where: str) -> None:
    """Refuse a text that would not be shown as it stands, in one line among other words."""
    if not text.strip() or len(text) > _LONGEST_SHOWN or not text.isprintable() or _MARKUP & set(text):
        raise SettingsError(
            f"{where} is {text[:_LONGEST_SHOWN]!r}; give one line of 1 to {_LONGEST_SHOWN} characters without any of "
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
    sources: dict[str, str] = {}

    def take(name: str, value: object, where: str) -> None:
        values[name], sources[name] = _converted(value, defaults[name], where), where

    defaults = {field.name: field.default for field in fields(Settings)}
    for name, value in _from_file((folder or Path()) / FILE, defaults):
        take(name, value, f"{FILE}: {name}")
    for name in defaults:
        variable = PREFIX + name.upper()
        if environment.get(variable):
            take(name, environment[variable], variable)
    for name, value in (flags or {}).items():
        if value is not None:
            take(name, value, f"--{name.replace('_', '-')}")
    for name, where in sources.items():  # what holds in the end
        if name in _PLACES:
            values[name] = _at_home(values[name], where)
        _check(name, values[name], where)
    return Settings(**values)


def unknown_variables(environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return a sentence for each variable that is named like a setting and is none, with the nearest that is.

    Args:
        environment: taken for ``os.environ`` where not given; an empty variable counts as not set.
    """
    environment = os.environ if environment is None else environment
    known = [PREFIX + field.name.upper() for field in fields(Settings)]
    said = []
    for variable in sorted(environment):
        if not variable.startswith(PREFIX) or not environment[variable] or variable in _NO_SETTINGS:
            continue
        if variable not in known:
            nearest = get_close_matches(variable, known, 1)
            hint = f"did you mean {nearest[0]}?" if nearest else "README.md lists the settings"
            said.append(f"{variable} is set, and there is no such setting; {hint}")
    return tuple(said)


def _from_file(path: Path, known: Mapping[str, object]) -> list[tuple[str, object]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors put a byte order mark
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
