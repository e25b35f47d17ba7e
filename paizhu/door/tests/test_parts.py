"""What a part says of its matter, by which lists are filtered: as the matter has it, whoever writes either."""

from datetime import date

import pytest
from django.db import connection

from paizhu.door.models import Matter, Participation
from paizhu.door.queries import Filters, page
from paizhu.door.tests.kept import differing
from paizhu.door.tests.world import ON, assigned, do, fresh, present, seat

pytestmark = pytest.mark.usefixtures("cast")


def says(matter: Matter) -> set[tuple[str | None, str | None, bool | None]]:
    return set(matter.participations.values_list("kind", "state", "closed"))


def test_a_part_follows_its_matter_through_the_acts() -> None:
    matter = assigned()
    assert says(matter) == {("task", "assigned", False)}
    do("head", "task.accept", matter)
    assert says(matter) == {("task", "accepted", False)}
    listed = page(seat("head"), present(), Filters(kind="task", state="accepted", closed=False))
    assert [row.reference for row in listed.matters] == [matter.reference]
    assert page(seat("head"), present(), Filters(state="assigned")).matters == ()


def test_whatever_writes_a_matter_or_a_part() -> None:
    matter = assigned()
    Matter.objects.filter(pk=matter.pk).update(state="closed", closed_on=ON)
    assert says(matter) == {("task", "closed", True)}
    Participation.objects.bulk_create(
        [Participation(matter=matter, organ_id=organ, since=ON) for organ in ("Z2", "H1")]
    )
    assert says(matter) == {("task", "closed", True)}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE door_matter SET closed_on = NULL WHERE id = %s", [matter.pk])
        cursor.execute(
            "INSERT INTO door_participation (matter_id, organ_id, side, content, since) VALUES (%s, %s, %s, %s, %s)",
            [matter.pk, "D1", "", True, date(2025, 1, 1)],
        )
    assert says(matter) == {("task", "closed", False)}
    again = fresh(matter)
    again.kind, again.state = "letter", "issued"
    again.save()
    assert says(matter) == {("letter", "issued", False)}
    assert differing() == []


def test_a_part_that_says_something_else_is_found() -> None:
    matter = assigned()
    for wrong in (
        {"state": "closed"},
        {"kind": "letter"},
        {"closed": True},
        {"closed": None},
        {"state": None},
    ):
        right = {"kind": "task", "state": "assigned", "closed": False}
        assert matter.participations.update(**wrong) == len(differing()) > 0
        matter.participations.update(**right)
    assert differing() == []
