"""The connection. It knows which ticket the server has, and presents another one before the first statement under it."""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus

from paizhu.guard import keys
from paizhu.guard.holding import held
from paizhu.guard.tickets import Ticket

_PRESENT = b"SELECT set_config('paizhu.ticket', $1, false)"
# Nothing was presented that is known of: what is rolled back takes a ticket back as well.
_UNKNOWN = object()
_Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class DatabaseWrapper(PostgreSQL):
    """As Django's. Where the home has no key, nothing is presented, and each statement goes as it always did."""

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        self._key: bytes | None = None
        self._presented: object = _UNKNOWN
        self.execute_wrappers.append(self._guarded)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, to which no ticket was presented yet."""
        self.look_for_key()
        return super().get_new_connection(conn_params)

    def look_for_key(self) -> None:
        """Read the key of the home: there is another one, or none, once the database was guarded or is not any more."""
        self._key, self._presented = keys.read(), _UNKNOWN

    def _guarded(self, execute: _Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self._key is not None and self.connection is not None:
            self._present(self._key)
        return execute(sql, params, many, context)

    def _present(self, key: bytes) -> None:
        ticket = held()
        if ticket is self._presented or ticket == self._presented:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return  # nothing goes but a rollback
        # Not through a cursor, Django's or psycopg's, which take many times as long as the statement; nor would it be a query of
        # whoever reads.
        self._presented = _UNKNOWN
        with self.wrap_database_errors:
            reply = self.connection.pgconn.exec_params(_PRESENT, [self._written(ticket, key).encode()])
            if reply.status != ExecStatus.TUPLES_OK:
                raise error_from_result(reply)
        self._presented = ticket

    def _written(self, ticket: Ticket | None, key: bytes) -> str:
        return "" if ticket is None else ticket.signed(key, self.connection.info.backend_pid)

    def _rollback(self) -> None:
        self._presented = _UNKNOWN
        super()._rollback()  # type: ignore[misc]  # Django's own, which the stubs leave out

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._presented = _UNKNOWN
