"""Notice of important information in both directions: given, received, answered or noted."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.kinds import told
from paizhu.door.models import Matter
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import do, fresh, present, seat
from paizhu.door.visibility import sights
from paizhu.liaison.notifications.acts import ACTS

pytestmark = pytest.mark.usefixtures("cast")

NOTICE: dict[str, Any] = {
    "receiver": "Z1",
    "sort": "problem",
    "title": "信息化项目延期",
    "body": "信息化项目延期三个月，合同金额调整，党组拟于下周研究。",
    "arose_on": "2025-08-25",
}
GIVEN = {"text": "说明"}
STEPS = [act.id for act in ACTS if not act.opens and act.id != "notification.attach"]


def given(who: str = "group_clerk", /, **more: Any) -> Matter:
    done = do(who, "notification.give", **{**NOTICE, **more})
    assert done.matter is not None
    return done.matter


def after(matter: Matter, *steps: tuple[str, str]) -> Matter:
    for who, act in steps:
        do(who, f"notification.{act}", fresh(matter), text="说明")
    return fresh(matter)


WAYS: dict[str, list[tuple[str, str]]] = {
    "given": [],
    "received": [("clerk", "receive")],
    "asked": [("clerk", "receive"), ("clerk", "ask")],
    "answered": [("clerk", "receive"), ("head", "answer")],
    "closed": [("clerk", "receive"), ("clerk", "ask"), ("secretary", "supply"), ("clerk", "noted")],
}


@pytest.mark.parametrize("stage", WAYS)
def test_every_act_by_everybody_and_what_they_see(stage: str) -> None:
    matter = after(given(), *WAYS[stage])
    assert matter.state == stage
    sides = {"teller": "D1", "receiver": "Z1"}
    check_sight(matter, sides)
    check_acts(matter, sides, STEPS, GIVEN)


def test_each_direction_rests_on_its_own_norm_and_counts_for_whoever_gave_it() -> None:
    by_group, by_unit = given(), given("host")
    by_office = given("clerk", receiver="D1", sort="situation", arose_on="")
    assert "stationed_rules.2022.11.notify" in by_group.grounds.get().norms
    assert "stationed_rules.2022.11.notify" in by_unit.grounds.get().norms
    assert by_office.grounds.get().norms == ["stationed_reform.2018.mechanisms.notify"]
    do("secretary", "notification.withdraw", given(), text="重复")
    found = performed(Sought(("D1", "H1", "Z1"), date(2025, 1, 1), date(2025, 12, 31)))
    said = sorted((k.performance.act, k.performance.bearer, k.performance.toward) for k in found)
    assert said == [
        ("notify", "Z1", "D1"),
        ("notify.important", "D1", "Z1"),
        ("notify.important", "H1", "Z1"),
    ]


def test_how_long_after_it_came_about_is_shown_and_nothing_is_late() -> None:
    matter = given()
    facts = {
        f.name: f for f in told(matter, sights(seat("head"), [matter], present())[matter.pk], present()).facts
    }
    assert (facts["days"].value, facts["days"].said, matter.due) == (7, "7 days", None)


@pytest.mark.parametrize(
    ("who", "receiver"),
    [("other", "D1"), ("secretary", "Z2"), ("clerk", "H1"), ("committee", "Z1")],
    ids=[
        "another office",
        "an office of others",
        "to the unit: no norm says so",
        "the organ Party committee",
    ],
)
def test_what_no_provision_gives_is_refused(who: str, receiver: str) -> None:
    with pytest.raises(Refused) as refused:
        given(who, receiver=receiver)
    assert refused.value.gate is Gate.RULING


def test_what_has_not_come_about_is_told() -> None:
    with pytest.raises(InvalidForm) as wrong:
        given(arose_on="2025-09-02")
    assert wrong.value.fields.keys() == {"arose_on"}
