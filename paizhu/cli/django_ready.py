"""Django made ready for a command that needs the database, and the database closed afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


def setup() -> None:
    """Load Django, speaking the language of the command line. Costs a third of a second."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    import django
    from django.utils import translation

    from paizhu.cli.language import chosen

    django.setup()
    translation.activate("en" if chosen() == "en" else "zh-hans")


@contextmanager
def registry_ready(*, make: bool = True) -> Iterator[None]:
    """Let the body use the registry. make: bring the database to its present form first.

    Raises DatabaseUnusable when it cannot be reached.
    """
    setup()
    from django.db import DatabaseError

    from paizhu.registry import database

    try:
        if make:
            database.make_ready()
        yield
    except DatabaseError as error:
        raise database.Unusable(error) from error
    finally:
        database.close()
