"""The record of both responsibilities: whose it is, what stands in it, and who sees what of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paizhu.door.models import Matter
from paizhu.door.record import Both, Column, both
from paizhu.door.tests.world import AT, assigned, do, fresh, present, proposed, seat
from paizhu.door.visibility import pairs_seen
from paizhu.norms.expected.reckoning import State

pytestmark = pytest.mark.usefixtures("cast")

YEAR = date(2025, 1, 1), date(2025, 12, 31)
NOW = date(2025, 12, 20)


def look(who: str, on: date = NOW) -> Both:
    return both(seat(who, on), present(on, AT.replace(month=12, day=20)), "Z1", "H1", *YEAR)


def of_the_office(title: str = "通报重要情况") -> Matter:
    """The office asked the host for something, which the host accepted."""
    matter = proposed("deputy", act="notify.important", assignee="H1", title=title)
    do("head", "task.approve", matter)
    do("host", "task.accept", fresh(matter))
    return fresh(matter)


def toward_the_host(title: str = "监督检查", **given: str) -> Matter:
    """The dispatching organ asked the office for something toward the host, which the host does not see."""
    matter = assigned(act="supervise", toward="H1", title=title, **given)
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="答复", on=date(2025, 9, 10))
    return fresh(matter)


def acts(column: Column) -> list[str]:
    return [did.act for did in column.acts]


@pytest.mark.parametrize(
    ("who", "pairs"),
    [
        ("head", [("Z1", "H1")]),
        ("other", [("Z2", "H2")]),
        ("superior", [("Z1", "H1"), ("Z2", "H2")]),
        ("secretary", [("Z1", "H1")]),
        ("host", [("Z1", "H1")]),
    ],
)
def test_pairs_that_a_seat_sees(who: str, pairs: list[tuple[str, str]]) -> None:
    assert list(pairs_seen(seat(who), present(), *YEAR)) == pairs


def test_columns_are_of_the_office_and_of_the_host_with_its_bodies() -> None:
    found = look("head")
    assert found.supervision.organs == ("Z1",)
    assert found.principal.organs == ("H1", "D1", "J1", "K1")
    assert found.supervision.expected
    assert found.principal.expected
    ends = {(e.duty.bearer.partition(":")[0], e.duty.toward) for e in found.supervision.expected}
    assert {bearer for bearer, _toward in ends} <= {"Z1", "post"}
    assert None not in {toward for _bearer, toward in ends}


def test_office_sees_its_acts_toward_the_host_with_entry_and_day() -> None:
    matter = toward_the_host()
    [did] = look("head").supervision.acts
    assert (did.act, did.meets, did.on, did.recorded_on) == (
        "task.answer", "supervise", date(2025, 9, 10), date(2025, 9, 1),
    )  # fmt: skip
    assert (did.log, did.entry, did.reference, did.title) == ("Z1", 2, matter.reference, matter.title)


def test_host_sees_nothing_of_what_it_takes_no_part_in_and_is_told_no_figure() -> None:
    for title in "甲乙丙丁":
        toward_the_host(title)
    for who in ("secretary", "host"):
        column = look(who).supervision
        assert (column.acts, column.unseen) == ((), None), who


def test_leading_organ_is_told_a_figure_unless_it_is_small() -> None:
    found = []
    for title in "甲乙丙丁":
        of_the_office(title)
        column = look("superior").supervision
        assert column.acts == ()  # it has the overview, which tells neither act nor counterpart
        assert column.unseen
        found.append(column.unseen.matters)
    assert found == [None, None, 3, 4]
    assert look("superior").principal.unseen is None


def test_own_circle_is_counted_for_colleagues_only_where_it_is_large() -> None:
    found = []
    for title in "甲乙丙":
        toward_the_host(title)
        Matter.objects.filter(title=title).update(circle=True)
        column = look("head").supervision
        assert column.acts == ()
        assert column.unseen
        found.append(column.unseen.matters)
    assert found == [None, None, 3]


def test_both_sides_see_what_each_did_on_a_shared_matter() -> None:
    of_the_office()
    for who in ("clerk", "host"):
        found = look(who)
        assert acts(found.supervision) == ["task.approve", "task.propose"], who
        assert acts(found.principal) == ["task.accept"], who


def test_party_group_sees_nothing_of_what_its_host_was_asked() -> None:
    of_the_office()
    assert acts(look("secretary").supervision) == acts(look("secretary").principal) == []


def test_outsiders_and_administrators_have_no_pair_with_them() -> None:
    of_the_office()
    assert ("Z1", "H1") not in pairs_seen(seat("other"), present(), *YEAR)


def test_counterpart_knows_that_it_was_done_and_nothing_more() -> None:
    matter = assigned(act="consult_regularly", toward="D1", title="会商")
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="已会商", on=date(2025, 9, 10))
    column = look("secretary").supervision
    [done] = [r for r in column.reckoned if r.performance]
    assert (done.state, done.expected.period.number, done.expected.duty.toward) == (State.DONE, 2, "D1")
    assert column.untold == {matter.reference}
    assert column.acts == ()
    assert look("head").supervision.untold == frozenset()


def owed(column: Column) -> set[str]:
    return {r.expected.duty.bearer for r in column.reckoned}


def test_office_knows_how_it_stands_with_its_host_and_its_bodies() -> None:
    for who in ("head", "superior"):
        found = look(who)
        assert {r.expected for r in found.supervision.reckoned} == set(found.supervision.expected or ())
        assert {r.expected for r in found.principal.reckoned} == set(found.principal.expected or ())
        assert {"D1", "J1", "K1"} <= owed(found.principal)


def test_body_of_a_host_knows_it_of_its_own_and_of_what_is_owed_to_it() -> None:
    principal = look("secretary").principal
    assert {"D1", "J1"} <= owed(principal)
    assert {r.expected.duty.toward for r in principal.reckoned if r.expected.duty.bearer == "J1"} == {"D1"}
    assert owed(look("host").principal) == set()


def test_same_queries_for_few_and_many() -> None:
    counts = []
    for titles in ("甲", "乙丙丁"):
        for title in titles:
            toward_the_host(title)
        look("head")
        with CaptureQueriesContext(connection) as queries:
            look("head")
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
