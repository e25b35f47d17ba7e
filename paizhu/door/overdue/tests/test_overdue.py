"""Clocks that nobody stops: warned of, escalated and reckoned anew, each once, each with its entry."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from paizhu.door.doing import Channel
from paizhu.door.mail.tests.test_mail import at
from paizhu.door.models import Clock, Matter, Notice, Participation, Performed
from paizhu.door.notices.queries import inbox
from paizhu.door.overdue.models import Reminder
from paizhu.door.overdue.reckoning import reckon_anew
from paizhu.door.overdue.reminding import remind
from paizhu.door.perform import perform
from paizhu.door.present import Present
from paizhu.door.refusals import NotVisible
from paizhu.door.tests.world import AT, assigned, do, fresh, present, proposed, seat
from paizhu.journal.models import Entry
from paizhu.norms.periods.calendar import Calendar, Year

pytestmark = pytest.mark.usefixtures("cast")

# Ten working days from Monday 1 September 2025.
DUE = date(2025, 9, 15)


def on(day: date) -> Present:
    return present(day, datetime.combine(day, AT.timetz()))


def told() -> list[tuple[str, str]]:
    """Who was told of which act of the product, in order."""
    found = Notice.objects.filter(act__startswith="clock.").order_by("pk")
    return list(found.values_list("organ_id", "act"))


def last() -> tuple[str, dict[str, Any]]:
    """The log of the last entry, and what it says."""
    entry = Entry.objects.latest("pk")
    return entry.log.organ, json.loads(entry.body)


@pytest.mark.parametrize(
    ("day", "tells"),
    [
        (date(2025, 9, 11), []),
        (date(2025, 9, 12), [("Z1", "clock.warn")]),
        (date(2025, 9, 14), [("Z1", "clock.warn")]),
        (DUE, [("Z1", "clock.warn")]),
        (date(2025, 9, 16), [("W2", "clock.escalate"), ("Z1", "clock.escalate")]),
        (date(2026, 9, 16), [("W2", "clock.escalate"), ("Z1", "clock.escalate")]),
    ],
    ids=["before", "first day of warning", "later", "the day itself", "the day after", "a year after"],
)
def test_what_a_day_asks_for_if_the_worker_comes_only_then(day: date, tells: list[tuple[str, str]]) -> None:
    assigned()
    assert remind(on(day)) == bool(tells)
    assert told() == tells
    assert remind(on(day)) == 0
    assert told() == tells


def test_every_day_in_turn() -> None:
    matter = assigned()
    for day in range(1, 30):
        remind(on(date(2025, 9, day)))
    assert list(Reminder.objects.order_by("pk").values_list("stage", flat=True)) == [
        "near",
        "nominal",
        "over",
    ]
    clock = Clock.objects.get(matter=matter)
    assert clock.escalated_on == date(2025, 9, 16)


def test_escalation_is_on_record_in_the_log_of_whoever_owes_it() -> None:
    matter = assigned()
    remind(on(date(2025, 9, 16)))
    log, said = last()
    assert (log, said["act"], said["seat"], said["channel"]) == ("Z1", "clock.escalate", "product:", "worker")
    assert said["facts"] == {"clock": "answer", "due": "2025-09-15", "tells": ["W2", "Z1"]}
    assert (said["matter"], said["on"]) == (matter.reference, "2025-09-16")
    done = Performed.objects.get(act="clock.escalate")
    assert (done.matter, done.person, done.entry) == (matter, "", Entry.objects.latest("pk"))
    assert fresh(matter).state == matter.state


def test_stopped_clock_is_left_alone() -> None:
    matter = assigned()
    do("superior", "task.withdraw", matter, text="不再需要")
    assert remind(on(date(2026, 1, 1))) == 0


def test_suspended_clock_waits() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    do("superior", "task.suspend", fresh(matter), text="等待鉴定", on=date(2025, 9, 3))
    assert remind(on(date(2025, 12, 1))) == 0
    do("superior", "task.resume", fresh(matter), on=date(2025, 12, 1))
    assert remind(on(date(2025, 12, 1))) == 0
    assert remind(on(date(2026, 2, 1))) == 1


def test_extended_clock_runs_anew() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    remind(on(DUE))
    remind(on(date(2025, 9, 16)))
    extended: dict[str, Any] = {"text": "复杂", "length": 10, "unit": "working_day"}
    do("superior", "task.extend", fresh(matter), on=date(2025, 9, 16), **extended)
    again = Clock.objects.get(matter=matter)
    assert again.due > date(2025, 9, 16)
    assert remind(on(again.due)) == 1
    assert remind(on(date(2025, 10, 17))) == 1
    assert [act for _organ, act in told()].count("clock.escalate") == 4
    assert Reminder.objects.filter(stage="over").count() == 2


def test_soft_clock_is_told_to_whoever_owes_it_only() -> None:
    assigned()
    Clock.objects.update(hard=False)
    remind(on(date(2025, 9, 16)))
    assert told() == [("Z1", "clock.warn")]
    assert last()[1]["facts"]["stage"] == "over"
    assert Clock.objects.get().escalated_on is None


def test_where_nobody_leads_the_owner_is_told() -> None:
    """The Party group owes nothing here by its own office; the clock is put on it by hand."""
    matter = assigned()
    Participation.objects.create(matter=matter, organ_id="D1", side="other", since=date(2025, 9, 1))
    Clock.objects.update(organ="D1")
    remind(on(date(2025, 9, 16)))
    assert told() == [("D1", "clock.escalate"), ("W2", "clock.escalate")]


def test_clock_in_hours_by_the_instant() -> None:
    assigned()
    instant = datetime.combine(DUE, AT.timetz())
    Clock.objects.update(due_at=instant, event_at=AT)
    assert remind(at(instant)) == 1
    assert told() == [("Z1", "clock.warn")]
    later = instant.replace(minute=1)
    assert (remind(at(later)), remind(at(later))) == (1, 0)
    assert told()[-1] == ("Z1", "clock.escalate")
    # Lengthened on the same day, it runs out a second time.
    Clock.objects.update(due_at=instant.replace(hour=15))
    assert remind(at(instant.replace(hour=15, minute=1))) == 1


def test_whoever_is_told_sees_it_in_the_inbox_by_name() -> None:
    matter = assigned()
    remind(on(date(2025, 9, 16)))
    now = on(date(2025, 9, 16))
    [item] = inbox(seat("superior", now.on), now).items
    assert (item.reference, item.act) == (matter.reference, "A time limit is over")
    assert not inbox(seat("other", now.on), now).items


def test_nobody_does_an_act_of_the_product() -> None:
    matter = assigned()
    with pytest.raises(NotVisible):
        perform(present(), seat("superior"), "clock.escalate", matter.reference, {}, channel=Channel.PAGE)


def calendar(*years: int) -> Calendar:
    return Calendar(Year(year, ()) for year in years)


def test_provisional_clock_is_reckoned_anew_when_its_calendar_comes() -> None:
    before = replace(present(date(2031, 12, 29)), calendar=calendar(2031))
    task = {"assignee": "Z1", "act": "carry_out_assigned", "title": "t", "request": "r"}
    given = {**task, "length": "5", "unit": "working_day"}
    done = perform(before, seat("superior_deputy"), "task.propose", None, given, channel=Channel.PAGE)
    assert isinstance(done.matter, Matter)
    perform(before, seat("superior"), "task.approve", done.matter.reference, {}, channel=Channel.PAGE)
    clock = Clock.objects.get()
    assert (clock.provisional, clock.due) == (True, date(2032, 1, 5))
    assert reckon_anew(before) == 0

    new_year = Year(2032, tuple(_off(date(2032, 1, d)) for d in (1, 2)))
    known = replace(before, calendar=Calendar([Year(2031, ()), new_year]))
    assert (reckon_anew(known), reckon_anew(known)) == (1, 0)
    clock.refresh_from_db()
    assert (clock.provisional, clock.due, fresh(done.matter).due) == (
        False,
        date(2032, 1, 7),
        date(2032, 1, 7),
    )
    log, said = last()
    assert (log, said["act"]) == ("Z1", "clock.reckon")
    assert said["facts"]["before"] == "2032-01-05"
    assert said["facts"]["due"] == "2032-01-07"
    assert told() == [("Z1", "clock.reckon")]


def _off(day: date) -> Any:
    from paizhu.norms.model import Text  # noqa: PLC0415  only here
    from paizhu.norms.periods.calendar import NamedDay  # noqa: PLC0415

    return NamedDay(day, Text("元旦", "New Year"))


def test_proposed_task_has_no_clock() -> None:
    proposed()
    assert remind(on(date(2026, 1, 1))) == 0
