"""For processes beside the product: Django and the database of their home made ready."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.utils import translation

from paizhu.registry import database


@contextmanager
def in_home() -> Iterator[None]:
    """Let the body use the home that the environment names."""
    django.setup()
    translation.activate("en")
    try:
        database.make_ready()
        yield
    finally:
        database.close()
