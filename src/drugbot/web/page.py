"""Lay out the chat page and serve it; the only home of gradio."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from importlib.resources import files
from typing import Any

# Before gradio is imported: it looks up two hosts when it starts, unless told not to.
os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")

import gradio as gr

from drugbot.answering import wording
from drugbot.chatbot import Chatbot
from drugbot.errors import PageError
from drugbot.settings import Settings
from drugbot.web.rendering import example_questions, question_html, reply_html

_EXAMPLES = 6
_FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "sans-serif",
)  # of the reader's machine: none is fetched
_FIXED_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")

Turns = list[str]
Messages = list[dict[str, Any]]


def is_loopback(host: str) -> bool:
    """Return whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def build_page(chatbot: Chatbot) -> gr.Blocks:
    """Return the page: a transcript, a text box, example questions.

    The conversation lives with the session: the turns in its state, nothing in globals or on disk.
    """

    def answer(question: str, turns: Turns, messages: Messages) -> tuple[str, Turns, Messages]:
        turns = [*turns, question]
        reply = reply_html(chatbot.reply(turns), chatbot.index)
        said = {"role": "user", "content": question_html(question)}
        return "", turns, [*messages, said, {"role": "assistant", "content": reply}]

    passages = chatbot.index.passages
    asked = ((passage.drug, passage.question) for passage in passages if passage.question is not None)
    examples = example_questions(asked, (entry.title for entry in chatbot.index.entries), _EXAMPLES)
    with gr.Blocks(title=wording.TITLE, analytics_enabled=False, fill_height=True) as page:
        turns = gr.State([])
        gr.Markdown(
            f"# {wording.TITLE}\n{wording.SUBTITLE.format(count=len(chatbot.index.entries))}",
            elem_classes="drugbot-head",
        )
        transcript = gr.Chatbot(
            label=wording.TRANSCRIPT,
            show_label=False,
            placeholder=wording.PLACEHOLDER,
            scale=1,
            min_height=320,
            buttons=[],
            feedback_options=None,
            layout="panel",
            latex_delimiters=[],
            line_breaks=False,
            sanitize_html=True,
        )
        box = gr.Textbox(
            label=wording.QUESTION,
            placeholder=wording.QUESTION_HINT,
            submit_btn=wording.ASK,
            max_lines=6,
            autofocus=True,
        )
        gr.Examples([[example] for example in examples], box, label=wording.EXAMPLES)
        clear = gr.Button(wording.START_OVER, variant="secondary", size="sm")
        box.submit(answer, [box, turns, transcript], [box, turns, transcript], api_visibility="private")
        for emptied in (clear.click, transcript.clear):
            emptied(lambda: ("", [], []), None, [box, turns, transcript], api_visibility="private")
    return page


def serve(
    chatbot: Chatbot, settings: Settings, ready: Callable[[str], object], *, block: bool = True
) -> gr.Blocks:
    """Serve the page until it is stopped.

    Args:
        chatbot: who answers.
        settings: address and port.
        ready: called with the page's address once it answers.
        block: return at once where False; the page is then closed by ``close()`` of what is returned.

    Raises:
        PageError: the address or the port cannot be used.
    """
    page = build_page(chatbot)
    try:
        page.queue(default_concurrency_limit=4).launch(
            server_name=settings.host,
            server_port=settings.port,
            share=False,
            quiet=True,
            prevent_thread_lock=True,
            footer_links=[],
            ssr_mode=False,
            enable_monitoring=False,
            theme=gr.themes.Soft(font=_FONTS, font_mono=_FIXED_FONTS),
            css=(files(__package__) / "page.css").read_text(encoding="utf-8"),
        )
    except OSError as error:
        raise PageError(
            f"cannot serve on {settings.host}:{settings.port}: the port is taken or the address is not "
            "of this machine; give another --port or --host"
        ) from error
    ready(page.local_url)
    if block:
        page.block_thread()
    return page
