"""The page of one's own kinship: nobody else sees it, and it keeps its maker out."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.attachments.tests.conftest import home
from paizhu.door.kin.models import Kinship
from paizhu.door.models import Performed
from paizhu.door.tests import world
from paizhu.door.tests.world import AT, assigned
from paizhu.registry import here

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


def test_administrator_has_none() -> None:
    client = sign_in(Client(), make_account("root", administers="security"))
    assert client.get("/account/kin/").status_code == 404


def test_what_opens_no_matter_has_no_page_among_those_that_do() -> None:
    head = as_("head")
    given = {"kind": "task", "given_years": "3", "reason": "自定"}
    for act in ("kinship.declare", "retention.term", "task.accept", "no.such"):
        assert head.post(f"/matters/new/{act}/", given).status_code == 404, act
    assert not Performed.objects.exists()
