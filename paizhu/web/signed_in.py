"""What the navigation says of whoever has signed in, rendered once for each reader and then only filled in.

Django takes as long for it as for a list of fifty matters. All that it is made of is part of what it is remembered by,
the seat with its day as well, so nothing can be shown that no longer holds.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from paizhu.accounts.models import Account, Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.notices.queries import MOST_COUNTED
from paizhu.web.csrf import token

_EDGE = "\x00"
_MOST = 2_000  # readers, and languages


@dataclass(frozen=True, slots=True)
class _User:
    username: str
    display_name: str
    is_authenticated: bool = True


@dataclass(frozen=True, slots=True)
class _Reader:
    """Stands for a request: all of it that the piece shows."""

    user: _User
    sitting: Sitting | None
    sittings: tuple[Sitting, ...]


def menu(request: HttpRequest, here: str, back: str) -> SafeString:
    """Return who has signed in, from which seat, and the way to another or out. back: `here` as a part of an address."""
    user = getattr(request, "user", None)
    if not isinstance(user, Account):
        return SafeString(render_to_string("web/_who.html", {"here": here, "next": back}, request))
    sittings = getattr(request, "sittings", ())
    reader = _Reader(_User(user.username, user.display_name), getattr(request, "sitting", None), sittings)
    values = {"csrf_token": token(request), "here": escape(here)}
    parts = _menu(reader, get_language() or "")
    return SafeString("".join([values[part] if n % 2 else part for n, part in enumerate(parts)]))


@lru_cache(maxsize=_MOST)
def _menu(reader: _Reader, _language: str) -> tuple[str, ...]:
    """Literal text and names of slots in turns."""
    slots = {name: SafeString(f"{_EDGE}{name}{_EDGE}") for name in ("csrf_token", "here")}
    return tuple(render_to_string("web/_who.html", {"request": reader, **slots}).split(_EDGE))


@lru_cache(maxsize=_MOST)
def own_pages(
    administers: Administers | None, section: str, unread: int, _language: str, *, host: bool = False
) -> SafeString:
    """Return the links of the navigation that only whoever acts from a seat has.

    section: the first word of the address.  unread: notices, as far as they are counted.  host: the seat is one of a host's.
    """
    place = _Place(f"/{section}/", _Post(administers, administers is None))
    shown = {"request": place, "unread": unread, "most": MOST_COUNTED, "host": host}
    return render_to_string("web/_own_pages.html", shown)


@dataclass(frozen=True, slots=True)
class _Post:
    administers: Administers | None
    post: bool


@dataclass(frozen=True, slots=True)
class _Place:
    path: str
    sitting: _Post
