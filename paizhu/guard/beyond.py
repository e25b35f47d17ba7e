"""Where the product itself reads more than the seat that asks may see, and why: nowhere else, and each place is named.

What is read so is decided upon or counted, never shown as it is.
"""

from contextlib import AbstractContextManager, ContextDecorator
from enum import StrEnum
from types import TracebackType

from paizhu.guard.holding import holding
from paizhu.guard.tickets import Opens, Ticket


class Why(StrEnum):
    """The reasons; docs/security.md has them in words, and a test compares."""

    ELIGIBLE = "eligible"
    DERIVING = "deriving"
    RULING = "ruling"
    SENT_BEFORE = "sent_before"
    PERFORMANCES = "performances"
    RECORD = "record"
    SEARCHING = "searching"
    GRANTS = "grants"
    LENT = "lent"
    VERIFYING = "verifying"
    KEYS = "keys"
    WORKER = "worker"
    CALENDAR = "calendar"
    RETENTION = "retention"
    HOLDS = "holds"
    DESTROYING = "destroying"
    PASSING = "passing"
    SEALING = "sealing"


class _Beyond(ContextDecorator):
    def __init__(self, opens: Opens, why: Why) -> None:
        self._opens, self._why = opens, why
        self._ticket = Ticket(opens, why=why.value)
        self._entered: list[AbstractContextManager[None]] = []

    def _recreate_cm(self) -> "_Beyond":
        """One of its own for each call, where it decorates a function."""
        return _Beyond(self._opens, self._why)

    def __enter__(self) -> None:
        entered = holding(self._ticket)
        entered.__enter__()
        self._entered.append(entered)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered.pop().__exit__(kind, error, trace)


def reading(why: Why) -> _Beyond:
    """Read every row within the body, or within the function that it decorates; nothing can be written. Evaluate in it."""
    return _Beyond(Opens.READS, why)


def working(why: Why) -> _Beyond:
    """Read and write every row within the body: for the product's own acts, behind which no seat stands."""
    return _Beyond(Opens.WORKS, why)
