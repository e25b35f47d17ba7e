"""The table of rectifications carried out: what is filtered and no more, as it is seen, on record before it is handed over."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from paizhu.door.doing import Channel
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT, present, seat
from paizhu.journal.models import Entry
from paizhu.rectification.overview import Chosen
from paizhu.rectification.tests import way
from paizhu.reports.ledger import ledger_of_rectifications
from paizhu.web.matters import exporting, exports
from paizhu.web.tests.test_exports import as_, sheet

ADDRESS = "/rectification/table/export/"


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


def last() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Entry.objects.latest("pk").body)
    return found


def test_exactly_what_is_filtered_as_the_seat_sees_it(settings: Settings) -> None:
    settings.HIGHEST_SECRECY = "secret"
    one, two = way.verified(), way.issued(title="=HYPERLINK(1)", secrecy="secret", secret_until="2030-01-01")
    clerk = as_("clerk")
    _heads, *rows = sheet(clerk.post(ADDRESS))
    assert [row[:3] for row in rows] == [
        ("2025-2", two.reference, "secret: read it in the product"),
        ("2025-1", one.reference, one.title),
    ]
    assert rows[1][6:10] == (2, 0, 2, 0)
    _heads, *some = sheet(clerk.post(ADDRESS, {"state": "issued", "open": "open"}))
    assert [row[1] for row in some] == [two.reference]
    filters = {"kind": "rectification", "state": "issued", "closed": False}
    assert (last()["act"], last()["facts"]) == ("matters.export", {"rows": 1, "filters": filters})
    # Of a label that was typed the log holds a commitment only.
    assert len(sheet(clerk.post(ADDRESS, {"label": "审批制度缺失"}))) == 3
    assert "审批制度缺失" not in Entry.objects.latest("pk").body
    for who, count in (("secretary", 2), ("superior", 2), ("other", 0), ("host", 0)):
        seen = sheet(as_(who).post(ADDRESS))[1:]
        assert len(seen) == count, who
        if who == "superior":  # the outline: no title, no measures
            assert {row[2] for row in seen} == {"overview only"}
            assert {row[6:10] for row in seen} == {(None, None, None, None)}
    data, count = ledger_of_rectifications(seat("clerk"), present(), Chosen(), "zh", Channel.PAGE)
    assert (data[:4], count, last()["facts"]["rows"]) == (b"%PDF", 2, 2)
    assert clerk.post("/rectification/table/ledger/").content.startswith(b"%PDF")
    page = clerk.get("/rectification/table/?state=issued").content.decode()
    assert 'name="state" value="issued"' in page


def test_a_long_table_is_written_aside_for_its_seat_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    way.issued()
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    started: list[exports.Export] = []
    monkeypatch.setattr(exports, "start", started.append)
    clerk = as_("clerk")
    address = clerk.post(ADDRESS, {"state": "issued"})["Location"]
    exporting.work(started[0])
    page = clerk.get(address).content.decode()
    assert "/rectification/table/?state=issued" in page
    assert len(sheet(clerk.get(f"{address}file/"))) == 2
    assert as_("head").get(address).status_code == 404
