"""The reasoning as a drawing: two parties, the act between them, and one wire for each norm.

A wire that holds runs through; one that does not is broken where it fails: at the bearer, at the
counterpart, or in the middle, where a relation is missing. Everything drawn stands in the lists as well.
"""

from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from paizhu.norms import wording
from paizhu.norms.base import Base
from paizhu.norms.model import Norm
from paizhu.norms.result import Result
from paizhu.web import drawing as draw

_WIDE = 320.0
_LEFT, _RIGHT, _MIDDLE = 18.0, _WIDE - 18.0, _WIDE / 2
_BOX = 132.0
_NAME, _SMALL = 13.0, 11.0
_MOST = 4  # wires of each sort; the lists below hold all
_MOST_RELATIONS = 2


@dataclass(frozen=True, slots=True)
class Wire:
    """One norm, or several on the same act. fails: empty for one that holds."""

    label: str
    below: str
    fails: tuple[str, ...] = ()


def of_ruling(shown: Result, base: Base, lang: str) -> SafeString:
    """Return the drawing of a ruling in its plain form."""
    understood = shown["understood"]
    names = [understood[f"bearer_{lang}"], understood[f"toward_{lang}"] or _("anyone")]
    act, word = base.acts[understood["act"]].name.in_(lang), wording.ANSWERS[shown["answer"]].in_(lang)
    relation = _relation(shown, base, lang)
    holding, (broken, left) = _holding(shown), _broken(shown, base, lang)
    parts, y = _parties(names, relation)
    top = y
    y = _act(parts, y + 10, act, word, shown["answer"])
    for wire in (*holding[:_MOST], *broken):
        y = _wire(parts, y, wire)
    more = len(holding[_MOST:]) + left
    if more:
        parts.append(draw.text(_MIDDLE, y + 16, _("and {count} more below").format(count=more), "pz-dg-note"))
        y += 24
    parts.append(
        draw.line(_LEFT, top, _LEFT, y + 4, "pz-dg-rail")
        + draw.line(_RIGHT, top, _RIGHT, y + 4, "pz-dg-rail")
    )
    title = _("{bearer} – {act} – {toward}: {answer}").format(
        bearer=names[0], act=act, toward=names[1], answer=word
    )
    return _svg(parts, y + 12, title, _described(relation, holding, broken))


def _svg(parts: list[str], high: float, title: str, description: str) -> SafeString:
    return SafeString(  # every text in it was escaped where it was set
        f'<svg class="pz-diagram" viewBox="0 0 {_WIDE:g} {high:g}" role="img" aria-labelledby="dg-title dg-what">'
        f'<title id="dg-title">{escape(title)}</title><desc id="dg-what">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _relation(shown: Result, base: Base, lang: str) -> str:
    """How the bearer stands to the counterpart; "" when nobody in particular was named."""
    understood = shown["understood"]
    bearer, toward = understood["bearer"], understood["toward"]
    if not toward:
        return ""
    if "organs" in shown:
        found = tuple(
            dict.fromkeys(r["relation"] for r in shown["organs"]["relations"] if r["from"] == bearer)
        )
    else:
        day = date.fromisoformat(shown["on"]).toordinal()
        found = base.archetypes.between(bearer, toward, day)
    relations = {r.id: r.name.in_(lang) for r in base.pack.relations}
    words = [relations[r] for r in found[:_MOST_RELATIONS]]
    return wording.listed(words, lang) if words else _("no relation recorded")


def _holding(shown: Result) -> list[Wire]:
    grounds, asked = shown["grounds"], shown["understood"]["act"]
    wires = []
    for act, same in groupby(sorted(grounds, key=lambda g: g["act"] != asked), key=lambda g: g["act"]):
        norms = list(same)
        if act == asked:
            wires += [Wire(g["short"], "") for g in norms]
        else:
            several = f" +{len(norms) - 1}" if len(norms) > 1 else ""
            wires.append(Wire(norms[0]["act_name"], norms[0]["short"] + several))
    return wires


def _broken(shown: Result, base: Base, lang: str) -> tuple[list[Wire], int]:
    """The wires of the nearest norms, and how many norms are left for the list below."""
    wires: dict[Wire, None] = {}
    for at, miss in enumerate(shown["near_misses"]):
        if len(wires) == _MOST:
            return list(wires), len(shown["near_misses"]) - at
        needs = _needs(base.norms[miss["norm"]], miss["fails"], base, lang)
        # Several norms of one article that fail alike would be drawn alike.
        wires[Wire(miss["short"], needs, tuple(miss["fails"]))] = None
    return list(wires), 0


def _needs(norm: Norm, fails: list[str], base: Base, lang: str) -> str:
    """What the norm asks for and does not find, in a few words."""
    if "condition" in fails and norm.when:
        relation = base.relations[norm.when[0].relation]
        return _("needs: {relation}").format(relation=relation.name.in_(lang))
    if "bearer" in fails:
        return _("binds: {party}").format(party=wording.name_of(base, norm.bearers[0], lang))
    if "toward" in fails and norm.toward:
        return _("toward: {party}").format(party=wording.name_of(base, norm.toward[0], lang))
    return ""


def _described(relation: str, holding: list[Wire], broken: list[Wire]) -> str:
    found = _("Norms that apply: {norms}.").format(
        norms="；".join(f"{w.label} {w.below}".strip() for w in holding) or "–"
    )
    missed = _("Norms that come near and do not apply: {norms}.").format(
        norms="；".join(f"{w.label} {w.below}".strip() for w in broken) or "–"
    )
    how = _("Relation: {relation}.").format(relation=relation or "–")
    return f"{how} {found} {missed}"


def _parties(names: list[str], relation: str) -> tuple[list[str], float]:
    lines = [draw.wrapped(name, _NAME, _BOX - 14) for name in names]
    high = 17.0 * max(map(len, lines)) + 16
    parts = []
    for x, own, css in ((0.0, lines[0], "pz-dg-bearer"), (_WIDE - _BOX, lines[1], "pz-dg-toward")):
        parts.append(draw.box(x + 1, 1, _BOX - 2, high, css))
        top = 1 + (high - 17 * len(own)) / 2 + 13
        parts += [draw.text(x + _BOX / 2, top + 17 * n, row, "pz-dg-name") for n, row in enumerate(own)]
    middle = 1 + high / 2
    parts.append(draw.line(_BOX + 4, middle, _WIDE - _BOX - 4, middle, "pz-dg-relation"))
    parts.append(draw.arrow_head(_WIDE - _BOX - 3, middle, "pz-dg-relation"))
    y = high + 1
    if relation:
        for row in draw.wrapped(_("Relation: {relation}").format(relation=relation), _SMALL, _WIDE - 60, 2):
            y += 16
            parts.append(draw.text(_MIDDLE, y, row, "pz-dg-note"))
    return parts, high + 1 if not relation else y + 2


def _act(parts: list[str], y: float, act: str, word: str, answer: str) -> float:
    """Draw the act asked about with its answer; return where the next thing goes."""
    room = _RIGHT - _LEFT - 60
    lines = draw.wrapped(act, _NAME, room - 20, 2)
    wide = max(*(draw.width(row, _NAME) for row in lines), draw.width(word, _NAME), 60.0) + 24
    high, left = 17.0 * (len(lines) + 1) + 12, _MIDDLE - wide / 2
    middle = y + high / 2
    css = f"pz-dg-asked pz-{answer}"
    parts.append(
        draw.line(_LEFT, middle, left, middle, css) + draw.line(left + wide, middle, _RIGHT - 1, middle, css)
    )
    parts.append(draw.arrow_head(_RIGHT - 1, middle, f"pz-dg-head pz-{answer}"))
    parts.append(draw.box(left, y, wide, high, f"pz-dg-act pz-{answer}"))
    parts += [draw.text(_MIDDLE, y + 19 + 17 * n, row, "pz-dg-name") for n, row in enumerate(lines)]
    parts.append(draw.text(_MIDDLE, y + 19 + 17 * len(lines), word, f"pz-dg-word pz-{answer}"))
    return y + high + 8


def _wire(parts: list[str], y: float, wire: Wire) -> float:
    room = _RIGHT - _LEFT - 24
    y += 16
    parts.append(draw.text(_MIDDLE, y, draw.cut(wire.label, _SMALL, room), "pz-dg-cite"))
    y += 8
    if wire.fails:
        _broken_line(parts, y, wire.fails)
    else:
        parts.append(
            draw.line(_LEFT, y, _RIGHT - 1, y, "pz-dg-wire") + draw.arrow_head(_RIGHT - 1, y, "pz-dg-wire")
        )
    if wire.below:
        y += 14
        parts.append(draw.text(_MIDDLE, y, draw.cut(wire.below, _SMALL, room), "pz-dg-note"))
    return y + 6


def _broken_line(parts: list[str], y: float, fails: tuple[str, ...]) -> None:
    """Draw the wire with a gap and a cross wherever something fails."""
    gaps = {"bearer": _LEFT + 20, "condition": _MIDDLE, "toward": _RIGHT - 24}
    at = sorted(gaps[f] for f in fails)
    starts, ends = [_LEFT, *(x + 9 for x in at)], [*(x - 9 for x in at), _RIGHT - 1]
    parts += [draw.line(x1, y, x2, y, "pz-dg-miss") for x1, x2 in zip(starts, ends, strict=True)]
    parts += [draw.cross(x, y, "pz-dg-cross") for x in at]
    parts.append(draw.arrow_head(_RIGHT - 1, y, "pz-dg-miss pz-dg-solid"))
