"""A world: parties with their kinds, and the relations between them in time."""

from collections.abc import Iterable, Mapping
from datetime import date

from paizhu.norms.lasting import made_to_last
from paizhu.norms.model import Link
from paizhu.norms.paths import Path, Step

FOREVER = date.max.toordinal()  # stands for "open" in an edge

Edge = tuple[str, int, int]  # the other party, first day, day after the last; days as ordinals
Edges = dict[tuple[int, int], list[str]]  # the other parties by the two days; many come and go together
Table = dict[str, Edge | Edges]  # by party; most have one edge, and one tuple is all that it takes then
Leg = tuple[Table, Table, str | None]  # one step: its edges ahead, its edges back, the kind it must arrive at
Route = tuple[Leg, ...]
# Edges to follow, the kinds they must leave from and arrive at.
Walk = list[tuple[Table, str | None, str | None]]
Profile = frozenset[str]  # the kinds that a party has itself
# The walks to follow, the kinds of whoever may arrive, and of those whose arrival counts.
Departure = tuple[list[Walk], set[Profile], frozenset[Profile]]
NONE: Edges = {}


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
    paths: as `compile_paths` gives them.
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
        self.lines = {own: frozenset().union(*(lineage[k] for k in own)) for own in set(kinds.values())}
        self.archetypes = frozenset(kind for kind in lineage if kind in kinds)
        self._ahead: dict[str, Table] = {r: {} for r in paths}
        self._back: dict[str, Table] = {r: {} for r in paths}
        with made_to_last():
            self._store(links)
        self._starting = {r: {kinds[party] for party in table} for r, table in self._ahead.items()}
        self._ending = {r: {kinds[party] for party in table} for r, table in self._back.items()}
        self._routes = {r: tuple(self._route(p) for p in alternatives) for r, alternatives in paths.items()}
        self._departures: dict[tuple[str, Profile, bool, frozenset[str] | None], Departure] = {}
        self._possible: dict[tuple[Profile, Profile], dict[str, tuple[Route, ...]]] = {}

    def _store(self, links: Iterable[Link]) -> None:
        ordinals = _Ordinals()
        for link in links:
            since, until = ordinals[link.since], ordinals[link.until]
            _note(self._ahead[link.relation], link.subject, link.object, since, until)
            _note(self._back[link.relation], link.object, link.subject, since, until)

    def _route(self, path: Path) -> Route:
        return tuple((self._table(s), self._table(s.reversed()), s.kind) for s in path)

    def _table(self, step: Step) -> Table:
        return (self._back if step.back else self._ahead)[step.relation]

    def line(self, party: str) -> frozenset[str]:
        """Return the kinds that a party has and all kinds above them."""
        return self.lines[self.kinds[party]]

    def has_kind(self, party: str, kind: str) -> bool:
        return kind in self.lines[self.kinds[party]]

    def related(self, relation: str, subject: str, target: str, on: int) -> bool:
        """Return whether `subject` stands in `relation` to `target` on the day `on` (an ordinal)."""
        routes = self._routes_between(self.kinds[subject], self.kinds[target]).get(relation)
        return routes is not None and self.leads(routes, subject, target, on)

    def leads(self, routes: tuple[Route, ...], subject: str, target: str, on: int) -> bool:
        """Return whether one of the routes leads from `subject` to `target` on the day `on` (an ordinal)."""
        for route in routes:  # noqa: SIM110  any() costs more than the whole loop
            if self._leads(route, 0, len(route) - 1, subject, target, on):
                return True
        return False

    def routes(self, relation: str, subject: Profile, target: Profile) -> tuple[Route, ...]:
        """Return the routes by which parties of these kinds can stand in `relation` at all."""
        return self._routes_between(subject, target).get(relation, ())

    def _routes_between(self, subject: Profile, target: Profile) -> dict[str, tuple[Route, ...]]:
        found = self._possible.get((subject, target))
        if found is None:
            found = {}
            for relation, paths in self._paths.items():
                routes = [
                    route
                    for path, route in zip(paths, self._routes[relation], strict=True)
                    if subject in self._ends(path[0]) and target in self._ends(path[-1].reversed())
                ]
                if routes:
                    found[relation] = tuple(routes)
            self._possible[subject, target] = found
        return found

    def _ends(self, step: Step) -> set[Profile]:
        return (self._ending if step.back else self._starting)[step.relation]

    def _leads(self, route: Route, first: int, last: int, subject: str, target: str, on: int) -> bool:
        """Whether the legs first to last lead from subject to target."""
        while True:
            _, back_of, kind = route[last]
            back = back_of.get(target)
            if back is None or (kind is not None and not self.has_kind(target, kind)):
                return False
            if isinstance(back, dict):
                return self._branches(route, first, last, subject, target, on)
            target, since, until = back  # most parties have one above them: no need to branch
            valid = since <= on < until
            if not valid or first == last:
                return valid and target == subject
            last -= 1

    def _branches(self, route: Route, first: int, last: int, subject: str, target: str, on: int) -> bool:
        """The same where several edges arrive at the target; the end with fewer edges walks."""
        ahead_of, _, kind = route[first]
        ahead = _valid(ahead_of.get(subject, NONE), on)
        if not ahead:
            return False
        if len(ahead) > 1 and len(ahead) >= len(back := _valid(route[last][1][target], on)):
            if first == last:
                return subject in back
            return any(self._leads(route, first, last - 1, subject, p, on) for p in back)
        if first == last:
            return target in ahead
        arrived = [p for p in ahead if kind is None or self.has_kind(p, kind)]
        return any(self._leads(route, first + 1, last, p, target, on) for p in arrived)

    def reached(
        self, relation: str, start: str, on: int, *, back: bool = False, among: frozenset[str] | None = None
    ) -> list[str]:
        """Return the parties to which `start` stands in `relation` (`back`: that stand so to it), sorted.

        among: only those that have one of these kinds.
        """
        found = self.around(relation, start, on, back=back, among=among)
        return sorted([party for parties in found.values() for party in parties])

    def around(
        self, relation: str, start: str, on: int, *, back: bool = False, among: frozenset[str] | None = None
    ) -> dict[Profile, list[str]]:
        """Return the same by the kinds that they have themselves, sorted within each."""
        walks, arriving, wanted = self._leaving(relation, self.kinds[start], back, among)
        reached: set[str] = set()
        for walk in walks:
            reached.update(self._arriving(walk, start, on))
        if len(arriving) == 1 and reached:
            return {own: sorted(reached) for own in arriving}  # no need to look at each of them
        found: dict[Profile, list[str]] = {}
        for party in sorted(reached):
            own = self.kinds[party]
            if own in found:
                found[own].append(party)
            elif own in wanted:
                found[own] = [party]
        return found

    def related_to_some(
        self, relation: str, start: str, on: int, *, back: bool, among: frozenset[str]
    ) -> bool:
        """Return whether `around` would find anybody, without gathering and sorting them."""
        walks, _, wanted = self._leaving(relation, self.kinds[start], back, among)
        for walk in walks:
            for party in self._arriving(walk, start, on):
                if self.kinds[party] in wanted:
                    return True
        return False

    def _leaving(self, relation: str, start: Profile, back: bool, among: frozenset[str] | None) -> Departure:
        """The walks that can leave a party of these kinds and arrive at one `among` those kinds at all."""
        key = relation, start, back, among
        found = self._departures.get(key)
        if found is None:
            wanted = frozenset(
                own for own, line in self.lines.items() if among is None or not line.isdisjoint(among)
            )
            walks, everyone = [], set[Profile]()
            for path, route in zip(self._paths[relation], self._routes[relation], strict=True):
                ends = self._ends(path[0]), self._ends(path[-1].reversed())
                leaving, arriving = reversed(ends) if back else ends
                if start in leaving and not wanted.isdisjoint(arriving):
                    walks.append(_walk(route, back=back))
                    everyone |= arriving
            found = self._departures[key] = walks, everyone, wanted
        return found

    def _arriving(self, walk: Walk, start: str, on: int) -> list[str]:
        parties = [start]
        for table, before, after in walk:
            parties = self._of_kind(_step(self._of_kind(parties, before), table, on), after)
        return parties

    def _of_kind(self, parties: list[str], kind: str | None) -> list[str]:
        return parties if kind is None else [p for p in parties if self.has_kind(p, kind)]

    def between(self, subject: str, target: str, on: int) -> list[str]:
        """Return the ids of all relations in which `subject` stands to `target`, sorted."""
        possible = self._routes_between(self.kinds[subject], self.kinds[target])
        return sorted([r for r, routes in possible.items() if self.leads(routes, subject, target, on)])


def _note(table: Table, party: str, other: str, since: int, until: int) -> None:
    edges = table.get(party)
    if edges is None:
        table[party] = other, since, until
        return
    if isinstance(edges, tuple):
        edges = table[party] = {edges[1:]: [edges[0]]}
    alike = edges.get((since, until))
    if alike is None:
        edges[since, until] = [other]
    else:
        alike.append(other)


def _walk(route: Route, *, back: bool) -> Walk:
    if back:
        return [(behind, kind, None) for _, behind, kind in reversed(route)]
    return [(ahead, None, kind) for ahead, _, kind in route]


def _valid(edges: Edge | Edges, on: int) -> list[str]:
    """The other parties on the day; not to be changed, it may be the very list that is stored."""
    if isinstance(edges, tuple):
        party, since, until = edges
        return [party] if since <= on < until else []
    valid = [parties for (since, until), parties in edges.items() if since <= on < until]
    return valid[0] if len(valid) == 1 else [party for parties in valid for party in parties]


def _step(parties: list[str], table: Table, on: int) -> list[str]:
    if len(parties) == 1:  # most walks fan out in their last leg only: nobody is reached twice
        return _valid(table.get(parties[0], NONE), on)
    reached: dict[str, None] = {}
    for party in parties:
        reached |= dict.fromkeys(_valid(table.get(party, NONE), on))
    return list(reached)
