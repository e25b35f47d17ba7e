"""Expected acts as strips: one for each duty and kind of period, with its periods as cells."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from paizhu.norms.expected.calendar import MONTHS
from paizhu.norms.expected.model import Doubt, Duty, Expected
from paizhu.norms.model import Norm


class Strip(NamedTuple):
    """A duty through its periods. norms, plans, doubts: of all cells."""

    duty: Duty
    per: str
    cells: tuple[Expected, ...]
    norms: tuple[Norm, ...]
    plans: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    @property
    def times(self) -> int:
        """How many acts a whole period asks for; the most of any cell."""
        return max(cell.times for cell in self.cells)


def strips(expected: Iterable[Expected]) -> tuple[Strip, ...]:
    """Return the strips, by duty, the longest periods first; the cells of each in the order of days."""
    ordered = sorted(expected, key=lambda e: (e.duty.order(), -MONTHS[e.period.per], e.period.first))
    grouped = groupby(ordered, key=lambda e: (e.duty, e.period.per))
    return tuple(_strip(duty, per, tuple(cells)) for (duty, per), cells in grouped)


def _strip(duty: Duty, per: str, cells: tuple[Expected, ...]) -> Strip:
    norms = {norm.id: norm for cell in cells for norm in cell.norms}
    doubts = {doubt for cell in cells for doubt in cell.doubts}
    return Strip(
        duty,
        per,
        cells,
        tuple(norms.values()),
        tuple(dict.fromkeys(plan for cell in cells for plan in cell.plans)),
        tuple(doubt for doubt in Doubt if doubt in doubts),
    )
