"""Front matter of a monograph: YAML between two lines of dashes, with the place of every FAQ scalar.

The split is python-frontmatter's; the YAML is composed with marks (PyYAML), because a citation of a front
matter FAQ has to say where in the file it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from drugbot.corpus.monograph import Span
from drugbot.corpus.repair import shortened
from drugbot.errors import MonographError

_HANDLER = YAMLHandler()
_KNOWN = frozenset({"title", "description", "is_banned", "lastModified", "faqs"})
_YAML = re.compile(r"^\s*(?:-\s|[^\s#:][^\n:]*:)", re.MULTILINE)
_YAML_REMEDY = "mend the YAML between the two '---' lines"
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
_LONGEST_NUMBER = 100  # characters; PyYAML takes quadratic time over "1:1:1:…", a number to base 60
_DEEPEST = 50  # libyaml's composer recurses on the C stack, which deep nesting overflows


class _Loader(yaml.CSafeLoader):
    """PyYAML's safe loader, which also says where a value stands that cannot be constructed (2025-13-45)."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            if node.tag in _NUMBERS and len(node.value) > _LONGEST_NUMBER:
                raise ValueError
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            problem = f"{shortened(str(node.value))!r} is not a value of its kind"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error


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
        description_start: where it stands.
        is_banned: False where absent.
        last_modified: None where absent.
        faqs: (question, answer) scalars; an answer is None where absent or empty.
        extra: the keys that drugbot does not know.
        body_start: where the text after the front matter begins.
    """

    title: str
    description: str
    description_start: int
    is_banned: bool
    last_modified: date | None
    faqs: tuple[tuple[Scalar, Scalar | None], ...]
    extra: Mapping[str, Any]
    body_start: int


def has_front_matter(text: str) -> bool:
    """Return whether the text opens with a line of dashes, and YAML seems to follow.

    A README may open with a rule; YAML that is broken or not closed still counts, so that it is reported.
    """
    opened = _HANDLER.detect(text.lstrip())
    block = _HANDLER.FM_BOUNDARY.split(text.lstrip(), 2)[1] if opened else ""
    return bool(opened and (_YAML.search(block) or not block.strip()))


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
    fields = _Fields(file, text, lead, offset, data, places)
    return FrontMatter(
        title=fields.title(),
        description=" ".join(str(data.get("description") or "").split()),
        description_start=fields.place("description"),
        is_banned=fields.is_banned(),
        last_modified=fields.last_modified(),
        faqs=fields.faqs(),
        extra={key: value for key, value in data.items() if key not in _KNOWN},
        body_start=len(text) - len(body),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """The known keys, each checked, with its place for the error."""

    file: str
    text: str
    lead: int
    offset: int
    data: Mapping[str, Any]
    places: Mapping[str, yaml.Node]

    def title(self) -> str:
        title = self.data.get("title")
        if title is None or not str(title).strip():
            raise self._error("title", "no title", "add 'title: <generic name>' to the front matter")
        if isinstance(title, dict | list):
            raise self._error("title", "the title is not a text", "write 'title: <generic name>'")
        return " ".join(str(title).split())

    def is_banned(self) -> bool:
        banned = self.data.get("is_banned")
        if banned is not None and not isinstance(banned, bool):
            raise self._error("is_banned", f"is_banned is {shortened(repr(banned))}", "write true or false")
        return bool(banned)

    def last_modified(self) -> date | None:
        value = self.data.get("lastModified")
        try:
            return _day(value)
        except ValueError:
            problem = f"lastModified is {shortened(repr(value))}"
            raise self._error("lastModified", problem, "write a date such as '2026-01-31'") from None

    def faqs(self) -> tuple[tuple[Scalar, Scalar | None], ...]:
        node = self.places.get("faqs")
        if node is None or self.data["faqs"] is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise self._error("faqs", "faqs is not a list", "write a list of 'q: …' and 'a: …' pairs, or []")
        return _faqs(node, self.text, self.offset, self.file)

    def place(self, key: str) -> int:
        return self.offset + self.places[key].start_mark.index if key in self.places else self.lead

    def _error(self, key: str, problem: str, remedy: str) -> MonographError:
        return MonographError(self.file, _line(self.text, self.place(key)), problem, remedy)


def _load(source: str, file: str, first_line: int) -> tuple[yaml.Node | None, dict[str, Any]]:
    try:
        _check_events(source, file, first_line)
        loader = _Loader(source)
        try:
            root = loader.get_single_node()
            data = loader.construct_document(root) if root is not None else {}
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        line, what = first_line + _error_line(error, source), _error_cause(error)
        raise MonographError(file, line, f"bad YAML: {what}", _YAML_REMEDY) from error
    if not isinstance(data, dict):
        raise MonographError(
            file, first_line, "the front matter is not a mapping", "write 'title: …' and so on"
        )
    return root, data


def _check_events(source: str, file: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(source, Loader=yaml.CSafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent):
            raise MonographError(file, line, "the front matter uses a YAML alias", "write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise MonographError(file, line, "bad YAML: nested too deeply", _YAML_REMEDY)


def _error_line(error: yaml.YAMLError, source: str) -> int:
    if isinstance(error, yaml.reader.ReaderError):  # a control character: a position in bytes, no line
        return source.encode("utf-8").count(b"\n", 0, error.position)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line if mark else 0


def _error_cause(error: yaml.YAMLError) -> str:
    cause = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if "nesting depth" in cause:  # PyYAML counts for itself from 6.0.4 on
        return "nested too deeply"
    return " ".join(cause.split())


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
