"""Administration through the door: the right administrator, on record; calendars loaded and clocks reckoned again."""

import json
from datetime import date

import pytest

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import sitting
from paizhu.accounts.tests.signed_in import make_account
from paizhu.door import calendars
from paizhu.door.administration import ADMINISTERS, Administration, administer
from paizhu.door.doing import Channel
from paizhu.door.models import CalendarYear
from paizhu.door.refusals import Refused
from paizhu.door.tests.world import AT, ON, seat
from paizhu.journal.models import Entry
from paizhu.norms.model import Text
from paizhu.norms.periods.calendar import NamedDay, Year

pytestmark = pytest.mark.usefixtures("cast")


def by(administers: Administers, act: str) -> Administration:
    make_account(administers.value, administers=administers.value)
    found = sitting(f"admin:{administers.value}", ON)
    assert found is not None
    return Administration(found, act, AT, Channel.COMMAND)


def last() -> dict[str, object]:
    entry = Entry.objects.latest("pk")
    assert entry.log.organ == "installation"
    found: dict[str, object] = json.loads(entry.body)
    return found


@pytest.mark.parametrize("administers", list(Administers))
@pytest.mark.parametrize("act", ADMINISTERS)
def test_each_act_is_for_one_administrator_and_on_record(administers: Administers, act: str) -> None:
    made, done = by(administers, act), []
    if administers is ADMINISTERS[act]:
        administer(made, lambda: done.append(1), count=3)
        assert (last()["outcome"], last()["facts"]) == ("done", {"count": 3})
    else:
        with pytest.raises(Refused, match="only the"):
            administer(made, lambda: done.append(1))
        assert last()["outcome"] == "refused"
    assert len(done) == (administers is ADMINISTERS[act])


def test_a_person_in_a_seat_administers_nothing() -> None:
    with pytest.raises(Refused):
        administer(Administration(seat("head"), "registry.edit", AT, Channel.PAGE), lambda: None)


def test_nothing_is_on_record_when_the_effect_fails() -> None:
    made, before = by(Administers.SYSTEM, "registry.edit"), Entry.objects.count()
    with pytest.raises(ZeroDivisionError):
        administer(made, lambda: 1 // 0)
    assert Entry.objects.count() == before


def test_loaded_year_replaces_the_known_one_and_stays_on_record() -> None:
    day = NamedDay(date(2025, 9, 15), Text("试验日", "trial day"))
    assert calendars.load([Year(2025, (day,))], AT) == [2025]
    assert calendars.load([Year(2025, (day,))], AT) == []
    assert not calendars.calendar().is_working(date(2025, 9, 15))
    assert CalendarYear.objects.filter(replaced_at=None).count() == 1
