"""The pages of rectification: what a seat sees on the board, in the table, on the timeline and among the causes."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT
from paizhu.rectification.tests import way

PAGES = [f"/rectification/{page}" for page in ("", "table/", "timeline/", "causes/")]


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    translation.activate("en")


def as_(name: str) -> Client:
    """Return a browser in which that one of the cast has signed in, reading English."""
    known = Account.objects.filter(username=name).first()
    client = sign_in(Client(), known or make_account(name, person=f"X-{name}"))
    client.cookies["paizhu_language"] = "en"
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    reply = client.get(address)
    assert reply.status_code == status, reply.content.decode()[:500]
    return reply.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_who_sees_what(address: str) -> None:
    way.carried_out()
    told = "审批制度缺失" if address.endswith("causes/") else "规范公务接待审批"
    if address.endswith("causes/"):
        way.issued(addressee="H1", title="另一件")
    for who in ("clerk", "secretary"):
        page = text(as_(who), address)
        assert ("安澜市财政局党组" if told == "审批制度缺失" else told) in page, who
        assert "张某案" not in page
    for who in ("superior", "other", "discipline"):
        page = text(as_(who), address)
        assert told not in page, who
        assert "财政局党组" not in page.split("<main", 1)[1], who


def test_the_organ_that_leads_sees_the_outline() -> None:
    matter = way.carried_out()
    for address in PAGES[:2]:
        page = text(as_("superior"), address)
        assert matter.reference in page
        assert "overview only" in page
        assert matter.reference not in text(as_("other"), address)


def test_late_measure_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    way.carried_out()
    assert "rectification/table/?late=1" not in text(as_("clerk"), PAGES[0])
    assert "No rectification on this page fits" in text(as_("clerk"), "/rectification/table/?late=1")
    later = datetime(2025, 11, 3, 9, tzinfo=AT.tzinfo)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "4 days overdue, since 2025-10-30" in text(as_("clerk"), "/rectification/table/?late=1")
    page = text(as_("clerk"), "/rectification/timeline/")
    assert "4 days overdue" in page
    assert page.count('class="pz-axis-late"') == 2  # for wide and for narrow windows


def test_the_same_cause_in_other_units_leads_to_its_list() -> None:
    way.issued()
    way.act(
        "clerk",
        "analyse",
        way.drafted(addressee="H1", title="另一件"),
        **way.CAUSES | {"system_label": "审批 制度缺失"},
    )
    page = text(as_("clerk"), "/rectification/causes/")
    assert "安澜市财政局党组" in page
    assert "2 rectifications" in page
    found = text(as_("clerk"), "/rectification/table/?head=system&label=审批制度缺失")
    assert "另一件" in found
    assert "规范公务接待审批" in found
    one = text(as_("clerk"), "/rectification/table/?head=system&unit=H1")
    assert "另一件" in one
    assert "规范公务接待审批" not in one
    # The Party group knows of its own only: the other is not issued, and to another unit.
    own = text(as_("secretary"), "/rectification/causes/")
    assert "2 rectifications" not in own
    assert "另一件" not in text(as_("secretary"), "/rectification/table/?head=system")


def test_pages_follow_each_other_and_cost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paizhu.rectification.overview.page.__kwdefaults__", {"after": "", "limit": 2})
    client, counts = as_("clerk"), []
    for made in (2, 3):
        for n in range(made):
            way.drafted(title=f"事项{made}{n}")
        text(client, PAGES[1])
        with CaptureQueriesContext(connection) as queries:
            page = text(client, PAGES[1])
        counts.append(len(queries))
    assert counts[0] == counts[1]
    seen = []
    while True:
        seen += [f"事项{m}{n}" for m in (3, 2) for n in (2, 1, 0) if f"事项{m}{n}<" in page]
        following = page.split('href="/rectification/table/?after=')
        if len(following) == 1 or "Older" not in page:
            break
        page = text(client, "/rectification/table/?after=" + following[-1].split('"')[0])
    assert seen == ["事项32", "事项31", "事项30", "事项21", "事项20"]
    assert "no such page" in text(client, "/rectification/table/?after=nothing", 422)


def test_matter_shows_recommendation_causes_and_measures() -> None:
    matter = way.report(way.carried_out(), 1)
    page = text(as_("clerk"), f"/matters/{matter.reference}/")
    for said in ("〔2025〕1号", "张某案第三笔", "Measure 2", "安澜市财政局党组秘书", "reported done, to be verified",
                 "/rectification/table/?head=system&amp;label="):  # fmt: skip
        assert said in page, said
    assert "张某案第三笔" not in text(as_("secretary"), f"/matters/{matter.reference}/")


def test_unit_that_closes_its_own_reads_whose_act_it_is_and_what_is_open_to_it() -> None:
    matter = way.accepted()
    reply = as_("secretary").post(f"/matters/{matter.reference}/rectification.close/", {"length": "3"})
    said = reply.content.decode().split('id="refusal"', 1)[1].split("</section>", 1)[0]
    assert reply.status_code == 403
    for part in (
        "纪检监察组",
        "art. 48",
        "What is open instead",
        "Attach a document",
        "Nothing was changed.",
    ):
        assert part in said, part
    page = text(as_("clerk"), f"/matters/{matter.reference}/")
    assert "Verify a measure on site, no. 2" in page
