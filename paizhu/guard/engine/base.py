"""The connection. It knows which ticket the server has, and presents another one before the first statement under it."""

from collections.abc import Callable, Sequence
from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql.base import Cursor
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from psycopg import Cursor as Plain
from psycopg.pq import TransactionStatus

from paizhu.guard import keys
from paizhu.guard.holding import held
from paizhu.guard.tickets import Ticket

_PRESENT = "SELECT set_config('paizhu.ticket', {}, false)"
# Nothing was presented that is known of: what is rolled back takes a ticket back as well.
_UNKNOWN = object()
_Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class DatabaseWrapper(PostgreSQL):
    """As Django's. Where the home has no key, nothing is presented, and each statement goes as it always did."""

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        self._key: bytes | None = None
        self._reader: Plain[tuple[Any, ...]]
        self._presented: object = _UNKNOWN
        self.execute_wrappers.append(self._guarded)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, to which no ticket was presented yet."""
        self.look_for_key()
        connection = super().get_new_connection(conn_params)
        self._reader = Plain(connection)
        return connection

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

    def planned(self, sql: str, params: Sequence[Any], *, anew: bool) -> list[tuple[Any, ...]]:
        """Return the rows of a statement that the server plans once for this connection; its values are sent beside it.

        anew: it plans it for these values.  In the ticket of whoever reads, as any other statement. The connection is open.
        """
        if self._key is not None:
            ticket = held()
            if ticket is not self._presented and ticket != self._presented:
                written, self._presented = self._written(ticket, self._key), _UNKNOWN
                self._present(written)
                self._presented = ticket
        with self.wrap_database_errors:
            # One cursor for all: to make it takes as long as the statement.
            return self._reader.execute(sql, params, prepare=not anew).fetchall()

    def _guarded(self, execute: _Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self._key is None or self.connection is None:
            return execute(sql, params, many, context)
        ticket = held()
        if ticket is self._presented or ticket == self._presented:
            return execute(sql, params, many, context)
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return execute(sql, params, many, context)  # nothing goes but a rollback
        written, self._presented = self._written(ticket, self._key), _UNKNOWN
        if _goes_along(sql, params, many, context):
            # A journey of its own takes longer than most statements do.
            plain = sql.replace("%", "%%") if params is None else sql
            sql, params = f"{_PRESENT.format('%s')};{plain}", [written, *(params or ())]
            found = execute(sql, params, many, context)
            context["cursor"].cursor.nextset()
        else:
            self._present(written)
            found = execute(sql, params, many, context)
        self._presented = ticket
        return found

    def _present(self, written: str) -> None:
        # Not through Django's cursor, which takes many times as long as the statement; nor would it be a query of whoever reads.
        with self.wrap_database_errors:
            self._reader.execute(_PRESENT.format("%s"), [written], prepare=True)

    def _written(self, ticket: Ticket | None, key: bytes) -> str:
        return "" if ticket is None else ticket.signed(key, self.connection.info.backend_pid)

    def _rollback(self) -> None:
        self._presented = _UNKNOWN
        super()._rollback()  # type: ignore[misc]  # Django's own, which the stubs leave out

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._presented = _UNKNOWN


def _goes_along(sql: str, params: Any, many: bool, context: dict[str, Any]) -> bool:
    """Whether a ticket can be presented in one message with a statement: a plain SELECT, into which values are written.

    Not with one that writes, for PostgreSQL logs what it refuses.
    """
    plain = type(context["cursor"].cursor) is Cursor and not many and isinstance(params, list | tuple | None)
    return plain and sql.lstrip().startswith("SELECT")
