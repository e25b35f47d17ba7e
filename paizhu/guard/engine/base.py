"""The connection. It knows which ticket the server has, and presents another one before the first statement under it."""

from collections.abc import Callable, Sequence
from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from psycopg import Cursor as Plain
from psycopg.errors import error_from_result
from psycopg.pq import Escaping, ExecStatus, TransactionStatus

from paizhu.guard import keys
from paizhu.guard.engine.plans import Plans
from paizhu.guard.holding import held

_PRESENT = b"SET paizhu.ticket = "
# What is prepared is planned for any values, and once. Left to itself the server compares what it guesses that a plan for the
# values at hand would save with what it guesses that planning takes: of policies it guesses far too little, and plans each time.
_PLANS = "SET plan_cache_mode = force_generic_plan"
# Nothing was presented that is known of: what is rolled back takes a ticket back as well.
_UNKNOWN = object()
_Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class DatabaseWrapper(PostgreSQL):
    """As Django's. Where the home has no key, nothing is presented, and each statement goes as it always did."""

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        self._key: bytes | None = None
        self._reader: Plain[tuple[Any, ...]]
        self._plans: Plans | None
        self._presented: object = _UNKNOWN
        self.execute_wrappers.append(self._guarded)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, to which no ticket was presented yet."""
        self.look_for_key()
        connection = super().get_new_connection(conn_params)
        self._reader = Plain(connection)  # one cursor for all: to make it takes as long as the statement
        self._plans = None if connection.prepare_threshold is None else Plans(connection)
        return connection

    def _configure_connection(self, connection: Any) -> bool:
        super()._configure_connection(connection)  # type: ignore[misc]  # Django's own, which the stubs leave out
        connection.execute(_PLANS)
        return True  # committed, as Django does with what it sets itself

    def look_for_key(self) -> None:
        """Read the key of the home: there is another one, or none, once the database was guarded or is not any more."""
        self._key, self._presented = keys.read(), _UNKNOWN

    def is_usable(self) -> bool:
        """Return whether the server still holds the connection, as is asked before each request.

        What it closed has something to be read, and so has one on which it says something: only then it is asked.
        """
        if self.connection is None:
            return False
        looked = poll()
        looked.register(self.connection.fileno(), POLLIN)
        return not looked.poll(0) or super().is_usable()

    def planned(self, sql: str, params: Sequence[Any], *, unguarded: bool) -> list[tuple[Any, ...]]:
        """Return the rows of a statement that the server plans once for this connection; its values are sent beside it.

        unguarded: it asks no policy, so that any ticket does; else it is read in that of whoever reads, as any other
        statement. The connection is open.
        """
        if self._key is not None and not unguarded:
            self._take_ticket(self._key)
        with self.wrap_database_errors:
            if self._plans is not None and self._plans.is_open:
                return self._plans.rows(sql, params)
            return self._reader.execute(sql, params, prepare=True).fetchall()

    def _guarded(self, execute: _Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self._key is None or self.connection is None:
            return execute(sql, params, many, context)
        # Within a transaction that failed nothing goes but a rollback.
        if self.connection.info.transaction_status != TransactionStatus.INERROR:
            self._take_ticket(self._key)
        return execute(sql, params, many, context)

    def _take_ticket(self, key: bytes) -> None:
        """Present the ticket that is held, unless it is the one that was presented last."""
        ticket = held()
        if ticket is self._presented or ticket == self._presented:
            return
        self._presented = _UNKNOWN
        connection = self.connection.pgconn
        written = "" if ticket is None else ticket.signed(key, self.connection.info.backend_pid)
        # Past Django's cursor and psycopg's, which take many times as long as the statement; nor is it a query of whoever reads.
        with self.wrap_database_errors:
            result = connection.exec_(_PRESENT + Escaping(connection).escape_literal(written.encode()))
            if result.status != ExecStatus.COMMAND_OK:
                raise error_from_result(result)
        self._presented = ticket

    def _rollback(self) -> None:
        self._presented = _UNKNOWN
        super()._rollback()  # type: ignore[misc]  # Django's own, which the stubs leave out

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._presented = _UNKNOWN
