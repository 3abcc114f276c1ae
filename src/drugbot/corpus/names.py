"""Brand and alternate names that a monograph states for its drug."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from drugbot.corpus.monograph import Section

_NAMES_HEADING = re.compile(
    r"(?:alternat\w*|brand|trade|other|proprietary)\s+names?\b|synonyms|also known as"
    r"|^\W*(?:\d+\W+)?(?:names|brands)\b|\bbrands\W*$|\b(?:which|what)\s+names\b",
    re.IGNORECASE,
)
# "Names That Look Alike", "Switching Between Brands": of other drugs, or of none
_NO_NAMES_HEADING = re.compile(
    r"\b(?:alike|confus\w*|avoid|not|switch\w*|swap\w*|between|differs?|differences?|interchang\w*|mix\w*|compar\w*|versus|vs)\b",
    re.IGNORECASE,
)
# "500 mg", "Tablets", "The tablets", "Ask your pharmacist"
_NO_PROPER_NAME = re.compile(
    r"\d[\d.,]*\s*(?:mg|mcg|µg|g|ml|l|iu|units?|%)\b.*"
    r"|(?:(?:the|oral|eye|ear|nasal|film|coated)[ -]+)*(?:tablets?|capsules?|creams?|ointments?|gels?|drops|sprays?"
    r"|injections?|solutions?|suspensions?|syrups?|patch(?:es)?|inhalers?|powders?|generics?|brands?)"
    r"|(?:the|a|an|ask|tell|sold|see|do|does|all|some|many|most|it|its|this|these|not|no|in|made|your|both|there)\b.*",
    re.IGNORECASE,
)
# "Glucovance®: fixed mixture with metformin" is another product.
_COMBINED = re.compile(
    r"\b(?:combin\w+|mixtures?|together|plus)\b|\bwith\s+(?!a\b|the\b)[a-z]", re.IGNORECASE
)
_MARKED = re.compile(r"(?<![\w®™])([A-Z0-9][\w'’.-]*(?: [A-Z0-9][\w'’.-]*){0,3}?)\s?[®™]")
_BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_COLON = re.compile(r"\s*:")
_WORDS = re.compile(r"[^\W_]+")
_UNDER_NAMES = re.compile(
    r"\b(?:marketed|sold|available|known|branded|supplied)\b[^.:\n]{0,60}?\b(?:under|as)\b"
    r"(?:\s+(?:the|its|a))?(?P<said>\s+(?:brand|trade|proprietary)\s+names?)?:?\s+(?P<names>[^\n]+)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:brand|trade|proprietary|alternate|generic|chemical|other|international)\b[^:\n]{0,40}?\bnames?\b[^:\n]{0,20}:\**\s*(?P<names>[^\n]+)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SEPARATOR = re.compile(r"[,;/•]|\s+(?:and|or)\s+")
_NAME = re.compile(r"[A-Z0-9][\w'’.+-]*(?:[ ,&]+(?:and )?[A-Za-z0-9][\w'’.+-]*){0,5}")
_LISTED = re.compile(r"[A-Z][\w'’.+-]*(?: [A-Z0-9][\w'’.+-]*){0,3}")
_COUNTRY = re.compile(
    r"\W*(?:US|USA|U\.S\.(?:A\.)?|United States|UK|United Kingdom|EU|Europe|Canada|Japan|India|Australia"
    r"|Germany|France|International)\W*:"
)
_NO_NAME = frozenset(
    {"none", "unknown", "various", "others", "other", "n/a", "not applicable", "not available"}
    # "Nebilet in the United Kingdom, Ireland and Germany"
    | {
        "us",
        "usa",
        "united states",
        "uk",
        "united kingdom",
        "great britain",
        "britain",
        "ireland",
        "eu",
        "europe",
    }
    | {"germany", "austria", "switzerland", "france", "belgium", "netherlands", "italy", "spain", "portugal"}
    | {
        "greece",
        "sweden",
        "norway",
        "denmark",
        "finland",
        "poland",
        "turkey",
        "russia",
        "israel",
        "south africa",
    }
    | {
        "canada",
        "mexico",
        "brazil",
        "argentina",
        "australia",
        "new zealand",
        "india",
        "china",
        "japan",
        "korea",
    }
)
# "as Prolia for osteoporosis and others": the name is what stands before and after such words
_BEFORE_NAME = re.compile(r"^\s*(?:(?:as|the|also|under)\s+)+")
_AFTER_NAME = re.compile(
    r"\s(?:for|by|in|from|with|as|at|to|on|of|which|that|when|where|used|given|is|are|was|depending|among)\s.*$",
    re.DOTALL,
)
_PLACED = re.compile(r"\w[®™]?\s+(?:in|from)\s", re.IGNORECASE)
_CAPITALIZED = frozenset({"In", "The", "For", "As", "And", "Or", "Under", "Of", "By"})
_OTHER_SUBJECT = re.compile(r"\b(?:which|that|while|whereas|but|than|unlike|and)\b", re.IGNORECASE)

# Words at the end of a title that say in which form or by which route the drug is given, or which kind it is of.
_FORM_OF_TITLE = re.compile(
    r"[ ,]+(?:(?:oral|topical|systemic|ophthalmic|otic|nasal|inhaled|injectable|transdermal|vaginal|rectal"
    r"|sublingual|eye|ear|skin|extended[ -]release|delayed[ -]release|modified[ -]release|for)\s+)*"
    r"(?:oral|topical|systemic|ophthalmic|otic|nasal|inhaled|transdermal|vaginal|rectal|sublingual|tablets?|capsules?|creams?|ointments?|gels?"
    r"|lotions?|foams?|drops|sprays?|inhalers?|inhalation|nebuli[sz]er|injections?|infusions?|implants?|solutions?|suspensions?|syrups?"
    r"|patch(?:es)?|suppositor(?:y|ies)|gums?|lozenges?|powder|alfa|alpha|beta)$",
    re.IGNORECASE,
)


def short_titles(title: str) -> tuple[str, ...]:
    """Return what a title is called in short: "Timolol Eye Drops", "Ziprasidone (Geodon)", "Epoetin Alfa".

    That is the title without its form, and what stands in brackets where that may be a name, in order.
    """
    found: dict[str, None] = {}
    whole = " ".join(_ASIDE.sub(" ", title).split())
    shorter = _FORM_OF_TITLE.sub("", whole)
    while shorter != whole and shorter:
        found[whole], whole = None, shorter
        shorter = _FORM_OF_TITLE.sub("", whole)
    found[whole] = None
    for aside in _ASIDE.findall(title):
        names = (part.strip() for part in _SEPARATOR.split(aside[1:-1]))
        found.update(dict.fromkeys(name for name in names if _LISTED.fullmatch(name.title())))
    return tuple(name for name in found if name and name != title and not _FORM_OF_TITLE.match(f" {name}"))


def stated_names(title: str, text: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the names of the drug besides its title, in order of appearance, each once.

    They come from a section such as Alternate Names (in bold, marked ® or ™, after "marketed under …", after
    a label such as "Brand names:", as list items) and, elsewhere, from a sentence about the drug that says
    "marketed under the brand names …". A word marked ® elsewhere may well be another drug's brand.
    """
    found: dict[str, str] = {}
    for section in sections:
        if section.path and _states_names(section.path[-1]):
            candidates = [*_from_names_section(section, text), *_marked_in(section, text)]
        else:
            candidates = list(_from_prose(section, text, title))
        for candidate in candidates:
            name = _cleaned(candidate)
            if name is not None and name.casefold() != title.casefold():
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _states_names(heading: str) -> bool:
    return _NAMES_HEADING.search(heading) is not None and _NO_NAMES_HEADING.search(heading) is None


def _marked_in(section: Section, text: str) -> Iterator[str]:
    """Yield the names marked ® in a section on names, but for those of products that hold another drug as well."""
    for block in section.blocks:
        for unit in block.units:
            body = text[unit.span.start : unit.span.end]
            if block.kind != "list" or not _COMBINED.search(body):
                yield from map(_as_marked, _MARKED.findall(body))


def _as_marked(marked: str) -> str:
    """Return a name marked ® without the capitalized beginning of its sentence ("In Canada Prolia®")."""
    words = marked.split()
    return words[-1] if words[0] in _CAPITALIZED else marked


def _from_prose(section: Section, text: str, title: str) -> Iterator[str]:
    subject = re.compile(rf"\W*(?:the (?:drug|medicine) )?{re.escape(title)}\b", re.IGNORECASE)
    for block in section.blocks:
        body = _flat(text, block.units[0].span.start, block.units[-1].span.end)
        for match in _UNDER_NAMES.finditer(body):
            sentence = body[max(body.rfind(". ", 0, match.start()) + 1, 0) : match.start()]
            said = subject.match(sentence)
            # "Unlike denosumab, raloxifene is marketed under …" is about another drug
            if match["said"] and said and not _OTHER_SUBJECT.search(sentence[said.end() :]):
                yield from _parted(_first_sentence(match["names"]))


def _from_names_section(section: Section, text: str) -> Iterator[str]:
    for block in section.blocks:
        for unit in block.units if block.kind == "list" else ():
            yield from _from_item(_flat(text, unit.span.start, unit.span.end))
        body = _flat(text, block.units[0].span.start, block.units[-1].span.end)
        for match in _BOLD.finditer(body):
            inner = match.group(1) or match.group(2)
            if not inner.rstrip().endswith(":") and not _COLON.match(body, match.end()):
                yield from inner.split(",")  # "and" may be part of one name: "Amlodipine and Valsartan"
        for pattern in (_UNDER_NAMES, _LABELLED):
            for match in pattern.finditer(body):
                listing = _first_sentence(match["names"])
                if "**" not in listing:  # bold names were taken above, whole
                    yield from _parted(listing)
        if block.kind == "paragraph":
            yield from _only_names(body)


def _from_item(item: str) -> Iterator[str]:
    item = item.lstrip("*-+0123456789.) ") if not item.startswith("**") else item
    if ":" not in item and "**" not in item:
        yield from _parted(item)
    elif _COUNTRY.match(item):  # "**US:** Prolia"; what stands after other labels may be another drug
        yield from _only_names(item.partition(":")[2].replace("**", ""))


def _only_names(text: str) -> Iterator[str]:
    """Yield the parts of a text that consists of nothing but capitalized names ("Prolia, Xgeva")."""
    parts = [part.strip(" .®™") for part in _SEPARATOR.split(text) if part.strip(" .")]
    if all(_LISTED.fullmatch(part) for part in parts):
        yield from parts


def _parted(listing: str) -> Iterator[str]:
    """Yield the parts of a list of names; what follows "Nebilet in the UK" without a place of its own is one more."""
    is_placed = False
    for part in _SEPARATOR.split(listing):
        name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", f"{part} "))
        is_cut = _PLACED.search(part) is not None
        if is_cut or not is_placed or any(mark in part for mark in "®™"):
            yield name
        is_placed = is_placed or is_cut


def _flat(text: str, start: int, end: int) -> str:
    """Return a range on one line a block, links as their text, without what stands in brackets."""
    return " ".join(_ASIDE.sub(" ", _LINK.sub(r"\1", text[start:end])).split())


def _first_sentence(text: str) -> str:
    return re.split(r"\.(?:\s|$)", text)[0]


def _cleaned(candidate: str) -> str | None:
    name = " ".join(re.sub(r"[®™*_\"“”]", " ", candidate).split()).strip(" .:;,-–")
    if name.casefold().replace(".", "") in _NO_NAME or _NAMES_HEADING.match(name):
        return None
    if _NO_PROPER_NAME.fullmatch(name):
        return None
    return name if 2 <= len(name) <= 60 and _NAME.fullmatch(name) else None


def spelled(name: str) -> str:
    """Return a name in the form it is compared in: lower-case words, one space between them."""
    return " ".join(_WORDS.findall(normalize("NFC", name).casefold()))
