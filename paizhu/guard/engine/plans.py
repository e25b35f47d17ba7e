"""Statements that the server has planned for a connection, run past psycopg's cursors.

A cursor takes apart anew every statement of more than 4,096 characters, and goes through a dozen calls of Python to send a short
one: together as long as the server takes for it.
"""

import re
from collections.abc import Sequence
from itertools import count
from typing import Any

from psycopg import Connection
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

MOST = 200  # statements; texts of theirs that differ with what is asked would fill the server's memory
_PLACES = re.compile(r"%([s%])")


class Plans:
    """What one connection has planned."""

    def __init__(self, connection: "Connection[Any]") -> None:
        self._connection = connection
        self._adapting = Transformer(connection)
        self._names: dict[tuple[str, tuple[int, ...]], bytes] = {}

    @property
    def is_open(self) -> bool:
        """Whether a statement may be run by them now: not within a transaction, which the first statement of all has to begin."""
        return self._connection.autocommit and len(self._names) < MOST

    def rows(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a statement. params: for its places, `%s`, in their order. Raises psycopg's errors."""
        adapting = self._adapting
        values = adapting.dump_sequence(params, [PyFormat.AUTO] * len(params))
        types = tuple(adapting.types or ())
        name = self._names.get((sql, types)) or self._planned(sql, types)
        sent = self._connection.pgconn.exec_prepared(name, values, adapting.formats)  # type: ignore[arg-type]  # None is NULL
        result = _good(sent)
        adapting.set_pgresult(result)
        return adapting.load_rows(0, result.ntuples, tuple)

    def _planned(self, sql: str, types: tuple[int, ...]) -> bytes:
        name, number = f"plan{len(self._names)}".encode(), count(1)
        text = _PLACES.sub(lambda place: "%" if place[1] == "%" else f"${next(number)}", sql)
        _good(self._connection.pgconn.prepare(name, text.encode(), types))
        self._names[sql, types] = name
        return name


def _good(result: PGresult) -> PGresult:
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise error_from_result(result)
    return result
