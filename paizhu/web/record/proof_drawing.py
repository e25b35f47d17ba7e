"""A proof of inclusion, drawn: the act on top, joined with its neighbours step by step, down to the head and its seals.

The way of the act runs down the middle; what it is joined with comes in from the side on which it stands in the log.
"""

from datetime import datetime
from html import escape

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from paizhu.journal.proving import Proof, Step
from paizhu.web import drawing as draw

_WIDE, _SPINE = 340.0, 170.0
_NAME, _SMALL = 13.0, 11.0
_BOX, _SIDE = 132.0, 92.0  # how wide: what lies on the way, and what is joined from a side
_HIGH, _GAP = 40.0, 26.0


def drawn(proof: Proof, act: str, at: datetime) -> SafeString:
    """Return the drawing. act: what the act is called.  at: when it was entered."""
    drawing = _Drawing()
    drawing.box([act, _entered(proof.number, at)], "pz-pf-act", wide=280)
    drawing.box([_("its fingerprint"), _short(proof.leaf)], "pz-pf-hash")
    for n, step in enumerate(proof.steps):
        last = n == len(proof.steps) - 1
        drawing.join(step)
        words = _("all {n} entries") if last else _("entries {first}–{last}")
        label = words.format(n=proof.size, first=step.joined_first, last=step.joined_last)
        drawing.box([label, _short(step.joined)], "pz-pf-head" if last else "pz-pf-hash")
    if not proof.leads:
        drawing.box(
            [_("NOT the head that was signed"), _short(proof.head)], "pz-pf-wrong", wide=280, broken=True
        )
    elif proof.signed_at is None:
        drawing.box([_("not signed yet"), _("the worker signs regularly")], "pz-pf-open", wide=280)
    else:
        drawing.box([_("signed by the keeper of the log"), _instant(proof.signed_at)], "pz-pf-seal", wide=280)
        for witness in proof.witnesses:
            drawing.box([_("countersigned"), _instant(witness.at)], "pz-pf-seal", wide=280)
        if not proof.witnesses:
            drawing.box([_("not countersigned yet"), ""], "pz-pf-open", wide=280)
    title = _("How entry {n} leads to the head of the log").format(n=proof.number)
    return drawing.svg(title)


class _Drawing:
    """Collects pieces from top to bottom."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._y = 4.0

    def box(self, lines: list[str], css: str, *, wide: float = _BOX, broken: bool = False) -> None:
        """Put a box on the way, below what there is. broken: nothing leads to it."""
        if self._parts:
            self._way(broken=broken)
        name, below = lines
        y, left = self._y, _SPINE - wide / 2
        self._parts.append(draw.box(left, y, wide, _HIGH, css))
        middle = y + (17 if below else 25)
        self._parts.append(draw.text(_SPINE, middle, draw.cut(name, _NAME, wide - 10), "pz-dg-name"))
        if below:
            self._parts.append(draw.text(_SPINE, y + 32, draw.cut(below, _SMALL, wide - 10), "pz-dg-note"))
        self._y += _HIGH

    def join(self, step: Step) -> None:
        """Let the neighbours of the next box come in from their side, beside the box before it."""
        left = 2.0 if step.left else _WIDE - 2 - _SIDE
        middle, y = left + _SIDE / 2, self._y - _HIGH
        one = step.first == step.last
        label = _("entry {n}").format(n=step.first) if one else f"{step.first}–{step.last}"
        self._parts += [
            draw.box(left, y, _SIDE, _HIGH, "pz-pf-beside"),
            draw.text(middle, y + 17, draw.cut(label, _NAME, _SIDE - 8), "pz-pf-label"),
            draw.text(middle, y + 32, _short(step.beside), "pz-dg-note"),
            draw.line(middle, self._y, middle, self._y + _GAP / 2, "pz-pf-joins"),
            draw.line(middle, self._y + _GAP / 2, _SPINE, self._y + _GAP / 2, "pz-pf-joins"),
        ]

    def svg(self, title: str) -> SafeString:
        """Return all of it."""
        high = self._y + 4
        return SafeString(
            f'<svg class="pz-diagram pz-pf" viewBox="0 0 {_WIDE:g} {high:g}" role="img" aria-label="{escape(title)}">'
            f"{''.join(self._parts)}</svg>"
        )

    def _way(self, *, broken: bool) -> None:
        bottom = self._y + _GAP
        css = "pz-pf-broken" if broken else "pz-pf-way"
        self._parts.append(draw.line(_SPINE, self._y, _SPINE, bottom - 1, css))
        self._parts.append(draw.arrow_head(_SPINE, bottom - 1, css, "down"))
        self._y = bottom


def _entered(number: int, at: datetime) -> str:
    return _("entry {n} · {at}").format(n=number, at=_instant(at))


def _short(hash_: bytes) -> str:
    text = hash_.hex()
    return f"{text[:4]}…{text[-4:]}"


def _instant(at: datetime) -> str:
    return localtime(at).strftime("%Y-%m-%d %H:%M")
