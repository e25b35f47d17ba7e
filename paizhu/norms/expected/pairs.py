"""Between whom a recurring duty can hold on a day."""

from collections.abc import Iterable, Iterator

from paizhu.norms.base import Rule
from paizhu.norms.world import Departure, Profile, World

_BELONGS = ("post_of", "works_at", "body_of")  # how a post, a person or a body belongs to its organ
Ends = tuple[str, str | None]  # bearer and counterpart


class Pairs:
    """Finds between whom a norm can apply on a day (an ordinal): along the relation that it names, else among the near.

    about: only with one of these parties at one end; None: all.
    """

    def __init__(self, world: World, on: int, about: frozenset[str] | None) -> None:
        self._world, self._on, self._about = world, on, about
        self._having: dict[frozenset[str], dict[str, None]] = {}
        self._near: dict[str, list[str]] = {}
        self._leaving: dict[tuple[Profile, tuple[str, ...], tuple[bool, ...]], list[Departure]] = {}

    def of(self, rule: Rule) -> Iterator[Ends]:
        """Yield bearer and counterpart; some pairs may come twice."""
        about, bearers = self._about, self._of_kinds(rule.bearers)
        own = [b for b in bearers if about is None or b in about]
        if not rule.toward:
            yield from ((bearer, None) for bearer in own)
            return
        for bearer in own:
            yield from ((bearer, toward) for toward in self._across(rule, bearer, back=False))
        if about is not None:
            for toward in self._of_kinds(rule.toward):
                if toward in about:
                    yield from ((bearer, toward) for bearer in self._across(rule, toward, back=True))

    def _across(self, rule: Rule, start: str, *, back: bool) -> Iterable[str]:
        """The counterparts of a bearer; `back`: the bearers toward a counterpart."""
        among = rule.bearers if back else rule.toward
        if rule.link is not None:
            against = (rule.link.object == "bearer") is not back
            return self._world.reached(rule.link.relation, start, self._on, back=against, among=among)
        wanted = self._of_kinds(among)
        return [party for party in self._around(start) if party in wanted]

    def _of_kinds(self, kinds: frozenset[str]) -> dict[str, None]:
        found = self._having.get(kinds)
        if found is None:
            wanted = {own for own, line in self._world.lines.items() if not line.isdisjoint(kinds)}
            having = (party for party, own in self._world.kinds.items() if own in wanted)
            found = self._having[kinds] = dict.fromkeys(having)
        return found

    def _around(self, party: str) -> list[str]:
        """Whoever stands in any relation, either way, to the party or the organ it belongs to; with what belongs to them."""
        found = self._near.get(party)
        if found is None:
            organs = {party, *self._walked(party, _BELONGS, (False,))}
            near = organs.union(*(self._walked(o, self._world.relations, (False, True)) for o in organs))
            near.update(*[self._walked(organ, _BELONGS, (True,)) for organ in near])
            found = self._near[party] = sorted(near - {party})
        return found

    def _walked(self, start: str, relations: tuple[str, ...], ways: tuple[bool, ...]) -> set[str]:
        """Whom any of the relations leads to."""
        key = self._world.kinds[start], relations, ways
        departures = self._leaving.get(key)
        if departures is None:
            every = [
                self._world.departure(relation, key[0], back=back, among=None)
                for relation in relations
                if relation in self._world.relations
                for back in ways
            ]
            departures = self._leaving[key] = [departure for departure in every if departure.walks]
        return {p for d in departures for p in self._world.whoever(d, start, self._on)}
