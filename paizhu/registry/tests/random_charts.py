"""Charts in which anything stands, whether it holds together or not: for the properties of checking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Protocol, TypeVar

from hypothesis import strategies as st

from paizhu.registry import acts
from paizhu.registry.changes import Key
from paizhu.registry.kinds import Kind, Type
from paizhu.registry.records import Chart, Organ, Person, Post, Record, Relation, Seat

# Few ids, so that records meet; some look alike, none is near enough to another to be offered for it.
COMMISSIONS, OFFICES, HOSTS, UNITS = (
    ["C0", "C1", "C2", "c0", "CO"],
    ["Z0", "Z1", "z0"],
    ["H0", "HO", "H2"],
    ["U0", "U1"],
)
ORGANS = {
    **dict.fromkeys(COMMISSIONS, Kind.COMMISSION),
    **dict.fromkeys(OFFICES, Kind.OFFICE),
    **dict.fromkeys(HOSTS, Kind.HOST),
    **dict.fromkeys(UNITS, Kind.SUBORDINATE),
    "D0": Kind.PARTY_GROUP,
}
ENDS = {
    Type.LEADS: (COMMISSIONS, COMMISSIONS),
    Type.DISPATCHES: (COMMISSIONS, OFFICES),
    Type.STATIONED_AT: (OFFICES, HOSTS),
    Type.COVERS: (OFFICES, HOSTS),
    Type.SUBORDINATE_OF: (UNITS, HOSTS),
    Type.PARTY_BODY_OF: (["D0"], HOSTS),
}
RELATIONS = [*(f"R{n}" for n in range(9)), "r1", "RO"]
POSTS, SEATS, PERSONS = ["P0", "P1", "p0", "PO"], ["S0", "S1", "s0", "S3"], ["X0", "X1", "x0"]
DAYS = [None, date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1), date(2021, 1, 1)]
one = st.sampled_from


T = TypeVar("T")
LIKELY = 0.9


@dataclass(frozen=True, slots=True)
class Theme:
    """What charts are about. lists: how many records of each, at most; types: of relations."""

    lists: dict[str, int]
    types: tuple[Type, ...] = tuple(ENDS)


EVERYTHING = Theme({"organs": 16, "relations": 16, "posts": 4, "persons": 1, "seats": 4})
# By chance alone hardly any unit has two hosts under different offices.
THEMES = (
    EVERYTHING,
    Theme({"relations": 12}, (Type.STATIONED_AT, Type.COVERS, Type.SUBORDINATE_OF)),
    Theme({"relations": 12}, (Type.STATIONED_AT, Type.DISPATCHES)),
    Theme({"relations": 12}, (Type.LEADS,)),
    Theme({"posts": 6, "seats": 6}),
    Theme({"organs": 2, "posts": 4, "seats": 4}),
    Theme({"organs": 2, "relations": 12}),
)


class Choose(Protocol):
    """Takes one of a few values: as Hypothesis draws it, or by chance."""

    def __call__(self, values: Sequence[T], /) -> T: ...


def _record(choose: Choose, list_: str, theme: Theme) -> Record:
    since, until = choose([None, *DAYS]), choose([None, None, *DAYS])
    match list_:
        case "organs":
            id_ = choose(sorted(ORGANS))
            kind = choose([ORGANS[id_]] * 4 + [Kind.HOST])
            days = choose([None, None, since]), choose([None, until])
            return Organ(id_, choose(["甲", "乙"]), "", kind, *days)
        case "relations":
            type_ = choose(theme.types)
            source, target = choose([*[ENDS[type_]] * 6, (sorted(ORGANS), sorted(ORGANS))])
            return Relation(choose(RELATIONS), type_, choose(source[:3]), choose(target[:3]), since, until)
        case "posts":
            title = choose(["组长", "党组书记", "科员"])
            return Post(choose(POSTS), choose(["Z0", "D0"]), title, None, choose(["", "C0", "D0"]))
        case "persons":
            return Person(choose(PERSONS), choose([True, False]), since, until)
        case _:
            return Seat(choose(SEATS), choose(POSTS), choose(PERSONS), since, until)


@st.composite
def charts(draw: st.DrawFn, theme: Theme = EVERYTHING) -> Chart:
    """Any records of a theme; whether they hold together is left to chance."""
    chart = Chart()

    def choose(values: Sequence[T]) -> T:
        return draw(one(values))

    for list_, most in theme.lists.items():
        for _n in range(draw(st.integers(0, most))):
            record = _record(choose, list_, theme)
            chart.of(list_)[record.id] = record
    return chart


def _dense(chance: Random, theme: Theme) -> Chart:
    """A chart in which nearly every organ exists and nearly every id of the theme's lists is taken."""
    known = (id_ for id_ in ORGANS if chance.random() < LIKELY)
    chart = Chart(organs={id_: Organ(id_, "甲", "", ORGANS[id_]) for id_ in known})
    _put(chart, chance, theme)
    return chart


def _put(chart: Chart, chance: Random, theme: Theme) -> None:
    for list_, most in theme.lists.items():
        for _n in range(most):
            record = _record(chance.choice, list_, theme)
            chart.of(list_)[record.id] = record


def _few(theme: Theme, most: int) -> Theme:
    return replace(theme, lists={list_: min(there, most) for list_, there in theme.lists.items()})


# What there is, what is then said, and a number to choose by what is taken back.
Change = tuple[Chart, Chart, int]


@st.composite
def small_changes(draw: st.DrawFn) -> Change:
    """A change as Hypothesis draws it: four records on average, and fewer when it shrinks."""
    theme = draw(one(THEMES))
    return draw(charts(theme)), draw(charts(_few(theme, 2))), draw(st.integers(0, 2**30))


@st.composite
def dense_changes(draw: st.DrawFn) -> Change:
    """A change of one to three records in a chart so dense that records meet; found again by its seed."""
    chance = draw(st.randoms(use_true_random=True))
    theme, incoming = chance.choice(THEMES), Chart()
    existing = _dense(chance, theme)
    for _n in range(chance.choice([1, 1, 2, 3])):
        list_ = chance.choice(list(theme.lists))
        _put(incoming, chance, replace(theme, lists={list_: 1}))
    return existing, incoming, chance.randrange(2**30)


def recordable(chart: Chart) -> Chart:
    """Without what the form of the tables refuses."""
    kept = Chart(organs=dict(chart.organs), posts=dict(chart.posts))
    for list_ in ("organs", "relations", "persons", "seats"):
        kept.of(list_).clear()
        kept.of(list_).update({i: r for i, r in chart.of(list_).items() if _stands(r, chart)})
    return kept


def _stands(record: Record, chart: Chart) -> bool:
    prefix = "party_member_" if isinstance(record, Person) else ""
    since, until = getattr(record, f"{prefix}since"), getattr(record, f"{prefix}until")
    if since and until and since >= until:
        return False
    if isinstance(record, Relation):
        return record.source != record.target
    return not isinstance(record, Seat) or record.post in chart.posts


def record(chart: Chart, withdrawn: set[Key] | None = None) -> None:
    acts.record(chart, note=acts.Note("test"), check=lambda _old, _new: None, withdrawn=withdrawn or ())
