"""What the norms' frequencies ask of the parties of a registry: the real pack, a small city that changes in mid-year."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from paizhu import places
from paizhu.norms.base import Base
from paizhu.norms.expected import words
from paizhu.norms.expected.counting import Outlook, outlook
from paizhu.norms.expected.model import Doubt, Expected
from paizhu.norms.expected.reckoning import State
from paizhu.norms.store import open_base
from paizhu.registry import local, queries
from paizhu.registry.expecting import course_of, own_parties
from paizhu.registry.importing import import_file
from paizhu.registry.ruling import Here
from paizhu.registry.tests.charts import Lists, city, relation
from paizhu.registry.tests.conftest import Import
from paizhu.registry.tests.local_norms import LOCAL
from tools import demonstration

PAGE = Path(__file__).parents[3] / "docs/expected-acts.md"
pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(places.packs() / "discipline", places.home() / "cache")


def registry(base: Base) -> Here:
    return Here(queries.chart(), base, local.held(base))


def of(here: Here, organ: str, first: date = FIRST, last: date = LAST) -> Outlook:
    return outlook(course_of(here), first, last, about=own_parties(here, organ))


def by(found: Outlook, bearer: str, act: str) -> list[Expected]:
    return [e for e in found.expected if (e.duty.bearer, e.duty.act) == (bearer, act)]


def told(one: Expected) -> tuple[str | None, str, int, int, int]:
    """Toward whom, in which period, on how many days, how many, how many for certain."""
    period = f"{one.period.first.year} {one.period.per} {one.period.number}"
    return one.duty.toward, period, one.days, one.times, one.sure


MOVED: Lists = {
    "relations": [
        relation("R4", "stationed_at", "Z1", "H1", until="2025-08-14"),
        relation("R20", "covers", "Z2", "H1", since="2025-08-15"),
    ]
}


@pytest.mark.parametrize(
    ("organ", "bearer", "act", "norm", "owed"),
    [
        ("Z1", "Z1", "report.annual", "stationed_rules.2022.33.annual", [("W2", "2025 year 1", 365, 1, 1)]),
        ("W2", "Z2", "report.annual", "stationed_rules.2022.33.annual", [("W2", "2025 year 1", 365, 1, 1)]),
        (
            "D1", "D1", "principal_responsibility.study", "principal_responsibility.2020.10.study",
            [(None, "2025 half_year 1", 181, 1, 1), (None, "2025 half_year 2", 184, 1, 1)],
        ),
        (
            "K1", "K1", "report.file.sanction", "sanction_authority.2022.20.organ_dc",
            [("J1", f"2025 quarter {n}", days, 1, 1) for n, days in enumerate((90, 91, 92, 92), 1)],
        ),
        (
            "D1", "post:P3", "democratic_life_meeting.annual", "principal_responsibility.2020.15.annual",
            [(None, "2025 year 1", 365, 1, 1)],
        ) ,
    ],
    ids=["special report", "owed to the organ that dispatches", "each half-year", "each quarter", "a post"],
)  # fmt: skip
def test_owed_by_a_number(
    bring: Import, base: Base, organ: str, bearer: str, act: str, norm: str, owed: list[Any]
) -> None:
    bring(**city())
    found = by(of(registry(base), organ), bearer, act)
    ours = [e for e in found if norm in {n.id for n in e.norms}]
    posts = {"post:P3"} if bearer.startswith("post:") else {bearer}
    assert {e.duty.bearer for e in ours} <= posts
    assert [told(e) for e in ours if e.sure] == owed


def test_regular_consultation_is_counted_by_the_unverified_norm_and_to_confirm(
    bring: Import, base: Base
) -> None:
    bring(**city())
    found = of(registry(base), "Z1")
    halves = by(found, "Z1", "consult_regularly")
    assert [told(e) for e in halves] == [
        ("D1", "2025 half_year 1", 181, 1, 0),
        ("D1", "2025 half_year 2", 184, 1, 0),
    ]
    assert {e.doubts for e in halves} == {(Doubt.INDEFINITE, Doubt.UNVERIFIED)}
    assert {n.id for n in halves[0].norms} == {
        "inner_supervision.2016.28.consult",
        "enforcement_rules.2019.14.office_meeting",
        "stationed_rules.2022.34.consult",
        "stationed_reform.2018.mechanisms.consult",
    }
    # Nothing sets a period for the other side's part in it.
    assert [u.duty[:3] for u in found.unset if u.duty.bearer == "D1"] == [("consult_regularly", "D1", "Z1")]


def test_after_restationing_each_office_owes_its_part(bring: Import, base: Base) -> None:
    bring(**city())
    bring(**MOVED)
    here = registry(base)
    assert [told(e) for e in by(of(here, "Z1"), "Z1", "consult_regularly")] == [
        ("D1", "2025 half_year 1", 181, 1, 0),
        ("D1", "2025 half_year 2", 45, 1, 0),
    ]
    [new] = by(of(here, "Z2"), "Z2", "consult_regularly")
    assert (told(new), new.first, new.due) == (("D1", "2025 half_year 2", 139, 1, 0), date(2025, 8, 15), LAST)
    assert Doubt.PART in new.doubts
    # What an office owes its own dispatching organ does not change with where it is stationed.
    assert [told(e)[2:] for e in by(of(here, "Z1"), "Z1", "report.annual")] == [(365, 1, 1)]


@pytest.mark.skipif(not PAGE.is_file(), reason="an installed package carries no docs")
def test_example_of_the_page(bring: Import, base: Base) -> None:
    bring(**city())
    bring(**MOVED)
    here = registry(base)
    rows = re.findall(
        r"^\| (Z\d) \| (first|second) \| (\d+) of (\d+) \|.*\| (\d) \| (\d) \|$",
        PAGE.read_text("utf-8"),
        re.MULTILINE,
    )
    found = [
        (e.duty.bearer, ("first", "second")[e.period.number - 1], e.days, e.period.days, e.times, e.sure)
        for office in ("Z1", "Z2")
        for e in by(of(here, office), office, "consult_regularly")
    ]
    assert found == [(office, half, *map(int, numbers)) for office, half, *numbers in rows]


@pytest.mark.skipif(not PAGE.is_file(), reason="an installed package carries no docs")
def test_page_tells_every_doubt_and_state() -> None:
    page = PAGE.read_text("utf-8")
    assert [d for d in Doubt if f"| `{d}` |" not in page] == []
    assert [s for s in State if f"{words.STATES[s].en.lower()} {words.STATES[s].zh} |" not in page] == []


def test_year_in_which_the_rules_took_effect(bring: Import, base: Base) -> None:
    bring(**city())
    [first] = by(of(registry(base), "Z1", date(2022, 1, 1), date(2022, 12, 31)), "Z1", "report.annual")
    assert (first.first, first.days, first.times, first.sure) == (date(2022, 6, 22), 193, 1, 0)


EVERY_QUARTER = {
    **LOCAL,
    "regulations/measures.yaml": LOCAL["regulations/measures.yaml"][: LOCAL["regulations/measures.yaml"].index("      - id")]
    + """      - id: anlan.1.consult
        modality: duty
        bearer: [stationed_body]
        act: consult_regularly
        toward: [host_party_group]
        when: [bearer supervises toward]
        quote: 每季度会商一次
        gist: {zh: 每季度会商一次。, en: They consult every quarter.}
        every: {times: 1, per: quarter, wording: {zh: 每季度, en: every quarter}}
""",
}  # fmt: skip


def next_city() -> Lists:
    """The offices and hosts of another city of the same make, each id with a B before it."""
    lists = city()
    organs = [o | {"id": f"B{o['id']}", "name": f"邻{o['name']}", "short": None} for o in lists["organs"]]
    relations = [
        r | {"id": f"B{r['id']}", "from": f"B{r['from']}", "to": f"B{r['to']}"} for r in lists["relations"]
    ]
    return {"organs": organs, "relations": relations}


def test_local_norm_sets_the_period_from_its_day_on_and_only_under_its_authority(
    bring: Import, base: Base
) -> None:
    bring(**city())
    bring(**next_city())
    measures = local.parsed(EVERY_QUARTER, base)
    local.record(local.Wanted(EVERY_QUARTER, measures, "W1", date(2025, 4, 1)))
    here = registry(base)
    quarters = [e for e in by(of(here, "Z1"), "Z1", "consult_regularly") if e.period.per == "quarter"]
    assert [told(e) for e in quarters] == [
        ("D1", f"2025 quarter {n}", days, 1, 0) for n, days in ((2, 91), (3, 92), (4, 92))
    ]
    assert {e.doubts for e in quarters} == {(Doubt.INDEFINITE,)}
    assert quarters[0].norms[-1].id == "anlan.1.consult"
    assert {e.period.per for e in by(of(here, "BZ1"), "BZ1", "consult_regularly")} == {"half_year"}


def test_city_of_the_demonstration(tmp_path: Path, base: Base) -> None:
    file = tmp_path / "city.json"
    file.write_text(json.dumps(demonstration.city(), ensure_ascii=False), "utf-8")
    import_file(file)
    here = registry(base)
    found = outlook(course_of(here), FIRST, LAST)
    reports = [e for e in found.expected if e.duty.act == "report.annual"]
    assert [e.duty.bearer for e in reports] == [f"Z{n:02}" for n in range(1, 26)]
    assert {told(e) for e in reports} == {("W2", "2025 year 1", 365, 1, 1)}
    # The change of hands on 1 July falls between two half-years: one office owes each of them.
    consulted = [
        (e.duty.toward, e.period.number) for e in found.expected if e.duty.act == "consult_regularly"
    ]
    assert len(consulted) == len(set(consulted)) == 2 * 79
    # One organ by itself is told the same as within the whole.
    for organ in ("Z01", "Z27", "D30", "W2"):
        own = own_parties(here, organ)
        mine = [e for e in found.expected if {e.duty.bearer, e.duty.toward} & own]
        assert list(of(here, organ).expected) == mine
