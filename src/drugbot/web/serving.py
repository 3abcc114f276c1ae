"""Serve the page: one application of gradio's page and our own routes, on one port."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.types import ASGIApp

from drugbot.chatbot import Chatbot
from drugbot.errors import PageError
from drugbot.feedback.store import FeedbackStore
from drugbot.settings import Settings
from drugbot.web.feedback import feedback_routes
from drugbot.web.headers import SecurityHeaders
from drugbot.web.incoming import refused
from drugbot.web.page import mount_page
from drugbot.web.routes import PREFIX, chat_routes, static_routes

_HEAD: Final = (
    f'<link rel="stylesheet" href=".{PREFIX}/static/drugbot.css">'
    f'<link rel="icon" href=".{PREFIX}/static/icon.svg" type="image/svg+xml">'
    f'<script type="module" src=".{PREFIX}/static/main.js"></script>'
    f'<script type="module" src=".{PREFIX}/static/feedback.js"></script>'
)
_GRACE = 2  # seconds that open connections get when the server stops


def is_loopback(host: str) -> bool:
    """Return whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def build_app(chatbot: Chatbot, settings: Settings) -> ASGIApp:
    """Return the whole application: the page, its routes, the headers."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_exception_handler(RequestValidationError, refused)
    app.include_router(static_routes())
    app.include_router(chat_routes(chatbot, with_feedback=bool(settings.feedback)))
    if settings.feedback:
        app.include_router(feedback_routes(chatbot, FeedbackStore(Path(settings.feedback))))
    mount_page(app, chatbot, settings)
    return SecurityHeaders(app, _HEAD)


@dataclass(frozen=True)
class Served:
    """A page that is served from a thread of its own."""

    url: str
    _server: uvicorn.Server
    _thread: threading.Thread

    def close(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join()


def serve(
    chatbot: Chatbot, settings: Settings, ready: Callable[[str], object], *, block: bool = True
) -> Served:
    """Serve the page until it is stopped.

    Args:
        chatbot: who answers.
        settings: address, port and path.
        ready: called with the page's address once it answers.
        block: return at once where False; `Served.close` then stops it.

    Raises:
        PageError: the address or the port cannot be used.
    """
    listening = _listen(settings)
    config = uvicorn.Config(
        build_app(chatbot, settings),
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE,
        server_header=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    served = Served(f"http://{host}:{listening.getsockname()[1]}/", server, thread)
    ready(served.url)
    if block:
        _wait(served)
    return served


def _wait(served: Served) -> None:
    try:
        while served._thread.is_alive():
            served._thread.join(0.5)
    except KeyboardInterrupt:
        served.close()


def _listen(settings: Settings) -> socket.socket:
    """Return a socket that listens already, so that a taken port is known before anything is built."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise PageError(
            f"cannot serve on {settings.host}:{settings.port}: the port is taken or the address is not "
            "of this machine; give another --port or --host"
        ) from error
    return listening
