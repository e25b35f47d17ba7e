"""What a pack of local norms would change: for each norm, whom it binds toward whom, and a ruling before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, decide
from paizhu.norms.local import Local, overlay
from paizhu.norms.model import Norm
from paizhu.norms.world import World
from paizhu.registry.local import Held, applying, under
from paizhu.registry.parties import Parties, parties
from paizhu.registry.records import Chart

_TRIED = 40  # pairs that are looked at for an example


@dataclass(frozen=True, slots=True)
class Example:
    """A ruling between two organs under the authority, without the pack and with it."""

    bearer: str
    toward: str | None
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Effect:
    """A norm of the pack. since: its first day there; bearers, towards: how many parties under the authority."""

    norm: Norm
    since: date
    bearers: int
    towards: int
    example: Example | None


def effects(
    local: Local, authority: str, since: date, chart: Chart, base: Base, packs: Iterable[Held]
) -> list[Effect]:
    """Return what each norm of a pack does, on its first day, among the organs under the authority."""
    others = [p for p in packs if p.local.id != local.id]
    days = {max(since, norm.since) for norm in local.norms}
    on = {day: _Day(parties(chart, day), authority, local, since, base, others) for day in days}
    return [on[max(since, norm.since)].effect(norm) for norm in local.norms]


class _Day:
    """The parties of one day, and the base on it without the pack and with it."""

    def __init__(
        self, found: Parties, authority: str, local: Local, since: date, base: Base, others: list[Held]
    ) -> None:
        self.on, self.world = found.on, found.world(base)
        self.under = sorted(under(authority, found) & found.kinds.keys())
        already = [(p.local, p.since) for p in applying(others, [authority], found)]
        self.before = overlay(base, already) if already else base
        self.after = overlay(base, [*already, (local, since)])

    def effect(self, norm: Norm) -> Effect:
        bearers = self._of(norm.bearers)
        towards = self._of(norm.toward)
        return Effect(
            norm, self.on, len(bearers), len(towards), self._example(norm, bearers, towards or [None])
        )

    def _of(self, kinds: tuple[str, ...]) -> list[str | None]:
        return [p for p in self.under if any(self.world.has_kind(p, kind) for kind in kinds)]

    def _example(self, norm: Norm, bearers: list[str | None], towards: list[str | None]) -> Example | None:
        """The first pair whose ruling changes; else the first that is looked at. Those that stand in a relation first."""
        first: Example | None = None
        for bearer, toward in self._pairs(self.world, bearers, towards):
            asked = Question(bearer, norm.act, toward, self.on)
            before, after = (decide(asked, base, self.world) for base in (self.before, self.after))
            example = Example(bearer, toward, before.answer, after.answer)
            if before.answer is not after.answer:
                return example
            first = first or example
        return first

    def _pairs(
        self, world: World, bearers: list[str | None], towards: list[str | None]
    ) -> list[tuple[str, str | None]]:
        on = self.on.toordinal()
        some = [(b, t) for b in bearers[:_TRIED] if b for t in towards[:_TRIED] if b != t]
        return sorted(some, key=lambda p: not (p[1] and world.between(p[0], p[1], on)))[:_TRIED]
