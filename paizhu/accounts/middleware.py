"""`request.sitting`: the seat from which a request is made, looked up anew for every request."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from paizhu.accounts import sessions
from paizhu.accounts.models import Account
from paizhu.accounts.sittings import Sitting, sittings
from paizhu.guard.holding import holding

GetResponse = Callable[[HttpRequest], HttpResponse]


class SeatRequest(HttpRequest):
    """A request as views see it. sitting: None when nobody has signed in, or no seat is chosen.

    sittings: the seats to choose among.  session_ended: a session was over, so that whoever sent this has to sign in again.
    """

    sitting: Sitting | None
    sittings: tuple[Sitting, ...]
    session_ended: bool


def seated(get_response: GetResponse) -> GetResponse:
    """Give every request its seat. Whoever brings no session costs no look into the database."""

    def respond(request: SeatRequest) -> HttpResponse:
        request.sitting, request.sittings, request.session_ended = None, (), False
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _seat(request)
        # Until a view says from which seat it reads, no matter is shown; and to the next request nothing of this one's.
        with holding(None):
            return get_response(request)

    return respond  # type: ignore[return-value]  # the request becomes what views see here


def _seat(request: SeatRequest) -> None:
    account = request.user
    if not isinstance(account, Account):
        return
    now = timezone.now()
    if sessions.is_over(request.session, now):
        logout(request)
        request.session_ended = True
        return
    sessions.note(request.session, now)
    request.sittings = sittings(account, timezone.localdate(now))
    request.sitting = sessions.chosen(request.session, request.sittings)
    if request.sitting is not None and request.sitting.post and not sessions.seat_of(request.session):
        # The only one; when it is over and there is another, that one is not taken for it. An administrator has one for good.
        sessions.choose(request.session, request.sitting)
