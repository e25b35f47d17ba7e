"""Who bears the two responsibilities in a span of days: an office for supervision, a host with its bodies as principal."""

from collections.abc import Iterator
from datetime import date

from paizhu.registry.kinds import Kind, Type
from paizhu.registry.records import DAY_LAST, DAY_ZERO, Chart, Relation

_STATIONED = (Type.STATIONED_AT, Type.COVERS)
# Below the leading Party body of a host, in their order.
_LED = (Kind.ORGAN_COMMITTEE, Kind.ORGAN_DISCIPLINE)


def hosts_of(chart: Chart, office: str, first: date, last: date) -> tuple[str, ...]:
    """Return the hosts at which the office was stationed on some day from the first to the last, both included."""
    found = {r.target for r in _holding(chart, _STATIONED, first, last) if r.source == office}
    return tuple(sorted(found))


def offices_over(chart: Chart, host: str, first: date, last: date) -> tuple[str, ...]:
    """Return the offices that were stationed at the host on some day of the span."""
    found = {r.source for r in _holding(chart, _STATIONED, first, last) if r.target == host}
    return tuple(sorted(found))


def bodies_of(chart: Chart, host: str, first: date, last: date) -> tuple[str, ...]:
    """Return the host itself, its Party group, its organ Party committee and its organ discipline committee in the span."""
    found = [host]
    found += [r.source for r in _holding(chart, (Type.PARTY_BODY_OF,), first, last) if r.target == host]
    leading = list(_holding(chart, (Type.LEADS,), first, last))
    for kind in _LED:
        found += [r.target for r in leading if r.source in found and chart.organs[r.target].kind is kind]
    return tuple(dict.fromkeys(found))


def host_of(chart: Chart, organ: str, first: date, last: date) -> str | None:
    """Return the host of which the organ is, or is a body of, in the span; None for every other organ."""
    if chart.organs[organ].kind is Kind.HOST:
        return organ
    at = organ
    for kind in reversed(_LED):
        if chart.organs[at].kind is kind:
            above = [r.source for r in _holding(chart, (Type.LEADS,), first, last) if r.target == at]
            at = above[0] if above else at
    own = [r.target for r in _holding(chart, (Type.PARTY_BODY_OF,), first, last) if r.source == at]
    return own[0] if own else None


def _holding(chart: Chart, types: tuple[Type, ...], first: date, last: date) -> Iterator[Relation]:
    return (r for r in chart.relations.values() if r.type in types and _overlaps(r, first, last))


def _overlaps(record: Relation, first: date, last: date) -> bool:
    """Whether it holds on some day of the span."""
    return (record.since or DAY_ZERO) <= last and (record.until or DAY_LAST) > first
