"""Configuration of `drugbot lint`: `lint.toml` in the corpus folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from drugbot.errors import LintError
from drugbot.lint.finding import Finding
from drugbot.lint.rules import RULES

FILE = "lint.toml"
PATTERN = (
    "Usage",
    "Alternate Names",
    "How It Works",
    "Dosage",
    "Dosage › Adults",
    "Dosage › Children",
    "Dosage › Special Cases",
    "Side Effects",
    "Contraindications",
    "Drug Interactions",
    "Pregnancy and Breastfeeding",
    "Drug Profile Summary",
    "Popular Combinations",
    "Precautions",
)
_IGNORE_KEYS = ("rule", "file", "reason")


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings that are known and accepted.

    Attributes:
        rule: id of the rule.
        file: glob pattern of the files, relative to the corpus folder.
        reason: why they are accepted.
    """

    rule: str
    file: str
    reason: str

    def covers(self, file: str) -> bool:
        """Return whether a file is meant."""
        return fnmatchcase(file, self.file)


@dataclass(frozen=True, slots=True)
class LintConfig:
    """What is looked for.

    Attributes:
        off: ids of rules that are switched off.
        ignore: findings that are accepted.
        sections: headings that each monograph should have, in order; "Dosage › Adults" stands anywhere
            below "Dosage".
        stale_after_months: age from which a monograph is out of date.
        least_faqs: how many FAQ pairs a monograph should have at least.
        most_faqs: and at most.
    """

    off: tuple[str, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    sections: tuple[str, ...] = PATTERN
    stale_after_months: int = 24
    least_faqs: int = 8
    most_faqs: int = 12

    def silences(self, finding: Finding) -> bool:
        """Return whether a finding is not to be shown."""
        return finding.rule in self.off or any(
            entry.rule == finding.rule and entry.covers(finding.file) for entry in self.ignore
        )


def load_config(corpus: Path, stale_after_months: int = 24) -> LintConfig:
    """Read `lint.toml` of a corpus folder.

    Args:
        corpus: the folder.
        stale_after_months: the age to use where the file names none.

    Returns:
        The configuration; the defaults where there is no such file.

    Raises:
        LintError: the file cannot be read, has an unknown key or rule id, or a value of the wrong kind.
    """
    path = corpus / FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return LintConfig(stale_after_months=stale_after_months)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LintError(f"{path}: cannot be read ({error}); mend or remove it") from error
    return _config(content, path, stale_after_months)


def _config(content: Mapping[str, Any], path: Path, stale_after_months: int) -> LintConfig:
    known = [field.name for field in fields(LintConfig)]
    for key in content:
        if key not in known:
            raise LintError(f"{path}: there is no key '{key}'; the keys are {', '.join(known)}")
    values: dict[str, Any] = {"stale_after_months": stale_after_months}
    for key, value in content.items():
        if key == "ignore":
            values[key] = tuple(_ignore(entry, path) for entry in _list(value, key, path))
        elif key in ("off", "sections"):
            values[key] = tuple(_text(entry, key, path) for entry in _list(value, key, path))
        else:
            values[key] = _number(value, key, path)
    for rule in values.get("off", ()):
        _check_rule(rule, path)
    config = LintConfig(**values)
    if config.least_faqs > config.most_faqs:
        raise LintError(
            f"{path}: least_faqs is {config.least_faqs}, more than most_faqs ({config.most_faqs}); lower it"
        )
    return config


def _ignore(entry: object, path: Path) -> Ignore:
    if not isinstance(entry, dict):
        raise LintError(f"{path}: 'ignore' is not a table; write [[ignore]] with {', '.join(_IGNORE_KEYS)}")
    for key in entry:
        if key not in _IGNORE_KEYS:
            raise LintError(f"{path}: [[ignore]] has no key '{key}'; the keys are {', '.join(_IGNORE_KEYS)}")
    for key in _IGNORE_KEYS:
        if not str(entry.get(key, "")).strip():
            raise LintError(f"{path}: an [[ignore]] has no {key}; add one")
    values = {key: _text(entry[key], key, path) for key in _IGNORE_KEYS}
    _check_rule(values["rule"], path)
    return Ignore(**values)


def _check_rule(rule: str, path: Path) -> None:
    if rule not in RULES:
        raise LintError(f"{path}: there is no rule '{rule}'; docs/lint.md lists the rules")


def _list(value: object, key: str, path: Path) -> list[object]:
    if not isinstance(value, list):
        raise LintError(f"{path}: {key} is {value!r}; a list is needed")
    return value


def _text(value: object, key: str, path: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise LintError(f"{path}: {key} holds {value!r}; a text is needed")
    return value


def _number(value: object, key: str, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1200:
        raise LintError(f"{path}: {key} is {value!r}; a whole number from 0 to 1200 is needed")
    return value
