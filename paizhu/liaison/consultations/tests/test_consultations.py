"""The way of a consultation, and what must not happen on it."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from paizhu.door.kinds import told
from paizhu.door.models import Matter, Performed
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.tests.world import assigned, do, fresh, present, seat
from paizhu.door.visibility import sights
from paizhu.journal.models import Entry
from paizhu.liaison.consultations.models import Confirmation, Decision, Minutes
from paizhu.liaison.consultations.tests.consultations import (
    DECISION,
    HELD,
    ON,
    PROPOSED,
    agreed,
    asked,
    confirmed,
    decided,
    held,
    proposed,
    sent,
    version,
)

pytestmark = pytest.mark.usefixtures("cast")
YEAR = date(2025, 1, 1), date(2025, 12, 31)


def facts(matter: Matter, who: str = "head", on: date = ON) -> dict[str, Any]:
    """What the page tells: values by name, lists as their rows of values."""
    sight = sights(seat(who, on), [matter], present(on))[matter.pk]
    held = told(fresh(matter), sight, present(on)).facts
    return {
        f.name: [{p.name: p.value for p in row} for row in f.rows] if f.shape == "list" else f.value
        for f in held
    }


def written(matter: Matter) -> tuple[int, ...]:
    return (
        Minutes.objects.filter(matter=matter).count(),
        Confirmation.objects.count(),
        Decision.objects.filter(until=None).count(),
        Performed.objects.count(),
    )


def test_the_whole_way_to_a_task_that_is_done() -> None:
    matter = confirmed()
    do("clerk", "consultation.entrust", matter, on=ON, number="1")
    task = Decision.objects.get(matter=matter).task
    assert task is not None
    assert (task.owner_id, task.task.assignee_id, task.task.act) == ("Z1", "D1", "notify.important")
    assert (task.task.length, task.task.unit) == (20, "day")
    assert matter.reference in task.task.request
    do("head", "consultation.close", fresh(matter), on=ON)
    # Before its approval the assignee is not led to a task that it does not see.
    assert [d["task"] for d in facts(matter)["decisions"]] == [""]
    do("head", "task.approve", task, on=ON)
    do("group_clerk", "task.accept", fresh(task), on=ON)
    [decision] = facts(matter, "secretary")["decisions"]
    assert (decision["task"], decision["task_state"]) == (task.reference, "accepted")


def test_either_side_may_start_and_move_the_day_and_the_other_agrees() -> None:
    matter = asked()
    do("clerk", "consultation.redate", matter, day="2025-09-15", place="")
    assert fresh(matter).state == "proposed"
    with pytest.raises(Refused):
        do("head", "consultation.take_up", fresh(matter))
    do("group_clerk", "consultation.counter", fresh(matter), day="2025-09-16", place="")
    do("deputy", "consultation.take_up", fresh(matter))
    assert (fresh(matter).state, facts(matter)["day"]) == ("agreed", date(2025, 9, 16))


@pytest.mark.parametrize(
    ("who", "act", "given"),
    [
        ("clerk", "consultation.propose", {**PROPOSED, "group": "H2"}),
        ("superior", "consultation.propose", PROPOSED),
        ("secretary", "consultation.ask", {**PROPOSED, "office": "Z2"}),
    ],
    ids=["a host of another office", "the dispatching organ", "an office of others"],
)
def test_only_an_office_and_the_group_that_it_supervises(who: str, act: str, given: dict[str, Any]) -> None:
    before = Matter.objects.count()
    with pytest.raises(Refused) as refused:
        do(who, act, **given)
    assert refused.value.gate is Gate.RULING
    assert Matter.objects.count() == before


def test_group_cannot_confirm_minutes_that_it_has_not_seen() -> None:
    matter = sent()
    seen = version(matter)
    # The office changes them after the page was opened, and confirms the new ones.
    do("clerk", "consultation.write", matter, on=ON, text="另一种说法。", version=seen)
    do("head", "consultation.confirm_office", fresh(matter), on=ON, version=version(matter))
    before = written(matter)
    with pytest.raises(InvalidForm) as invalid:
        do("secretary", "consultation.confirm_group", fresh(matter), on=ON, version=seen)
    assert "version 4" in invalid.value.fields["version"][0]
    assert written(matter) == before
    for nothing in ({}, {"version": ""}, {"version": seen[:4]}):
        with pytest.raises(InvalidForm):
            do("secretary", "consultation.confirm_group", fresh(matter), on=ON, **nothing)
    # The form that comes back names the version that is shown now.
    assert invalid.value.form["version"].value() == version(matter)
    do("secretary", "consultation.confirm_group", fresh(matter), on=ON, version=version(matter)[:8])
    assert fresh(matter).state == "confirmed"


def test_of_two_who_write_at_once_one_wins_and_the_other_keeps_the_text() -> None:
    matter = held()
    base = version(matter)
    do("clerk", "consultation.write", matter, on=ON, text="派驻组稿。", version=base)
    before = written(matter)
    with pytest.raises(InvalidForm) as invalid:
        do("group_clerk", "consultation.write", fresh(matter), on=ON, text="党组稿。", version=base)
    assert "驻市财政局纪检监察组" in invalid.value.fields["version"][0]
    assert written(matter) == before
    form = invalid.value.form
    assert (form["text"].value(), form["version"].value()) == ("党组稿。", version(matter))
    do(
        "group_clerk",
        "consultation.write",
        fresh(matter),
        on=ON,
        text="合稿。",
        version=form["version"].value(),
    )
    assert facts(matter)["minutes"] == "合稿。"
    assert [v["number"] for v in facts(matter)["versions"]] == [3, 2, 1]


def test_a_change_makes_a_confirmation_void() -> None:
    matter = sent()
    assert [c["organ"] for c in facts(matter)["confirmed"]] == ["Z1"]
    do("group_clerk", "consultation.strike", matter, on=ON, number="1", version=version(matter))
    assert fresh(matter).state == "held"
    assert (facts(matter)["confirmed"], facts(matter)["decisions"]) == ([], [])
    with pytest.raises(Refused) as refused:
        do("secretary", "consultation.confirm_group", fresh(matter), on=ON, version=version(matter))
    assert refused.value.gate is Gate.STATE


def test_digest_is_of_all_that_the_version_says() -> None:
    matter = decided()
    minutes = Minutes.objects.get(matter=matter, number=3)
    said = (
        '{"decisions":[[1,"月底前通报重大项目招标安排。","D1","notify.important","2025-09-30"]],"held_on":"2025-09-10",'
        f'"matter":"{matter.reference}","present":["组长、副组长","党组书记及班子成员",""],'
        '"text":"会议研究了政治生态。","version":3}'
    )
    assert minutes.digest == sha256(said.encode()).hexdigest()
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert "政治生态" not in bodies
    assert minutes.digest not in bodies


def test_agenda_takes_open_matters_of_both_and_no_others() -> None:
    matter = agreed()
    own = assigned()  # between the office and its dispatching organ
    both = do("clerk", "task.propose", assignee="D1", act="notify.important", title="通报", request="请通报。",
              length="5", unit="day").matter  # fmt: skip
    assert both is not None
    for hidden in (own, both, matter):
        with pytest.raises(InvalidForm):
            do("clerk", "consultation.item", matter, title="议题", about=hidden.reference)
    do("head", "task.approve", both)
    do("clerk", "consultation.item", fresh(matter), title="议题一", about=both.reference)
    do("group_clerk", "consultation.item", fresh(matter), title="议题二")
    assert [i["about"] for i in facts(matter)["agenda"]] == [both.reference, ""]
    with pytest.raises(InvalidForm):
        do("group_clerk", "consultation.drop", fresh(matter), number="1")
    do("clerk", "consultation.drop", fresh(matter), number="1")
    assert [i["title"] for i in facts(matter)["agenda"]] == ["议题二"]


def test_held_counts_for_both_on_the_day_it_was_held() -> None:
    matter = agreed()
    do("clerk", "consultation.hold", matter, on=date(2025, 9, 12), **HELD)
    found = performed(Sought(("Z1", "D1", "Z2"), *YEAR, {"consult_regularly"}))
    said = sorted((k.performance.bearer, k.performance.toward, k.performance.done_on) for k in found)
    assert said == [("D1", "Z1", ON), ("Z1", "D1", ON)]
    assert len(performed(Sought(("Z1",), *YEAR))) == 1
    assert performed(Sought(("Z1",), *YEAR, {"report"})) == ()
    assert facts(matter, on=date(2025, 9, 12))["next_by"] == date(2026, 6, 30)


def test_it_is_recorded_once_it_was_held_and_proposed_for_days_to_come() -> None:
    with pytest.raises(InvalidForm):
        proposed(day="2025-08-31")
    with pytest.raises(InvalidForm):
        do("clerk", "consultation.hold", agreed(), **HELD)


def test_decision_that_no_provision_grounds_becomes_no_task() -> None:
    matter = decided()
    ungrounded = {**DECISION, "owner": "office", "act": "assist"}
    do("group_clerk", "consultation.decide", matter, on=ON, version=version(matter), **ungrounded)
    do(
        "clerk",
        "consultation.decide",
        fresh(matter),
        on=ON,
        version=version(matter),
        text="继续关注。",
        owner="office",
    )
    do("head", "consultation.confirm_office", fresh(matter), on=ON, version=version(matter))
    do("secretary", "consultation.confirm_group", fresh(matter), on=ON, version=version(matter))
    before = Matter.objects.count()
    with pytest.raises(Refused) as refused:
        do("group_clerk", "consultation.entrust", fresh(matter), on=ON, number="2")
    assert refused.value.code == "door.ruling.limited"
    for who, number in (("clerk", "2"), ("clerk", "3"), ("group_clerk", "1"), ("clerk", "9")):
        with pytest.raises(InvalidForm):
            do(who, "consultation.entrust", fresh(matter), on=ON, number=number)
    with pytest.raises(InvalidForm, match="passed"):
        do("clerk", "consultation.entrust", fresh(matter), on=date(2025, 10, 8), number="1")
    assert Matter.objects.count() == before
    do("clerk", "consultation.entrust", fresh(matter), on=date(2025, 10, 8), number="1", due_on="2025-10-18")
    assert Decision.objects.get(matter=matter, number=1).task.task.length == 10  # type: ignore[union-attr]
    assert json.loads(Entry.objects.latest("pk").body)["facts"]["decision"] == 1
    with pytest.raises(InvalidForm):
        do(
            "clerk",
            "consultation.entrust",
            fresh(matter),
            on=date(2025, 10, 8),
            number="1",
            due_on="2025-10-18",
        )
