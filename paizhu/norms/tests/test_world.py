"""Relations between named parties: derived ones against a slow and obvious reference, and their days."""

from datetime import date
from itertools import product
from random import Random

import pytest

from paizhu.norms.model import Link
from paizhu.norms.paths import compile_paths
from paizhu.norms.tests.worlds import DAYS, day, small
from paizhu.norms.world import World

LINEAGE = {
    "office": frozenset({"office", "organ"}),
    "host": frozenset({"host", "organ"}),
    "organ": frozenset({"organ"}),
}
PATHS = compile_paths(
    {
        "stationed_at": None,
        "part_of": None,
        "supervises": "stationed_at | stationed_at/~part_of",
        "supervised_by": "~supervises",
        "near": "part_of/~part_of",
        "host_of": "~stationed_at",
        "sees_host": "stationed_at/~part_of[host]",
    }
)
KINDS = {"o": "office", "p": "office", "h": "host", "i": "host", "u": "organ", "v": "host"}
LINKS = (
    Link("stationed_at", "o", "h", date(2020, 1, 1), date(2021, 1, 1)),
    Link("stationed_at", "p", "h", date(2021, 1, 1)),
    Link("stationed_at", "p", "i"),
    Link("part_of", "u", "h"),
    Link("part_of", "v", "h", until=date(2022, 1, 1)),
)


@pytest.fixture
def world() -> World:
    return World({party: frozenset({kind}) for party, kind in KINDS.items()}, LINKS, PATHS, LINEAGE)


@pytest.mark.parametrize(
    ("relation", "subject", "target", "on", "expected"),
    [
        ("stationed_at", "o", "h", "2020-01-01", True),
        ("stationed_at", "o", "h", "2019-12-31", False),
        ("stationed_at", "o", "h", "2020-12-31", True),
        ("stationed_at", "o", "h", "2021-01-01", False),
        ("stationed_at", "p", "h", "2021-01-01", True),
        ("stationed_at", "p", "i", "1950-01-01", True),
        ("stationed_at", "h", "p", "2021-01-01", False),
        ("host_of", "h", "p", "2021-01-01", True),
        ("supervises", "p", "u", "2021-06-01", True),
        ("supervises", "o", "u", "2021-06-01", False),
        ("supervised_by", "u", "p", "2021-06-01", True),
        ("supervises", "p", "v", "2022-06-01", False),
        ("near", "u", "v", "2021-06-01", True),
        ("near", "u", "u", "2022-06-01", True),
        ("sees_host", "p", "v", "2021-06-01", True),
        ("sees_host", "p", "u", "2021-06-01", False),
    ],
    ids=[
        "first day",
        "day before",
        "last day",
        "day after",
        "another takes over that day",
        "without a first day",
        "the wrong way round",
        "inverse",
        "two steps",
        "two steps, the first has ended",
        "inverse of two steps",
        "two steps, the last has ended",
        "there and back",
        "there and back to oneself",
        "filtered",
        "filtered out",
    ],
)
def test_related(world: World, relation: str, subject: str, target: str, on: str, expected: bool) -> None:
    assert world.related(relation, subject, target, date.fromisoformat(on).toordinal()) is expected


def test_reached_both_ways_and_between(world: World) -> None:
    on = date(2021, 6, 1).toordinal()
    assert world.reached("supervises", "p", on) == ["h", "i", "u", "v"]
    assert world.reached("supervises", "p", on, among=frozenset({"host"})) == ["h", "i", "v"]
    assert world.reached("supervises", "u", on, back=True) == ["p"]
    assert world.reached("supervises", "u", on, back=True, among=frozenset({"host"})) == []
    assert world.between("p", "v", on) == ("sees_host", "supervises")
    assert world.between("o", "p", on) == ()


def test_kinds_and_all_above_them(world: World) -> None:
    assert world.line("o") == {"office", "organ"}
    assert (world.has_kind("o", "organ"), world.has_kind("o", "host")) == (True, False)


def test_a_link_to_a_party_without_kinds_is_an_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        World({}, [Link("part_of", "nobody", "nobody")], PATHS, LINEAGE)


@pytest.mark.parametrize("seed", range(150))
def test_every_relation_equals_the_reference(seed: int) -> None:
    """Whatever the shape of the paths, and from whichever end the world walks them."""
    case = small(3_000_000 + seed)
    base = case.base
    world = case.world(base)
    on = day(Random(seed).randint(0, DAYS))
    for relation in base.paths:
        expected = _reference(relation, case.links, {r.id: r.path for r in case.pack.relations}, world, on)
        found = {
            (one, other)
            for one, other in product(world.kinds, repeat=2)
            if world.related(relation, one, other, on.toordinal())
        }
        assert found == expected, relation
        for party in world.kinds:
            assert world.reached(relation, party, on.toordinal()) == sorted(
                b for a, b in expected if a == party
            )
            behind = world.reached(relation, party, on.toordinal(), back=True)
            assert behind == sorted(a for a, b in expected if b == party)


def _reference(
    relation: str, links: tuple[Link, ...], paths: dict[str, str | None], world: World, on: date
) -> set[tuple[str, str]]:
    """All pairs, by joining whole relations from the text of the path."""
    path = paths[relation]
    if path is None:
        valid = [k for k in links if k.since <= on and (k.until is None or on < k.until)]
        return {(k.subject, k.object) for k in valid if k.relation == relation}
    found: set[tuple[str, str]] = set()
    for alternative in path.split("|"):
        pairs = {(party, party) for party in world.kinds}
        for step in alternative.strip().split("/"):
            name, _, kind = step.strip().removesuffix("]").partition("[")
            through = _reference(name.removeprefix("~"), links, paths, world, on)
            if name.startswith("~"):
                through = {(b, a) for a, b in through}
            pairs = {(a, d) for a, b in pairs for c, d in through if b == c}
            pairs = {(a, b) for a, b in pairs if not kind or world.has_kind(b, kind)}
        found |= pairs
    return found
