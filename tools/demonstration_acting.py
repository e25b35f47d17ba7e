"""Acts of the demonstration's city, done through the door on days before today, each from the seat that may."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paizhu.norms.base import Base

OFFICE, GROUP, HOST, COMMITTEE, DISCIPLINE = "Z01", "D01", "H01", "J01", "K01"


class Seats:
    """Seats of today by organ and title."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._posts = {(post["organ"], post["title"]): post["id"] for post in lists["posts"]}
        self._seats = {seat["post"]: seat["id"] for seat in lists["seats"] if seat["until"] is None}

    def of(self, organ: str, title: str) -> str:
        """Return the id of the seat."""
        found: str = self._seats[self._posts[organ, title]]
        return found


@cache
def _base() -> "Base":
    """The norms, opened once for all acts: the registry is kept as long as they are the same."""
    from paizhu.cli.pack import base

    return base()


class Acted:
    """One matter on its way; it is there once an act that opens one was done."""

    def __init__(self) -> None:
        self.reference = ""

    def do(self, seat: str, act_id: str, ago: int, /, **given: Any) -> str:
        """Do an act so many days ago; return the matter's reference."""
        from django.utils import timezone

        from paizhu.accounts.sittings import sitting
        from paizhu.door.doing import Channel
        from paizhu.door.now import present_now
        from paizhu.door.perform import perform

        at = timezone.now() - timedelta(days=ago)
        on = timezone.localdate(at)
        present, found = present_now(_base(), on, at), sitting(seat, on)
        assert present is not None
        assert found is not None, seat
        done = perform(present, found, act_id, self.reference or None, given, channel=Channel.COMMAND)
        assert done.matter is not None
        self.reference = done.matter.reference
        return self.reference
