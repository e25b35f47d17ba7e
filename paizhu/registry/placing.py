"""Which parties of a day the two ends of a question are: named organs, or what belongs or stands to them."""

from dataclasses import dataclass

from paizhu.norms.base import Base
from paizhu.registry.day import Day

_OWN = ("post_of", "works_at", "body_of")


@dataclass(frozen=True, slots=True)
class Placed:
    """The two parties of a question."""

    bearer: str
    counterparts: tuple[str, ...]  # several of one kind, of which none was named

    @property
    def toward(self) -> str | None:
        return self.counterparts[0] if self.counterparts else None

    def uses(self, named: list[str], day: Day) -> bool:
        """Return whether every organ named has a place: as a party, or as what one belongs to or stands to."""
        on = day.parties.on.toordinal()
        ends = [end for end in (self.bearer, self.toward) if end]
        return all(
            n in ends
            or any(
                day.world.between(end, n, on) or day.world.between(n, end, on)
                for end in ends
                if end not in named
            )
            for n in named
        )


class Places:
    """The parties of one day, to be found by kind and by how they stand to others."""

    def __init__(self, day: Day, base: Base) -> None:
        self.day, self._base = day, base

    def placed(self, named: list[str], ends: list[str | None]) -> Placed | None:
        """Return which parties stand for the two ends, each an organ already or a kind; None when that is not certain."""
        first = self._candidates(ends[0], named)
        second = self._candidates(ends[1], [n for n in named if [n] != first]) if ends[1] else []
        if ends[1] and len(first) == 1 and not second:
            second = self.related(ends[1], first[0])
        if len(second) == 1 and not first and ends[0]:
            first = self.related(ends[0], second[0])
        if len(first) != 1 or (ends[1] and not second) or first == second:
            return None
        return Placed(first[0], tuple(second))

    def _candidates(self, end: str | None, named: list[str]) -> list[str]:
        """The named organs that are of the kind, else the parties of that kind that belong to one of them."""
        if end is None:
            return []
        if end in self.day.world.kinds:
            return [end]
        own = [n for n in named if self.is_alike(end, n)]
        return own[:1] or self.own(end, named)

    def is_alike(self, kind: str, party: str) -> bool:
        """Return whether the party is of the kind, or the kind a narrower one of the party's."""
        return kind in self.day.world.line(party) or not self._base.lineage[kind].isdisjoint(
            self.day.world.kinds[party]
        )

    def own(self, kind: str, organs: list[str]) -> list[str]:
        """Return the bodies and posts of that kind that belong to one of the organs."""
        on, among = self.day.parties.on.toordinal(), frozenset({kind})
        return [
            p for o in organs for r in _OWN for p in self.day.world.reached(r, o, on, back=True, among=among)
        ]

    def related(self, kind: str, to: str) -> list[str]:
        """Return the parties of a kind that stand in any relation to the other party on that day."""
        on = self.day.parties.on.toordinal()
        found: dict[str, None] = {}
        for relation in self._base.paths:
            for back in (False, True):
                reached = self.day.world.reached(relation, to, on, back=back, among=frozenset({kind}))
                found |= dict.fromkeys(reached)
        return sorted(p for p in found if p != to)

    def has_twins(self, parties: list[str]) -> bool:
        """Return whether two of the parties are of the same kinds, so that kinds do not tell them apart."""
        return len({self.day.world.kinds[p] for p in parties}) < len(parties)

    def offices_over(self, party: str) -> list[str]:
        """Return the stationed offices that supervise a party."""
        on, offices = self.day.parties.on.toordinal(), frozenset({"stationed_body"})
        return self.day.world.reached("supervises", party, on, back=True, among=offices)
