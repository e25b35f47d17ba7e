"""Which ticket this thread holds. None opens nothing: what forgets to say for whom it reads is shown no matter."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from paizhu.guard.tickets import Opens, Ticket

_held: ContextVar[Ticket | None] = ContextVar("paizhu_ticket", default=None)


def held() -> Ticket | None:
    """Return the ticket that is held now."""
    return _held.get()


@contextmanager
def holding(ticket: Ticket | None) -> Iterator[None]:
    """Hold a ticket within the body, and what was held before afterwards."""
    before = _held.set(ticket)
    try:
        yield
    finally:
        _held.reset(before)


def hold(ticket: Ticket | None) -> None:
    """Hold a ticket from now on, until the request or command ends; faces say so once they know the seat."""
    _held.set(ticket)


def stand_in(matter: int) -> None:
    """Let the seat that is held see the content of a matter of which it sees the outline, because a step waits for it."""
    ticket = _held.get()
    if ticket is not None and ticket.opens in (Opens.SEAT, Opens.ACT):
        _held.set(ticket.standing_in(matter))
