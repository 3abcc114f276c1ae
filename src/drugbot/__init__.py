"""Answer questions about medicines by quoting curated drug monographs.

Importing the package loads neither torch nor gradio: each name below is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugbot.answering.reply import Citation, Reply
    from drugbot.chatbot import Chatbot
    from drugbot.errors import DrugbotError
    from drugbot.index.building import build_index
    from drugbot.settings import Settings, load_settings

__all__ = ["Chatbot", "Citation", "DrugbotError", "Reply", "Settings", "build_index", "load_settings"]

_HOMES = {
    "Chatbot": "drugbot.chatbot",
    "Citation": "drugbot.answering.reply",
    "DrugbotError": "drugbot.errors",
    "Reply": "drugbot.answering.reply",
    "Settings": "drugbot.settings",
    "build_index": "drugbot.index.building",
    "load_settings": "drugbot.settings",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'drugbot' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
