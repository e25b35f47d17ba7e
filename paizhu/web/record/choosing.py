"""Which office, which host, which year: as the address says, else where the seat belongs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, QueryDict

from paizhu.accounts.sittings import Sitting
from paizhu.door.present import Present
from paizhu.door.visibility import pairs_seen
from paizhu.registry.day import party_name
from paizhu.registry.records import Chart

Option = tuple[str, str]  # id and name


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown and what else could be. office, host: "" where the seat sees no record of that year."""

    office: str
    host: str
    year: int
    offices: tuple[Option, ...]
    hosts: tuple[Option, ...]
    years: tuple[int, ...]

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day of the year."""
        return date(self.year, 1, 1), date(self.year, 12, 31)


def choose(given: QueryDict, sitting: Sitting, present: Present) -> Chosen:
    """Return what an address asks for. Raises Http404 for what the seat may not see, and for what there is not, alike."""
    years = tuple(range(present.on.year, present.base.pack.reaches.year - 1, -1))
    year = next((y for y in years if str(y) == given.get("year", str(present.on.year))), None)
    if year is None:
        raise Http404
    pairs = pairs_seen(sitting, present, date(year, 1, 1), date(year, 12, 31))
    office, host = given.get("office", ""), given.get("host", "")
    known = {"", *(end for pair in pairs for end in pair)}
    if pairs and not known.issuperset((office, host)):
        raise Http404
    # Another office is chosen while the host of the one before still stands in the form.
    nearest = [p for p in pairs if office in {"", p[0]}]
    chosen = next((p for p in nearest if host == p[1]), nearest[0] if nearest else ("", ""))
    chart = present.here.chart
    return Chosen(
        *chosen,
        year,
        offices=_options((p[0] for p in pairs), chart),
        hosts=_options((p[1] for p in pairs if p[0] == chosen[0]), chart),
        years=years,
    )


def _options(ids: Iterable[str], chart: Chart) -> tuple[Option, ...]:
    return tuple((id_, party_name(chart, id_)) for id_ in sorted(set(ids)))
