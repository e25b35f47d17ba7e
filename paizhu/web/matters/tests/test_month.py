"""The calendar of a seat, as a page and as a feed: what it sees, and nothing of what it does not."""

from base64 import b64encode
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from paizhu.accounts.tests.signed_in import make_account
from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.occasions import occasions
from paizhu.door.tests.world import AT, ON, assigned, do, present, seat
from paizhu.liaison.attendance.tests import meetings
from paizhu.liaison.consultations.tests.consultations import proposed
from paizhu.liaison.exchanges.tests.test_exchanges import recorded
from paizhu.tokens import making
from paizhu.tokens.models import Scope
from paizhu.web.tests.seated import from_seat

FIRST, LAST = date(2025, 8, 1), date(2025, 9, 30)


def all_() -> dict[str, Matter]:
    return {"talk": proposed(), "meeting": meetings.announced(), "task": assigned(), "exchange": recorded()}


def seen(who: str) -> list[tuple[str, str]]:
    return [(o.day.isoformat(), o.head.kind) for o in occasions(seat(who), present(), FIRST, LAST)]


def test_everybody_sees_the_days_of_their_own() -> None:
    all_()
    shared = [("2025-09-08", "attendance"), ("2025-09-10", "consultation")]
    assert seen("secretary") == shared
    assert seen("head") == [("2025-08-29", "exchange"), *shared, ("2025-09-15", "task")]
    assert seen("clerk") == [*shared, ("2025-09-15", "task")]  # a sealed exchange has no day for others
    assert seen("superior") == [("2025-09-15", "task")]  # the overview gives limits, not meetings
    assert seen("other") == seen("host") == []


def test_same_queries_for_few_and_many() -> None:
    counts = []
    for more in (1, 5):
        for _n in range(more):
            proposed()
        with CaptureQueriesContext(connection) as queries:
            occasions(seat("clerk"), present(), FIRST, LAST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_month_shows_what_is_on_and_leads_to_the_next() -> None:
    matter = all_()["talk"]
    page = from_seat("secretary").get("/calendar/?month=2025-09").content.decode()
    assert matter.title in page
    assert f"/matters/{matter.reference}/" in page
    assert 'href="?month=2025-10"' in page
    assert matter.title not in from_seat("other").get("/calendar/?month=2025-09").content.decode()


@pytest.mark.parametrize("word", ["", "2025-13", "0001-01", "9999-12", "x", "2025-9"])
def test_a_month_that_is_none_is_this_one(word: str) -> None:
    reply = from_seat("head").get("/calendar/", {"month": word})
    assert reply.status_code == 200
    assert "2025-09" in reply.content.decode()


def test_cancelled_meeting_is_on_no_day() -> None:
    matter = proposed()
    do("head", "consultation.cancel", matter, text="改期另议")
    assert seen("head") == []


def _feed(secret: str) -> tuple[int, str]:
    given = b64encode(f"me:{secret}".encode()).decode()
    reply = Client(headers={"Authorization": f"Basic {given}"}).get("/api/calendar.ics")
    return reply.status_code, reply.content.decode()


def test_feed_gives_kind_reference_and_day_until_its_token_is_revoked() -> None:
    matters = all_()
    make_account("secretary", person="X-secretary")
    sitting = seat("secretary")
    made = making.make(
        sitting, "calendar", Scope.READ, date(2025, 12, 31), on=ON, at=AT, channel=Channel.PAGE
    )
    status, text = _feed(made.secret)
    assert status == 200
    assert text.count("BEGIN:VEVENT") == 2
    assert f"UID:{matters['talk'].reference}-meeting@paizhu\r\n" in text
    assert "DTSTART;VALUE=DATE:20250910\r\n" in text
    assert not any(matter.title in text or matter.title[:4] in text for matter in matters.values())
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    making.revoke(sitting, made.token.pk, on=ON, at=AT, channel=Channel.PAGE)
    assert _feed(made.secret)[0] == _feed("")[0] == _feed("nonsense")[0] == 401
    assert Client().get("/api/calendar.ics")["WWW-Authenticate"].startswith("Basic")
