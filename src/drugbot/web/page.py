"""Lay out the page; the only home of gradio.

Gradio brings the tabs, boxes, buttons, theme and the evaluator's form. The conversation is filled in by the
scripts in `static/`: gradio's own chat component reads each message as Markdown once more, which may alter a
quote, drops attributes from what it shows, and reads raw HTML out to a screen reader.
"""

from __future__ import annotations

import os
from html import escape
from typing import Any

# Before gradio is imported: it looks up two hosts when it starts, unless told not to.
os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")

import gradio as gr
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from drugbot.answering import wording
from drugbot.chatbot import Chatbot
from drugbot.conversation.context import LONGEST_TURN
from drugbot.settings import Settings
from drugbot.web.incoming import refused
from drugbot.web.languages import LANGUAGES, strings_for
from drugbot.web.markup import tag
from drugbot.web.why import why_html

# Of the reader's machine: none is fetched.
_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
_FIXED_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")
_AT_ONCE = 8  # of the evaluator's questions; the chat's own have threads of the server


def _theme() -> gr.themes.Base:
    """Return gradio's soft theme with colours that are told apart well enough (WCAG 2.2 AA)."""
    return gr.themes.Soft(font=_FONTS, font_mono=_FIXED_FONTS).set(
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_100",
        block_title_background_fill="none",
        block_title_background_fill_dark="none",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        input_border_width="1px",
        input_border_color="*neutral_500",
        input_border_color_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
        button_secondary_border_color="*neutral_500",
        button_secondary_background_fill_hover_dark="*neutral_700",
        button_border_width="1px",
    )


def _translations(monographs: int) -> gr.I18n:
    """Return the words of the page, from which gradio chooses by the language of the browser."""
    texts = {}
    for language, strings in LANGUAGES.items():
        subtitle = escape(strings.subtitle.format(count=monographs))
        head = f"<h1>{escape(wording.TITLE)}</h1><p>{subtitle}</p>"
        texts[language] = {**strings.words(), "head": head, "intro": tag("p", escape(strings.why_intro))}
    return gr.I18n(**texts)


def build_page(chatbot: Chatbot, settings: Settings, words: gr.I18n) -> gr.Blocks:
    """Return the page: the chat, the medicines, and why an answer is what it is."""
    with gr.Blocks(title=wording.TITLE, analytics_enabled=False) as page:
        _own(words("head"), "drugbot-head")
        _own(tag("div", "", id="drugbot-views"))
        with gr.Tabs(elem_id="drugbot-tabs"):
            with gr.Tab(words("chat"), id="chat", elem_id="drugbot-chat"):
                _chat(words)
            with gr.Tab(words("medicines"), id="medicines", elem_id="drugbot-browser"):
                gr.Textbox(label=words("find"), placeholder=words("find_hint"), elem_id="drugbot-find")
                _own('<p id="drugbot-found" role="status"></p><div id="drugbot-medicines"></div>')
            with gr.Tab(words("why"), id="why", elem_id="drugbot-why"):
                _why(chatbot, settings, words)
    return page


def _own(html: str | gr.i18n.I18nData, style: str = "") -> gr.Markdown:
    """Return HTML of ours as it is; gradio's HTML component would need eval for that."""
    return gr.Markdown(html, sanitize_html=False, elem_classes=["drugbot", style])


def _chat(words: gr.I18n) -> None:
    _own(
        tag("ol", "", id="drugbot-transcript")
        + tag("div", "", id="drugbot-start")
        + tag("div", "", id="drugbot-scope")
        + tag("p", "", "drugbot-unseen", id="drugbot-said", role="status")
        + tag("p", "", "drugbot-unseen", id="drugbot-urgent", role="alert")
    )
    with gr.Group():
        gr.Textbox(
            label=words("question"),
            placeholder=words("question_hint"),
            submit_btn=wording.ASK,  # these two are plain text to gradio; the script puts in the language
            stop_btn=LANGUAGES["en"].stop,
            max_lines=6,
            max_length=LONGEST_TURN,
            elem_id="drugbot-question",
        )
    with gr.Row(elem_id="drugbot-tools"):
        for name, label in (("over", "start_over"), ("export", "export"), ("print", "print")):
            gr.Button(words(label), size="sm", elem_id=f"drugbot-{name}", min_width=120)


def _why(chatbot: Chatbot, settings: Settings, words: gr.I18n) -> None:
    _own(words("intro"))
    box = gr.Textbox(
        label=words("why_question"), info=words("why_hint"), lines=2, elem_id="drugbot-why-question"
    )
    explain = gr.Button(words("explain"), variant="primary")
    shown = gr.Markdown(sanitize_html=False, elem_id="drugbot-explained", elem_classes="drugbot")

    def explained(text: str, request: gr.Request) -> str:
        turns = [turn for turn in text.splitlines() if turn.strip()]
        strings = strings_for(request.headers.get("accept-language", ""))
        return why_html(chatbot, turns, strings, settings)

    explain.click(explained, box, shown, api_visibility="private", concurrency_limit=_AT_ONCE)


def mount_page(app: FastAPI, chatbot: Chatbot, settings: Settings) -> None:
    """Put the page at the root of an application."""
    words = _translations(len(chatbot.index.entries))
    page = build_page(chatbot, settings, words)
    options: dict[str, Any] = {"root_path": settings.root_path} if settings.root_path else {}
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=_theme(),
        i18n=words,
        footer_links=[],
        ssr_mode=False,
        enable_monitoring=False,
        show_error=False,
        app_kwargs={"exception_handlers": {RequestValidationError: refused}},
        **options,
    )
