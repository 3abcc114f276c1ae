"""What the script in the page asks the server for.

Questions come in the body of a request, never in its address, so that no log has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from drugbot.chatbot import Chatbot
from drugbot.conversation.context import LONGEST_TURN
from drugbot.web.asking import Linked, ask
from drugbot.web.glossary import meanings
from drugbot.web.incoming import WHOLE
from drugbot.web.languages import language_of, strings_for
from drugbot.web.monographs import Quoted, medicines_html, monograph_html, resolve_title
from drugbot.web.rendering import index_examples

PREFIX: Final = "/drugbot"
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_STATIC: Final = {
    file.name: (file.read_bytes(), _TYPES[Path(file.name).suffix])
    for file in (files(__package__) / "static").iterdir()
    if Path(file.name).suffix in _TYPES
}
_EXAMPLES: Final = 6
_MOST: Final = 400  # turns

Turn = Annotated[str, Field(max_length=LONGEST_TURN), WHOLE]
Turns = Annotated[list[Turn], Field(max_length=_MOST)]


class Question(BaseModel):
    """A question with what it needs to be answered.

    Attributes:
        question: as typed.
        turns: the turns before it.
        scope: the drug that the chat is restricted to, by any of its names.
        passage: of a link: what it quoted.
        revision: of a link: the revision of the monograph it quoted.
        language: of the page's words.
    """

    question: Turn
    turns: Turns = []
    scope: Annotated[str, Field(max_length=200), WHOLE] | None = None
    passage: Annotated[str, Field(max_length=64), WHOLE] = ""
    revision: Annotated[str, Field(max_length=128), WHOLE] = ""
    language: Annotated[str, Field(max_length=8), WHOLE] = "en"


def check_same_origin(request: Request) -> None:
    """Refuse what another site sends through a reader's browser.

    Raises:
        HTTPException: it does.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise HTTPException(403)


def chat_routes(chatbot: Chatbot, *, with_feedback: bool) -> APIRouter:
    """Return the routes of the chat; the page asks for feedback where it is kept."""
    router = APIRouter(prefix=PREFIX)
    index = chatbot.index

    @router.get("/start")
    def start(language: str = "en") -> dict[str, Any]:
        return {
            "strings": strings_for(language).words(),
            "examples": index_examples(index, _EXAMPLES),
            "language": language_of(language),
            "feedback": with_feedback,
        }

    @router.post("/ask")
    def asked(question: Question, request: Request) -> dict[str, Any]:
        check_same_origin(request)
        scope = resolve_title(index, question.scope) if question.scope else None
        linked = Linked(question.passage, question.revision) if question.revision else None
        strings = strings_for(question.language)
        shown = ask(chatbot, question.turns, question.question, strings, scope=scope, linked=linked)
        return shown.record()

    @router.get("/glossary")
    def glossary() -> Mapping[str, str]:
        return meanings()

    @router.get("/scope")
    def scoped(drug: str) -> dict[str, str | None]:
        return {"drug": resolve_title(index, drug)}

    @router.get("/monograph", response_class=HTMLResponse)
    def monograph(drug: str, passage: str = "", start: int = 0, end: int = 0, language: str = "en") -> str:
        if drug not in index.by_title:
            raise HTTPException(404)
        return monograph_html(index, drug, strings_for(language), Quoted(passage, start, end))

    @router.get("/medicines", response_class=HTMLResponse)
    def medicines(language: str = "en") -> str:
        return medicines_html(index, strings_for(language))

    return router


def static_routes() -> APIRouter:
    """Return the routes of the scripts, the style sheet and the icon."""
    router = APIRouter(prefix=PREFIX)

    @router.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            raise HTTPException(404)
        content, kind = _STATIC[name]
        return Response(content, media_type=kind, headers={"cache-control": "no-cache"})

    return router
