"""A rectification on its whole way, and what is refused on it."""

from datetime import date

import pytest

from paizhu.door.models import Clock, Performed
from paizhu.rectification.models import Measure, Rectification
from paizhu.rectification.tests.way import act, carried_out, closed, report, verify

pytestmark = pytest.mark.usefixtures("cast")


def due(matter, limit: str) -> dict[str, date]:  # type: ignore[no-untyped-def]
    running = Clock.objects.filter(matter=matter, limit=limit, stopped_on=None)
    return {clock.item: clock.due for clock in running}


def test_whole_way() -> None:
    matter = closed()
    assert (matter.state, matter.closed_on) == ("closed", None)
    held = Rectification.objects.get(pk=matter.pk)
    assert (held.issued_year, held.issued_number, held.unverified) == (2025, 1, 0)
    assert due(matter, "look_back") == {"": date(2026, 3, 2)}  # 1 March is a Sunday
    matter = act("clerk", "hold", matter, date(2026, 2, 20), text="成效保持")
    assert (matter.state, matter.closed_on, matter.due) == ("held", date(2026, 2, 20), None)


def test_each_measure_has_a_clock_until_it_is_reported() -> None:
    matter = carried_out()
    assert due(matter, "measure") == {"1": date(2025, 10, 30), "2": date(2025, 11, 28)}
    assert matter.due == date(2025, 10, 30)
    matter = report(matter, 1)
    assert due(matter, "measure") == {"2": date(2025, 11, 28)}
    matter = act("head", "extend", matter, measure=2, due_on="2025-12-05", text="程序较长")
    assert due(matter, "measure") == {"2": date(2025, 12, 5)}
    matter = act("head", "return", matter, measure=1, due_on="2025-11-07", text="签到不全")
    assert due(matter, "measure") == {"1": date(2025, 11, 7), "2": date(2025, 12, 5)}


def test_look_back_reopens_a_measure() -> None:
    matter = closed()
    matter = act(
        "deputy", "reopen", matter, date(2026, 3, 2), measure=2, due_on="2026-04-10", text="又先接待后审批"
    )
    assert (matter.state, matter.closed_on) == ("carrying_out", None)
    assert due(matter, "measure") == {"2": date(2026, 4, 10)}
    assert due(matter, "look_back") == {}
    assert list(Measure.objects.order_by("number").values_list("standing", flat=True)) == ["verified", "open"]
    assert Rectification.objects.get().unverified == 1
    assert Performed.objects.filter(act="rectification.verify").count() == 2
    verify(report(matter, 2, day=date(2026, 3, 20)), 2, day=date(2026, 3, 20))
    assert Rectification.objects.get().unverified == 0
