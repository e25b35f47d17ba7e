"""What comes up is told once: meetings to both sides, outstanding acts to the organ; mail says no more than that."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from paizhu.accounts.models import Account
from paizhu.door.coming.expecting import outstanding, remind_of_expected, reminded_on
from paizhu.door.coming.meetings import remind_of_meetings
from paizhu.door.coming.models import Meeting, Outstanding
from paizhu.door.mail.digests import collect
from paizhu.door.mail.models import Line, Sends
from paizhu.door.mail.sending import send_due
from paizhu.door.mail.tests.server import Kept
from paizhu.door.mail.tests.test_mail import running, server, wants
from paizhu.door.models import Matter, Notice
from paizhu.door.notices.queries import inbox
from paizhu.door.present import Present
from paizhu.door.tests.world import AT, do, fresh, present, seat
from paizhu.journal.models import Entry
from paizhu.liaison.consultations.tests.consultations import PROPOSED, agreed

__all__ = ["running", "server"]
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


def test_what_a_half_year_expects_is_told_once_near_its_end_with_no_content(
    server: Kept, settings: Settings
) -> None:
    settings.DIGEST_HOUR = 8
    wants("head")
    wants("clerk", Sends.DIGEST)
    assert remind_of_expected(on(date(2025, 11, 30))) == 0
    first = date(2025, 12, 1)
    owed = outstanding("Z1", on(first))
    assert {one.expected.duty.act for one in owed} >= {"consult_regularly"}
    while remind_of_expected(on(first)):
        pass
    while remind_of_expected(on(first + timedelta(days=1))):
        pass
    row = Outstanding.objects.get(organ="Z1")
    assert (row.looked_on, reminded_on("Z1", first)) == (first, first)
    assert row.entry is not None
    entry = json.loads(row.entry.body)
    assert (entry["act"], entry["facts"]) == ("expected.remind", {"count": len(owed), "period": "2025-H2"})
    assert Line.objects.filter(outstanding=row).count() == 2
    assert send_due(on(first)) == 1
    collect(on(first))
    send_due(on(first))
    one, digest = server.mails
    text = one.get_content().replace("\r\n", "\n")
    assert text == (
        "Something that is expected in this half-year is not done yet. Sign in to see it:\n\n"
        "Not done yet in this half-year: https://paizhu.example.org/today/\n\n"
        "You can choose which mail you get: https://paizhu.example.org/inbox/mail/\n"
    )
    assert (one["Subject"], digest["Subject"]) == ("Paizhu: not done yet", "Paizhu: digest of 2025-12-01")
    assert Account.objects.count() == 2
    for word in ("consult", "会商", "Z1", "D1", "财政"):
        assert word not in one.as_string() + text + digest.get_content()
