"""The matrix of a role: its duties, powers and prohibitions, act by act and counterpart by counterpart."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from paizhu.norms import wording
from paizhu.norms.base import Base, Rule
from paizhu.norms.decide import applies
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.toward import naming
from paizhu.web import entries, links, shown
from paizhu.web.base import opened
from paizhu.web.days import NotADay, day_of
from paizhu.web.language import pack_language

ROLE = "stationed_body"
COLUMNS = 8
NOBODY = ""  # the column of norms without a counterpart
_CELL = '<a href="{}" title="{}">{}{}<span class="visually-hidden">{}</span></a>'
Cells = dict[str, dict[str, list[Rule]]]  # by act, then by counterpart


@dataclass(frozen=True, slots=True)
class Column:
    kind: str
    name: str
    norms: int
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    """One act. depth: its level below the act that heads its group, 0 for that one."""

    name: str
    depth: int
    cells: list[SafeString]


@dataclass(frozen=True, slots=True)
class Line:
    """One norm toward one counterpart."""

    act: str
    modality: str
    word: str | Promise
    entry: SafeString
    link: str


@dataclass(slots=True)
class Chosen:
    """Which role, which counterpart and which day were asked for."""

    bearer: str
    toward: str
    on: date
    given_on: str
    errors: dict[str, str]
    near: list[tuple[str, str]]


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the matrix of a role, or, with a counterpart, its norms toward that one."""
    base, lang = opened().base, pack_language()
    chosen = _read(request.GET, base, lang)
    context: dict[str, object] = {
        "chosen": chosen,
        "role": wording.name_of(base, chosen.bearer, lang),
        "roles": _roles(base, lang, chosen.bearer),
    }
    if chosen.errors:
        return render(request, "web/matrix/page.html", context, status=422)
    cells = _cells(base, chosen.bearer, chosen.on.toordinal())
    columns = _columns(base, chosen, cells, lang)
    context["counterparts"] = columns
    if chosen.toward:
        context |= {
            "counterpart": wording.name_of(base, chosen.toward, lang),
            "lines": _lines(base, chosen, lang),
        }
    else:
        shown_columns = columns if request.GET.get("columns") == "all" else columns[:COLUMNS]
        context |= {
            "columns": shown_columns,
            "left": len(columns) - len(shown_columns),
            "all_link": links.matrix(chosen.bearer, chosen.on, columns="all"),
            "groups": _groups(base, chosen, cells, shown_columns, lang),
            "signs": _signs(),
        }
    return render(request, "web/matrix/page.html", context)


def _read(fields: QueryDict, base: Base, lang: str) -> Chosen:
    given_on = fields.get("on", "")[:40]
    chosen = Chosen(ROLE, "", timezone.localdate(), given_on, {}, [])
    try:
        chosen.on = day_of(given_on)
    except NotADay as wrong:
        chosen.errors["on"] = str(wrong)
    for name in ("bearer", "toward"):
        given = fields.get(name, "").strip()[:80]
        if not given:
            continue
        try:
            setattr(chosen, name, base.kind_id(given))
        except UnknownTerm as unknown:
            printable = "".join(c for c in given if c.isprintable())
            chosen.errors[name] = _("“{given}” is not a term of the base.").format(given=printable)
            kinds = [base.kind_id(word) for word in unknown.near]
            chosen.near += [
                (wording.name_of(base, k, lang), links.matrix(k, chosen.on)) for k in dict.fromkeys(kinds)
            ]
    return chosen


def _roles(base: Base, lang: str, chosen: str) -> list[tuple[str, str]]:
    """The kinds that some norm binds, those bound most first; the chosen one always among them."""
    bound = Counter(kind for norm in base.norms.values() for kind in norm.bearers)
    kinds = [kind for kind, _ in sorted(bound.items(), key=lambda item: (-item[1], item[0]))]
    if chosen not in bound:
        kinds.insert(0, chosen)
    return [(kind, wording.name_of(base, kind, lang)) for kind in kinds]


def _cells(base: Base, bearer: str, on: int) -> Cells:
    """The norms that bind the role on the day, by act and by the counterpart that the article names."""
    world = base.archetypes
    line = world.line(bearer)
    cells: Cells = defaultdict(lambda: defaultdict(list))
    for rule in base.rules:
        if rule.in_force(on) and not line.isdisjoint(rule.bearers):
            for toward in rule.norm.toward or (None,):
                if applies(world, rule, bearer, toward, on):
                    cells[rule.norm.act][toward or NOBODY].append(rule)
    return cells


def _columns(base: Base, chosen: Chosen, cells: Cells, lang: str) -> list[Column]:
    counts = Counter({t: 0 for row in cells.values() for t in row})
    for row in cells.values():
        for toward, rules in row.items():
            counts[toward] += len(rules)
    # What has no counterpart comes last: it is no party.
    order = sorted(counts, key=lambda t: (t == NOBODY, -counts[t], t))
    return [
        Column(
            t,
            wording.name_of(base, t, lang) if t else _("no counterpart"),
            counts[t],
            links.matrix(chosen.bearer, chosen.on, t) if t else "",
        )
        for t in order
    ]


def _groups(base: Base, chosen: Chosen, cells: Cells, columns: list[Column], lang: str) -> list[list[Row]]:
    kinds = [column.kind for column in columns]
    names = {column.kind: column.name for column in columns}
    groups: dict[str, list[Row]] = {}
    for act in sorted(cells):
        if not any(kind in cells[act] for kind in kinds):
            continue
        top = act.partition(".")[0]
        if top not in groups:
            groups[top] = (
                [] if act == top else [Row(base.acts[top].name.in_(lang), 0, [SafeString("")] * len(kinds))]
            )
        drawn = [
            _cell(base, chosen, act, kind, names[kind], cells[act].get(kind, []), lang) for kind in kinds
        ]
        groups[top].append(Row(base.acts[act].name.in_(lang), act.count("."), drawn))
    weight = Counter(dict.fromkeys(groups, 0))
    for act, row in cells.items():
        weight[act.partition(".")[0]] += sum(len(rules) for kind, rules in row.items() if kind in names)
    # The acts that most norms are about come first.
    return [groups[top] for top in sorted(groups, key=lambda top: (-weight[top], top))]


def _cell(
    base: Base, chosen: Chosen, act: str, toward: str, name: str, rules: list[Rule], lang: str
) -> SafeString:
    if not rules:
        return SafeString("")
    counts = Counter(rule.norm.modality.value for rule in rules)
    words = ", ".join(str(shown.MODALITY_WORDS[m]) for m in shown.MODALITY_WORDS if m in counts)
    label = f"{words}: {base.acts[act].name.in_(lang)} → {name}"
    signs = format_html_join(
        "",
        '<span class="pz-sign pz-{}" aria-hidden="true">{}</span>',
        ((m, shown.MODALITY_SIGNS[m]) for m in shown.MODALITY_SIGNS if m in counts),
    )
    several = format_html('<sub aria-hidden="true">{}</sub>', len(rules)) if len(rules) > 1 else ""
    if len(rules) > 1:
        label += " " + ngettext("({count} norm)", "({count} norms)", len(rules)).format(count=len(rules))
    link = links.rule(chosen.bearer, act, toward or None, chosen.on)
    return format_html(_CELL, link, label, signs, several, label)


def _lines(base: Base, chosen: Chosen, lang: str) -> list[Line]:
    """The norms toward one counterpart, those about a wider kind included."""
    named = naming(base, base.archetypes, chosen.bearer, chosen.toward, chosen.on.toordinal())
    found = [rule.norm for rule, failing in named if not failing]
    order = list(shown.MODALITY_WORDS)
    return [
        Line(
            act=base.acts[norm.act].name.in_(lang),
            modality=norm.modality.value,
            word=shown.MODALITY_WORDS[norm.modality.value],
            entry=entries.line(norm.id, lang),
            link=links.rule(chosen.bearer, norm.act, chosen.toward, chosen.on),
        )
        for norm in sorted(found, key=lambda n: (order.index(n.modality.value), n.act, n.id))
    ]


def _signs() -> list[tuple[str, str | Promise, str | Promise]]:
    return [(m, shown.MODALITY_SIGNS[m], shown.MODALITY_WORDS[m]) for m in shown.MODALITY_SIGNS]
