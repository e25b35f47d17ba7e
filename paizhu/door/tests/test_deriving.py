"""Recusals derived from an earlier post: whom they keep out of what, in every face, until somebody else has decided."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from paizhu.door.basis import Basis
from paizhu.door.deriving import parties, undecided
from paizhu.door.doing import Channel
from paizhu.door.models import Matter, Recusal
from paizhu.door.notices.queries import inbox
from paizhu.door.open_acts import open_acts
from paizhu.door.refusals import InvalidForm, Refused
from paizhu.door.tests import world
from paizhu.door.tests.world import ON, assigned, do, fresh, present, seat
from paizhu.door.today import today
from paizhu.door.visibility import Reach, reach


def was(who: str, organ: str, until: str = "2022-12-31") -> dict[str, Any]:
    """A seat that somebody of the cast held at an organ from 2019 on."""
    return {
        "id": f"S-{who}-{organ}", "post": f"P-{organ}", "person": f"X-{who}", "since": "2019-01-01", "until": until,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _careers(cast: None, tmp_path: Path) -> None:  # noqa: ARG001  the city first
    """Deputy was at the host; head came from the dispatching organ and another office of it; clerk was elsewhere.

    group_clerk, of the host's Party group, was at another office: no provision on recusal binds who sits there.
    """
    posts = [
        {"id": f"P-{organ}", "organ": organ, "title": "干部", "level": "其他"}
        for organ in ("H1", "H2", "W2", "Z2")
    ]
    held = [("deputy", "H1"), ("head", "W2"), ("head", "Z2"), ("clerk", "H2"), ("group_clerk", "Z2")]
    world.bring(tmp_path, {"posts": posts, "seats": [was(*one) for one in held]})


def about_the_host(**given: Any) -> Matter:
    return assigned(act="supervise", toward="H1", **given)


def reached(who: str, matter: Matter) -> Reach:
    return reach(seat(who), fresh(matter), present())


def test_parties_are_those_outside_the_own_line() -> None:
    found = parties([f"X-{name}" for name in world.CAST], present())
    assert found == {
        # A post at the host was one at its unit: its Party group and the bodies below it.
        "X-deputy": {Basis.EARLIER_POST: frozenset({"H1", "D1", "J1", "K1"})},
        "X-clerk": {Basis.EARLIER_POST: frozenset({"H2"})},
    }


@pytest.mark.parametrize(
    ("on", "is_kept_out"),
    [(date(2022, 12, 31), False), (date(2023, 1, 1), True), (date(2035, 1, 1), True)],
    ids=["its last day", "the day after", "no norm gives a period"],
)
def test_post_counts_once_it_is_over_and_for_good(on: date, is_kept_out: bool) -> None:
    assert bool(parties(["X-deputy"], present(on))) is is_kept_out


def test_kept_out_before_opening_in_every_face() -> None:
    matter, other = about_the_host(), assigned()
    assert (reached("deputy", matter), reached("deputy", other)) == (Reach.OVERVIEW, Reach.CONTENT)
    assert (reached("head", matter), reached("clerk", matter)) == (Reach.CONTENT, Reach.CONTENT)
    assert [i.reference for i in inbox(seat("deputy"), present()).items] == [other.reference]
    assert [t.matter.pk for t in today(seat("deputy"), present()).turns] == [other.pk]
    with pytest.raises(Refused, match="No norm gives a period") as refused:
        do("deputy", "task.accept", matter)
    assert refused.value.code == "door.recusal.recused"
    assert refused.value.provisions
    tried = open_acts(matter, seat("deputy"), present(), Channel.PAGE)
    assert not [one.id for one in tried if one.is_open and one.id != "recusal.declare"]


@pytest.mark.parametrize(
    ("holds", "then"), [("no", Reach.CONTENT), ("yes", Reach.OVERVIEW)], ids=["let in", "kept out"]
)
def test_somebody_else_of_the_own_line_decides(holds: str, then: Reach) -> None:
    matter, later = about_the_host(), about_the_host(title="另一件")
    do("head", "recusal.decide", matter, person="X-deputy", holds=holds, reason="离任多年")
    [row] = Recusal.objects.all()
    assert (row.basis, row.decided_by, row.holds) == ("earlier_post", "S-head", holds == "yes")
    assert reached("deputy", matter) is then
    assert undecided(["X-deputy"], fresh(matter), present()) == {}
    # Of another matter nothing was decided.
    assert reached("deputy", later) is Reach.OVERVIEW
    assert inbox(seat("deputy"), present()).items == () or holds == "no"


def test_leading_organ_decides_too_and_nobody_outside() -> None:
    matter = about_the_host()
    given: dict[str, Any] = {"person": "X-deputy", "holds": "no", "reason": "离任多年"}
    for who in ("deputy", "clerk"):
        with pytest.raises(Refused):
            do(who, "recusal.decide", matter, **given)
    do("superior", "recusal.decide", fresh(matter), **given)
    assert reached("deputy", matter) is Reach.CONTENT


def test_other_side_does_not_decide_on_an_officer() -> None:
    matter = world.proposed("clerk", act="notify.important", assignee="H1", title="通报重要情况")
    do("head", "task.approve", matter)
    assert undecided(["X-deputy"], fresh(matter), present())
    with pytest.raises(InvalidForm):
        # `host` would have to be a leader: whoever leads the host's side is asked by the form, which offers nobody.
        do("head", "recusal.decide", fresh(matter), person="X-clerk", holds="no", reason="…")
    forms = {a.id: a.form for a in open_acts(fresh(matter), seat("superior"), present(), Channel.PAGE)}
    field: Any = forms["recusal.decide"].fields["person"]
    offered = [code for code, _said in field.choices if code]
    assert offered == ["X-deputy"]


def test_nobody_kept_out_opens_a_matter_with_that_party() -> None:
    given: dict[str, Any] = {"act": "notify.important", "assignee": "H1", "title": "通报重要情况"}
    with pytest.raises(Refused, match="held a post") as refused:
        world.proposed("deputy", **given)
    assert refused.value.gate.value == "recusal"
    assert world.proposed("clerk", **given).owner_id == "Z1"


def test_decision_on_a_declared_one_clears_no_derived_one() -> None:
    matter = about_the_host()
    Recusal.objects.create(
        person_id="X-deputy", matter=matter, reason="…", declared_by="S-deputy", declared_on=ON,
        holds=False, decided_by="S-head", decided_on=ON,
    )  # fmt: skip
    assert reached("deputy", matter) is Reach.OVERVIEW


def test_database_holds_that_a_derived_one_is_decided_once() -> None:
    matter = about_the_host()
    do("head", "recusal.decide", matter, person="X-deputy", holds="no", reason="…")
    common: dict[str, Any] = {
        "person_id": "X-deputy", "matter": matter, "declared_by": "derived:", "declared_on": ON, "basis": "earlier_post",
    }  # fmt: skip
    for wrong in ({}, {"holds": True, "decided_by": "S-head", "decided_on": ON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recusal.objects.create(**common, **wrong)


@pytest.mark.parametrize("number", [1, 8])
def test_queries_do_not_grow(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(number):
        about_the_host(title=f"第{n}件")
    who, now = seat("deputy"), present()
    with django_assert_num_queries(2):
        assert inbox(who, now).items == ()
