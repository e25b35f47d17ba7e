"""Which statements a database is sent, by Django or beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give a list that holds, once the body has ended, the statements that were sent in it."""
    sent = list[str]()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.set_trace_callback(sent.append)
        try:
            yield sent
        finally:
            connection.connection.set_trace_callback(None)
        return
    with CaptureQueriesContext(connection) as taken:
        yield sent
    sent += [one["sql"] for one in taken]
