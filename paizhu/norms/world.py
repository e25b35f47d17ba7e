"""A world: parties with their kinds, and the relations between them in time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from paizhu.norms.model import Link
from paizhu.norms.paths import Path, Step

FOREVER = date.max.toordinal()  # stands for "open" in an edge

Edge = tuple[str, int, int]  # the other party, first day, day after the last; days as ordinals
Table = dict[str, list[Edge]]
Leg = tuple[Table, Table, str | None]  # one step: its edges ahead, its edges back, the kind it must arrive at
Route = tuple[Table, Table, tuple[Leg, ...]]  # edges ahead of the first leg, edges back of the last, all legs
_NONE: tuple[Edge, ...] = ()


class _Ordinals(dict[date | None, int]):
    """Days as ordinals, each made once: a province has many links, but few days on which one starts or ends."""

    def __missing__(self, day: date | None) -> int:
        ordinal = self[day] = FOREVER if day is None else day.toordinal()
        return ordinal


class World:
    """Parties and stored relations; derived relations are followed step by step, never stored.

    kinds: for each party the kinds it has itself (their super-kinds follow from the pack).
    paths: as `compile_paths` gives them.
    """

    def __init__(
        self,
        kinds: Mapping[str, frozenset[str]],
        links: Iterable[Link],
        paths: Mapping[str, tuple[Path, ...]],
        lineage: Mapping[str, frozenset[str]],
    ) -> None:
        self.kinds = kinds
        self._lines = {own: frozenset().union(*(lineage[k] for k in own)) for own in set(kinds.values())}
        self._ahead: dict[str, Table] = {r: defaultdict(list) for r in paths}
        self._back: dict[str, Table] = {r: defaultdict(list) for r in paths}
        self._store(links)
        # Bound once: a ruling follows steps in both directions thousands of times a second.
        self._routes = {r: self._bound(alternatives) for r, alternatives in paths.items()}

    def _store(self, links: Iterable[Link]) -> None:
        ordinals = _Ordinals()
        for link in links:
            relation, since, until = link.relation, ordinals[link.since], ordinals[link.until]
            self._ahead[relation][link.subject].append((link.object, since, until))
            self._back[relation][link.object].append((link.subject, since, until))

    def _bound(self, alternatives: tuple[Path, ...]) -> tuple[Route, ...]:
        found = []
        for path in alternatives:
            legs = tuple((self._table(s), self._table(s.reversed()), s.kind) for s in path)
            found.append((legs[0][0], legs[-1][1], legs))
        return tuple(found)

    def _table(self, step: Step) -> Table:
        return (self._back if step.back else self._ahead)[step.relation]

    def line(self, party: str) -> frozenset[str]:
        """Return the kinds that a party has and all kinds above them."""
        return self._lines[self.kinds[party]]

    def has_kind(self, party: str, kind: str) -> bool:
        return kind in self._lines[self.kinds[party]]

    def related(self, relation: str, subject: str, target: str, on: int) -> bool:
        """Return whether `subject` stands in `relation` to `target` on the day `on` (an ordinal)."""
        return any(
            subject in ahead and target in back and self._meets(legs, subject, target, on)
            for ahead, back, legs in self._routes[relation]
        )

    def _meets(self, legs: tuple[Leg, ...], subject: str, target: str, on: int) -> bool:
        """Whether the legs lead from subject to target: both ends walk, the one with fewer edges first."""
        left, right = {subject}, {target}
        first, last = 0, len(legs)
        while first < last and left and right:
            (ahead, _, kind), (_, back, last_kind) = legs[first], legs[last - 1]
            if _edges(left, ahead) <= _edges(right, back):
                left = self._of_kind(_step(left, ahead, on), kind)
                first += 1
            else:
                right = _step(self._of_kind(right, last_kind), back, on)
                last -= 1
        return not left.isdisjoint(right)

    def _of_kind(self, parties: set[str], kind: str | None) -> set[str]:
        return parties if kind is None else {p for p in parties if self.has_kind(p, kind)}

    def reached(self, relation: str, start: str, on: int, *, back: bool = False) -> list[str]:
        """Return the parties to which `start` stands in `relation` (`back`: that stand so to it), sorted."""
        found: set[str] = set()
        for _, _, legs in self._routes[relation]:
            parties = {start}
            for ahead, behind, kind in reversed(legs) if back else legs:
                if back:
                    parties = _step(self._of_kind(parties, kind), behind, on)
                else:
                    parties = self._of_kind(_step(parties, ahead, on), kind)
            found |= parties
        return sorted(found)

    def between(self, subject: str, target: str, on: int) -> list[str]:
        """Return the ids of all relations in which `subject` stands to `target`, sorted."""
        return sorted(r for r in self._routes if self.related(r, subject, target, on))


def _edges(parties: set[str], table: Table) -> int:
    return sum(len(table.get(party, _NONE)) for party in parties)


def _step(parties: set[str], table: Table, on: int) -> set[str]:
    return {
        other for party in parties for other, since, until in table.get(party, _NONE) if since <= on < until
    }
