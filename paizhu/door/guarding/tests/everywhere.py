"""A plugin of pytest: every test with a database has a guarded one, and reads it as the role of the product.

The test itself reads and writes every row, so that it can set up and look; what it calls through the faces or the door
sees what a seat sees.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from paizhu.door.guarding import installing
from paizhu.guard import beyond

ROLE = "paizhu_app"


@pytest.fixture(scope="session")
def guarded_database(django_db_setup: None, django_db_blocker: Any) -> None:  # noqa: ARG001  the database first
    """The database of all tests, guarded once."""
    with django_db_blocker.unblock():
        guard()


def guard() -> None:
    """Make the role where there is none yet, and guard the database for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE}")
    installing.guard(ROLE)


@pytest.fixture(autouse=True)
def as_the_product(request: pytest.FixtureRequest, guarded_database: None) -> Iterator[None]:  # noqa: ARG001
    """Be the role of the product, with every row open to the test itself.

    The database is guarded before anything of the first test, whose transaction would take it back.
    """
    wanted = {"db", "transactional_db"} & set(request.fixturenames)
    if not wanted and request.node.get_closest_marker("django_db") is None:
        yield
        return
    request.getfixturevalue("transactional_db" if "transactional_db" in wanted else "db")
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
    with beyond.working(beyond.Why.WORKER):
        yield
    connection.rollback() if not connection.in_atomic_block else None
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
