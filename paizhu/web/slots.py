"""Templates that are rendered once for each language and then only filled in.

A card has some thirty partials, and the ruling takes less time than Django takes to walk through them. So
those under `web/card/`, and the question box, have no conditions and no loops: each name in them is a slot.
"""

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import NamedTuple

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString

from paizhu.web.csrf import token
from paizhu.web.templatetags.pz import here, own_pages, who

_EDGE = "\x00"  # no template and no term of the base has it


def fill(name: str, lang: str, **values: str) -> SafeString:
    """Return the partial `web/<name>.html` with its slots filled; what is not marked safe is escaped.

    The active language must be `lang`. Raises KeyError for a slot without a value.
    """
    return _filled(_partial(name, lang), values)


def page(name: str, request: HttpRequest, lang: str, **values: str) -> SafeString:
    """Return the page `web/<name>.html` with its layout; for an address that is always the same, without conditions.

    The layout, too, is rendered once: it takes Django longer than all that is asked and drawn.
    """
    pattern = _page(name, lang, request.path, tuple(values))
    own = {
        "csrf_token": token(request),
        "here": here(request),
        "who": who(request),
        "own_pages": own_pages(request),
    }
    return _filled(pattern, {**values, **own})


class _Pattern(NamedTuple):
    """A template once it is rendered. text: as `%` fills it.  names: of its slots, in their order."""

    text: str
    names: tuple[str, ...]


def _filled(pattern: _Pattern, values: Mapping[str, str]) -> SafeString:
    own = [values[name] for name in pattern.names]
    return SafeString(
        pattern.text % tuple([one if isinstance(one, SafeString) else escape(one) for one in own])
    )


def put(pattern: str, *values: str) -> SafeString:
    """Return the pattern with its `{}` filled in order, as `fill` does.

    As Django's `format_html`, which would also take text that is not translated yet: a third of a card's time.
    """
    return SafeString(pattern.format(*map(_safe, values)))


def _safe(value: str) -> str:
    return value if isinstance(value, SafeString) else escape(value)


@cache
def _partial(name: str, lang: str) -> _Pattern:  # noqa: ARG001  the language is part of what is remembered
    return _pattern(get_template(f"web/{name}.html").render(_Slots()).strip())


@cache
def _page(name: str, lang: str, path: str, names: tuple[str, ...]) -> _Pattern:  # noqa: ARG001  as above
    slots: dict[str, object] = {slot: _slot(slot) for slot in (*names, "csrf_token")}
    return _pattern(get_template(f"web/{name}.html").render(slots | {"request": _Anybody(path)}))


def _pattern(rendered: str) -> _Pattern:
    """Literal text and names of slots come in turns."""
    parts = rendered.split(_EDGE)
    return _Pattern("%s".join([text.replace("%", "%%") for text in parts[::2]]), tuple(parts[1::2]))


class _Anybody:
    """Stands for the request while a layout is rendered: only the address, the token and who asks differ."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.who, self.own_pages = _slot("who"), _slot("own_pages")
        self.GET: dict[str, str] = {}

    def get_full_path(self) -> SafeString:
        return _slot("here")


def _slot(name: str) -> SafeString:
    return SafeString(f"{_EDGE}{name}{_EDGE}")


class _Slots(dict[str, object]):
    """Answers every name of a template with its slot."""

    def __contains__(self, name: object) -> bool:
        return name not in _DJANGO

    def __missing__(self, name: str) -> SafeString:
        if name in _DJANGO:
            raise KeyError(name)
        return _slot(name)


# Names that Django itself looks up while it renders.
_DJANGO = frozenset({"True", "False", "None", "block", "forloop", "csrf_token", "request"})
