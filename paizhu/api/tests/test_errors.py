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


@by_operation
def test_name_that_is_not_known_is_no_input(program: Programs, operation: Operation) -> None:
    clerk, address = program("clerk"), operation.address("2222222222")
    reply = clerk.asked(operation.method, f"{address}?lang=en&stat=closed")
    assert (reply.status, reply.said["fields"]["stat"]) == (422, ["There is no such input."])
    assert clerk.asked(operation.method, f"{address}?lang=fr").said["fields"]["lang"] == [
        "应为下列之一：zh, en。"
    ]


def test_filter_given_twice_is_told(program: Programs) -> None:
    reply = program("clerk").asked("GET", "/matters?lang=en&kind=task&kind=letter")
    assert reply.said["fields"] == {"kind": ["It is given more than once."]}


@pytest.mark.parametrize(
    ("address", "en", "zh"),
    [
        ("/clock?event=2026-01-31&unit=day", {"length": "It is missing."}, "缺少这一项。"),
        (
            "/ask?text=",
            {"text": "Too short; expected at least this many characters: 1."},
            "太短，至少1个字符。",
        ),
        (
            f"/norms?act={'x' * 201}",
            {"act": "Too long; expected at most this many characters: 200."},
            "太长，至多200个字符。",
        ),
        (
            "/norms?act=%00",
            {"act": "Expected text without control characters, such as line breaks."},
            "应为不含控制字符（如换行）的文字。",
        ),
        ("/norms?limit=0", {"limit": "Expected 1 or more."}, "应不小于1。"),
        ("/norms?limit=201", {"limit": "Expected 200 or less."}, "应不大于200。"),
        ("/norms?limit=1.5", {"limit": "Expected a whole number."}, "应为整数。"),
        ("/norms?on=31.3.2026", {"on": "Expected a day such as 2026-03-31."}, "应为日期，例如2026-03-31。"),
        ("/norms?on=2026-02-30", {"on": "Expected a day such as 2026-03-31."}, "应为日期，例如2026-03-31。"),
        ("/norms?on=1800-01-01", {"on": "Expected 1900-01-01 or later."}, "应为1900-01-01或者以后。"),
        ("/norms?on=3000-01-01", {"on": "Expected 2999-12-31 or earlier."}, "应为2999-12-31或者以前。"),
        (
            "/clock?event=2026-01-31&length=1&unit=week",
            {"unit": "Expected one of: hour, day, working_day, month, year."},
            "应为下列之一：hour, day, working_day, month, year。",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_language_of_the_reply(
    client: Client, address: str, en: dict[str, str], zh: str
) -> None:
    said = client.get(f"/api{address}&lang=en").json()["fields"]
    assert said == {name: [sentence] for name, sentence in en.items()}
    assert client.get(f"/api{address}").json()["fields"] == {name: [zh] for name in en}


def test_input_of_several_types_is_named_by_its_own_name(client: Client, program: Programs) -> None:
    said = client.get("/api/clock?event=x&length=1&unit=day&lang=en").json()["fields"]
    assert said["event"][0] == "Expected a day such as 2026-03-31."
    assert list(said) == ["event"]
    reply = program("clerk").post("/acts/task.propose", {"title": ["a"], "length": 1.5, "act": {}})
    wrong = ["Expected text, a whole number, true, false or null."]
    assert reply.said["fields"] == {"title": wrong, "length": wrong, "act": wrong}
    assert program("clerk").post("/acts/task.propose", []).said["fields"] == {
        "": ["Expected a JSON object with the inputs."]
    }
    many = {f"x{n}": "" for n in range(101)}
    assert "100" in program("clerk").post("/acts/task.propose", many).said["fields"][""][0]


def test_filter_that_names_nothing_is_told(client: Client) -> None:
    act = client.get("/api/norms?act=asist&lang=en")
    assert (act.status_code, act.json()["code"]) == (422, "input.unknown")
    assert "assist" in act.json()["message"]
    assert list(act.json()["fields"]) == ["act"]
    for address in ("/api/norms?regulation=stationed_rule", "/api/search?q=x&regulation=stationed_rule"):
        reply = client.get(f"{address}&lang=en")
        assert (reply.status_code, "stationed_rules" in reply.json()["message"]) == (422, True)


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
