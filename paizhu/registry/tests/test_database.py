"""The database made ready: what lacks is made after it was announced, and one of a later version is left alone."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from paizhu.registry import database


class BegunError(Exception):
    """Raised where the work would begin."""


def begins() -> None:
    raise BegunError


@pytest.mark.django_db
def test_nothing_begins_on_a_database_that_is_ready() -> None:
    database.make_ready(begins)


@pytest.mark.django_db
def test_it_is_announced_before_tables_are_changed() -> None:
    applied = MigrationRecorder(connection)
    name = max(one for app, one in applied.applied_migrations() if app == "door")
    applied.record_unapplied("door", name)
    with pytest.raises(BegunError):
        database.make_ready(begins)
    assert ("door", name) not in applied.applied_migrations()


@pytest.mark.django_db
def test_a_database_of_a_later_version_is_left_alone() -> None:
    MigrationRecorder(connection).record_applied("door", "9999_of_a_later_version")
    with pytest.raises(database.Newer, match="9999_of_a_later_version"):
        database.make_ready(begins)
