"""The rule as data and the rule in Python are one; and every table that leads to a matter is guarded."""

from django.apps import apps
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from paizhu.door.guarding.tables import OPEN, guarded
from paizhu.door.models import Matter
from paizhu.door.rule import LINES, Reach, Whose, shown


@given(st.sampled_from([None, *Whose]), st.booleans(), st.booleans())
def test_what_a_part_shows_is_as_docs_door_says(whose: Whose | None, tells: bool, over: bool) -> None:
    wanted = {
        None: Reach.NONE,
        Whose.PERSON: Reach.CONTENT,
        Whose.LED: Reach.OVERVIEW,
        Whose.ORGAN: (Reach.PAST if over else Reach.CONTENT) if tells else Reach.OVERVIEW,
    }
    assert shown(whose, tells=tells, over=over) is wanted[whose]


def test_lines_are_told_apart() -> None:
    assert len({(line.whose, line.tells, line.over) for line in LINES}) == len(LINES)


def test_every_table_that_leads_to_a_matter_is_guarded() -> None:
    leads: set[type[models.Model]] = {Matter}
    while True:
        further = {
            model
            for model in apps.get_models()
            if any(field.related_model in leads for field in model._meta.concrete_fields)
        } - leads
        if not further:
            break
        leads |= further
    tables = {model._meta.db_table for model in leads}
    assert tables - {one.table for one in guarded()} == OPEN
