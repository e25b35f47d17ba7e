"""A request for support: asked, lent, taken back; what lent people see ends by itself; the host sees nothing behind it."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.doing import Channel
from paizhu.door.kinds import told
from paizhu.door.models import Clock, Matter, Participation
from paizhu.door.open_acts import open_acts
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, NotVisible, Refused
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import assigned, do, fresh, present, seat
from paizhu.door.today import today
from paizhu.door.visibility import Reach, reach, sights
from paizhu.journal.models import Entry
from paizhu.liaison.support.acts import ACTS
from paizhu.liaison.support.models import Lent, Support

pytestmark = pytest.mark.usefixtures("cast")

REQUEST: dict[str, Any] = {
    "sort": "people",
    "host": "H1",
    "title": "提请借用财务人员",
    "need": "请借用熟悉国库业务的人员一名，两周。",
    "length": "5",
    "unit": "working_day",
}
LENT: dict[str, Any] = {"text": "同意借用。", "last_day": "2025-09-12", "persons": "X-host"}


def drafted(**given: Any) -> Matter:
    done = do("clerk", "support.draft", **{**REQUEST, **given})
    assert done.matter is not None
    return done.matter


def requested(**given: Any) -> Matter:
    matter = drafted(**given)
    do("deputy", "support.send", matter)
    return fresh(matter)


def lent(**given: Any) -> Matter:
    matter = requested()
    do("host", "support.lend", matter, **{**LENT, **given})
    return fresh(matter)


def test_whole_way_of_people() -> None:
    matter = lent()
    assert (matter.state, matter.awaited_id, Support.objects.get().lent_until) == (
        "lent",
        "Z1",
        date(2025, 9, 13),
    )
    assert Clock.objects.get(limit="return").due == date(2025, 9, 12)
    do("clerk", "support.take_back", matter, on=date(2025, 9, 10))
    assert (Support.objects.get().lent_until, Lent.objects.get().until) == (
        date(2025, 9, 10),
        date(2025, 9, 10),
    )
    do("clerk", "support.close", fresh(matter), on=date(2025, 9, 10))
    [kept] = performed(Sought(("H1",), date(2025, 1, 1), date(2025, 12, 31)))
    assert (kept.performance.act, kept.performance.toward) == ("cooperate", "Z1")
    assert not Clock.objects.filter(stopped_on=None).exists()


def test_information_is_provided_and_means_are_lent() -> None:
    information, means = requested(sort="information"), requested(sort="means")
    with pytest.raises(InvalidForm, match="not lent"):
        do("host", "support.lend", information, **{**LENT, "persons": ""})
    with pytest.raises(InvalidForm, match="are lent"):
        do("host", "support.provide", means, text="给")
    with pytest.raises(InvalidForm) as wrong:
        do("host", "support.lend", means, **LENT)
    assert wrong.value.fields == {"persons": ["This request asks for no people."]}
    do("host", "support.provide", information, text="预算执行表见附件。")
    do("host", "support.lend", means, **{**LENT, "persons": ""})
    assert (fresh(information).state, fresh(means).state) == ("given", "lent")
    assert {g.norms[0] for g in information.grounds.all()} >= {"stationed_rules.2022.11.materials"}


def test_whoever_lends_means_is_asked_for_no_persons() -> None:
    for sort, asked in (("people", True), ("means", False)):
        acts = open_acts(requested(sort=sort), seat("host"), present(), Channel.PAGE)
        [lend] = [act for act in acts if act.id == "support.lend"]
        assert ("persons" in lend.form.fields) is asked


@pytest.mark.parametrize(
    ("sort", "fits", "not_"), [("information", "provide", "lend"), ("means", "lend", "provide")]
)
def test_only_the_answer_that_fits_is_offered(sort: str, fits: str, not_: str) -> None:
    matter = requested(sort=sort)
    offered = {act.id for act in open_acts(matter, seat("host"), present(), Channel.PAGE) if act.is_open}
    assert f"support.{fits}" in offered
    assert f"support.{not_}" not in offered
    [turn] = today(seat("host"), present()).turns
    assert (turn.step.id, not turn.why_not) == (f"support.{fits}", True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"persons": ""}, "persons"),
        ({"persons": "X-clerk"}, "persons"),
        ({"last_day": "2025-08-31"}, "last_day"),
        ({"last_day": "2027-09-01"}, "last_day"),
    ],
    ids=["nobody", "not theirs", "over already", "too long"],
)
def test_what_is_lent_wrongly_is_told(given: dict[str, str], field: str) -> None:
    matter = requested()
    with pytest.raises(InvalidForm) as invalid:
        do("host", "support.lend", matter, **{**LENT, **given})
    assert invalid.value.fields.keys() == {field}
    assert (fresh(matter).state, Lent.objects.count()) == ("requested", 0)


def test_a_request_asks_only_for_what_the_party_owes() -> None:
    with pytest.raises(Refused) as refused:
        drafted(host="H2", sort="means")
    assert refused.value.gate is Gate.RULING


def test_lent_person_sees_the_matter_until_the_last_day_by_itself() -> None:
    request, secret = lent(), assigned()
    own = do(
        "clerk", "letter.draft", sort="urge", addressee="K1", title="函", body="函", length="3", unit="day"
    )
    assert own.matter is not None
    with pytest.raises(Refused):  # it is not the office's own matter
        do("head", "support.admit", secret, request=request.reference, person="X-host")
    do("head", "support.admit", own.matter, request=request.reference, person="X-host")
    seen = {day: reach(seat("host"), own.matter, present(date(2025, 9, day))) for day in (1, 12, 13)}
    assert seen == {1: Reach.CONTENT, 12: Reach.CONTENT, 13: Reach.NONE}
    assert reach(seat("group_clerk"), own.matter, present()) is Reach.NONE
    do("host", "support.take_back", request, on=date(2025, 9, 5))
    assert reach(seat("host"), own.matter, present(date(2025, 9, 5))) is Reach.NONE


def test_taken_back_on_the_very_day_it_is_over_at_once() -> None:
    request = lent()
    own = do("clerk", "support.draft", **REQUEST)
    assert own.matter is not None
    do("head", "support.admit", own.matter, request=request.reference, person="X-host")
    do("host", "support.take_back", request)
    assert reach(seat("host"), own.matter, present()) is Reach.NONE
    with pytest.raises(InvalidForm, match="nobody of that code is lent"):
        do("head", "support.admit", fresh(own.matter), request=request.reference, person="X-host")


def test_the_host_sees_nothing_behind_the_request() -> None:
    request, own = lent(), drafted(title="另一事项")
    do("head", "support.admit", own, request=request.reference, person="X-host")
    sight = sights(seat("host"), [request], present())[request.pk]
    held = told(fresh(request), sight, present())
    words = " ".join(str(fact.value) for fact in held.facts)
    assert own.reference not in words
    assert not request.performed.filter(act="support.admit").exists()
    admitted = [e.body for e in Entry.objects.order_by("pk") if '"support.admit"' in e.body]
    assert len(admitted) == 1
    assert request.reference not in admitted[0]
    assert not Participation.objects.filter(matter=request, person__isnull=False).exists()
    with pytest.raises(NotVisible):
        do("secretary", "support.note", request, text="?")


GIVEN: dict[str, Any] = {**LENT, "length": "3", "unit": "day"}


@pytest.mark.parametrize("which", ["drafted", "requested", "lent"])
def test_every_act_by_everybody(which: str) -> None:
    matter = {"drafted": drafted, "requested": requested, "lent": lent}[which]()
    sides = {"office": "Z1"} | ({} if which == "drafted" else {"host": "H1"})
    check_sight(matter, sides)
    check_acts(matter, sides, [a.id for a in ACTS if not a.opens and a.id != "support.attach"], GIVEN)
