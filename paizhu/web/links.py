"""Addresses of the pages, written out: a result holds dozens, and `reverse` takes its time for each.

`test_links` holds them to the table of addresses.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.utils.safestring import SafeString

from paizhu.norms.model import Norm


def ask(text: str, on: date) -> str:
    """Return the permanent link of a question in words; it always names the day."""
    return ask_on(text)(on)


def ask_on(text: str) -> Callable[[date], str]:
    """Return what gives the permanent link of a question in words on a day."""
    start = "/ask/?" + urlencode({"q": text})
    return lambda on: f"{start}&on={on.isoformat()}"


def rule(bearer: str, act: str, toward: str | None, on: date) -> str:
    """Return the permanent link of a question in the pack's terms."""
    counterpart = f"&toward={_term(toward)}" if toward else ""
    return f"/ask/rule/?bearer={_term(bearer)}&act={_term(act)}{counterpart}&on={on.isoformat()}"


@lru_cache(maxsize=4_096)
def _term(term: str) -> str:
    return quote(term)


def version(regulation: str, of: str) -> str:
    """Return the address of a version of a regulation."""
    return f"/norms/{quote(regulation)}/{quote(of)}/"


def article(regulation: str, of: str, number: str) -> str:
    """Return the address of an article."""
    return f"{version(regulation, of)}{quote(number)}/"


def norm(of: Norm) -> str:
    """Return the address of a norm: its place on the page of its article."""
    return f"{article(of.regulation, of.version, of.article)}#{anchor(of)}"


def matter(reference: str) -> SafeString:
    """Return the address of a matter: of letters and digits, so that nothing in it has to be escaped."""
    return SafeString(f"/matters/{reference}/")


def procedure(id_: str) -> str:
    """Return the address of a procedure."""
    return f"/norms/procedures/{quote(id_)}/"


def anchor(of: Norm) -> str:
    """Return the id that a norm has on the page of its article."""
    return f"norm-{of.id}"


def matrix(bearer: str, on: date, toward: str = "", columns: str = "") -> str:
    """Return the address of a role's matrix, of all or of one counterpart."""
    terms = {"bearer": bearer, "toward": toward, "columns": columns, "on": on.isoformat()}
    return "/norms/matrix/?" + urlencode({key: term for key, term in terms.items() if term})


def clock(length: int, unit: str, rolls: str) -> str:
    """Return the address of the page that counts a period of this length; the day is chosen there, else today's."""
    return "/clock/?" + urlencode({"length": length, "unit": unit, "rolls": rolls})


def text(regulation: str, of: str, number: str = "") -> str:
    """Return the address of an imported text, or of an article's place in it."""
    anchor = f"#art-{quote(number)}" if number else ""
    return f"/norms/texts/{quote(regulation)}/{quote(of)}/{anchor}"


def history(regulation: str, of: str, number: str) -> str:
    """Return the address of an article through the versions."""
    return f"/norms/texts/{quote(regulation)}/{quote(of)}/{quote(number)}/"


def comparison(regulation: str, old: str, new: str, show: str = "") -> str:
    """Return the address of two versions side by side; `show` keeps one kind of change."""
    terms = {"from": old, "to": new, "show": show}
    chosen = urlencode({key: term for key, term in terms.items() if term})
    return f"/norms/texts/{quote(regulation)}/compare/?{chosen}"


_NO_NAMES = frozenset({"new", "import", "graph", "pair", "id"})  # addresses of their own below /organs/


def organ(id_: str, on: date, known: date | None = None) -> str:
    """Return the address of an organ's page on a day, as known then."""
    place = f"/organs/{quote(id_, safe='')}/?"
    if "/" in id_ or id_ in _NO_NAMES or not id_.strip("."):
        place = f"/organs/id/?{urlencode({'organ': id_})}&"
    return place + days(on, known)


def organs(on: date, known: date | None = None, under: str = "") -> str:
    """Return the address of the organs of a day, of all or of those below one."""
    return "/organs/?" + days(on, known) + (f"&{urlencode({'under': under})}" if under else "")


def pair(x: str, z: str, on: date, known: date | None = None) -> str:
    """Return the address of what two organs owe each other on a day."""
    return f"/organs/pair/?{urlencode({'x': x, 'z': z})}&{days(on, known)}"


def days(on: date, known: date | None) -> str:
    """Return the day that a page about organs shows, and as of whose end it was known, as they stand in its address."""
    return f"on={on.isoformat()}" + (f"&known={known.isoformat()}" if known else "")
