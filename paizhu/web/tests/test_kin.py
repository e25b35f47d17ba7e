"""The page of one's own kinship: nobody else sees it, and it keeps its maker out."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.attachments.tests.conftest import home
from paizhu.door.doing import Channel
from paizhu.door.kin.models import Kinship
from paizhu.door.models import Performed
from paizhu.door.tests import world
from paizhu.door.tests.world import AT, ON, assigned, seat
from paizhu.journal.models import Entry
from paizhu.registry import here
from paizhu.tokens.making import make
from paizhu.tokens.models import Scope

__all__ = ["home"]


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    monkeypatch.setattr(here, "_kept", {})
    monkeypatch.setattr(here, "_then", {})
    world.bring(tmp_path, world.lists())
    monkeypatch.setattr(timezone, "now", lambda: AT)


def as_(name: str) -> Client:
    client = sign_in(Client(), make_account(name, person=f"X-{name}"))
    client.cookies["paizhu_language"] = "en"
    return client


def test_declared_seen_by_its_maker_only_and_withdrawn() -> None:
    deputy, head = as_("deputy"), as_("head")
    matter = assigned(act="supervise", toward="H1")
    assert matter.title in deputy.get(f"/matters/{matter.reference}/").content.decode()
    wrong = deputy.post("/account/kin/", {"organ": "H77"})
    assert (wrong.status_code, Kinship.objects.count()) == (422, 0)
    assert "no such organ" in wrong.content.decode()
    assert deputy.post("/account/kin/", {"organ": "市财政局"}).status_code == 302
    assert "安澜市财政局" in deputy.get("/account/kin/").content.decode()
    assert "安澜市财政局" not in head.get("/account/kin/").content.decode()
    assert matter.title not in deputy.get(f"/matters/{matter.reference}/").content.decode()
    # Who decides is offered the person and why, and not of whom.
    offered = head.get(f"/matters/{matter.reference}/").content.decode()
    assert "X-deputy 安澜市纪委监委驻市财政局纪检监察组副组长 (kinship)" in offered
    address = f"/account/kin/{Kinship.objects.get().pk}/withdraw/"
    assert head.post(address).status_code == 404
    assert deputy.post(address).status_code == 302
    assert matter.title in deputy.get(f"/matters/{matter.reference}/").content.decode()


SAID = "The key of attachments and of declared kinship cannot be used here. Nothing was changed."


@pytest.mark.parametrize("fault", ["missing", "cut", "a folder", "another", "no text"])
def test_what_needs_a_key_that_cannot_be_used_says_so_and_changes_nothing(home: Path, fault: str) -> None:
    deputy, head, key = as_("deputy"), as_("head"), home / "attachment-key"
    matter = assigned(act="supervise", toward="H1")
    assert deputy.post("/account/kin/", {"organ": "H1"}).status_code == 302
    token = make(seat("deputy"), "t", Scope.ACT, ON, on=ON, at=AT, channel=Channel.COMMAND).secret
    before, held = key.read_bytes(), (Kinship.objects.count(), Entry.objects.count())
    key.unlink()
    match fault:
        case "cut":
            key.write_bytes(before[:40])
        case "a folder":
            key.mkdir()
        case "another":
            key.write_text("ab" * 32 + "\n")
        case "no text":
            key.write_bytes(b"\xff" * 64)
    deputy.raise_request_exception = head.raise_request_exception = False
    pages = ("/account/kin/", "/today/", "/matters/", f"/matters/{matter.reference}/", "/inbox/")
    replies = [deputy.get(page) for page in pages]
    replies.append(deputy.post("/account/kin/", {"organ": "H2"}))
    replies.append(deputy.post("/account/data/", {"own": "yes", "key": "k"}))
    if fault != "another":  # with another one the head could seal, and has nothing to open
        replies.append(head.post("/account/kin/", {"organ": "H2"}))
    for reply in replies:
        assert (reply.status_code, SAID in reply.content.decode()) == (503, True), reply.wsgi_request.path
        assert str(home) not in reply.content.decode()
    # Whatever needs no key goes on: pages about no matter, and those that look up nobody's kin.
    assert deputy.get("/account/").status_code == 200
    assert head.get("/today/").status_code == 200
    program = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)
    asked = [
        program.get(f"/api/{path}?lang=en") for path in ("matters", f"matters/{matter.reference}", "acts")
    ]
    given = json.dumps({"person": "", "organ": "H2"})
    asked.append(program.post("/api/acts/kinship.declare?lang=en", given, "application/json"))
    for reply in (*asked[1:2], asked[3]):
        assert (reply.status_code, reply.json()["message"]) == (503, SAID)
    assert {reply.status_code for reply in asked} <= {200, 503}
    assert (Kinship.objects.count(), Entry.objects.count()) == held
    if key.is_dir():
        key.rmdir()
    key.write_bytes(before)
    assert deputy.get("/account/kin/").status_code == 200


def test_administrator_has_none() -> None:
    client = sign_in(Client(), make_account("root", administers="security"))
    assert client.get("/account/kin/").status_code == 404


def test_what_opens_no_matter_has_no_page_among_those_that_do() -> None:
    head = as_("head")
    given = {"kind": "task", "given_years": "3", "reason": "自定"}
    for act in ("kinship.declare", "retention.term", "task.accept", "no.such"):
        assert head.post(f"/matters/new/{act}/", given).status_code == 404, act
    assert not Performed.objects.exists()
