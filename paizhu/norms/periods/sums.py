"""What a counted period comes to, with everything that its sum is made of."""

from dataclasses import dataclass
from datetime import date, datetime

from paizhu.norms.errors import InvalidInput
from paizhu.norms.model import Rolls, Text, Unit
from paizhu.norms.periods.calendar import NamedDay


class PeriodError(InvalidInput):
    """A period that cannot be counted; `text` says why in both languages."""

    code = "period"

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A span that does not count, half-open: `since` does not count, `until` does again.

    Days for periods of days and longer; instants for hours, where a day stands for its beginning.
    Raises PeriodError when it is empty.
    """

    since: date | datetime
    until: date | datetime

    def __post_init__(self) -> None:
        if isinstance(self.since, datetime) is not isinstance(self.until, datetime):
            raise PeriodError(
                "中止的起止应当同为日期或者同为时刻", "a suspension is between two days or two instants"
            )
        if self.since >= self.until:
            raise PeriodError("中止的起始应当早于终止", "a suspension ends after it begins")


@dataclass(frozen=True, slots=True)
class Extension:
    """A period by which another is lengthened, counted from that one's nominal end.

    on: the day it was granted, for the record; None where it is not known. Whether that was in time, and by whom it
    may be granted, is not a matter of arithmetic: `Stretch.last` of the stretch before says when the time was up.
    """

    length: int
    unit: Unit
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One counted length: the period itself, or an extension of it.

    event: where counting starts from, itself not counted.  first, last: the first and the last day that count (of
    hours: the instants).  clipped: the last month has no such day, so that its last day takes the place.
    """

    event: date | datetime
    length: int
    unit: Unit
    first: date | datetime
    last: date | datetime
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A period and when it ends.

    first: the first day that counts.  nominal: the last day by counting alone.  due: the last day on which the period
    is still kept, until 24:00; of hours, the instant.
    skipped: days off that were not counted, or that the end was moved over.  made_up: weekend days that were counted,
    or moved to, because work is made up on them.
    lacking: years whose official calendar the sum would need and does not have; it may change when they are loaded.
    """

    event: date | datetime
    length: int
    unit: Unit
    rolls: Rolls
    nominal: date | datetime
    due: date | datetime
    stretches: tuple[Stretch, ...]
    skipped: tuple[NamedDay, ...] = ()
    made_up: tuple[NamedDay, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    lacking: tuple[int, ...] = ()

    @property
    def first(self) -> date | datetime:
        return self.stretches[0].first

    @property
    def rolled(self) -> bool:
        """Whether the end was moved off a day off."""
        return self.due != self.nominal

    @property
    def by_analogy(self) -> bool:
        """Whether the end was moved though no provision on this period says so."""
        return self.rolled and self.rolls is Rolls.BY_ANALOGY

    @property
    def provisional(self) -> bool:
        return bool(self.lacking)

    @property
    def due_on(self) -> date:
        """The day of `due`."""
        return self.due.date() if isinstance(self.due, datetime) else self.due
