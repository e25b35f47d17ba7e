"""How long a session lasts, and which seat was chosen in it.

It ends with the browser, after some time without a request, and some hours after signing in whatever happens. When it
was last used is written down once a minute at most: a write for every page would cost more than the page.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from paizhu.accounts.sittings import Sitting

_BEGAN, _SEEN, _SEAT = "paizhu_began", "paizhu_seen", "paizhu_seat"
NOTED_EVERY_S = 60


def begin(session: SessionBase, at: datetime) -> None:
    """Let the time of a session run from now."""
    session[_BEGAN] = session[_SEEN] = at.timestamp()


def is_over(session: SessionBase, at: datetime) -> bool:
    """Return whether the session has lasted too long, or too long without a request."""
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if began is None or seen is None:
        return True
    now = at.timestamp()
    idle: int = settings.SESSION_IDLE_S
    longest: int = settings.SESSION_COOKIE_AGE
    return bool(now - seen > idle or now - began > longest)


def note(session: SessionBase, at: datetime) -> None:
    """Write down that the session was used."""
    now = at.timestamp()
    if now - session[_SEEN] >= NOTED_EVERY_S:
        session[_SEEN] = now


def choose(session: SessionBase, sitting: Sitting) -> None:
    """Act from this seat from now on."""
    session[_SEAT] = sitting.seat


def seat_of(session: SessionBase) -> str:
    """Return the seat that was chosen last, valid or not; "" for none."""
    seat: str = session.get(_SEAT, "")
    return seat


def chosen(session: SessionBase, sittings: Sequence[Sitting]) -> Sitting | None:
    """Return the seat chosen among those that are valid today, the only one where there never was a choice.

    Where the chosen one is over, none: nobody goes on from another seat without knowing.
    """
    seat = session.get(_SEAT)
    if len(sittings) == 1 and seat is None:
        return sittings[0]
    return next((sitting for sitting in sittings if sitting.seat == seat), None)
