"""Who owes to whom, as a whole: how many norms bind each role toward each counterpart."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paizhu.norms import wording
from paizhu.norms.base import Base
from paizhu.web import links
from paizhu.web.base import opened
from paizhu.web.days import NotADay, day_of
from paizhu.web.language import pack_language

ROLES, COUNTERPARTS = 16, 12
_STEPS = (1, 3, 8, 20)  # norms from which on a cell is a shade darker


@dataclass(frozen=True, slots=True)
class Cell:
    """How many norms; shade: 0 (none) to 4."""

    count: int
    shade: int
    link: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    link: str
    norms: int
    cells: list[Cell]


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Count the norms in force, role by counterpart, as the articles name them."""
    base, lang = opened().base, pack_language()
    given_on, error = request.GET.get("on", ""), ""
    try:
        on = day_of(given_on)
    except NotADay as wrong:
        on, error = timezone.localdate(), str(wrong)
    every = request.GET.get("all") == "1"
    rows, names = ([], []) if error else _grid(base, on, lang, every=every)
    context = {
        "on": on,
        "given_on": given_on[:40],
        "error": error,
        "rows": rows,
        "names": names,
        "every": every,
    }
    return render(request, "web/matrix/roles.html", context, status=422 if error else 200)


def _grid(base: Base, on: date, lang: str, *, every: bool) -> tuple[list[Row], list[str]]:
    norms = [norm for norm in base.norms.values() if norm.in_force(on)]
    pairs = Counter((b, t) for norm in norms for b in norm.bearers for t in norm.toward)
    bound = Counter(b for norm in norms for b in norm.bearers)
    met = Counter(t for norm in norms for t in norm.toward)
    bearers = _most(bound, None if every else ROLES)
    towards = _most(met, None if every else COUNTERPARTS)
    name = {kind: wording.name_of(base, kind, lang) for kind in {*bearers, *towards}}
    rows = []
    for b in bearers:
        cells = [_cell(pairs[b, t], links.matrix(b, on, t), name[b], name[t]) for t in towards]
        rows.append(Row(name[b], links.matrix(b, on), bound[b], cells))
    return rows, [name[t] for t in towards]


def _most(counted: Counter[str], limit: int | None) -> list[str]:
    return sorted(counted, key=lambda kind: (-counted[kind], kind))[:limit]


def _cell(count: int, link: str, bearer: str, toward: str) -> Cell:
    shade = sum(count >= step for step in _STEPS)
    label = _("{bearer} → {toward}: {count}").format(bearer=bearer, toward=toward, count=count)
    return Cell(count, shade, link, label)
