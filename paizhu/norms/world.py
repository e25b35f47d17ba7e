"""A world: parties with their kinds, and the relations between them in time."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from paizhu.norms.edges import Table, note_another, step, valid
from paizhu.norms.lasting import made_to_last
from paizhu.norms.model import Link
from paizhu.norms.paths import Path, Step, backwards

FOREVER = date.max.toordinal()  # stands for "open" in an edge

Profile = frozenset[str]  # the kinds that a party has itself
# How many steps are left, with this one; its edges ahead, its edges back, the kind it must arrive at.
Leg = tuple[int, Table, Table, str | None]
Route = tuple[Leg, ...]  # from its end, where it is walked from
Walk = tuple[tuple[Table, str | None], ...]  # edges to follow, each with the kind it must arrive at


class Ties(NamedTuple):
    """How a party of one profile can be related to one of another at all: the routes that can lead there.

    alike: the relations that come to the same between these two, each group with its routes.
    """

    routes: dict[str, tuple[Route, ...]]
    alike: tuple[tuple[tuple[Route, ...], tuple[str, ...]], ...]


class Departure(NamedTuple):
    """The walks that can leave a party of one profile and arrive at one that is wanted.

    arriving: the profiles of those.  strays: others may arrive as well.
    """

    walks: tuple[Walk, ...]
    arriving: frozenset[Profile]
    strays: bool


class _Ordinals(dict[date | None, int]):
    """Days as ordinals, each made once: a province has many links, but few days on which one starts or ends."""

    def __missing__(self, day: date | None) -> int:
        ordinal = self[day] = FOREVER if day is None else day.toordinal()
        return ordinal


class World:
    """Parties and stored relations; derived relations are followed step by step, never stored.

    kinds: for each party the kinds it has itself (their super-kinds follow from the pack).
    lines: for each such set of kinds, these and all kinds above them.
    archetypes: the kinds that are parties themselves, as in the world of a pack.
    paths: as `compile_paths` gives them.  relations: the ids of all.
    ways: what `owed` prepares for this world; it ends with it.
    """

    def __init__(
        self,
        kinds: Mapping[str, Profile],
        links: Iterable[Link],
        paths: Mapping[str, tuple[Path, ...]],
        lineage: Mapping[str, frozenset[str]],
    ) -> None:
        self.kinds = kinds
        self._paths = paths
        self.relations = tuple(paths)
        self.lines = {own: frozenset().union(*(lineage[k] for k in own)) for own in set(kinds.values())}
        self.archetypes = frozenset(kind for kind in lineage if kind in kinds)
        self._ahead: dict[str, Table] = {r: {} for r in paths}
        self._back: dict[str, Table] = {r: {} for r in paths}
        self._tied: dict[str, set[tuple[Profile, Profile]]] = {r: set() for r in paths}
        with made_to_last():
            self._store(links)
        self._ties: dict[tuple[Profile, Profile], Ties] = {}
        self._ends: dict[tuple[Path, Profile], tuple[Path, set[Profile]]] = {}
        self._departures: dict[tuple[str, Profile, bool, frozenset[str] | None], Departure] = {}
        self.ways: dict[Any, Any] = {}

    def _store(self, links: Iterable[Link]) -> None:
        kinds, ordinals = self.kinds, _Ordinals()
        tables = {r: (self._ahead[r], self._back[r], self._tied[r]) for r in self._paths}
        for link in links:  # the one loop over all of them: nothing is called that need not be
            ahead, back, tied = tables[link.relation]
            subject, target = link.subject, link.object
            since, until = ordinals[link.since], ordinals[link.until]
            tied.add((kinds[subject], kinds[target]))
            if subject in ahead:
                note_another(ahead, subject, target, since, until)
            else:
                ahead[subject] = target, since, until
            if target in back:
                note_another(back, target, subject, since, until)
            else:
                back[target] = subject, since, until

    def line(self, party: str) -> frozenset[str]:
        """Return the kinds that a party has and all kinds above them."""
        return self.lines[self.kinds[party]]

    def has_kind(self, party: str, kind: str) -> bool:
        return kind in self.lines[self.kinds[party]]

    def related(self, relation: str, subject: str, target: str, on: int) -> bool:
        """Return whether `subject` stands in `relation` to `target` on the day `on` (an ordinal)."""
        return self.leads(self.routes(relation, self.kinds[subject], self.kinds[target]), subject, target, on)

    def between(self, subject: str, target: str, on: int) -> tuple[str, ...]:
        """Return the ids of all relations in which `subject` stands to `target`, sorted."""
        found: tuple[str, ...] = ()
        for routes, relations in self._ties_between(self.kinds[subject], self.kinds[target]).alike:
            if self.leads(routes, subject, target, on):
                found = tuple(sorted(found + relations)) if found else relations
        return found

    def routes(self, relation: str, subject: Profile, target: Profile) -> tuple[Route, ...]:
        """Return the routes by which parties of these kinds can stand in `relation` at all."""
        return self._ties_between(subject, target).routes.get(relation, ())

    def _ties_between(self, subject: Profile, target: Profile) -> Ties:
        found = self._ties.get((subject, target))
        if found is None:
            possible = {r: self._possible(r, subject, target) for r in self._paths}
            alike: dict[tuple[Path, ...], list[str]] = {}
            for relation, paths in possible.items():
                if paths:
                    alike.setdefault(paths, []).append(relation)
            groups = tuple(
                (tuple([self._route(path) for path in paths]), tuple(sorted(names)))
                for paths, names in alike.items()
            )
            routes = {relation: way for way, names in groups for relation in names}
            found = self._ties[subject, target] = Ties(routes, groups)
        return found

    def _possible(self, relation: str, subject: Profile, target: Profile) -> tuple[Path, ...]:
        """The paths of the relation that can lead from the one to the other."""
        paths = []
        for path in self._paths[relation]:
            ends = self._ends.get((path, subject))
            if ends is None:
                ends = self._ends[path, subject] = self._followed(path, subject)
            known, arriving = ends
            if target in arriving:
                paths.append((*known[:-1], Step(known[-1].relation, known[-1].back)))
        return tuple(paths)

    def _followed(self, path: Path, start: Profile) -> tuple[Path, set[Profile]]:
        """The path without the kinds that need not be looked at, and the profiles of whoever it can lead to."""
        known, arriving = [], {start}
        for s in path:
            tied = self._tied[s.relation]
            ends = {(o, p) for p, o in tied} if s.back else tied
            reached = {other for own, other in ends if own in arriving}
            arriving = {own for own in reached if s.kind is None or s.kind in self.lines[own]}
            known.append(Step(s.relation, s.back, None if arriving == reached else s.kind))
        return tuple(known), arriving

    def _route(self, path: Path) -> Route:
        legs = [(n, self._table(s), self._table(s.reversed()), s.kind) for n, s in enumerate(path, 1)]
        return tuple(reversed(legs))

    def _table(self, step: Step) -> Table:
        return (self._back if step.back else self._ahead)[step.relation]

    def leads(self, routes: tuple[Route, ...], subject: str, target: str, on: int) -> bool:
        """Return whether one of the routes leads from `subject` to `target` on the day `on` (an ordinal)."""
        for route in routes:
            party = target
            for left, _, back_of, kind in route:
                back = back_of.get(party)
                if back is None or (kind is not None and not self.has_kind(party, kind)):
                    break
                if isinstance(back, dict):
                    if self._branches(route[-left:], subject, party, on):
                        return True
                    break
                party, since, until = back  # most parties have one above them: no need to branch
                if not since <= on < until:
                    break
            else:
                if party == subject:
                    return True
        return False

    def _branches(self, route: Route, subject: str, target: str, on: int) -> bool:
        """The same where several edges arrive at the target; the end with fewer edges walks."""
        _, ahead_of, _, kind = route[-1]
        ahead = valid(ahead_of.get(subject), on)
        if not ahead:
            return False
        if len(ahead) > 1 and len(ahead) >= len(back := valid(route[0][2][target], on)):
            if len(route) == 1:
                return subject in back
            return any(self.leads((route[1:],), subject, p, on) for p in back)
        if len(route) == 1:
            return target in ahead
        rest = (tuple((left - 1, ahead_of, back_of, k) for left, ahead_of, back_of, k in route[:-1]),)
        arrived = [p for p in ahead if kind is None or self.has_kind(p, kind)]
        return any(self.leads(rest, p, target, on) for p in arrived)

    def reached(
        self, relation: str, start: str, on: int, *, back: bool = False, among: frozenset[str] | None = None
    ) -> list[str]:
        """Return the parties to which `start` stands in `relation` (`back`: that stand so to it), sorted.

        among: only those that have one of these kinds.
        """
        departure = self.departure(relation, self.kinds[start], back=back, among=among)
        found = self.whoever(departure, start, on)
        return [p for p in found if self.kinds[p] in departure.arriving] if departure.strays else found

    def departure(
        self, relation: str, start: Profile, *, back: bool, among: frozenset[str] | None
    ) -> Departure:
        """Return how to leave a party of these kinds along `relation` (`back`: against it).

        among: to arrive only at who has one of these kinds.
        """
        key = relation, start, back, among
        found = self._departures.get(key)
        if found is None:
            walks, everyone, wanted = [], set[Profile](), self._having(among)
            for path in self._paths[relation]:
                if back and path[-1].kind is not None and path[-1].kind not in self.lines[start]:
                    continue
                known, arriving = self._followed(backwards(path) if back else path, start)
                if not wanted.isdisjoint(arriving):
                    walks.append(tuple((self._table(s), s.kind) for s in known))
                    everyone |= arriving
            found = Departure(tuple(walks), wanted & everyone, not everyone <= wanted)
            self._departures[key] = found
        return found

    def _having(self, kinds: frozenset[str] | None) -> frozenset[Profile]:
        """The profiles that have one of the kinds; None: all."""
        lines = self.lines.items()
        return frozenset(own for own, line in lines if kinds is None or not line.isdisjoint(kinds))

    def whoever(self, departure: Departure, start: str, on: int) -> list[str]:
        """Return whoever is reached on the day, strays as well, sorted."""
        walks = departure.walks
        if len(walks) == 1:
            reached = self._walked(walks[0], start, on)
        else:
            reached = [party for walk in walks for party in self._walked(walk, start, on)]
        return sorted(set(reached)) if len(reached) > 1 else reached

    def arriving(self, departure: Departure, start: str, on: int) -> dict[Profile, list[str]]:
        """Return whoever is wanted and is reached on the day, by profile, sorted within each."""
        reached = self.whoever(departure, start, on)
        wanted = departure.arriving
        if not reached or (len(wanted) == 1 and not departure.strays):
            return dict.fromkeys(wanted, reached) if reached else {}
        found: dict[Profile, list[str]] = {}
        for party in reached:
            own = self.kinds[party]
            if own in found:
                found[own].append(party)
            elif own in wanted:
                found[own] = [party]
        return found

    def related_to_some(
        self, relation: str, start: str, on: int, *, back: bool, among: frozenset[str]
    ) -> bool:
        """Return whether there is anybody of these kinds to whom `start` stands in `relation`."""
        own = self.kinds[start]
        departure = self._departures.get((relation, own, back, among))
        if departure is None:
            departure = self.departure(relation, own, back=back, among=among)
        for walk in departure.walks:
            for party in self._walked(walk, start, on):
                if not departure.strays or self.kinds[party] in departure.arriving:
                    return True
        return False

    def _walked(self, walk: Walk, start: str, on: int) -> list[str]:
        parties = [start]
        for table, kind in walk:
            parties = step(parties, table, on)
            if kind is not None:
                parties = [p for p in parties if self.has_kind(p, kind)]
        return parties
