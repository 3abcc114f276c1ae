"""Front matter of a monograph: YAML between two lines of dashes, with the place of every FAQ scalar.

The split is python-frontmatter's; the YAML is composed with marks (PyYAML), because a citation of a front
matter FAQ has to say where in the file it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from drugbot.corpus.monograph import Span
from drugbot.errors import MonographError

_HANDLER = YAMLHandler()
_KNOWN = frozenset({"title", "description", "is_banned", "lastModified", "faqs"})
_YAML_REMEDY = "mend the YAML between the two '---' lines"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A YAML scalar: its parsed value and its place in the text."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter states, before any repair of its wording.

    Attributes:
        title: generic name; never empty.
        description: "" where absent.
        is_banned: False where absent.
        last_modified: None where absent.
        faqs: (question, answer) scalars; an answer is None where absent or empty.
        extra: the keys that drugbot does not know.
        body_start: where the text after the front matter begins.
    """

    title: str
    description: str
    is_banned: bool
    last_modified: date | None
    faqs: tuple[tuple[Scalar, Scalar | None], ...]
    extra: Mapping[str, Any]
    body_start: int


def has_front_matter(text: str) -> bool:
    """Return whether the text opens with a line of dashes."""
    return _HANDLER.detect(text.lstrip())


def parse_front_matter(text: str, file: str) -> FrontMatter:
    """Parse the front matter of a (repaired) text.

    Raises:
        MonographError: not closed, not YAML, no title, or a value of the wrong type.
    """
    lead = len(text) - len(text.lstrip())
    try:
        source, body = _HANDLER.split(text[lead:])
    except ValueError:
        raise MonographError(
            file, _line(text, lead), "the front matter is not closed", "add a line '---' after it"
        ) from None
    offset = text.index(source, lead + 3) if source else lead + 3
    root, data = _load(source, file, _line(text, offset))
    places = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}

    def fail(key: str, problem: str, remedy: str) -> MonographError:
        at = offset + places[key].start_mark.index if key in places else lead
        return MonographError(file, _line(text, at), problem, remedy)

    title = data.get("title")
    if title is None or not str(title).strip():
        raise fail("title", "no title", "add 'title: <generic name>' to the front matter")
    if isinstance(title, dict | list):
        raise fail("title", "the title is not a text", "write 'title: <generic name>'")
    banned = data.get("is_banned", False)
    if banned is not None and not isinstance(banned, bool):
        raise fail("is_banned", f"is_banned is {banned!r}", "write true or false")
    try:
        modified = _day(data.get("lastModified"))
    except ValueError:
        raise fail(
            "lastModified", f"lastModified is {data['lastModified']!r}", "write a date such as '2026-01-31'"
        ) from None
    faqs = places.get("faqs")
    if faqs is not None and data["faqs"] is not None and not isinstance(faqs, yaml.SequenceNode):
        raise fail("faqs", "faqs is not a list", "write a list of 'q: …' and 'a: …' pairs, or []")
    return FrontMatter(
        title=" ".join(str(title).split()),
        description=" ".join(str(data.get("description") or "").split()),
        is_banned=bool(banned),
        last_modified=modified,
        faqs=_faqs(faqs, text, offset, file) if isinstance(faqs, yaml.SequenceNode) else (),
        extra={key: value for key, value in data.items() if key not in _KNOWN},
        body_start=len(text) - len(body),
    )


def _load(source: str, file: str, first_line: int) -> tuple[yaml.Node | None, dict[str, Any]]:
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(source, Loader=yaml.CSafeLoader)):
            raise MonographError(file, first_line, "the front matter uses a YAML alias", "write the value out")
        loader = yaml.CSafeLoader(source)
        try:
            root = loader.get_single_node()
            data = loader.construct_document(root) if root is not None else {}
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = first_line + (mark.line if mark else 0)
        what = getattr(error, "problem", None) or " ".join(str(error).split())
        raise MonographError(file, line, f"bad YAML: {what}", _YAML_REMEDY) from error
    if not isinstance(data, dict):
        raise MonographError(file, first_line, "the front matter is not a mapping", "write 'title: …' and so on")
    return root, data


def _faqs(
    node: yaml.SequenceNode, text: str, offset: int, file: str
) -> tuple[tuple[Scalar, Scalar | None], ...]:
    pairs = []
    for entry in node.value:
        fields = {}
        if isinstance(entry, yaml.MappingNode):
            fields = {key.value: _scalar(value, text, offset) for key, value in entry.value}
        question = fields.get("q")
        if question is None:
            line = _line(text, offset + entry.start_mark.index)
            raise MonographError(file, line, "an FAQ without a question", "write 'q: …' and 'a: …'")
        pairs.append((question, fields.get("a")))
    return tuple(pairs)


def _scalar(node: yaml.Node, text: str, offset: int) -> Scalar | None:
    if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip() or node.tag.endswith(":null"):
        return None
    start, end = offset + node.start_mark.index, offset + node.end_mark.index
    return Scalar(str(node.value), Span(start, start + len(text[start:end].rstrip())))


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return datetime.fromisoformat(str(value).strip()).date()


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
