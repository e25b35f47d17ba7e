"""Appending: the form of an entry, its number and instant, and what it takes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from paizhu.journal import reading
from paizhu.journal.canonical import NotCanonical
from paizhu.journal.models import Content, Entry, Log
from paizhu.journal.tests.conftest import ACT, Append

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).parents[3] / "docs/journal.md"
AT = ACT["at"]
# Of the act in conftest.py with a salt of 32 times 07; docs/journal.md shows the same.
FIRST = (
    '{"act":"liaison.consultation.hold","at":"2026-03-02T01:00:00.000005Z","channel":"page","content":{"minutes":'
    '"e8a0dc7d715204664faccdf8a97ff91589bcef19342f38b0beeb4e3c7ec68714"},"facts":{"norms":["n-1","n-2"],'
    '"state":{"from":"open","to":"held"}},"form":1,"hash":"sha-256","log":"Z1","matter":"m-7q2k","number":1,'
    '"on":"2026-03-02","organ":"Z1","outcome":"done","seat":"S1"}'
)


def test_the_form_of_an_entry(record: Append, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_bytes", lambda length: b"\x07" * length)
    assert record().body == FIRST
    assert f"    {FIRST}\n" in DOCS.read_text("utf-8")


def test_numbers_follow_on_each_other_in_each_log(record: Append) -> None:
    written = [record(log=log) for log in ("Z1", "Z2", "Z1", "installation", "Z1")]
    assert [(e.log.organ, e.number) for e in written] == [
        ("Z1", 1), ("Z2", 1), ("Z1", 2), ("installation", 1), ("Z1", 3)
    ]  # fmt: skip
    assert dict(Log.objects.values_list("organ", "length")) == {"Z1": 3, "Z2": 1, "installation": 1}


def test_an_act_taken_back_leaves_no_gap(record: Append) -> None:
    record()
    with transaction.atomic():
        record()
        transaction.set_rollback(True)
    assert record().number == 2


def test_an_instant_never_goes_back(record: Append) -> None:
    back = AT - timedelta(hours=8)
    written = [record(at=at) for at in (AT, AT, back, back, AT + timedelta(seconds=1))]
    later = [(entry.at - AT) // timedelta(microseconds=1) for entry in written]
    assert later == [0, 0, 1, 2, 1_000_000]
    clocks = [json.loads(entry.body).get("clock") for entry in written]
    assert clocks == [None, None, "2026-03-01T17:00:00.000005Z", "2026-03-01T17:00:00.000005Z", None]
    assert all(datetime.fromisoformat(json.loads(entry.body)["at"]) == entry.at for entry in written)


def test_the_instant_is_the_same_in_any_time_zone(record: Append) -> None:
    shanghai = AT.astimezone(datetime.strptime("+0800", "%z").tzinfo)
    assert json.loads(record(at=shanghai).body)["at"] == "2026-03-02T01:00:00.000005Z"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"at": AT.replace(tzinfo=None)}, ValueError),
        ({"outcome": "maybe"}, ValueError),
        ({"facts": {"share": 0.5}}, NotCanonical),
        ({"content": {"share": 0.5}}, NotCanonical),
    ],
    ids=["no time zone", "no outcome", "a float among the facts", "a float in the content"],
)
def test_what_cannot_be_recorded_leaves_nothing(record: Append, wrong: Any, error: type[Exception]) -> None:
    record()
    with pytest.raises(error), transaction.atomic():
        record(**wrong)
    assert list(Log.objects.values_list("length", flat=True)) == [1]
    assert Entry.objects.count() == Content.objects.count() == 1


def test_takes_three_statements(record: Append) -> None:
    for count in (4, 3, 4, 3):  # every other entry reads the subtrees that it is joined with
        if not Log.objects.exists():
            record()
        with CaptureQueriesContext(connection) as taken:
            record(content={"a": 1, "b": 2, "c": 3})
        assert len(taken) == count, [query["sql"] for query in taken]


def test_entries_are_read_in_order_and_by_parts(record: Append) -> None:
    for log in ("Z1", "Z2") * 4:
        record(log=log)
    assert [e.number for e in reading.entries("Z1", limit=3)] == [1, 2, 3]
    assert [e.number for e in reading.entries("Z1", after=3, limit=3)] == [4]
    assert reading.entries("Z9", limit=3) == []


def test_the_day_and_the_act_are_what_was_said(record: Append) -> None:
    body = json.loads(record(at=datetime(2026, 3, 1, 17, tzinfo=UTC)).body)
    assert (body["on"], body["at"]) == ("2026-03-02", "2026-03-01T17:00:00.000000Z")


def test_a_new_log_is_made_by_its_first_entry(record: Append) -> None:
    assert not Log.objects.exists()
    log = record(log="Z3").log
    assert (log.organ, log.hash, log.length) == ("Z3", "sha-256", 1)
