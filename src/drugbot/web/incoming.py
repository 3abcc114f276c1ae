"""What comes in with a request: texts that can be written out again, and refusals that repeat nothing."""

from __future__ import annotations

import re
from typing import Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BeforeValidator

_HALF: Final = re.compile("[\ud800-\udfff]")


def _whole(value: object) -> object:
    """Return a text with U+FFFD for each half of a surrogate pair; what is no text as it is."""
    return _HALF.sub("\ufffd", value) if isinstance(value, str) else value


# Of every text in a body: JSON may hold half of a surrogate pair (an emoji that was cut), UTF-8 and pydantic cannot.
WHOLE: Final = BeforeValidator(_whole)


async def refused(_request: Request, error: Exception) -> Response:
    """Refuse a request that is not as it has to be, by the place and kind of what is wrong with it.

    FastAPI's own handler repeats what was sent, which a reader's words are part of, and prints all of it where it
    cannot be written as UTF-8.
    """
    if not isinstance(error, RequestValidationError):
        raise error
    wrong = [{"type": one["type"], "loc": one["loc"], "msg": one["msg"]} for one in error.errors()]
    return JSONResponse({"detail": wrong}, 422)
