"""A rectification on its whole way, and what is refused on it."""

from datetime import date
from pathlib import Path

import pytest

from paizhu.door.doing import Channel
from paizhu.door.handover import hand_over_all
from paizhu.door.kinds import told
from paizhu.door.models import Clock, Matter, Notice, Performed
from paizhu.door.open_acts import open_acts
from paizhu.door.overdue.reminding import remind
from paizhu.door.present import Present
from paizhu.door.seen import find, seen
from paizhu.door.tests import world
from paizhu.door.tests.world import fresh, present, seat
from paizhu.door.today import Urgency, today
from paizhu.rectification.models import Measure, Rectification
from paizhu.rectification.tests.way import FIRST, act, carried_out, closed, drafted, issued, report, verify
from paizhu.registry import here
from paizhu.registry.tests.charts import relation

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
    assert Measure.objects.get(number=1).progress == 0
    past = [(m.act.split(".")[1], m.item) for m in seen(seat("clerk"), matter.reference, present()).timeline]
    assert past[2:] == [
        ("approve", ""), ("measure", "1"), ("measure", "2"), ("plan", ""), ("accept_plan", ""),
        ("report", "1"), ("extend", "2"), ("return", "1"),
    ]  # fmt: skip


def test_acts_on_measures_are_offered_where_there_is_one_that_they_fit() -> None:
    def offered(who: str, matter: Matter) -> set[str]:
        acts = open_acts(fresh(matter), seat(who), present(), Channel.PAGE)
        return {act.id.split(".")[1] for act in acts if act.is_open}

    matter = issued()
    assert "drop" not in offered("group_clerk", matter)
    assert "measure" in offered("group_clerk", matter)
    matter = act("group_clerk", "measure", matter, **FIRST)
    assert "drop" in offered("group_clerk", matter)
    matter = carried_out()
    assert {"verify", "return"} & offered("deputy", matter) == set()
    assert {"progress", "report"} <= offered("group_clerk", matter)
    assert {"verify", "return"} <= offered("deputy", report(matter, 1))


def test_look_back_falls_due_by_itself() -> None:
    matter, day = closed(), date(2026, 3, 3)
    assert today(seat("clerk"), present(date(2026, 2, 27))).turns[0].urgency is Urgency.NEAR
    assert remind(present(day)) == 1
    clock = Clock.objects.get(matter=matter, limit="look_back")
    assert clock.escalated_on == day
    told = set(Notice.objects.filter(act="clock.escalate").values_list("organ", flat=True))
    assert told == {"Z1", "W2"}
    [turn] = today(seat("clerk"), present(day)).turns
    assert (turn.matter, turn.step.id, turn.urgency) == (matter, "rectification.hold", Urgency.OVERDUE)


def test_measure_that_is_late_goes_back_to_the_issuer() -> None:
    carried_out()
    remind(present(date(2025, 10, 31)))
    told = set(Notice.objects.filter(act="clock.escalate").values_list("organ", flat=True))
    assert told == {"Z1", "D1"}
    # The other measure has a clock of its own, which is not over.
    assert [c.item for c in Clock.objects.exclude(escalated_on=None)] == ["1"]


def handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Present:
    """Put another office over the host, hand the one matter over to it, and return the day after."""
    chart = world.lists()
    rows = [{**r, "until": "2025-09-30"} for r in chart["relations"] if r["id"] == "R4"]
    rows.append(relation("R90", "stationed_at", "Z2", "H1", since="2025-10-01"))
    monkeypatch.setattr(here, "_kept", {})
    world.bring(tmp_path, {name: rows if name == "relations" else [] for name in chart})
    then = present(date(2025, 10, 9))
    assert hand_over_all(then) == 1
    return then


def test_new_office_takes_it_over_and_the_old_one_keeps_what_it_saw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = carried_out()
    then = handed_over(tmp_path, monkeypatch)

    def facts(who: str) -> set[str]:
        found, sight, _waits = find(seat(who), matter.reference, then)
        return {fact.name for fact in told(found, sight, then).facts}

    assert {"source", "measure_1", "measure_1_standing"} <= facts("other")
    assert {"source", "measure_1"} <= facts("head")
    # How it stands may have changed since.
    assert "measure_1_standing" not in facts("head")
    assert "source" not in facts("secretary")
    # Who issued it stays who issued it, whoever looks.
    for who in ("head", "other", "secretary"):
        found, sight, _waits = find(seat(who), matter.reference, then)
        issuer = next(fact for fact in told(found, sight, then).facts if fact.name == "issuer")
        assert issuer.value == "Z1"
    report(fresh(matter), 1, then.on)
    assert verify(fresh(matter), 1, "other", then.on).owner_id == "Z2"


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
    verify(report(matter, 2, date(2026, 3, 20)), 2, day=date(2026, 3, 20))
    assert Rectification.objects.get().unverified == 0


def test_old_office_does_not_see_what_the_new_one_issued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = drafted()
    then = handed_over(tmp_path, monkeypatch)
    act("other", "approve", fresh(matter), then.on, opinion="同意制发。")

    def facts(who: str) -> dict[str, object]:
        found, sight, _waits = find(seat(who, then.on), matter.reference, then)
        return {fact.name: fact.value for fact in told(found, sight, then).facts if fact.value}

    assert facts("other")["issuer"] == "Z2"
    assert {"number", "issued_on", "opinion"} <= facts("other").keys()
    assert any(name.startswith("cause_") for name in facts("other"))
    assert not {"number", "issued_on", "opinion"} & facts("head").keys()
    assert not any(name.startswith("cause_") for name in facts("head"))
