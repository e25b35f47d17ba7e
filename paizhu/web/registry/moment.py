"""The two days of a page about organs: the day it shows, and the day at whose end it was known so."""

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils import timezone

from paizhu.registry.here import as_known
from paizhu.registry.ruling import Here
from paizhu.web import links
from paizhu.web.base import opened
from paizhu.web.days import NotADay, day_of

LONGEST = 100


@dataclass(slots=True)
class Moment:
    """known None: as it is known now.  given: what was sent, where it names no day."""

    on: date
    known: date | None = None
    given: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def days(self) -> str:
        """The days as they stand in an address."""
        return links.days(self.on, self.known)

    def organ(self, id_: str) -> str:
        """Return the address of an organ at this moment."""
        return links.organ(id_, self.on, self.known)

    def registry(self) -> Here | None:
        """Return the registry as known at this moment; None where nothing was ever recorded."""
        return as_known(opened().base, self.known)


def read(fields: QueryDict) -> Moment:
    """Return the moment that an address names; errors where it names none."""
    moment = Moment(timezone.localdate())
    for name in ("on", "known"):
        given = fields.get(name, "").strip()
        if not given:
            continue
        try:
            setattr(moment, name, day_of(given))
        except NotADay as wrong:
            moment.errors[name] = str(wrong)
            moment.given[name] = given[:40]
    return moment


def word(fields: QueryDict, name: str) -> str:
    """Return a field of one line: no longer than any name, nothing in it that cannot be seen."""
    return "".join(c for c in fields.get(name, "") if c.isprintable()).strip()[:LONGEST]
