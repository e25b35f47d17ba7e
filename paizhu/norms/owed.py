"""Who does owe an act, whoever was asked about."""

from msgspec import Struct

from paizhu.norms.base import Base, Rule
from paizhu.norms.rows import Duties, Owing
from paizhu.norms.world import Profile, World


class Owed(Struct, frozen=True, gc=False):
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
        bound = _bound(base, world, act, party, on)
        found += [Owed(bearer, party, rules) for bearer, rules in bound.items() if bearer != but]
    return tuple(found)


def _bound(base: Base, world: World, act: str, toward: str, on: int) -> dict[str, tuple[Rule, ...]]:
    """The parties that duties on the act or below it bind toward `toward`, each with these duties."""
    found: dict[str, tuple[Rule, ...]] = {}
    for owing in base.owing(act, world.kinds[toward], on):
        near = _near(world, owing, toward, on)
        if not near:
            continue
        alike: dict[Profile, tuple[Rule, ...]] = {}  # what binds all parties of these kinds there
        for duties in owing.duties:
            for own in _kinds(base, world, near, duties):
                if duties.tests:
                    _add(found, [p for p in near[own] if _meets(world, duties, p, toward, on)], duties.rules)
                else:
                    alike[own] = alike.get(own, ()) + duties.rules
        for own, rules in alike.items():
            _add(found, near[own], rules)
    return found


def _add(found: dict[str, tuple[Rule, ...]], parties: list[str], rules: tuple[Rule, ...]) -> None:
    if found:
        found |= {party: found.get(party, ()) + rules for party in parties}
    else:
        found |= dict.fromkeys(parties, rules)


def _near(world: World, owing: Owing, toward: str, on: int) -> dict[Profile, list[str]]:
    """The parties that duties may bind, by their kinds: along the link, else the kinds that the duties name."""
    link = owing.link
    if link is not None:
        return world.around(link.relation, toward, on, back=link.subject == "bearer", among=owing.bearers)
    named: dict[Profile, list[str]] = {}
    for kind in sorted(owing.bearers & world.archetypes):
        named.setdefault(world.kinds[kind], []).append(kind)
    return named


def _kinds(base: Base, world: World, near: dict[Profile, list[str]], duties: Duties) -> list[Profile]:
    bound = [own for own in near if not world.lines[own].isdisjoint(duties.bearers)]
    if world is base.archetypes:
        # The archetypes of sub-kinds would only say the same again.
        return [own for own in bound if not own.isdisjoint(duties.bearers)] or bound
    return bound


def _meets(world: World, duties: Duties, bearer: str, toward: str, on: int) -> bool:
    return all(t.holds(world, bearer, toward, on) is t.wanted for t in duties.tests)
