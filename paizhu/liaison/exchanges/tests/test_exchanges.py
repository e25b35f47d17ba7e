"""An exchange of views: by whom, with whom, who sees it, and what it counts for."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.kinds import told
from paizhu.door.models import Matter, Notice
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, NotVisible, Refused
from paizhu.door.tests.authorization import tried
from paizhu.door.tests.world import CAST, ORGANS, do, fresh, present, seat
from paizhu.door.visibility import Reach, reach, sights

pytestmark = pytest.mark.usefixtures("cast")

GIVEN: dict[str, Any] = {
    "group": "D1",
    "held_on": "2025-08-29",
    "ecology": "on",
    "integrity": "on",
    "text": "谈了采购领域廉洁风险。",
    "suggestions": "建议完善采购内控。",
}


def recorded(**given: Any) -> Matter:
    done = do("head", "exchange.record", **{**GIVEN, **given})
    assert done.matter is not None
    return done.matter


def test_it_counts_for_the_head_toward_the_leader_on_the_day_it_was_held() -> None:
    recorded()
    [kept] = performed(Sought(("post:P-head",), date(2025, 1, 1), date(2025, 12, 31), {"exchange_views"}))
    done = kept.performance
    assert (done.bearer, done.toward, done.done_on) == ("post:P-head", "post:P-secretary", date(2025, 8, 29))
    assert performed(Sought(("post:P-deputy", "Z1"), date(2025, 1, 1), date(2025, 12, 31))) == ()


def test_only_whoever_recorded_it_sees_what_was_said() -> None:
    matter = recorded()
    for who in CAST:
        wanted = {"Z1": Reach.OVERVIEW, "W2": Reach.OVERVIEW}.get(ORGANS[who], Reach.NONE)
        assert reach(seat(who), matter, present()) is (Reach.CONTENT if who == "head" else wanted), who
    facts = told(matter, sights(seat("head"), [matter], present())[matter.pk], present()).facts
    assert {f.name: f.value for f in facts}["text"] == GIVEN["text"]
    assert not Notice.objects.exists()


@pytest.mark.parametrize("act", ["exchange.follow", "exchange.close"])
def test_every_act_by_everybody(act: str) -> None:
    matter = recorded()
    for who in CAST:
        wanted = "power" if ORGANS[who] in {"Z1", "W2"} else "visibility"
        assert tried(who, act, matter, {"text": "说明"}) == ("done" if who == "head" else wanted), who
    do("head", "exchange.close", matter)
    assert tried("head", act, fresh(matter), {"text": "说明"}) == "state"


def test_who_is_granted_sight_reads_it() -> None:
    matter = recorded()
    do("head", "grant.give", matter, person="X-deputy", reason="协助落实", last_day="2025-12-31")
    assert reach(seat("deputy"), matter, present()) is Reach.CONTENT


def test_nobody_grants_sight_to_themselves() -> None:
    matter = recorded()
    with pytest.raises(InvalidForm):
        do("deputy", "grant.give", matter, person="X-deputy", reason="想看", last_day="2025-12-31")
    assert reach(seat("deputy"), matter, present()) is Reach.OVERVIEW


@pytest.mark.parametrize(
    ("who", "given", "gate"),
    [
        ("deputy", {}, Gate.RULING),
        ("secretary", {}, Gate.RULING),
        ("other", {}, Gate.RULING),
        ("superior", {}, Gate.RULING),
    ],
)
def test_duty_is_the_heads_toward_the_leader_of_its_own_host(
    who: str, given: dict[str, Any], gate: Gate
) -> None:
    with pytest.raises(Refused) as refused:
        do(who, "exchange.record", **{**GIVEN, **given})
    assert refused.value.gate is gate
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ecology": "", "integrity": ""}, "ecology"),
        ({"group": "H1"}, "group"),
        ({"held_on": "2025-09-02"}, "held_on"),
        ({"secrecy": "secret"}, "secret_until"),
    ],
)
def test_form_is_told_field_by_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidForm) as invalid:
        recorded(**given)
    assert field in invalid.value.fields


def test_host_finds_nothing() -> None:
    matter = recorded()
    with pytest.raises(NotVisible):
        do("secretary", "exchange.follow", matter, text="?")
