"""What the page asks for when a reader has an opinion: first what would be kept, then to keep it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from drugbot.chatbot import Chatbot
from drugbot.errors import FeedbackError
from drugbot.feedback.record import Feedback, Opinion, Reason, Verdict, feedback_on, vocabulary_of
from drugbot.feedback.store import FeedbackStore
from drugbot.web.incoming import WHOLE
from drugbot.web.routes import PREFIX, Turns, check_same_origin

_LONGEST_NOTE = 2_000


class Sent(BaseModel):
    """What a reader thinks of the reply to the last of some turns.

    Attributes:
        turns: the conversation up to the reply.
        verdict: up or down.
        reason: what is wrong.
        note: in the reader's words.
    """

    turns: Turns
    verdict: Verdict
    reason: Reason = ""
    note: Annotated[str, Field(max_length=_LONGEST_NOTE), WHOLE] = ""


def feedback_routes(chatbot: Chatbot, store: FeedbackStore) -> APIRouter:
    """Return the routes of feedback.

    The reply is made anew from the turns, so that nothing is kept as a reply that was none.
    """
    router = APIRouter(prefix=f"{PREFIX}/feedback")
    vocabulary = vocabulary_of(chatbot.index)

    def of(sent: Sent) -> Feedback:
        opinion = Opinion(tuple(sent.turns), sent.verdict, sent.reason, sent.note)
        reply = chatbot.reply(opinion.turns)
        return feedback_on(opinion, reply, chatbot.index, vocabulary, date.today())

    @router.post("/preview")
    def preview(sent: Sent, request: Request) -> dict[str, Any]:
        check_same_origin(request)
        return of(sent).record()

    @router.post("/keep")
    def keep(sent: Sent, request: Request) -> dict[str, bool]:
        check_same_origin(request)
        try:
            store.keep(of(sent))
        except FeedbackError as error:
            raise HTTPException(507) from error
        return {"kept": True}

    return router
