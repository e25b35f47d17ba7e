"""Whatever goes wrong has one shape and tells nothing of the inside."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from paizhu.api import matters, standing
from paizhu.api.schemas.common import Error
from paizhu.api.tests.conftest import Program
from paizhu.api.tests.operations import OPERATIONS, Operation
from paizhu.door.refusals import Conflict
from paizhu.door.tests.world import assigned
from paizhu.tokens.tests.conftest import MakeToken

by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
with_a_body = pytest.mark.parametrize(
    "operation", [one for one in OPERATIONS if one.method != "GET"], ids=lambda o: o.id
)
NO_JSON = {
    "cut": b"{",
    "not UTF-8": b"\xff",
    "NaN": b'{"text": NaN}',
    "deep": b"[" * 100_000,
    "long number": b'{"n": ' + b"1" * 5000 + b"}",
}
OTHER_JSON = (b"[]", b'"x"', b'{"text": {"a": 1}, "bearer": [], "act": 1.5}')
Programs = Callable[..., Program]


def sent(operation: Operation, method: str = "", body: bytes = b"", token: str = "", **headers: str) -> Any:
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return Client(raise_request_exception=False).generic(
        method or operation.method,
        "/api" + operation.address("2222222222") + "?lang=en",
        body,
        "application/json",
        headers=headers,
    )


def shaped(reply: Any, status: int) -> dict[str, Any]:
    """The error that the reply says; in the shape, and nothing of the inside in it."""
    assert reply.status_code == status, reply.content
    assert reply["Content-Type"] == "application/json; charset=utf-8"
    said: dict[str, Any] = json.loads(reply.content)
    assert set(said) == {"code", "message", "gate", "provisions", "instead", "fields"}
    Error.model_validate(said)
    text = json.dumps(said)
    for inside in ("Traceback", "paizhu.", "django", "ninja", "pydantic", "site-packages", "SELECT", "door_"):
        assert inside not in text, text
    return said


@by_operation
def test_method(operation: Operation) -> None:
    reply = sent(operation, "DELETE")
    assert shaped(reply, 405)["code"] == "request.method"
    assert operation.method in reply["Allow"]


@by_operation
def test_too_long(operation: Operation, settings: Settings) -> None:
    settings.API_LONGEST_BODY = 1000
    assert shaped(sent(operation, body=b" " * 1001), 413)["code"] == "request.too_long"


@with_a_body
def test_no_json(token: MakeToken, operation: Operation) -> None:
    secret = token("clerk")
    for name, body in NO_JSON.items():
        assert shaped(sent(operation, body=body, token=secret), 400)["code"] == "request", name


@with_a_body
def test_other_json(token: MakeToken, operation: Operation) -> None:
    secret = token("clerk")
    for body in OTHER_JSON:
        assert shaped(sent(operation, body=body, token=secret), 422)["code"] == "input", body


@by_operation
def test_too_often(token: MakeToken, operation: Operation, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 1
    secret = token("clerk")
    sent(operation, token=secret)
    reply = sent(operation, token=secret)
    assert shaped(reply, 429)["code"] == "token.rate"
    assert 0 < int(reply["Retry-After"]) <= 60


@by_operation
def test_wrong_token(operation: Operation, db: None) -> None:  # noqa: ARG001  the database first
    assert shaped(sent(operation, token="x"), 401)["code"] == "token.unknown"


@pytest.mark.parametrize(
    "path", ["/api/", "/api/nothing", "/api/ask/", "/api/matters//acts/x", "/api/%00", "/api/docs/x"]
)
def test_no_such_address(client: Client, path: str) -> None:
    assert shaped(client.get(path), 404)["code"] == "not_found"


def test_other_host(client: Client) -> None:
    shaped(client.get("/api/ask", headers={"Host": "elsewhere.example"}), 400)


def test_fault(token: MakeToken, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("SELECT secret FROM door_matter")

    monkeypatch.setattr(standing, "recorded", broken)
    operation = next(o for o in OPERATIONS if o.id == "record")
    assert shaped(sent(operation, token=token("clerk")), 500)["code"] == "fault"


def test_conflict(token: MakeToken, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(*_given: object, **_named: object) -> None:
        raise Conflict("Somebody else acted.")

    monkeypatch.setattr(matters, "perform", moved)
    operation = next(o for o in OPERATIONS if o.id == "act")
    assert shaped(sent(operation, token=token("clerk")), 409)["code"] == "door.conflict"


def test_fields_name_what_is_wrong(program: Programs) -> None:
    reply = program("clerk").get("/matters", limit=0, due_before="someday", title="\x00")
    assert reply.status == 422
    assert set(reply.said["fields"]) == {"limit", "due_before", "title"}


def test_name_that_is_not_known_is_no_filter(program: Programs) -> None:
    reply = program("clerk").get("/matters", stat="closed")
    assert (reply.status, list(reply.said["fields"])) == (422, ["stat"])


def test_sentences_are_in_the_language_asked_for(client: Client) -> None:
    zh = client.get("/api/nothing").json()["message"]
    en = client.get("/api/nothing?lang=en").json()["message"]
    assert en == "There is no such thing."
    assert any("\u4e00" <= c <= "\u9fff" for c in zh)


def test_refused_act_tells_nothing_of_others(program: Programs) -> None:
    matter = assigned()
    reply = program("clerk").post(f"/matters/{matter.reference}/acts/task.approve", {})
    assert reply.status == 403
    assert "X-" not in json.dumps(reply.said)
