"""Norms with a frequency, what is expected by them in the small world of `asking`, and performances."""

from datetime import date

from hypothesis import HealthCheck, settings
from msgspec.structs import replace

from paizhu.norms.base import Base
from paizhu.norms.expected.calendar import Period, period_of
from paizhu.norms.expected.counting import Outlook, outlook
from paizhu.norms.expected.model import Duty, Expected, Plan, steady
from paizhu.norms.expected.reckoning import Performance
from paizhu.norms.model import Every, Link, Norm, Text, Verified
from paizhu.norms.tests.asking import LINKS, norm
from paizhu.norms.tests.worlds import NOTHING
from paizhu.norms.world import World

# What holds must hold on a busy machine as well, where a draw can take seconds.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
YEAR = date(2023, 1, 1), date(2023, 12, 31)
SUPERVISES = "bearer supervises toward"
KINDS = ("office", "host", "group", "commission")


def recurring(
    name: str,
    per: str | None = "year",
    times: int = 1,
    *,
    verified: Verified = Verified.TEXT,
    circumstance: Text | None = None,
    when: str = SUPERVISES,
    **more: object,
) -> Norm:
    """Return a duty of the office toward the group that it supervises; per None: regularly, without a number."""
    made = norm(name, when=when, **more)  # type: ignore[arg-type]
    every = Every(NOTHING, times if per else None, per)
    return replace(made, every=every, verified=verified, circumstance=circumstance)


def office_between(base: Base, since: date = date.min, until: date | None = None) -> World:
    """The small world, in which the office is stationed at the host on these days only."""
    links = [link for link in LINKS if link.relation != "stationed_at"]
    links.append(Link("stationed_at", "office", "host", since, until))
    return World({kind: frozenset({kind}) for kind in KINDS}, _among(links), base.paths, base.lineage)


def _among(links: list[Link]) -> list[Link]:
    return [link for link in links if {link.subject, link.object} <= set(KINDS)]


def owed(
    base: Base,
    *plans: Plan,
    since: date = date.min,
    until: date | None = None,
    span: tuple[date, date] = YEAR,
) -> Outlook:
    """What is expected in the span in that world."""
    turning = [day for day in (since, until) if day and day != date.min]
    return outlook(steady(base, office_between(base, since, until), turning), *span, plans=plans)


def agreed(times: int, per: str, until: date | None = None) -> Plan:
    """A plan of the office and the group, in force since 2022."""
    return Plan("help", "office", "group", times, per, date(2022, 1, 1), until, "plan 7")


def expected(
    period: Period = period_of(YEAR[0], "year"),  # noqa: B008  a value that never changes
    times: int = 1,
    sure: int | None = None,
    **duty: object,
) -> Expected:
    """What a whole period asks of the office toward the group."""
    owed_by = Duty(**{"act": "help", "bearer": "office", "toward": "group", **duty})  # type: ignore[arg-type]
    certain = times if sure is None else sure
    return Expected(owed_by, period, *period[1:], period.days, times, certain, ())


def done(
    on: date,
    recorded: date | None = None,
    reference: str = "1",
    *,
    act: str = "help",
    toward: str | None = "group",
    about: Period | None = None,
) -> Performance:
    return Performance(act, "office", toward, on, recorded or on, reference, about)
