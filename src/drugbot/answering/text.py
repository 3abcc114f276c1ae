"""Put quotes and framing words together, as Markdown for a person to read.

A quote keeps its own Markdown (emphasis, lists, tables); what could act in a page rather than be read (tags,
links, images) is escaped, because a monograph's text is text and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from drugbot.answering import wording
from drugbot.answering.reply import Citation, Notice, Reply, Understood
from drugbot.index.contents import Entry

_LINKING = re.compile(r"\\*@|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)  # what turns bare text into a link
_ACTIVE = re.compile(rf"\\*[<\[\]`]|{_LINKING.pattern}", re.IGNORECASE)  # a backslash would escape our "&"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()!|~$&]|^[#+-]|(?<=^\d)[.)])")


def answer_text(
    understood: Iterable[Understood],
    unknown: Iterable[str],
    notices: Iterable[str],
    citations: tuple[Citation, ...],
    silent: Iterable[str] = (),
) -> str:
    """Return the text of an answer: how the question was understood, notices, quotes with their places."""
    parts = [*notices, *understood_texts(understood, unknown, silent), *_quoted(citations[0])]
    if citations[1:]:
        parts.append(wording.FURTHER)
        parts += [part for citation in citations[1:] for part in _quoted(citation)]
    return "\n\n".join([*parts, wording.DISCLAIMER])


def part_text(text: str) -> str:
    """Return the text of a reply as part of another's, without the closing words that stand once for all."""
    return text.removesuffix(wording.DISCLAIMER).rstrip()


def table_text(parts: Iterable[Reply]) -> str:
    """Return the first quotes of replies side by side, as a Markdown table with a column for each drug."""
    columns = [part.citations[0] for part in parts if part.citations]
    heads = [escaped(citation.drug) for citation in columns]
    places = [f"**{' › '.join(map(escaped, citation.section))}**" for citation in columns]
    quotes = [_in_cell(harmless(with_context(citation))) for citation in columns]
    sources = [f"({escaped(source_line(citation.file, citation.last_modified))})" for citation in columns]
    rows = [heads, ["---"] * len(columns), places, quotes, sources]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _in_cell(markdown: str) -> str:
    return markdown.strip().replace("|", "&#124;").replace("\n", "<br>")


def plain_text(sentence: str, options: Iterable[str] = ()) -> str:
    """Return the text of a reply without quotes: a sentence of the catalogue and the choices, if any."""
    return "\n".join([sentence, *(f"- {escaped(option)}" for option in options)])


def notice_texts(
    notices: Iterable[Notice], entries: Iterable[Entry], citations: Iterable[Citation]
) -> list[str]:
    """Return the sentences that the notices about the cited monographs stand for."""
    cited = {citation.passage for citation in citations}
    texts = []
    for notice in notices:
        if notice == "personal_advice":
            texts.append(wording.PERSONAL_ADVICE)
        for entry in entries:
            drug = escaped(entry.title)
            if notice == "banned" and entry.is_banned:
                texts.append(f"**{wording.BANNED.format(drug=drug)}**")
            elif notice == "disagrees" and any(cited.issuperset(pair) for pair in entry.conflicts):
                texts.append(f"**{wording.DISAGREES.format(drug=drug)}**")
            elif notice == "boxed_warning" and entry.boxed_warning:
                section = escaped(entry.boxed_warning)
                texts.append(f"**{wording.BOXED_WARNING.format(drug=drug, section=section)}**")
            elif notice == "stale" and entry.last_modified is None:
                texts.append(wording.STALE_UNDATED.format(drug=drug))
            elif notice == "stale" and entry.last_modified is not None:
                texts.append(wording.STALE.format(drug=drug, day=entry.last_modified.isoformat()))
    return texts


def form_texts(forms: Iterable[str], drugs: Iterable[str]) -> list[str]:
    """Return the sentences that a monograph does not speak of the form or salt that was asked about."""
    return [f"**{wording.OTHER_FORM.format(form=escaped(form), drugs=listed(drugs))}**" for form in forms]


def understood_texts(
    understood: Iterable[Understood], unknown: Iterable[str], silent: Iterable[str] = ()
) -> list[str]:
    """Return how names were understood, which medicines have no monograph, which monographs are silent."""
    sentences: Mapping[str, str] = {
        "name": wording.UNDERSTOOD_NAME,
        "spelling": wording.UNDERSTOOD_SPELLING,
        "context": wording.UNDERSTOOD_CONTEXT,
        "only": wording.UNDERSTOOD_ONLY,
    }
    read = [
        sentences[item.how].format(said=escaped(item.said), meant=escaped(item.meant))
        for item in understood
        if item.how in sentences
    ]
    read += [wording.UNKNOWN_BESIDE.format(unknown=escaped(name)) for name in unknown]
    return [*read, *(wording.SILENT.format(drug=escaped(drug)) for drug in silent)]


def with_context(citation: Citation) -> str:
    """Return a quote below what leads into it, as one piece of Markdown."""
    pieces = [*(excerpt.quote for excerpt in citation.context), citation.quote]
    markdown = pieces[0]
    for before, piece in pairwise(pieces):
        # Rows follow the header of their table at once; all else stands in a block of its own.
        markdown += ("\n" if before.lstrip().startswith("|") else "\n\n") + piece
    return markdown


def source_line(file: str, last_modified: str | None) -> str:
    """Return where a quote comes from."""
    dated = wording.DATED.format(day=last_modified) if last_modified else wording.UNDATED
    return wording.SOURCE.format(file=file, date=dated)


def escaped(text: str) -> str:
    """Return words that are not ours so that Markdown shows them as they are."""
    return _LINKING.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", text))


def harmless(markdown: str) -> str:
    """Return a quote with everything escaped that is not emphasis, list or table."""
    return _ACTIVE.sub(lambda match: "".join(f"&#{ord(char)};" for char in match.group()), markdown)


def listed(names: Iterable[str]) -> str:
    """Return names as words: "A, B and C"."""
    *head, last = [escaped(name) for name in names]
    return f"{', '.join(head)} and {last}" if head else last


def _quoted(citation: Citation) -> list[str]:
    place = " › ".join(escaped(part) for part in (citation.drug, *citation.section))
    block = "\n".join(f"> {line}".rstrip() for line in harmless(with_context(citation)).splitlines())
    return [f"**{place}**", block, f"({escaped(source_line(citation.file, citation.last_modified))})"]


def month_age(day: date, today: date) -> int:
    """Return how many whole months lie between two days."""
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
