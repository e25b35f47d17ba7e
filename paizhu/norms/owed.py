"""Who does owe an act, whoever was asked about."""

from typing import NamedTuple

from msgspec import Struct

from paizhu.norms.base import Base, Rule
from paizhu.norms.owing import Duties, Owing
from paizhu.norms.world import Departure, Profile, World


class Owed(Struct, frozen=True, gc=False):
    """Who owes the act, toward whom (the party asked about, or one that it leads), and by which norms."""

    bearer: str
    toward: str
    rules: tuple[Rule, ...]


class _Bound(NamedTuple):
    """What binds parties of some profiles: all of them, or those that meet further conditions."""

    alike: tuple[tuple[Profile, tuple[Rule, ...]], ...]
    some: tuple[tuple[Profile, Duties], ...]


class _Way(NamedTuple):
    """Along what the parties are found that some duties may bind.

    departure: None where no link leads to them; named: the kinds that the duties name then, where these are parties.
    bound: by the profiles of whom is found.
    """

    owing: Owing
    departure: Departure | None
    named: dict[Profile, list[str]]
    bound: dict[tuple[Profile, ...], _Bound]


class _Ways(NamedTuple):
    """The ways to whoever owes an act toward a party of one profile, and to the bodies that such a party leads."""

    ways: tuple[_Way, ...]
    within: Departure


def owed_by(base: Base, world: World, act: str, toward: str, on: int, *, but: str) -> tuple[Owed, ...]:
    """Return who owes the act toward the party asked about, then toward the bodies it leads within one host.

    but: the party that is left out, being the one asked about.
    """
    era = base.era(on)
    ways, within = _ways(base, world, act, toward, era, on)
    found = _toward(base, world, ways, toward, on, but)
    if within.walks:
        for party in world.whoever(within, toward, on):
            found += _toward(base, world, _ways(base, world, act, party, era, on).ways, party, on, but)
    return tuple(found)


def _ways(base: Base, world: World, act: str, toward: str, era: int, on: int) -> _Ways:
    profile = world.kinds[toward]
    key = base, act, profile, era
    found: _Ways | None = world.ways.get(key)
    if found is None:
        ways = (_way(world, owing, profile) for owing in base.owing(act, profile, on))
        led = world.departure(base.pack.within, profile, back=True, among=base.owed_to(act))
        found = world.ways[key] = _Ways(tuple(way for way in ways if way is not None), led)
    return found


def _way(world: World, owing: Owing, toward: Profile) -> _Way | None:
    link = owing.link
    if link is not None:
        back = link.subject == "bearer"
        departure = world.departure(link.relation, toward, back=back, among=owing.bearers)
        return _Way(owing, departure, {}, {}) if departure.walks else None
    named: dict[Profile, list[str]] = {}
    for kind in sorted(owing.bearers & world.archetypes):
        named.setdefault(world.kinds[kind], []).append(kind)
    return _Way(owing, None, named, {}) if named else None


def _toward(base: Base, world: World, ways: tuple[_Way, ...], toward: str, on: int, but: str) -> list[Owed]:
    """Whoever duties bind toward the one party, each with these duties."""
    bound: list[tuple[list[str], tuple[Rule, ...]]] = []
    for way in ways:
        near = way.named if way.departure is None else world.arriving(way.departure, toward, on)
        if near:
            bound += _binding(base, world, way, near, toward, on)
    if len(bound) == 1:  # most often; nobody is met twice then
        parties, rules = bound[0]
        return [Owed(party, toward, rules) for party in parties if party != but]
    each: dict[str, tuple[Rule, ...]] = {}
    for parties, rules in bound:
        for party in parties:
            each[party] = each.get(party, ()) + rules
    return [Owed(party, toward, rules) for party, rules in each.items() if party != but]


def _binding(
    base: Base, world: World, way: _Way, near: dict[Profile, list[str]], toward: str, on: int
) -> list[tuple[list[str], tuple[Rule, ...]]]:
    """The parties that the same duties bind, with these."""
    profiles = tuple(near)
    bound = way.bound.get(profiles)
    if bound is None:
        bound = way.bound[profiles] = _bound(base, world, way.owing, profiles)
    alike = [(near[own], rules) for own, rules in bound.alike]
    if not bound.some:
        return alike
    some = (
        ([party for party in near[own] if _meets(world, duties, party, toward, on)], duties.rules)
        for own, duties in bound.some
    )
    return [*some, *alike]


def _bound(base: Base, world: World, owing: Owing, profiles: tuple[Profile, ...]) -> _Bound:
    alike: dict[Profile, tuple[Rule, ...]] = {}
    some = []
    for duties in owing.duties:
        for own in _kinds(base, world, profiles, duties):
            if duties.tests:
                some.append((own, duties))
            else:
                alike[own] = alike.get(own, ()) + duties.rules
    return _Bound(tuple(alike.items()), tuple(some))


def _kinds(base: Base, world: World, profiles: tuple[Profile, ...], duties: Duties) -> list[Profile]:
    bound = [own for own in profiles if not world.lines[own].isdisjoint(duties.bearers)]
    if world is base.archetypes:
        # The archetypes of sub-kinds would only say the same again.
        return [own for own in bound if not own.isdisjoint(duties.bearers)] or bound
    return bound


def _meets(world: World, duties: Duties, bearer: str, toward: str, on: int) -> bool:
    return all(t.holds(world, bearer, toward, on) is t.wanted for t in duties.tests)
