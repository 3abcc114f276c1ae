from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from drugbot.chatbot import Chatbot
from drugbot.settings import Settings
from drugbot.web.serving import build_app

HALF = "\ud800"  # of a surrogate pair
SECRET = "quetzalcoatl"  # stands for what a reader would not want to find in a log


@pytest.fixture(scope="module")
def client(chatbot: Chatbot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The whole application; what it fails with is raised."""
    kept = tmp_path_factory.mktemp("feedback") / "feedback.sqlite"
    with TestClient(build_app(chatbot, Settings(feedback=str(kept)))) as client:
        yield client


def posted(client: TestClient, path: str, body: dict[str, Any] | bytes) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, content=content, headers={"content-type": "application/json"})


def test_half_of_a_surrogate_pair_in_a_question_is_replaced_and_the_question_answered(
    client: TestClient,
) -> None:
    answer = posted(
        client,
        "/drugbot/ask",
        {"question": f"{HALF} prolia dose{HALF}", "turns": [f"eliquis{HALF}"], "language": HALF},
    )
    assert answer.status_code == 200
    assert answer.json()["turns"] == ["\ufffd prolia dose\ufffd"]
    plain = posted(client, "/drugbot/ask", {"question": "prolia dose", "turns": ["eliquis"]})
    assert answer.json()["quoted"] == plain.json()["quoted"] is not None


@pytest.mark.parametrize("name", ["scope", "passage", "revision"])
def test_half_of_a_surrogate_pair_elsewhere_in_a_question_does_no_harm(client: TestClient, name: str) -> None:
    body = {"question": "prolia dose", "passage": "p", "revision": "r", name: HALF}
    assert posted(client, "/drugbot/ask", body).status_code == 200


@pytest.mark.parametrize("path", ["/drugbot/feedback/preview", "/drugbot/feedback/keep"])
def test_half_of_a_surrogate_pair_in_feedback_is_replaced(client: TestClient, path: str) -> None:
    body = {"turns": [f"prolia dose {HALF}"], "verdict": "down", "note": f"{HALF}too long"}
    answer = posted(client, path, body)
    assert answer.status_code == 200
    if path.endswith("preview"):
        assert (answer.json()["turns"], answer.json()["note"]) == (["prolia dose \ufffd"], "\ufffdtoo long")


def test_a_whole_surrogate_pair_is_the_character_that_it_is(client: TestClient) -> None:
    answer = posted(client, "/drugbot/ask", rb'{"question": "prolia dose \ud83d\ude00"}')
    assert answer.json()["turns"] == ["prolia dose 😀"]


SENT = f"{HALF} {SECRET}"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/drugbot/ask", {"question": SECRET * 1_000}, 422),
        ("/drugbot/ask", {"question": [SENT]}, 422),
        ("/drugbot/ask", {"question": "x", "turns": SENT}, 422),
        ("/drugbot/ask", {"turns": [SENT]}, 422),
        ("/drugbot/ask", {"question": "x", "turns": [{SENT: SENT}]}, 422),
        ("/drugbot/ask", f'{{"question": "{SECRET}'.encode(), 422),
        ("/drugbot/ask", f'{{"question": "{SECRET}'.encode() + b'\xff"}', 400),
        ("/drugbot/feedback/preview", {"turns": [SECRET], "verdict": SENT}, 422),
        ("/drugbot/feedback/keep", {"turns": [SECRET], "verdict": "down", "reason": SENT}, 422),
        ("/drugbot/feedback/keep", {"turns": [SECRET], "verdict": "up", "note": SECRET * 1_000}, 422),
        # What gradio brings: the tab that explains an answer is asked over it.
        ("/gradio_api/queue/join", {"data": SENT, "fn_index": SENT}, 422),
        ("/gradio_api/run/predict", {"data": SENT}, 422),
        ("/gradio_api/cancel", {"session_hash": SENT}, 422),
    ],
)
def test_refusal_says_what_is_wrong_and_repeats_nothing_that_was_sent(
    client: TestClient,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    path: str,
    body: dict[str, Any] | bytes,
    status: int,
) -> None:
    answer = posted(client, path, body)
    assert answer.status_code == status
    assert answer.json()["detail"]
    written = capfd.readouterr()
    assert SECRET not in answer.text + caplog.text + written.out + written.err


def test_refusal_of_an_address_does_not_repeat_it(client: TestClient) -> None:
    answer = client.get("/drugbot/monograph", params={"drug": "Denosumab", "start": SECRET})
    assert answer.status_code == 422
    assert answer.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["query", "start"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
            }
        ]
    }
