"""Invitations: ruled on by what is asked of the office; accepted as that, or refused where it is the host's business."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.doing import Channel
from paizhu.door.models import Consent, Matter
from paizhu.door.open_acts import open_acts
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import base, do, fresh, present, seat
from paizhu.liaison.business_invitations import roles
from paizhu.liaison.business_invitations.acts import ACTS

pytestmark = pytest.mark.usefixtures("cast")

ON = date(2025, 9, 8)
INVITATION: dict[str, Any] = {
    "office": "Z1",
    "title": "信息化项目开标",
    "role": "accept_invitation",
    "business": "信息化运维项目9月8日开标评标。",
    "day": "2025-09-08",
    "place": "市公共资源交易中心",
}
GIVEN: dict[str, Any] = {"text": "说明", "day": "2025-09-20", "place": "", "took_part_on": "2025-09-01"}
STEPS = [act.id for act in ACTS if not act.opens and act.id != "business_invitation.attach"]


def invited(who: str = "group_clerk", /, **given: Any) -> Matter:
    done = do(who, "business_invitation.invite", **{**INVITATION, **given})
    assert done.matter is not None
    return done.matter


def accepted(**given: Any) -> Matter:
    matter = invited(**given)
    do("head", "business_invitation.accept", matter)
    return fresh(matter)


def closed() -> Matter:
    matter = accepted()
    do(
        "clerk",
        "business_invitation.record",
        matter,
        on=ON,
        took_part_on="2025-09-08",
        text="在监督席旁听，未参加评审。",
    )
    return fresh(matter)


CAME: dict[str, Any] = {
    "host": "D1",
    "came_by": "paper",
    "came_on": "2025-08-29",
    "their_number": "安财函〔2025〕8号",
}


def received(who: str = "clerk", act: str = "receive", /, **given: Any) -> Matter:
    said = {name: value for name, value in INVITATION.items() if name != "office"}
    done = do(who, f"business_invitation.{act}", **{**said, **CAME, **given})
    assert done.matter is not None
    return done.matter


def to_attend() -> Matter:
    return received(role="attend_meeting")


@pytest.mark.parametrize("stage", [invited, to_attend, accepted, closed])
def test_every_act_by_everybody_and_what_they_see(stage: Any) -> None:
    matter, sides = stage(), {"host": "D1", "office": "Z1"}
    check_sight(matter, sides)
    check_acts(matter, sides, STEPS, GIVEN)


def test_roles_are_acts_of_the_vocabulary() -> None:
    offered = [act for act, _name in roles.roles(base())]
    assert set(offered) <= set(base().acts)
    assert {"host_business.bid", "host_business.interview", "host_business.countersign"} <= set(offered)


@pytest.mark.parametrize(
    "role",
    ["host_business.bid", "host_business.interview", "host_business.countersign", "host_business.decide"],
)
def test_a_seat_in_the_hosts_business_is_refused_with_the_provision_and_what_is_open(role: str) -> None:
    with pytest.raises(Refused) as refused:
        invited(role=role)
    said = refused.value
    assert (said.gate, said.code) == (Gate.RULING, "door.ruling.not_provided")
    assert "stationed_rules.2022.7.no_charge" in [p["norm"] for p in said.provisions]
    assert "an inference, stated by no article" in said.message or role == "host_business.decide"
    near = [way.asked for way in said.instead if way.asked]
    assert near == list(roles.NEAR)
    assert not Matter.objects.exists()
    for act in near:
        assert invited(role=act).business_invitation.role == act


def test_accepting_records_both_consents_and_the_record_counts_once() -> None:
    matter = closed()
    assert set(Consent.objects.filter(matter=matter).values_list("organ", flat=True)) == {"D1", "Z1"}
    found = performed(Sought(("D1", "Z1"), date(2025, 1, 1), date(2025, 12, 31)))
    said = {(k.performance.act, k.performance.bearer) for k in found}
    assert said == {("invite", "D1"), ("accept_invitation", "Z1")}


@pytest.mark.parametrize(("role", "kind"), [("attend_meeting", "attendance"), ("supervise.onsite", "visit")])
def test_attending_and_checking_become_matters_of_their_kind_and_are_not_entered_again(
    role: str, kind: str
) -> None:
    matter = accepted(role=role, place="")
    became = matter.business_invitation.became
    assert became is not None
    assert (became.kind, became.title, became.owner_id, became.counterpart_id) == (
        kind, "信息化项目开标", "Z1", "D1",
    )  # fmt: skip
    assert set(became.participations.values_list("organ", flat=True)) == {"Z1", "D1"}
    detail = getattr(became, kind)
    assert (detail.day, getattr(detail, "agenda", "") or detail.subject) == (ON, INVITATION["business"])
    do("clerk", "business_invitation.record", matter, on=ON)
    assert fresh(matter).state == "closed"
    found = performed(Sought(("Z1",), date(2025, 1, 1), date(2025, 12, 31)))
    assert not list(found)  # neither was recorded as done yet, and the invitation counts nothing of its own


def test_accepted_too_late_says_so_and_changes_nothing() -> None:
    matter = invited(role="attend_meeting")
    with pytest.raises(InvalidForm, match="to come"):
        do("head", "business_invitation.accept", matter, on=date(2025, 9, 9))
    assert (fresh(matter).state, Matter.objects.count()) == ("invited", 1)


def test_received_outside_waits_for_the_host_where_it_rests_on_agreement() -> None:
    matter = received()
    assert (matter.owner_id, matter.counterpart_id, matter.state, fresh(matter).awaited_id) == (
        "Z1", "D1", "received", "D1",
    )  # fmt: skip
    assert not Consent.objects.exists()
    offered = {a.id for a in open_acts(matter, seat("head"), present(), Channel.PAGE) if a.is_open}
    assert "business_invitation.accept" not in offered
    with pytest.raises(Refused, match="has not confirmed yet") as refused:
        do("head", "business_invitation.accept", matter)
    assert refused.value.code == "door.state.not_confirmed"
    do("group_clerk", "business_invitation.confirm", matter)
    do("head", "business_invitation.accept", fresh(matter))
    assert set(Consent.objects.values_list("organ", flat=True)) == {"D1", "Z1"}
    # It counts for the host on the day on which it came.
    found = performed(Sought(("D1", "Z1"), date(2025, 1, 1), date(2025, 12, 31)))
    assert [(k.performance.act, k.performance.bearer, k.performance.done_on) for k in found] == [
        ("invite", "D1", date(2025, 8, 29))
    ]


def test_received_outside_for_what_a_provision_gives_is_accepted_by_another_seat() -> None:
    matter = received("head", role="attend_meeting")
    with pytest.raises(Refused) as refused:
        do("head", "business_invitation.accept", matter)
    assert refused.value.gate is Gate.FOUR_EYES
    do("deputy", "business_invitation.accept", matter)
    became = fresh(matter).business_invitation.became
    assert became is not None
    assert became.kind == "attendance"


def test_received_for_the_hosts_business_is_turned_down_and_stands_on_record() -> None:
    with pytest.raises(Refused) as refused:
        received(role="host_business.bid")
    assert [way.asked for way in refused.value.instead if way.asked] == list(roles.NEAR)
    assert not Matter.objects.exists()
    with pytest.raises(Refused) as power:
        received("clerk", "turn_down", role="host_business.bid", text="不参与评标。")
    assert power.value.gate is Gate.POWER
    matter = received(
        "head", "turn_down", role="host_business.bid", text="不参与评标，可列席或者核查。", day="2025-08-30"
    )
    assert (matter.state, matter.closed_on is not None) == ("declined", True)
    check_sight(matter, {"host": "D1", "office": "Z1"})
    with pytest.raises(Refused):
        received("head", "turn_down", host="H2", text="?")
    with pytest.raises(InvalidForm) as wrong:
        received(came_on="2025-09-02", host="Z1", came_by="fax")
    assert wrong.value.fields.keys() == {"came_on", "host", "came_by"}


def test_declined_withdrawn_and_not_between_others() -> None:
    matter = invited()
    do("deputy", "business_invitation.decline", matter, text="同日另有任务。")
    assert fresh(matter).state == "declined"
    for who, office in (("committee", "Z1"), ("secretary", "Z2"), ("head", "D1")):
        with pytest.raises(Refused) as refused:
            invited(who, office=office)
        assert refused.value.gate is Gate.RULING
    with pytest.raises(InvalidForm) as wrong:
        invited(day="2025-08-31", role="")
    assert wrong.value.fields.keys() == {"day", "role"}
