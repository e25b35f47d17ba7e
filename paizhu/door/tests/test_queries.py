"""Lists of matters: exactly what may be seen, in order, page by page, and nothing told by a filter."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from paizhu.accounts.sittings import Sitting
from paizhu.door import heaps
from paizhu.door.models import Clock, Matter, Participation, Performed, Recusal
from paizhu.door.queries import Filters, Listed, page
from paizhu.door.sealing.models import MatterKey
from paizhu.door.seen import seen
from paizhu.door.tests.world import CAST, ON, assigned, do, fresh, present, proposed, seat
from paizhu.door.visibility import Reach, reach, sights, visible
from paizhu.norms.errors import InvalidInput

pytestmark = pytest.mark.usefixtures("cast")
_numbers = count(1)
ALL = Filters()


def matter(title: str = "事", **further: object) -> Matter:
    """A matter that nobody takes part in yet."""
    values = {
        "reference": f"r{next(_numbers):09d}",
        "kind": "task",
        "procedure": "task.2022",
        "owner_id": "W2",
        "counterpart_id": "Z1",
        "year": 2025,
        "number": next(_numbers),
        "title": title,
        "state": "accepted",
        "opened_on": date(2025, 6, 1),
    }
    return Matter.objects.create(**{**values, **further})


def part(of: Matter, organ: str, person: str | None = None, **further: object) -> Participation:
    side = "" if person else "assignee"
    values = {"organ_id": organ, "person_id": person, "side": side, "since": date(2025, 6, 1)}
    return Participation.objects.create(matter=of, **{**values, **further})


def everything(sitting: Sitting, filters: Filters = ALL, limit: int = 2) -> list[Listed]:
    found: list[Listed] = []
    after = ""
    while True:
        got = page(sitting, present(), filters, after=after, limit=limit)
        found += got.matters
        after = got.next
        if not after:
            return found


def references(found: list[Listed]) -> list[str]:
    return [row.reference for row in found]


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["Z1", "Z2", "W2", "D1", "H1"]),
        st.sampled_from([None, None, "X-head", "X-clerk", "X-superior", "X-host"]),
        st.booleans(),  # content
        st.sampled_from([None, -30, -1, 0, 1, 30]),  # when it ends, from today
    ),
    max_size=4,
)
MATTERS = st.lists(
    st.tuples(
        st.sampled_from(["accepted", "closed"]), st.booleans(), st.sampled_from(["甲", "乙甲", "丙"]), PARTS
    ),
    max_size=6,
)
RECUSED = st.sets(st.sampled_from(["X-head", "X-clerk", "X-superior"]), max_size=1)
FILTERS = st.builds(
    Filters,
    state=st.sampled_from(["", "accepted", "closed"]),
    owner=st.sampled_from(["", "W2", "Z1"]),
    counterpart=st.sampled_from(["", "Z1", "D1"]),
    title=st.sampled_from(["", "甲"]),
    closed=st.sampled_from([None, True, False]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=MATTERS, recused=RECUSED, filters=FILTERS, who=st.sampled_from(CAST), limit=st.integers(1, 3))
def test_pages_hold_exactly_what_is_visible_and_fits(
    drawn: list[tuple[str, bool, str, list[tuple[str, str | None, bool, int | None]]]],
    recused: set[str],
    filters: Filters,
    who: str,
    limit: int,
) -> None:
    Performed.objects.all().delete()
    Recusal.objects.all().delete()
    Participation.objects.all().delete()
    MatterKey.objects.all().delete()
    Matter.objects.all().delete()
    for state, circle, title, parts in drawn:
        made = matter(title, state=state, circle=circle, closed_on=ON if state == "closed" else None)
        for organ, person, content, ends in parts:
            until = None if ends is None else ON + timedelta(days=ends)
            part(made, organ, person, content=content, until=until)
        for person in recused:
            Recusal.objects.create(
                person_id=person, matter=made, reason="亲属", declared_by="S-x", declared_on=ON
            )
    sitting, now = seat(who), present()
    # The slow way: every matter by itself, looked at as its own page shows it.
    expected = []
    for one in Matter.objects.order_by("-pk"):
        if reach(sitting, one, now) is Reach.NONE:
            continue
        head = seen(sitting, one.reference, now).head
        if _fits(head, filters):
            expected.append(head)
    assert everything(sitting, filters, limit) == expected
    assert set(visible(sitting, now).values_list("reference", flat=True)) == set(
        references(everything(sitting))
    )


def _fits(head: Listed, filters: Filters) -> bool:
    return (
        filters.state in {"", head.state}
        and filters.owner in {"", head.owner}
        and filters.counterpart in {"", head.counterpart}
        and (not filters.title or filters.title in (head.title or ""))
        and (filters.closed is None or filters.closed == (head.closed_on is not None))
    )


def test_filter_that_looks_far_goes_on_from_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heaps, "WINDOW", 0)
    monkeypatch.setattr(heaps, "LEAST_WINDOW", 3)
    wanted = [matter("甲") if n in {0, 9} else matter("乙") for n in range(10)]
    for one in wanted:
        part(one, "Z1")
    first = page(seat("head"), present(), Filters(title="甲"), limit=5)
    assert references(list(first.matters)) == [wanted[9].reference]
    assert first.next
    assert references(everything(seat("head"), Filters(title="甲"), limit=5)) == [
        wanted[9].reference,
        wanted[0].reference,
    ]


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(state="assigned", title="件")], ids=["all", "filtered"]
)
def test_page_takes_a_fixed_number_of_queries(
    filters: Filters, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now, sitting = present(), seat("superior")
    taken = []
    for many in (3, 12):
        for n in range(many):
            assigned(title=f"第{n}件")
        after = page(sitting, now, filters, limit=1).next
        with django_assert_max_num_queries(8) as asked:
            page(sitting, now, filters, after=after)
        taken.append(len(asked))
    assert taken[0] == taken[1]


def test_next_page_of_what_is_not_visible_is_no_page() -> None:
    hidden = proposed()
    for after in (hidden.reference, "nothing"):
        with pytest.raises(InvalidInput):
            page(seat("other"), present(), Filters(), after=after)


def test_owner_alone_sees_the_number() -> None:
    made = assigned()
    assert everything(seat("superior"))[0].number == made.number
    assert everything(seat("head"))[0].number is None


def test_what_is_past_stays_as_it_stood() -> None:
    made = assigned()
    do("clerk", "task.accept", made, on=date(2025, 9, 2))
    Participation.objects.filter(matter=made, organ="Z1").update(until=date(2025, 9, 3))
    part(made, "Z2", since=date(2025, 9, 3))
    do("other", "task.answer", fresh(made), text="后来的答复", on=date(2025, 9, 4))
    later = present(date(2025, 9, 5))
    (row,) = page(seat("head"), later, Filters()).matters
    assert (row.reach, row.state, row.due) == (Reach.PAST, "accepted", None)
    assert page(seat("head"), later, Filters(state="answered")).matters == ()
    assert page(seat("head"), later, Filters(state="accepted")).matters == (row,)
    whole = seen(seat("head"), made.reference, later)
    assert [moment.act for moment in whole.timeline] == ["task.propose", "task.approve", "task.accept"]
    assert [p.organ for p in whole.parts] == ["W2", "Z1"]
    assert whole.clocks[0].stopped_on is None
    new = seen(seat("other"), made.reference, later)
    assert new.timeline[-1].act == "task.answer"


def test_part_in_outline_stays_in_outline_when_it_has_ended() -> None:
    made = matter()
    part(made, "Z1", content=False, until=ON - timedelta(days=1))
    sight = sights(seat("head"), [made], present())[made.pk]
    assert (sight.reach, sight.until) == (Reach.OVERVIEW, ON - timedelta(days=1))


def test_grant_to_somebody_of_a_led_organ_shows_nothing_to_its_leader() -> None:
    made = matter(owner_id="D1", counterpart_id=None)
    part(made, "Z1", "X-clerk")
    assert reach(seat("clerk"), made, present()) is Reach.CONTENT
    assert reach(seat("superior"), made, present()) is Reach.NONE


def test_a_matter_is_overdue_once_the_day_is_over_on_which_it_falls_due() -> None:
    """The nominal day may be one on which nobody works."""
    found = assigned()
    Matter.objects.filter(pk=found.pk).update(due=ON - timedelta(days=2))
    Clock.objects.filter(matter=found).delete()
    clock = Clock.objects.create(
        matter=found, limit="accept", organ_id="W2", event_on=ON - timedelta(days=9), length=7, unit="day",
        rolls="by_analogy", nominal=ON - timedelta(days=2), due=ON, warn_on=ON - timedelta(days=3),
    )  # fmt: skip
    for due, overdue in ((ON, False), (ON - timedelta(days=1), True)):
        Clock.objects.filter(pk=clock.pk).update(due=due)
        (listed,) = [one for one in everything(seat("head")) if one.reference == found.reference]
        assert (listed.due, listed.overdue) == (ON - timedelta(days=2), overdue)
