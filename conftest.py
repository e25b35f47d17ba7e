"""For all tests: a home of their own, and marks that steer where and whether a test runs."""

import gc
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from paizhu import places
from paizhu.tests import migrated, once

# Workers and other processes of this run find it in their environment.
once.folder()
# Before any test module is imported; nothing may ever reach the home of whoever runs the tests.
os.environ["PAIZHU_HOME"] = tempfile.mkdtemp(prefix="paizhu-tests-")
settings.SECRET_KEY = "x" * 50
# The same tests on a guarded database, as the product's own role: paizhu/door/guarding/tests/test_on_guarded.py.
if os.environ.get("PAIZHU_GUARDED_TESTS"):
    pytest_plugins = ["paizhu.door.guarding.tests.everywhere"]
# All tests ask from one address.
settings.OPEN_REQUESTS_A_MINUTE = 1_000_000
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# pytest-django has read the settings by now, with the home of whoever runs the tests.
if not os.environ.get("DATABASE_URL"):
    settings.DATABASES["default"]["NAME"] = places.database()
# Playwright leaves an event loop running in the worker of the browser tests, where other tests run too; nothing here is async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# On a busy machine a property is slow to draw from, which is no fault of the property. A change is tried with the same
# draws each time, so that it fails for what it did; the long tests draw anew, and more.
SOAK = bool(os.environ.get("PAIZHU_SOAK"))
hypothesis.settings.register_profile(
    "any machine",
    deadline=None,
    derandomize=not SOAK,
    max_examples=100 if SOAK else 50,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("any machine")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> None:
    """Make the database of the tests, from one that has all tables already: on SQLite that which all workers copy."""
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("PAIZHU_TESTS_TEMPLATE")
        request.getfixturevalue("django_db_setup")
        return
    request.getfixturevalue("django_test_environment")
    with django_db_blocker.unblock(), closing(sqlite3.connect(migrated.database())) as made:
        connection.close()
        connection.settings_dict["NAME"] = "file:tests?mode=memory&cache=shared"
        connection.ensure_connection()
        made.backup(connection.connection)


@pytest.fixture(autouse=True)
def in_the_default_language() -> Iterator[None]:
    """A request leaves its language to its thread, where the next test would find it."""
    translation.deactivate()
    yield
    translation.deactivate()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("soak") and not SOAK:
            item.add_marker(pytest.mark.skip(reason="a long test: ./test --soak runs it"))
    # A file runs on one worker. Those that take minutes come first, so that no worker is through long before the other.
    items.sort(key=lambda item: not (item.get_closest_marker("browser") or item.get_closest_marker("long")))


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and need not be looked through for garbage after every few objects that a test makes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_sessionfinish() -> None:
    shutil.rmtree(os.environ["PAIZHU_HOME"], ignore_errors=True)
