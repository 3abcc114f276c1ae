"""A monograph as a page to read, with its contents and the quoted words marked; and the list of all.

It is put together from the passages of the index, which hold every section in order; no file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from drugbot.answering.text import escaped
from drugbot.corpus.names import spelled
from drugbot.corpus.passage import Part, Passage
from drugbot.index.contents import Entry, Index
from drugbot.web.markup import ORIGINAL, button, rendered, tag
from drugbot.web.sections import order_of
from drugbot.web.strings import Strings

# Rare brackets stand for <mark> while Markdown is rendered: beside punctuation, emphasis begins and ends as it would.
_OPEN, _CLOSE = "⸨", "⸩"
_LIST_MARK = re.compile(r"\s*(?:(?:[-+*]|\d+[.)])\s+)*")
_BLANK_LINES = re.compile(r"(\n\s*\n)")
_BARS = re.compile(r"(\n|(?<!\\)\|)")
_CLASS = re.compile(r"^[-*]\s*\*\*(?:drug )?class:?\*\*:?\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is to be marked in a monograph.

    Attributes:
        passage: id of the passage.
        start: first code point of the quote in the file; equal to ``end`` where all of the passage is meant.
        end: one past the last.
    """

    passage: str
    start: int = 0
    end: int = 0


def monograph_html(index: Index, title: str, strings: Strings, quoted: Quoted | None = None) -> str:
    """Return a whole monograph.

    Args:
        index: where it stands.
        title: of a monograph in the index.
        strings: the page's own words.
        quoted: what to mark.
    """
    entry = index.by_title[title]
    passages = [index.passages[number] for number in index.by_drug[title]]
    blocks = list(_blocks(passages, quoted, strings))
    items = "".join(
        tag(
            "li",
            tag("a", escape(block.heading), href=f"#{block.id}", data_jump=block.id),
            data_order=str(order_of((block.heading,))),
        )
        for block in blocks
        if block.depth == 0 and block.heading
    )
    contents = tag("summary", escape(strings.contents)) + tag("ol", items, lang=ORIGINAL)
    nav = tag("nav", tag("details", contents), "drugbot-contents", aria_label=strings.contents)
    body = "".join(_grouped(blocks))
    return _head(entry, strings) + nav + tag("div", body, "drugbot-monograph", lang=ORIGINAL)


def _head(entry: Entry, strings: Strings) -> str:
    day = entry.last_modified
    lines = [
        tag("p", escape(strings.brands.format(names=", ".join(entry.names)))) if entry.names else "",
        tag("p", escape(strings.changed_on.format(day=day.isoformat())), "drugbot-source") if day else "",
        tag("p", escape(strings.banned), "drugbot-badge") if entry.is_banned else "",
        tag("div", rendered(escaped(entry.description)), lang=ORIGINAL) if entry.description else "",
        button(
            strings.ask_about,
            data_scope=entry.title,
            aria_label=f"{strings.ask_about}: {entry.title}",
        ),
    ]
    return tag("div", "".join(lines), "drugbot-monograph-head")


@dataclass(frozen=True, slots=True)
class _Block:
    html: str
    heading: str = ""
    depth: int = 0
    id: str = ""


def _grouped(blocks: Iterable[_Block]) -> Iterator[str]:
    """Yield a monograph's sections of the first level, each with its place in the order of `order_of`."""
    section: list[str] = []
    heading: tuple[str, ...] = ()
    for block in blocks:
        if block.depth == 0 and block.heading:
            if section:
                yield tag("div", "".join(section), data_order=str(order_of(heading)))
            section, heading = [], (block.heading,)
        section.append(block.html)
    yield tag("div", "".join(section), data_order=str(order_of(heading)))


def _blocks(passages: Sequence[Passage], quoted: Quoted | None, strings: Strings) -> Iterator[_Block]:
    """Yield headings where the path changes, and what stands under them."""
    path: tuple[str, ...] = ()
    for number, passage in enumerate(passages):
        common = next(
            (i for i, (a, b) in enumerate(zip(path, passage.section, strict=False)) if a != b),
            min(len(path), len(passage.section)),
        )
        for depth in range(common, len(passage.section)):
            name = f"drugbot-section-{number}-{depth}"
            level = min(3 + depth, _DEEPEST)
            heading = passage.section[depth]
            yield _Block(tag(f"h{level}", escape(heading), id=name, tabindex="-1"), heading, depth, name)
        yield _Block(_passage(passage, passages[:number], quoted, strings), depth=1)
        path = passage.section


def _passage(passage: Passage, before: Sequence[Passage], quoted: Quoted | None, strings: Strings) -> str:
    """Return a passage, below the header of its table where a table goes on from the passage before."""
    headers = [
        c.quote for c in passage.context if c.quote.lstrip().startswith("|") or not _is_shown(c.start, before)
    ]
    is_quoted = quoted is not None and quoted.passage == passage.id
    text = _marked(passage, quoted) if is_quoted and quoted is not None else passage.excerpt.quote
    markdown = "".join(h + ("\n" if h.lstrip().startswith("|") else "\n\n") for h in headers) + text
    html = rendered(markdown)
    if not is_quoted:
        return tag("div", html, "drugbot-passage")
    is_part = text != passage.excerpt.quote
    if is_part:
        html = html.replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")
    style = "drugbot-passage drugbot-around" if is_part else "drugbot-passage drugbot-quoted"
    attributes = {"id": "drugbot-quoted", "tabindex": "-1", "role": "group", "aria_label": strings.quoted}
    return tag("div", html, style, **attributes)


def _is_shown(start: int, before: Sequence[Passage]) -> bool:
    return any(other.excerpt.start <= start < other.excerpt.end for other in before)


def _marked(passage: Passage, quoted: Quoted) -> str:
    """Return a passage's text with the quote marked where it is parts, or words within one line; else as it is."""
    text, start, end = passage.excerpt.quote, passage.excerpt.start, passage.excerpt.end
    if _OPEN in text or _CLOSE in text:
        return text
    parts = [part for part in passage.parts if quoted.start <= part.start and part.end <= quoted.end]
    is_run = parts and (parts[0].start, parts[-1].end) == (quoted.start, quoted.end)
    if is_run and len(parts) < len(passage.parts):
        return _with_parts_marked(text, parts)
    first, last = quoted.start - start, quoted.end - start
    unrepaired = end - start == len(text)
    words = text[first:last] if unrepaired and 0 <= first < last <= len(text) else ""
    if not words or "\n" in words or first == 0 or text[first - 1] == "\n":
        return text
    return f"{text[:first]}{_OPEN}{words}{_CLOSE}{text[last:]}"


def _with_parts_marked(text: str, parts: Sequence[Part]) -> str:
    if any(part.kind == "other" for part in parts):  # code and quotations cannot be marked inside
        return text
    pieces, at = [], 0
    for part in parts:
        words = text[part.first : part.last]
        between = _BARS if words.lstrip().startswith("|") else _BLANK_LINES
        marked = "".join(map(_mark, between.split(words)))
        pieces += [text[at : part.first], marked]
        at = part.last
    return "".join((*pieces, text[at:]))


def _mark(words: str) -> str:
    """Return words in marks, but for what makes them an item; what has no letter or digit as it is."""
    if not any(map(str.isalnum, words)):
        return words
    body = words.rstrip()
    item = _LIST_MARK.match(body)
    begin = item.end() if item else 0
    return f"{body[:begin]}{_OPEN}{body[begin:]}{_CLOSE}{words[len(body) :]}"


def stated_classes(index: Index) -> Mapping[str, str]:
    """Return the class of each drug whose monograph states one, in its own words."""
    found: dict[str, str] = {}
    for passage in index.passages:
        match = _CLASS.search(passage.excerpt.quote)
        if match and passage.drug not in found:
            found[passage.drug] = match.group(1).strip()
    return found


def medicines_html(index: Index, strings: Strings) -> str:
    """Return all monographs as a list; what each can be found by stands in ``data-words``."""
    classes = stated_classes(index)
    entries = sorted(index.entries, key=lambda entry: entry.title.casefold())
    return tag("ul", "".join(_medicine(entry, classes.get(entry.title, ""), strings) for entry in entries))


def _medicine(entry: Entry, stated: str, strings: Strings) -> str:
    words = spelled(" ".join((entry.title, *entry.names, stated)))
    badge = " " + tag("span", escape(strings.banned), "drugbot-badge") if entry.is_banned else ""
    lines = [
        tag("h2", escape(entry.title) + badge),
        tag("p", escape(strings.brands.format(names=", ".join(entry.names)))) if entry.names else "",
        tag("div", rendered(strings.drug_class.format(name=stated))) if stated else "",
    ]
    buttons = button(
        strings.read, data_open=entry.title, aria_label=f"{strings.read}: {entry.title}"
    ) + button(
        strings.ask_about,
        data_scope=entry.title,
        aria_label=f"{strings.ask_about}: {entry.title}",
    )
    lines.append(tag("div", buttons, "drugbot-foot"))
    return tag("li", "".join(lines), "drugbot-medicine", data_words=words)


def resolve_title(index: Index, name: str) -> str | None:
    """Return the title of the monograph that a name in a link stands for; None unless it is exactly one."""
    wanted = spelled(name)
    by_title = [entry.title for entry in index.entries if spelled(entry.title) == wanted]
    by_name = (entry.title for entry in index.entries if wanted in _spelled(entry.names))
    found = by_title or list(dict.fromkeys(by_name))
    return found[0] if wanted and len(found) == 1 else None


def _spelled(names: Iterable[str]) -> set[str]:
    return {spelled(name) for name in names}
