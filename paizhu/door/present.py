"""What holds at the moment of an act: the registry with the norms over it, the calendar, the day and the instant."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from paizhu.norms.base import Base
from paizhu.norms.decide import Ruling
from paizhu.norms.periods.calendar import Calendar
from paizhu.registry.day import Day
from paizhu.registry.placing import Placed
from paizhu.registry.ruling import Here

_LEADS = "leads_directly"


@dataclass(frozen=True, slots=True)
class Present:
    """The face that took the request says the day and the instant; nothing below reads a clock.

    kept: by person, from which parties they are to keep out, once it was looked up (`paizhu.door.deriving`).
    """

    here: Here
    calendar: Calendar
    on: date
    at: datetime
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def base(self) -> Base:
        """The norms, without local ones."""
        return self.here.base

    @property
    def day(self) -> Day:
        """The registry on this day."""
        return self.here.day(self.on)

    def knows(self, party: str) -> bool:
        """Return whether the party exists on this day."""
        return party in self.day.world.kinds

    def name(self, party: str) -> str:
        """Return what a party is called; its id where it does not exist on this day."""
        return self.day.names.get(party, party)

    def ruling(self, bearer: str, act: str, toward: str | None) -> Ruling:
        """Return the ruling on this day, local norms included. Raises KeyError for an unknown act or party."""
        return self.here.ruled(Placed(bearer, (toward,) if toward else ()), act, self.on)

    def led_by(self, organ: str) -> frozenset[str]:
        """Return the stationed offices that an organ leads directly on this day; none for one that is none."""
        if not self.knows(organ):
            return frozenset()
        return frozenset(self._reached(organ, back=False))

    def leader_of(self, organ: str) -> str | None:
        """Return the organ that leads a stationed office on this day; None for every other organ."""
        if not self.knows(organ):
            return None
        return next(iter(self._reached(organ, back=True)), None)

    def _reached(self, organ: str, *, back: bool) -> list[str]:
        return self.day.world.reached(_LEADS, organ, self.on.toordinal(), back=back)
