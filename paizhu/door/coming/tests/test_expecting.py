"""What a period still expects is told once near its end, and a mail says no more than that."""

import json
from datetime import date, datetime, timedelta

import pytest
from pytest_django import Settings

from paizhu.accounts.models import Account
from paizhu.door.coming.expecting import outstanding, remind_of_expected, reminders
from paizhu.door.coming.models import Outstanding
from paizhu.door.mail.digests import collect
from paizhu.door.mail.models import Line, Sends
from paizhu.door.mail.sending import send_due
from paizhu.door.mail.tests.server import Kept
from paizhu.door.mail.tests.test_mail import running, server, wants
from paizhu.door.present import Present
from paizhu.door.tests.world import AT, present
from paizhu.norms.expected.calendar import period_of

__all__ = ["running", "server"]
pytestmark = pytest.mark.usefixtures("cast")


def on(day: date) -> Present:
    return present(day, datetime.combine(day, AT.timetz()))


def test_what_a_half_year_expects_is_told_once_near_its_end_with_no_content(
    server: Kept, settings: Settings
) -> None:
    settings.DIGEST_HOUR = 8
    wants("head")
    wants("clerk", Sends.DIGEST)
    assert remind_of_expected(on(date(2025, 11, 22))) == 0
    first = date(2025, 12, 1)
    owed = outstanding("Z1", on(first), "half_year")
    assert {one.expected.duty.act for one in owed} >= {"consult_regularly"}
    while remind_of_expected(on(first)):
        pass
    while remind_of_expected(on(first + timedelta(days=1))):
        pass
    row = Outstanding.objects.get(organ="Z1")
    half = period_of(first, "half_year")
    assert (row.looked_on, reminders("Z1", on(first))) == (first, [(half, first)])
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
        "Something that is expected in this period is not done yet. Sign in to see it:\n\n"
        "Not done yet in this period: https://paizhu.example.org/today/\n\n"
        "You can choose which mail you get: https://paizhu.example.org/inbox/mail/\n"
    )
    assert (one["Subject"], digest["Subject"]) == ("Paizhu: not done yet", "Paizhu: digest of 2025-12-01")
    assert Account.objects.count() == 2
    for word in ("consult", "会商", "Z1", "D1", "财政"):
        assert word not in one.as_string() + text + digest.get_content()


def test_quarter_and_month_are_told_nearer_to_their_end_and_each_by_itself(settings: Settings) -> None:
    settings.SMTP = None
    wants("other")
    month, quarter, half = (Outstanding.objects.filter(per=per) for per in ("month", "quarter", "half_year"))
    for day, looked in (
        (date(2025, 8, 23), (0, 0, 0)),
        (date(2025, 8, 24), (1, 0, 0)),
        (date(2025, 9, 15), (1, 1, 0)),
        (date(2025, 9, 23), (2, 1, 0)),
        (date(2025, 12, 1), (2, 1, 1)),
    ):
        while remind_of_expected(on(day)):
            pass
        assert tuple(rows.count() for rows in (month, quarter, half)) == looked, day
