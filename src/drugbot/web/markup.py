"""Words that are not ours as harmless HTML.

A quote is Markdown of which only emphasis, lists, tables and code are shown as markup; tags, links, images
and scripts are shown as characters.
"""

from __future__ import annotations

from html import escape
from typing import Final

from markdown_it import MarkdownIt

ORIGINAL: Final = "en"  # the language of the monographs, of questions made of them, and of the names in them

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
_MARKDOWN.disable(["link", "image", "autolink", "html_inline", "html_block", "reference", "entity"])


def rendered(markdown: str) -> str:
    """Return Markdown as HTML in which nothing loads, links or runs."""
    return str(_MARKDOWN.render(markdown)).strip()


def tag(name: str, inner: str, style: str = "", **attributes: str) -> str:
    """Return an element around HTML; attribute values are escaped, ``_`` in their names stands for ``-``."""
    values = {"class": style, **attributes} if style else attributes
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in values.items()
    )
    return f"<{name}{written}>{inner}</{name}>"


def button(label: str, style: str = "", **attributes: str) -> str:
    """Return a button with a plain label."""
    return tag("button", escape(label), f"drugbot-button {style}".strip(), type="button", **attributes)


def icon(sign: str) -> str:
    """Return a sign that is only looked at; the word beside it says the same."""
    return tag("span", escape(sign), "drugbot-icon", aria_hidden="true")
