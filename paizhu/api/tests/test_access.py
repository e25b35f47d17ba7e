"""Who gets what: whoever takes part, who sees the outline, an outsider, nobody; with tokens that hold and that do not."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from paizhu.accounts.models import Account, State
from paizhu.api.tests.conftest import Program
from paizhu.api.tests.operations import BODY, OPERATIONS, QUERY, Operation
from paizhu.door.models import Matter, Performed
from paizhu.door.tests import world
from paizhu.door.tests.world import AT, ON, TASK, assigned, do, proposed
from paizhu.journal.checkpoints import checkpoint
from paizhu.journal.models import Entry
from paizhu.tokens.models import Scope
from paizhu.tokens.models import Token as Kept
from paizhu.tokens.tests.conftest import MakeToken

Programs = Callable[..., Program]
by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)


def ask(program: Program, operation: Operation, reference: str, body: Any = None) -> Any:
    address = operation.address(reference)
    if operation.method == "GET":
        return program.get(address, **QUERY.get(operation.id, {}))
    given = {**TASK, "assignee": "Z1"} if operation.id == "open_matter" else BODY[operation.id]
    return program.post(address, given if body is None else body)


def written() -> tuple[int, int, int]:
    return Matter.objects.count(), Performed.objects.count(), Entry.objects.count()


@by_operation
def test_who_takes_part_is_answered(program: Programs, operation: Operation) -> None:
    who = "superior_deputy" if operation.id == "open_matter" else "clerk"
    asking = program(who)  # which is the first entry of the log
    if operation.id == "checkpoint":
        checkpoint("Z1", at=AT)
    reply = ask(asking, operation, assigned().reference)
    assert reply.status == (201 if operation.id == "open_matter" else 200), reply.said
    assert reply.headers["Cache-Control"] == "no-store"


# Of each way to hold no token, the code that every operation tells.
NO_TOKEN = {
    "none": "missing",
    "wrong": "unknown",
    "other scheme": "missing",
    "expired": "expired",
    "revoked": "revoked",
    "locked": "account",
    "seat ended": "seat",
}


@pytest.mark.parametrize("how", NO_TOKEN)
def test_no_token_that_holds_no_answer(
    accounts: dict[str, Account], token: MakeToken, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, secret = assigned(), token("clerk")
    match how:
        case "none":
            secret = ""
        case "wrong":
            secret += "x"
        case "expired":
            Kept.objects.update(until=ON)
        case "revoked":
            Kept.objects.update(revoked_at=AT)
        case "locked":
            Account.objects.filter(pk=accounts["clerk"].pk).update(state=State.LOCKED)
        case "seat ended":
            chart = world.lists()
            next(s for s in chart["seats"] if s["id"] == "S-clerk")["until"] = ON.isoformat()
            world.bring(tmp_path, chart)
            monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=1))
    before = written()
    for operation in OPERATIONS:
        if how == "none" and not operation.needs_token:
            said = ask(Program(secret), operation, matter.reference)
            assert said.status == 200, (operation.id, said.said)
            continue
        assert refused(operation, secret, matter.reference, how) == (
            401, f"token.{NO_TOKEN[how]}", "Bearer"), operation.id  # fmt: skip
    tried = {op.id for op in OPERATIONS if "{act}" in op.path} if how == "seat ended" else set()
    matters, performed, entries = before
    assert written() == (matters, performed, entries + len(tried))
    latest = Entry.objects.order_by("-pk")[: len(tried)]
    assert all(json.loads(one.body)["outcome"] == "refused" for one in latest)


def refused(operation: Operation, secret: str, reference: str, how: str) -> tuple[int, str, str]:
    """Return the status of a reply, its code, and how it asks for a token."""
    if how == "other scheme":
        reply = Client().generic(
            operation.method, operation.path, headers={"Authorization": f"Basic {secret}"}
        )
        return reply.status_code, reply.json()["code"], reply["WWW-Authenticate"]
    said = ask(Program(secret), operation, reference)
    return said.status, said.said["code"], said.headers["WWW-Authenticate"]


def test_read_only_token_does_no_act(program: Programs) -> None:
    matter, reader = assigned(), program("clerk", Scope.READ)
    before = written()
    for path in (f"/matters/{matter.reference}/acts/task.accept", "/acts/task.propose"):
        reply = reader.post(path, {})
        assert (reply.status, reply.said["code"]) == (403, "token.scope")
    assert written() == before
    assert reader.get(f"/matters/{matter.reference}").status == 200


@pytest.mark.usefixtures("accounts")
def test_cookies_let_nobody_in(client: Client) -> None:
    client.cookies["paizhu_session"] = client.cookies["sessionid"] = "x" * 32
    client.cookies["paizhu_language"] = "en"
    reply = client.get("/api/me")
    assert (reply.status_code, reply.json()["code"]) == (401, "token.missing")
    assert reply["Content-Language"] == "zh-hans"
    assert not reply.cookies


def test_anonymous_knows_no_organ(program: Programs) -> None:
    text = "安澜市纪委监委驻市财政局纪检监察组对安澜市财政局应当做什么？"
    terms = {"bearer": "Z1", "act": "supervise", "toward": "H1"}
    nobody, head = program(), program("head")
    assert nobody.post("/ask", {"text": text}).said.get("organs") is None
    unknown = nobody.post("/rule", terms)
    assert (unknown.status, unknown.said["code"]) == (422, "input.unknown")
    assert "安澜" not in str(unknown.said)
    assert head.post("/rule", terms).said["organs"]["bearer"]["id"] == "Z1"


# What an outsider is told of a matter is, letter for letter, what everybody is told of one that is not there.
@pytest.mark.parametrize("who", ["other", "secretary", "host", "head"])
def test_what_is_not_visible_is_as_if_it_were_not_there(program: Programs, who: str) -> None:
    hidden = proposed().reference  # not approved yet: only the assigner sees it
    asking = program(who)
    for address in ("/matters/{}", "/matters/{}/acts/task.approve", "/matters/{}/acts/nothing"):
        replies = [
            asking.get(address.format(r)) if address.endswith("{}") else asking.post(address.format(r), {})
            for r in (hidden, "2222222222", "x'--", "%00")
        ]
        assert {reply.status for reply in replies[:3]} == {404}
        assert replies[0].said == replies[1].said == replies[2].said
        assert replies[3].status in {404, 422}
    assert asking.get("/matters").said == {"matters": [], "next": None}
    assert asking.get("/matters", after=hidden).said == asking.get("/matters", after="2222222222").said
    assert asking.get("/matters", title="核查").said["matters"] == []


def test_outline_has_no_content(program: Programs) -> None:
    # The host's Party group asks the office; the office's dispatching organ sees the outline.
    matter = proposed("secretary", act="joint_education", assignee="Z1", title="联合教育", request="机密内容")
    do("secretary", "task.withdraw", matter, text="不再需要")
    matter = assigned_by_host()
    seen = program("superior").get(f"/matters/{matter.reference}")
    assert seen.status == 200
    assert seen.said["head"]["reach"] == "overview"
    assert seen.said["head"]["state"] == "assigned"
    assert [clock["limit"] for clock in seen.said["clocks"]] == ["answer"]
    for empty in ("parts", "timeline", "grounds", "consents", "acts"):
        assert seen.said[empty] == []
    assert (seen.said["facts"], seen.said["remarks"]) == ([], [])
    text = str(seen.said)
    for hidden in ("联合教育", "机密内容", "D1", "党组", "X-", "S-"):
        assert hidden not in text
    listed = program("superior").get("/matters").said["matters"]
    assert [row["reference"] for row in listed] == [matter.reference]
    assert listed[0] == seen.said["head"]
    for name, value in (("title", "联合"), ("counterpart", "Z1"), ("owner", "D1")):
        assert program("superior").get("/matters", **{name: value}).said["matters"] == []


def assigned_by_host() -> Matter:
    """A task that the host's Party group gave its office, approved by the secretary."""
    matter = proposed(
        "group_clerk", act="joint_education", assignee="Z1", title="联合教育", request="机密内容"
    )
    do("secretary", "task.approve", matter)
    return matter


def test_who_sees_but_may_not_act_is_told_why(program: Programs) -> None:
    matter = assigned()
    before = Matter.objects.get(pk=matter.pk)
    reply = program("clerk").post(f"/matters/{matter.reference}/acts/task.decline", {"text": "不属职责"})
    assert reply.status == 403
    assert (reply.said["gate"], reply.said["code"]) == ("power", "door.power.level")
    after = Matter.objects.get(pk=matter.pk)
    assert (after.state, after.revision) == (before.state, before.revision)
    last = Entry.objects.latest("pk")
    assert '"refused"' in last.body
    assert '"channel":"api"' in last.body
