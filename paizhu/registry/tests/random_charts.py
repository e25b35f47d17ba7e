"""Charts in which anything stands, whether it holds together or not: for the properties of checking."""

from dataclasses import dataclass, replace
from datetime import date

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


@dataclass(frozen=True, slots=True)
class Theme:
    """What charts are about. lists: how many records of each, at most; types: of relations; least: relations at least."""

    lists: dict[str, int]
    types: tuple[Type, ...] = tuple(ENDS)
    least: int = 0


EVERYTHING = Theme({"organs": 16, "relations": 16, "posts": 4, "persons": 1, "seats": 4})
# So dense that records meet: by chance alone hardly any unit has two hosts under different offices.
THEMES = (
    EVERYTHING,
    Theme({"relations": 12}, (Type.STATIONED_AT, Type.COVERS, Type.SUBORDINATE_OF), 6),
    Theme({"relations": 12}, (Type.STATIONED_AT, Type.DISPATCHES), 6),
    Theme({"relations": 12}, (Type.LEADS,), 5),
    Theme({"organs": 2, "posts": 6, "seats": 6}),
    Theme({"organs": 12, "posts": 2}),
)


@st.composite
def records(draw: st.DrawFn, list_: str, theme: Theme) -> Record:
    since, until = draw(one([None, *DAYS])), draw(one([None, None, *DAYS]))
    match list_:
        case "organs":
            id_ = draw(one(sorted(ORGANS)))
            kind = draw(one([ORGANS[id_]] * 4 + [Kind.HOST]))
            days = draw(one([None, None, since])), draw(one([None, until]))
            return Organ(id_, draw(one(["甲", "乙"])), "", kind, *days)
        case "relations":
            type_ = draw(one(theme.types))
            source, target = draw(one([*[ENDS[type_]] * 6, (sorted(ORGANS), sorted(ORGANS))]))
            ends = draw(one(source[:3])), draw(one(target[:3]))
            return Relation(draw(one(RELATIONS)), type_, *ends, since, until)
        case "posts":
            title = draw(one(["组长", "党组书记", "科员"]))
            return Post(draw(one(POSTS)), draw(one(["Z0", "D0"])), title, None, draw(one(["", "C0", "D0"])))
        case "persons":
            return Person(draw(one(PERSONS)), draw(one([True, False])), since, until)
        case _:
            return Seat(draw(one(SEATS)), draw(one(POSTS)), draw(one(PERSONS)), since, until)


@st.composite
def charts(draw: st.DrawFn, theme: Theme = EVERYTHING) -> Chart:
    """Any records of a theme; whether they hold together is left to chance."""
    chart = Chart()
    for list_, most in theme.lists.items():
        least = theme.least if list_ == "relations" else 0
        for record in draw(st.lists(records(list_, theme), min_size=least, max_size=most)):
            chart.of(list_)[record.id] = record
    return chart


@st.composite
def changes(draw: st.DrawFn) -> tuple[Chart, Chart, int]:
    """A chart, what is then said instead of some of it, and a number to choose what else is taken back by."""
    theme = draw(one(THEMES))
    few = replace(theme, lists={list_: min(most, 2) for list_, most in theme.lists.items()}, least=0)
    return draw(charts(theme)), draw(charts(few)), draw(st.integers(0, 2**30))


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
