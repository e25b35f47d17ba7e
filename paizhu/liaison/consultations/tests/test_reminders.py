"""A consultation is told of once a week before and once on its eve, to both sides; whatever becomes of the worker."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from paizhu.door.coming.meetings import remind_of_meetings
from paizhu.door.coming.models import Meeting
from paizhu.door.models import Matter, Notice
from paizhu.door.notices.queries import inbox
from paizhu.door.present import Present
from paizhu.door.tests.world import AT, do, fresh, present, seat
from paizhu.journal.models import Entry
from paizhu.liaison.consultations.tests.consultations import PROPOSED, agreed

pytestmark = pytest.mark.usefixtures("cast")
DAY = date(2025, 9, 10)  # of the consultation; it was agreed on the 1st


def on(day: date) -> Present:
    return present(day, datetime.combine(day, AT.timetz()))


def told() -> list[tuple[str, str]]:
    return list(
        Notice.objects.filter(act__startswith="meeting.").order_by("pk").values_list("organ_id", "act")
    )


def test_both_sides_are_told_a_week_before_and_on_the_eve_each_once() -> None:
    matter = agreed()
    for days, wanted in ((8, 0), (7, 1), (3, 1), (1, 2), (0, 2), (-1, 2)):
        for _again in range(2):
            remind_of_meetings(on(DAY - timedelta(days=days)))
        assert Meeting.objects.count() == wanted, days
    ahead, eve = (
        [("D1", "meeting.ahead"), ("Z1", "meeting.ahead")],
        [("D1", "meeting.eve"), ("Z1", "meeting.eve")],
    )
    assert told() == ahead + eve
    entry = json.loads(Entry.objects.latest("pk").body)
    assert (entry["act"], entry["seat"], entry["matter"]) == ("meeting.eve", "product:", matter.reference)
    names = [item.act for item in inbox(seat("secretary", DAY), on(DAY)).items]
    assert names[:2] == ["It meets tomorrow, or today", "It meets within a week"]


def test_a_meeting_that_is_moved_is_told_anew_and_one_that_is_off_never() -> None:
    matter = agreed()
    assert remind_of_meetings(on(DAY - timedelta(days=1))) == 1
    do("clerk", "consultation.redate", matter, on=date(2025, 9, 9), day="2025-09-12")
    do("secretary", "consultation.agree", fresh(matter), on=date(2025, 9, 9))
    assert remind_of_meetings(on(date(2025, 9, 10))) == 1
    assert remind_of_meetings(on(date(2025, 9, 11))) == 1
    assert [act for _organ, act in told()] == ["meeting.eve"] * 2 + ["meeting.ahead"] * 2 + [
        "meeting.eve"
    ] * 2
    off = do(
        "clerk", "consultation.propose", on=date(2025, 9, 11), **{**PROPOSED, "day": "2025-09-30"}
    ).matter
    assert isinstance(off, Matter)
    do("head", "consultation.cancel", off, on=date(2025, 9, 12), text="改为书面")
    assert remind_of_meetings(on(date(2025, 9, 29))) == 0


def test_a_worker_that_dies_in_between_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    agreed()

    def fail(*_given: Any) -> None:
        raise OSError("gone")

    with monkeypatch.context() as broken:
        broken.setattr("paizhu.door.coming.meetings.tell", fail)
        before = Entry.objects.count()
        with pytest.raises(OSError, match="gone"):
            remind_of_meetings(on(DAY - timedelta(days=1)))
        assert (Meeting.objects.count(), Entry.objects.count(), told()) == (0, before, [])
    assert remind_of_meetings(on(DAY - timedelta(days=1))) == 1
