"""What is expected in the running periods and not done yet."""

from datetime import date
from weakref import WeakKeyDictionary

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paizhu.door.models import Matter
from paizhu.door.owing import NotDone, Owing, facts, owing
from paizhu.door.performances import sources
from paizhu.door.tests.world import assigned, do, fresh, present, seat
from paizhu.norms.expected.reckoning import State
from paizhu.registry import expecting

pytestmark = pytest.mark.usefixtures("cast")

REPORT = "report.annual"


def report(on: date, **given: str) -> Matter:
    matter = assigned(act=REPORT, title="年度专题报告", **given)
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="报告", on=on)
    return fresh(matter)


def looked(who: str, on: date) -> Owing:
    known = facts(seat(who, on).organ, present(on))
    assert known is not None
    return owing(known, on)


def of_report(found: tuple[NotDone, ...], bearer: str = "Z1") -> list[NotDone]:
    return [one for one in found if (one.expected.duty.act, one.expected.duty.bearer) == (REPORT, bearer)]


def test_what_is_not_done_is_owed_and_says_how_it_was_before() -> None:
    [one] = of_report(looked("clerk", date(2025, 12, 1)).owes)
    assert (one.done, one.state, one.last) == (0, State.OPEN, State.MISSED)
    assert one.expected.due == date(2025, 12, 31)
    assert [norm.id for norm in one.expected.norms]


def test_what_is_done_stands_there_no_more() -> None:
    report(date(2025, 9, 10))
    assert of_report(looked("clerk", date(2025, 12, 1)).owes) == []
    [one] = of_report(looked("clerk", date(2026, 2, 1)).owes)
    assert (one.state, one.last) == (State.OPEN, State.DONE)


def test_done_in_the_next_year_for_this_one_is_late_and_not_missed() -> None:
    report(date(2026, 1, 9), about="2025")
    [one] = of_report(looked("clerk", date(2026, 2, 1)).owes)
    assert one.last is State.LATE


def test_what_is_owed_to_an_organ() -> None:
    found = looked("superior", date(2025, 12, 1))
    assert len(of_report(found.owed)) == len(of_report(found.owed, "Z2")) == 1
    assert of_report(found.owes) == []


def test_the_sooner_due_stands_first() -> None:
    days = [one.expected.due for one in looked("clerk", date(2025, 9, 20)).owes]
    assert days == sorted(days)
    assert len(days) > 1


def test_worked_out_once_for_a_registry_and_a_query_for_each_source_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = present()
    first = facts("Z1", now)
    monkeypatch.setattr(expecting, "_outlook", None)
    with CaptureQueriesContext(connection) as queries:
        assert facts("Z1", now) == first
    assert 1 <= len(queries) <= len(sources)


def test_where_it_would_be_slow_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expecting, "_RECORDS", -1)
    monkeypatch.setattr(expecting, "_kept", WeakKeyDictionary())  # else it is known already
    assert facts("Z1", present()) is None
