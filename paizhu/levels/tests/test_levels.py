"""What a host carries out, passed down level by level: who sees what, on which ground, and what is refused."""

import json
from datetime import date
from typing import Any

import pytest

from paizhu.door.branches import Branches, Standing, branches_of
from paizhu.door.kinds import told
from paizhu.door.models import Clock, Consent, Matter, Notice, Performed
from paizhu.door.overdue.reminding import remind
from paizhu.door.refusals import Gate, InvalidForm, NotVisible, Refused
from paizhu.door.retention.tests import closed as retention
from paizhu.door.tests.authorization import taken_back
from paizhu.door.tests.world import ON, do, fresh, present, proposed, seat
from paizhu.door.visibility import Reach, reach, sights
from paizhu.journal.models import Entry
from paizhu.levels.models import Relay
from paizhu.levels.tests.lists import PASS, TASK
from paizhu.liaison.consultations.tests import consultations
from paizhu.rectification.tests import way

pytestmark = pytest.mark.usefixtures("cast")
A, U, S, L, D = (Standing.ANSWERED, Standing.UNDER_WAY, Standing.SILENT, Standing.LATE, Standing.DECLINED)


def accepted(who: str = "clerk", approver: str = "head", **given: Any) -> Matter:
    """Return a task of the office that the Party group is carrying out."""
    matter = proposed(who, **{**TASK, **given})
    do(approver, "task.approve", matter)
    do("group_clerk", "task.accept", fresh(matter))
    return fresh(matter)


def passed(
    parent: Matter, units: str = "J1、U1、U2", who: str = "secretary", **given: Any
) -> dict[str, Matter]:
    """Pass a matter down; return what came of it by unit."""
    do(who, "relay.pass", **{**PASS, "what": parent.reference, "units": units, **given})
    return {r.unit_id: r.matter for r in Relay.objects.filter(parent=parent).select_related("matter")}


def tree(matter: Matter, who: str = "head", on: date = ON) -> Branches | None:
    sitting, then = seat(who, on), present(on)
    return branches_of(sitting, matter, sights(sitting, [matter], then)[matter.pk], then)


def standings(matter: Matter, who: str = "head", on: date = ON) -> list[tuple[str, int, Standing]]:
    found = tree(matter, who, on)
    return [(b.organ, b.level, b.standing) for b in found.branches] if found else []


def test_three_units_each_on_its_own_ground_and_each_seeing_its_own_part_only() -> None:
    task = accepted()
    below = passed(task)
    assert list(below) == ["J1", "U1", "U2"]
    grounds = {unit: matter.grounds.get() for unit, matter in below.items()}
    assert [(g.act, g.basis) for g in grounds.values()] == [
        ("lead", "norm"),
        ("manage.cadres", "norm"),
        ("pass_down", "agreement"),
    ]
    assert "party_constitution.2022.48.cadres" in grounds["U1"].norms
    assert list(Consent.objects.values_list("matter", "organ")) == [(below["U2"].pk, "D1")]
    # The office and the host see all, a unit its own; of the others, and of the task, it learns nothing.
    for who, seen in (("head", set(below)), ("secretary", set(below)), ("unit", {"U1"}), ("lower", {"U2"})):
        assert {u for u, m in below.items() if reach(seat(who), m, present()) is Reach.CONTENT} == seen
    assert reach(seat("unit"), task, present()) is Reach.NONE
    facts = {
        f.name: f.value
        for f in told(
            below["U1"], sights(seat("unit"), [below["U1"]], present())[below["U1"].pk], present()
        ).facts
    }
    assert facts == {"passer": "D1", "unit": "U1", "level": 1, "request": PASS["request"]}
    said = json.dumps([g.said for g in grounds.values()], ensure_ascii=False)
    assert (
        said.count("会计培训中心") > 0,
        "会计培训中心" in json.dumps(grounds["U1"].said, ensure_ascii=False),
    ) == (True, False)
    assert set(Notice.objects.filter(act="relay.pass").values_list("organ", flat=True)) == {"J1", "U1", "U2"}
    assert "公务用车" not in "".join(Entry.objects.values_list("body", flat=True))
    # Numbers have no gap, and the parent is as it was.
    assert sorted(m.number for m in below.values()) == [1, 2, 3]
    assert (fresh(task).state, standings(task)) == ("accepted", [("J1", 1, S), ("U1", 1, S), ("U2", 1, S)])


def test_answers_and_silence_go_up_and_the_parent_is_closed_by_nobody_but_its_own() -> None:
    task = accepted()
    below = passed(task)
    do("unit_clerk", "relay.receive", below["U1"])
    do("unit", "relay.answer", fresh(below["U1"]), text="台账已报。", on=date(2025, 9, 10))
    do("committee", "relay.receive", below["J1"])
    do("lower", "relay.decline", below["U2"], text="另有专项安排")
    assert standings(task) == [("J1", 1, U), ("U1", 1, A), ("U2", 1, D)]
    do("secretary", "relay.close", fresh(below["U1"]), text="属实", on=date(2025, 9, 11))
    assert fresh(task).state == "accepted"
    remind(present(date(2025, 9, 19)))
    assert Clock.objects.get(matter=below["J1"]).escalated_on == date(2025, 9, 19)
    found = Notice.objects.filter(matter=below["J1"], act="clock.escalate").values_list("organ", flat=True)
    assert set(found) == {"J1", "D1"}
    assert standings(task, on=date(2025, 9, 19)) == [("J1", 1, L), ("U1", 1, A), ("U2", 1, D)]
    do(
        "secretary",
        "relay.return",
        fresh(_answered(below["J1"])),
        text="缺接待台账",
        length="3",
        unit="working_day",
        on=date(2025, 9, 22),
    )
    assert standings(task, on=date(2025, 9, 22)) == [("J1", 1, U), ("U1", 1, A), ("U2", 1, D)]
    do("secretary", "task.answer", fresh(task), text="已汇总", on=date(2025, 9, 23))
    assert fresh(below["J1"]).state == "received"


def _answered(matter: Matter) -> Matter:
    do("committee", "relay.answer", fresh(matter), text="已报", on=date(2025, 9, 22))
    return matter


def test_a_unit_passes_on_and_everybody_above_sees_it() -> None:
    task = accepted()
    below = passed(task, "J1、U1")
    do("committee", "relay.receive", below["J1"])
    do("unit", "relay.receive", below["U1"])
    second = passed(fresh(below["J1"]), "K1", "committee")["K1"]
    third = passed(fresh(below["U1"]), "Q1", "unit")["Q1"]
    assert (second.relay.level, second.relay.root_id, second.grounds.get().act) == (2, task.pk, "lead")
    # No provision has a unit lead its discipline body: that rests on agreement.
    assert third.grounds.get().basis == "agreement"
    wanted = [("J1", 1, U), ("K1", 2, S), ("U1", 1, U), ("Q1", 2, S)]
    assert standings(task) == standings(task, "secretary") == wanted
    assert standings(fresh(below["J1"]), "committee") == [("K1", 2, S)]
    assert reach(seat("committee"), third, present()) is Reach.NONE
    assert [reach(seat(who), second, present()) for who in ("head", "secretary", "discipline", "unit")] == [
        Reach.CONTENT, Reach.CONTENT, Reach.CONTENT, Reach.NONE,
    ]  # fmt: skip
    # Whoever leads the office sees the outline: no name, and no small figure.
    found = tree(task, "superior")
    assert found is not None
    assert (found.branches, found.hidden[S], found.hidden[U], found.hidden[A]) == ((), None, None, None)


def test_what_was_destroyed_in_the_middle_keeps_the_place_of_what_is_below() -> None:
    task = accepted()
    below = passed(task, "J1、U1")
    do("committee", "relay.receive", below["J1"])
    second = passed(fresh(below["J1"]), "K1", "committee")["K1"]
    do("secretary", "relay.withdraw", fresh(below["J1"]), text="改由别处办理")
    retention.term("secretary", kind="relay")
    do("group_clerk", "retention.propose", fresh(below["J1"]), on=retention.OVER, reason="无继续保存价值")
    do("secretary", "retention.destroy", fresh(below["J1"]), on=retention.OVER, reason="")
    assert not Relay.objects.filter(pk=below["J1"].pk).exists()
    assert standings(task, on=retention.OVER) == [
        ("U1", 1, L), ("J1", 1, Standing.DESTROYED), ("K1", 2, L),
    ]  # fmt: skip
    found = tree(task, on=retention.OVER)
    assert found is not None
    assert (found.branches[1].head.title, found.branches[1].head.reference) == (None, below["J1"].reference)
    assert standings(fresh(second), "discipline", retention.OVER) == []


def test_a_decision_and_a_measure_are_passed_down_by_number() -> None:
    consultation = consultations.confirmed()
    on = consultations.ON
    do("secretary", "relay.pass", **{**PASS, "what": f"{consultation.reference}#1", "units": "U1"}, on=on)
    assert standings(fresh(consultation), on=on) == [("U1", 1, S)]
    measure = way.carried_out()
    do("secretary", "relay.pass", **{**PASS, "what": f"{measure.reference}#2", "units": "U1"})
    relay = Relay.objects.get(parent=measure)
    assert (relay.item, relay.level) == ("2", 1)
    # The measure itself stands as it stood: its owner reports it.
    assert fresh(measure).measures.get(number=2).standing == "open"
    with pytest.raises(InvalidForm) as late:
        do(
            "secretary",
            "relay.pass",
            **{**PASS, "what": f"{measure.reference}#1", "units": "U1", "due_on": "2025-10-31"},
        )
    assert late.value.fields == {
        "due_on": ["The matter itself is due on 2025-10-30: ask for an answer by then."]
    }


@pytest.mark.parametrize(
    ("who", "given", "field", "says"),
    [
        ("secretary", {"units": "H2"}, "units", "Not right below your organ"),
        ("secretary", {"units": "K1"}, "units", "Not right below your organ"),
        ("secretary", {"units": "nobody"}, "units", "No such organ"),
        ("secretary", {"what": "nosuchmatter"}, "what", "not one of the available choices"),
        ("secretary", {"due_on": "2025-09-20"}, "due_on", "day off"),
        ("head", {}, "units", "Not right below your organ"),
        ("committee", {"units": "K1"}, "what", "not one of the available choices"),
    ],
    ids=["another host", "two levels below", "no organ", "no matter", "a Saturday", "an office", "another body's task"],
)  # fmt: skip
def test_bad_input_names_the_field_and_writes_nothing(
    who: str, given: dict[str, Any], field: str, says: str
) -> None:
    task = accepted()
    before = Matter.objects.count(), Performed.objects.count(), Entry.objects.count()
    with pytest.raises(InvalidForm) as wrong:
        do(who, "relay.pass", **{**PASS, "what": task.reference, "units": "U1", **given})
    assert says in " ".join(wrong.value.fields[field])
    assert (Matter.objects.count(), Performed.objects.count(), Entry.objects.count()) == before


def test_what_is_refused() -> None:
    task = accepted()
    with pytest.raises(Refused) as clerk:
        passed(task, "U1", "group_clerk")
    assert clerk.value.gate is Gate.POWER
    below = passed(task, "U1")
    with pytest.raises(InvalidForm, match="not filled in rightly") as twice:
        passed(task, "U1、U2")
    assert "Passed down already to" in twice.value.fields["units"][0]
    assert Relay.objects.count() == 1
    with pytest.raises(InvalidForm, match="cannot be declined"):
        do("unit", "relay.decline", below["U1"], text="不办")
    with pytest.raises(NotVisible):
        do("lower", "relay.note", below["U1"], text="?")
    # The office sees it and does nothing on it: it assigns nothing to a unit.
    with pytest.raises(Refused) as office:
        do("head", "relay.urge", below["U1"], text="请抓紧")
    assert office.value.gate is Gate.POWER
    with taken_back():
        do("secretary", "task.answer", task, text="已办")
        with pytest.raises(InvalidForm):
            passed(fresh(task), "U2")
    with taken_back():  # a matter of named persons is nobody else's to pass down
        Matter.objects.filter(pk=task.pk).update(circle=True)
        with pytest.raises(InvalidForm):
            passed(task, "U2")
    # After it was withdrawn it can be passed down anew.
    do("secretary", "relay.withdraw", below["U1"], text="改由另一单位报送")
    assert Relay.objects.filter(parent=task, unit="U1").count() == 1
    passed(task, "U1")
    assert standings(task) == [("U1", 1, Standing.WITHDRAWN), ("U1", 1, S)]
