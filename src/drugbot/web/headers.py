"""Security headers, and a content-security policy with a nonce of its own for every page."""

from __future__ import annotations

import re
import secrets

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio's page sets inline styles on its elements and writes style sheets at run time ('unsafe-inline' for
# styles, `data:` for the images in them). Its inline scripts get the nonce. Nothing needs eval.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_FIXED = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), clipboard-write=(self)"),
)
_SCRIPT = re.compile(rb"<script(?=[\s>])")
# What the page's frame says to other sites: cards and pictures that nobody here asks for, and a manifest at
# the root of the host, where a page on a sub-path has none.
_NOISE = re.compile(rb'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>|\s*<link rel="manifest"[^>]*>')


# What gradio offers and this page does not: taking files in, and fetching from elsewhere.
_CLOSED = re.compile(r"/gradio_api/(?:upload|proxy=)")
_LARGEST = 2 * 1024 * 1024  # bytes of a request


class SecurityHeaders:
    """Puts the headers on every response, the nonce and our own head on pages; closes what is not needed."""

    def __init__(self, app: ASGIApp, head: str = "") -> None:
        """Wrap an application.

        Args:
            app: what to wrap.
            head: HTML to put at the end of a page's head.
        """
        self._app = app
        self._head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if refusal:
            await PlainTextResponse(status_code=refusal)(scope, receive, _Completing(send, b""))
            return
        # A compressed page could not be completed; what is not a page is compressed where a file is served.
        accepted = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding" or not _is_page(scope)]
        await self._app({**scope, "headers": accepted}, receive, _Completing(send, self._head))


def _refusal(scope: Scope) -> int:
    """Return the status that a request is refused with, 0 where it is not."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if _CLOSED.search(scope["path"]):
        return 404
    return 413 if not length.isdigit() or int(length) > _LARGEST else 0


def _is_page(scope: Scope) -> bool:
    path: str = scope["path"]
    return path.endswith("/") or path == scope.get("root_path", "")


class _Completing:
    """The way back of one response."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send = send
        self._head = head
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            policy = (b"content-security-policy", POLICY.format(nonce=self._nonce).encode())
            message = {**message, "headers": [*message["headers"], *_FIXED, policy]}
            if headers.get(b"content-type", b"").startswith(b"text/html") and b"content-length" in headers:
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._complete(self._start)
            return
        await self._send(message)

    async def _complete(self, start: Message) -> None:
        body = _SCRIPT.sub(b'<script nonce="' + self._nonce.encode() + b'"', _NOISE.sub(b"", self._body))
        if b"<gradio-app" in body:
            body = body.replace(b"</head>", self._head + b"</head>", 1)
        kept = [(k, v) for k, v in start["headers"] if k != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body})
