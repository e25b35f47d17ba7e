"""Who does owe an act, whoever was asked about."""

from typing import NamedTuple

from paizhu.norms.base import Base, Rule
from paizhu.norms.rows import Duties, Owing
from paizhu.norms.world import Profile, World


class Owed(NamedTuple):
    """Who owes the act, toward whom (the party asked about, or one that it leads), and by which norms."""

    bearer: str
    toward: str
    rules: tuple[Rule, ...]


def owed_by(base: Base, world: World, act: str, toward: str, on: int, *, but: str) -> tuple[Owed, ...]:
    """Return who owes the act toward the party asked about, then toward the bodies it leads within one host.

    but: the party that is left out, being the one asked about.
    """
    found: list[Owed] = []
    for party in (toward, *world.reached(base.pack.within, toward, on, back=True)):
        bound = _by_bearer(_bound(base, world, act, party, on))
        found += [Owed(bearer, party, rules) for bearer, rules in bound.items() if bearer != but]
    return tuple(found)


def _by_bearer(bound: dict[tuple[str, ...], tuple[Rule, ...]]) -> dict[str, tuple[Rule, ...]]:
    """Each bearer once, with all the rules that bind it."""
    by_bearer: dict[str, tuple[Rule, ...]] = {}
    for bearers, rules in bound.items():
        if not by_bearer:
            by_bearer = dict.fromkeys(bearers, rules)
        else:
            by_bearer |= {bearer: by_bearer.get(bearer, ()) + rules for bearer in bearers}
    return by_bearer


def _bound(
    base: Base, world: World, act: str, toward: str, on: int
) -> dict[tuple[str, ...], tuple[Rule, ...]]:
    """The duties toward `toward` on the act and below it, by the parties that they bind."""
    found: dict[tuple[str, ...], tuple[Rule, ...]] = {}
    for owing in base.owing(act, world.kinds[toward]):
        near = _near(world, owing, toward, on)
        for duties in owing.duties:
            rules = [r for r in duties.rules if r.since <= on < r.until]
            pool = _pool(base, world, near, duties) if rules else ()
            bearers = (
                tuple([p for p in pool if _meets(world, duties, p, toward, on)]) if duties.tests else pool
            )
            if bearers:
                found[bearers] = (*found.get(bearers, ()), *rules)
    return found


def _near(world: World, owing: Owing, toward: str, on: int) -> dict[Profile, tuple[str, ...]]:
    """The parties that duties may bind, by their kinds: along the link, else the kinds that the duties name."""
    link = owing.link
    if link is None:
        parties = sorted(owing.bearers & world.archetypes)
    else:
        back = link.subject == "bearer"
        parties = world.reached(link.relation, toward, on, back=back, among=owing.bearers)
    found: dict[Profile, list[str]] = {}
    for party in parties:
        found.setdefault(world.kinds[party], []).append(party)
    return {own: tuple(parties) for own, parties in found.items()}


def _pool(base: Base, world: World, near: dict[Profile, tuple[str, ...]], duties: Duties) -> tuple[str, ...]:
    bound = [own for own in near if not world.lines[own].isdisjoint(duties.bearers)]
    if world is base.archetypes:
        # The archetypes of sub-kinds would only say the same again.
        bound = [own for own in bound if not own.isdisjoint(duties.bearers)] or bound
    return near[bound[0]] if len(bound) == 1 else tuple([p for own in bound for p in near[own]])


def _meets(world: World, duties: Duties, bearer: str, toward: str, on: int) -> bool:
    return all(t.holds(world, bearer, toward, on) is t.wanted for t in duties.tests)
