"""What was done of what the norms ask for, as far as the record holds it.

Each domain app names its own source when Django starts. A source says what was done, whoever asks; who may be shown
what of it is decided by `visibility`, as for every matter.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from paizhu.guard import beyond
from paizhu.norms.expected.reckoning import Performance
from paizhu.norms.rules import covers


@dataclass(frozen=True, slots=True)
class Kept:
    """A performance with where it stands. matter: its key.  entry: key of the entry in the journal that tells of it."""

    performance: Performance
    matter: int
    entry: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Which performances: by these parties, of these acts and those below them (None: any).

    Done from the first day to the last, both included, or made for a period of one of their years.
    named: the acts, those below included, by name; None where whoever asks does not know them: it is slower then.
    """

    bearers: Collection[str]
    first: date
    last: date
    acts: Collection[str] | None = None
    named: Collection[str] | None = None

    @property
    def years(self) -> range:
        """The years that have a day within the span."""
        return range(self.first.year, self.last.year + 1)

    def has(self, performance: Performance) -> bool:
        """Return whether it is one of them."""
        within = self.first <= performance.done_on <= self.last
        about = performance.about is not None and performance.about.first.year in self.years
        return performance.bearer in self.bearers and (within or about) and self._has_act(performance.act)

    def _has_act(self, act: str) -> bool:
        return self.acts is None or any(covers(above, act) for above in self.acts)


# A source costs the same few queries for any number of performances, and may return more than is sought.
Source = Callable[[Sought], Iterable[Kept]]
sources: list[Source] = []


@beyond.reading(beyond.Why.PERFORMANCES)
def performed(sought: Sought) -> tuple[Kept, ...]:
    """Return the performances that are sought, the earlier first."""
    found = (kept for source in sources for kept in source(sought) if sought.has(kept.performance))
    return tuple(sorted(found, key=lambda kept: kept.performance.order()))
