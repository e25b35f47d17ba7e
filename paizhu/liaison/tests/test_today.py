"""Today: the rows that it reads by statements of its own, their order, and that many matters cost as much as few."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paizhu.door.attachments.tests.conftest import home
from paizhu.door.models import Matter
from paizhu.door.rows import columns, made
from paizhu.door.tests.world import ON, assigned, do, fresh, present, proposed, seat
from paizhu.door.today import _SOONEST, MOST, today
from paizhu.liaison.exchanges.tests.test_exchanges import recorded
from paizhu.liaison.letters.tests.letters import issued

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("cast")


def values(matter: Matter) -> dict[str, object]:
    return {field.attname: getattr(matter, field.attname) for field in Matter._meta.concrete_fields}


def test_rows_are_as_the_orm_makes_them_and_sealed_ones_are_read_alike() -> None:
    sealed, _open = recorded(), assigned()
    Matter.objects.filter(pk=sealed.pk).update(due=ON, secret_until=ON)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns()} FROM door_matter ORDER BY id")
        found = made(cursor.fetchall())
    assert [values(one) for one in found] == [values(one) for one in Matter.objects.order_by("pk")]
    assert fresh(sealed).title == sealed.title
    # An act reads its matter so as well.
    done = do("head", "exchange.follow", fresh(sealed), text="已跟进")
    assert done.matter is not None
    assert done.matter.title == sealed.title


def test_a_column_that_was_left_out_is_read_when_it_is_looked_at() -> None:
    own = assigned()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns(('id', 'state'))} FROM door_matter")
        (found,) = made(cursor.fetchall(), ("id", "state"))
    with CaptureQueriesContext(connection) as asked:
        assert (found.pk, found.state) == (own.pk, own.state)
        assert not asked.captured_queries
        assert (found.title, found.opened_on) == (own.title, own.opened_on)


def test_today_is_read_in_the_order_of_its_indexes() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table as a whole")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {_SOONEST}", ["Z1", "Z1"])
        plan = [row[3] for row in cursor.fetchall()]
    for index in ("matter_awaited", "matter_owner_waits"):
        assert any(index in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_soonest_due_come_first_and_those_without_a_day_last() -> None:
    last, later, soon, also = (assigned(title=title) for title in ("无期限", "较晚", "较早", "同日"))
    for matter, due in ((last, None), (later, ON + timedelta(9)), (soon, ON), (also, ON)):
        Matter.objects.filter(pk=matter.pk).update(due=due)
    found = [turn.matter.title for turn in today(seat("clerk"), present()).turns]
    assert found == ["较早", "同日", "较晚", "无期限"]
    waiting = today(seat("superior"), present()).waiting
    assert [turn.matter.title for turn in waiting] == found
    assert [turn.why_not for turn in waiting] == ["side"] * 4


def test_whose_turn_it_is_not_is_told_why() -> None:
    proposed("superior_deputy")
    proposed("superior")
    for who, found in (("superior_deputy", ["four_eyes", ""]), ("superior", ["", "four_eyes"])):
        turns = sorted(today(seat(who), present()).turns, key=lambda turn: turn.matter.pk)
        assert [turn.why_not for turn in turns] == found, who
        assert [turn.mine for turn in turns] == [not why_not for why_not in found]


def test_many_cost_as_many_statements_as_few() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            today(seat("clerk"), present())
        return len(queries)

    assigned()
    few = asked()
    first = Matter.objects.get()
    rows = []
    for n in range(MOST + 5):
        copy = Matter(**values(first) | {"id": None, "reference": f"r{n:09d}", "number": n + 100})
        copy.due = date(2025, 9, 1) + timedelta(n)
        rows.append(copy)
    Matter.objects.bulk_create(rows)
    found = today(seat("clerk"), present())
    assert (len(found.turns), found.more_turns) == (MOST, True)
    assert asked() == few <= 7


def test_each_says_on_which_provision_it_is_whose_turn_it_is() -> None:
    # The step's own; where it has none, that of the act by which the matter was opened; or that there is none.
    accepted = assigned()
    do("clerk", "task.accept", accepted)
    urged, reminded = issued(), issued(sort="remind", addressee="J1")
    turns = {turn.matter.pk: turn for turn in today(seat("head"), present()).turns}
    assert turns[accepted.pk].norms
    waiting = {turn.matter.pk: turn for turn in today(seat("head"), present()).waiting}
    assert (waiting[urged.pk].step.norms, waiting[urged.pk].norms) == ((), ("stationed_rules.2022.18.urge",))
    assert not waiting[urged.pk].agreed
    assert (waiting[reminded.pk].norms, waiting[reminded.pk].agreed) == ((), True)
