"""Small pieces of SVG: text that is measured, wrapped and escaped. No inline style: classes and attributes only."""

from functools import lru_cache
from html import escape

_WIDE = "\u2e80"  # from here on a character is as wide as the type is high
_NARROW = 0.56


def width(text: str, size: float) -> float:
    """Return about how wide the text is set in `size`, in units of the drawing."""
    wide = sum([c >= _WIDE for c in text])
    return size * (wide + _NARROW * (len(text) - wide))


# The names of parties, acts and provisions come again and again.
@lru_cache(maxsize=4_096)
def cut(text: str, size: float, room: float) -> str:
    """Return the text, shortened with an ellipsis where it would be wider than `room`."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


@lru_cache(maxsize=4_096)
def wrapped(text: str, size: float, room: float, most: int = 3) -> tuple[str, ...]:
    """Return the text in up to `most` lines: broken between words, or anywhere in Chinese."""
    rest = text.strip()
    lines: list[str] = []
    while rest and len(lines) < most - 1 and width(rest, size) > room:
        at = _break(rest, size, room)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*lines, cut(rest, size, room)) if rest else tuple(lines)


def _break(text: str, size: float, room: float) -> int:
    fits = max(n for n in range(1, len(text) + 1) if n == 1 or width(text[:n], size) <= room)
    space = text.rfind(" ", 0, fits + 1)
    if space > 0 and text[fits - 1] < _WIDE:
        return space
    # A line does not begin with a closing mark, nor end with an opening one.
    split = text[fits : fits + 1] in "）》」、，。；" or text[fits - 1] in "（《「"
    return fits - 1 if split and fits > 1 else fits


def text(x: float, y: float, words: str, css: str, anchor: str = "middle") -> str:
    """Return one line of text."""
    return f'<text x="{x:g}" y="{y:g}" class="{css}" text-anchor="{anchor}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """Return a straight line."""
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" class="{css}"/>'


def arrow_head(x: float, y: float, css: str, points: str = "right") -> str:
    """Return the head of an arrow that points to the "right", "left" or "down" and ends at (x, y)."""
    (x1, y1), (x2, y2) = {
        "right": ((x - 7, y - 4), (x - 7, y + 4)),
        "left": ((x + 7, y - 4), (x + 7, y + 4)),
        "down": ((x - 4, y - 7), (x + 4, y - 7)),
    }[points]
    return f'<path d="M{x1:g} {y1:g}L{x:g} {y:g}L{x2:g} {y2:g}" class="{css}"/>'


def cross(x: float, y: float, css: str) -> str:
    """Return a small cross."""
    return f'<path d="M{x - 4:g} {y - 4:g}l8 8m0 -8l-8 8" class="{css}"/>'


def box(x: float, y: float, wide: float, high: float, css: str) -> str:
    """Return a rectangle with round corners."""
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="6" class="{css}"/>'
