"""Holds: what they reach, what is told of them, and who releases them."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.models import Matter
from paizhu.door.refusals import Conflict, Gate, InvalidForm, Refused
from paizhu.door.retention import holds, queries
from paizhu.door.retention.models import Hold, Proposal, Stub
from paizhu.door.retention.tests.closed import OVER, closed, proposed_for, term, withdrawn
from paizhu.door.tests.world import ON, do, fresh, present, seat
from paizhu.journal.models import Entry

pytestmark = pytest.mark.usefixtures("cast")


def place(who: str = "superior", /, on: date = ON, **given: Any) -> Hold:
    do(who, "hold.place", on=on, reason="另案需要", **given)
    return Hold.objects.latest("pk")


def reach(*matters: Matter, on: date = OVER) -> set[str]:
    found = holds.reaching(matters, present(on))
    return {m.reference for m in matters if found[m.pk]}


@pytest.mark.parametrize(
    ("scope", "reached"),
    [
        ({"person": "X-deputy"}, {"closed"}),
        ({"person": "X-superior"}, {"closed", "withdrawn"}),
        ({"person": "X-host"}, set()),
        ({"party": "Z1"}, {"closed", "withdrawn"}),
        ({"party": "Z2"}, {"of Z2"}),
        ({"party": "H1"}, set()),
    ],
    ids=["who answered", "who approved", "who had no part", "the office", "another office", "a stranger"],
)
def test_a_hold_of_a_person_or_an_organ_reaches_what_they_took_part_in(
    scope: dict[str, Any], reached: set[str]
) -> None:
    matters = {"closed": closed(), "withdrawn": withdrawn(title="另一事项")}
    matters["of Z2"] = withdrawn("other", assignee="W2", act="lead", title="请示", request="请指导")
    place(**scope)
    found = reach(*matters.values())
    if "of Z2" not in reached:
        found -= {matters["of Z2"].reference}
    assert found == {matters[name].reference for name in reached}


def test_an_outsiders_hold_reaches_nothing_of_others() -> None:
    matter = closed()
    place("other", party="Z1")
    assert reach(matter) == set()
    with pytest.raises(InvalidForm, match="not filled in") as invalid:
        place("other", matter=matter.reference)
    with pytest.raises(InvalidForm) as nothing:
        place("other", matter="nothing")
    assert invalid.value.fields == nothing.value.fields


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"person": "X-head", "party": "Z1"},
        {"person": "nobody"},
        {"party": "Z1", "last_day": "2025-08-31"},
    ],
    ids=["nothing", "two", "no such person", "over already"],
)
def test_a_hold_is_of_one_thing_that_there_is(given: dict[str, Any]) -> None:
    with pytest.raises(InvalidForm):
        place(**given)
    assert not Hold.objects.exists()


def test_what_is_held_is_not_destroyed_and_the_refusal_says_by_whom_since_when() -> None:
    term()
    matter = proposed_for(closed())
    place(on=OVER, matter=matter.reference)
    with pytest.raises(Refused, match="安澜市纪委监委 holds it since 2027-09-02") as refused:
        do("superior", "retention.destroy", matter, on=OVER, reason="")
    assert (refused.value.gate, refused.value.code) == (Gate.STATE, "door.state.held")
    assert '"code":"door.state.held"' in Entry.objects.latest("pk").body
    assert fresh(matter).destroyed_on is None
    assert not Stub.objects.exists()
    other = withdrawn(title="又一事项")
    place(on=OVER, person="X-superior")
    with pytest.raises(Refused, match="holds it since"):
        proposed_for(other)


def test_what_the_leading_organ_holds_is_not_told_to_the_office() -> None:
    matter = withdrawn("head", assignee="W2", act="lead", title="请示", request="请指导")
    term("head")
    place("superior", person="X-head")
    with pytest.raises(Refused) as refused:
        do("clerk", "retention.propose", matter, on=OVER, reason="无价值")
    assert "of which your seat sees no more" in refused.value.message
    assert "W2" not in refused.value.message
    assert "安澜市纪委监委" not in refused.value.message
    assert queries.held(seat("head"), present(), standing=True) == []
    assert len(queries.held(seat("superior"), present(), standing=True)) == 1


def test_an_ended_hold_bars_nothing_more() -> None:
    matter = closed()
    place(matter=matter.reference, last_day="2025-12-31")
    assert reach(matter, on=date(2025, 12, 31)) == {matter.reference}
    assert reach(matter, on=date(2026, 1, 1)) == set()


def test_another_seat_releases_it() -> None:
    matter = closed()
    hold = place(matter=matter.reference)
    with pytest.raises(Refused) as refused:
        do("superior", "hold.release", hold=hold.reference, reason="不再需要")
    assert refused.value.gate is Gate.FOUR_EYES
    assert "four_eyes" in Entry.objects.latest("pk").body
    with pytest.raises(InvalidForm, match="not filled in"):
        do("head", "hold.release", hold=hold.reference, reason="不再需要")
    assert reach(matter) == {matter.reference}
    do("superior_deputy", "hold.release", hold=hold.reference, reason="不再需要")
    assert reach(matter) == set()
    with pytest.raises(InvalidForm):
        do("superior_deputy", "hold.release", hold=hold.reference, reason="再一次")


def test_log_says_that_there_is_a_hold_and_not_of_what() -> None:
    place(person="X-deputy")
    latest = Entry.objects.latest("pk")
    assert "X-deputy" not in latest.body
    assert "另案需要" not in latest.body
    assert latest.content.count() == 2


def test_a_hold_that_comes_in_between_bars_destruction(monkeypatch: pytest.MonkeyPatch) -> None:
    term()
    matter = proposed_for(closed())
    waiting = holds.one_at_a_time

    def placed_meanwhile() -> None:
        waiting()
        if not Hold.objects.exists():
            Hold.objects.create(
                reference="between", holder_id="W2", matter=matter, reason="x", seat="S-superior_deputy",
                placed_by="X-superior_deputy", since=OVER,
            )  # fmt: skip

    monkeypatch.setattr(holds, "one_at_a_time", placed_meanwhile)
    with pytest.raises(Conflict, match="under a hold"):
        do("superior", "retention.destroy", matter, on=OVER, reason="")
    assert fresh(matter).destroyed_on is None
    assert Proposal.objects.get().ended_on is None
