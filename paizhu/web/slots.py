"""Templates that are rendered once for each language and then only filled in.

A card has some thirty partials, and the ruling takes less time than Django takes to walk through them. So
those under `web/card/`, and the question box, have no conditions and no loops: each name in them is a slot.
"""

from functools import cache
from html import escape

from django.template.loader import get_template
from django.utils.safestring import SafeString

_EDGE = "\x00"  # no template and no term of the base has it


def fill(name: str, lang: str, **values: str) -> SafeString:
    """Return the partial `web/<name>.html` with its slots filled; what is not marked safe is escaped.

    The active language must be `lang`. Raises KeyError for a slot without a value.
    """
    parts = _parts(name, lang)
    filled = [_safe(values[part]) if n % 2 else part for n, part in enumerate(parts)]
    return SafeString("".join(filled))


def put(pattern: str, *values: str) -> SafeString:
    """Return the pattern with its `{}` filled in order, as `fill` does.

    As Django's `format_html`, which would also take text that is not translated yet: a third of a card's time.
    """
    return SafeString(pattern.format(*map(_safe, values)))


def _safe(value: str) -> str:
    return value if isinstance(value, SafeString) else escape(value)


@cache
def _parts(name: str, lang: str) -> tuple[str, ...]:  # noqa: ARG001  the language is part of what is remembered
    """Literal text and names of slots in turns."""
    return tuple(get_template(f"web/{name}.html").render(_Slots()).strip().split(_EDGE))


class _Slots(dict[str, object]):
    """Answers every name of a template with its slot."""

    def __contains__(self, name: object) -> bool:
        return name not in _DJANGO

    def __missing__(self, name: str) -> SafeString:
        if name in _DJANGO:
            raise KeyError(name)
        return SafeString(f"{_EDGE}{name}{_EDGE}")


# Names that Django itself looks up while it renders.
_DJANGO = frozenset({"True", "False", "None", "block", "forloop", "csrf_token", "request"})
