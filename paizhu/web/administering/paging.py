"""Lists that begin below a number, the latest first."""

from typing import TypeVar

from django.http import HttpRequest

T = TypeVar("T")
_LONGEST = 18


def before(request: HttpRequest) -> int | None:
    """Return the number below which the page begins; None on the first one, and for what is no number."""
    given = request.GET.get("before", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _LONGEST else None


def cut(rows: list[T], size: int) -> tuple[list[T], T | None]:
    """Return a page of rows of which one more was looked for; and its last row where there is another page, else None."""
    return (rows[:size], rows[size - 1]) if len(rows) > size else (rows, None)
