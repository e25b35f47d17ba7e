"""How often somebody without a seat may ask in a minute, by address.

Counted in each process of the server for itself: a shared count would cost a write to the database for every question,
and open questions touch none. So in all it is at most the limit times the number of processes.
"""

from threading import Lock

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

_MINUTE_S = 60
_MOST_ADDRESSES = 10_000


class Allowance:
    """The questions of this minute by address."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._taken: dict[str, int] = {}

    def take(self, request: HttpRequest, at_s: float) -> int:
        """Take one question for the address of a request; return 0, or the seconds to wait where none is left.

        at_s: now, in seconds since 1970.  The address is that before the proxies which PAIZHU_PROXIES says are ours; of
        IPv6 the network.
        """
        most: int = settings.OPEN_REQUESTS_A_MINUTE
        minute = int(at_s) // _MINUTE_S
        address = _address(request)
        with self._lock:
            # Only this minute counts; and a flood of addresses must not fill the memory.
            if minute != self._minute or len(self._taken) >= _MOST_ADDRESSES:
                self._minute, self._taken = minute, {}
            taken = self._taken.get(address, 0)
            if taken >= most:
                return _MINUTE_S - int(at_s) % _MINUTE_S
            self._taken[address] = taken + 1
        return 0


def _address(request: HttpRequest) -> str:
    try:
        found: str = get_ip(request)
    except PermissionDenied:  # fewer addresses in the header than proxies: whoever sent it went around them
        return ""
    return found


allowance = Allowance()
