"""What must hold among several records of a chart: who is over whom on one day, who sits where, no circles.

Source of the rules: docs/reference/registry.md.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from paizhu.registry import cycles
from paizhu.registry.breach import Breach, at
from paizhu.registry.kinds import OVER_A_HOST, Type
from paizhu.registry.lasting import Lasting
from paizhu.registry.reading import limits
from paizhu.registry.records import DAY_LAST, DAY_ZERO, Chart, Relation, Seat, shared_days

Mine = Container[tuple[str, str]]  # records by list and id


def contradictions(chart: Chart, mine: Mine) -> Iterator[Breach]:
    """Yield every breach of what must hold among several records.

    mine: the records that somebody wants to record; of two that contradict each other, these are named.
    """
    by_target: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    same: dict[tuple[Type, str, str], list[Relation]] = defaultdict(list)
    for relation in chart.relations.values():
        same[relation.type, relation.source, relation.target].append(relation)
        if relation.type is Type.DISPATCHES:
            by_target["dispatches", relation.target].append(relation)
        elif relation.type in OVER_A_HOST:
            by_target["over", relation.target].append(relation)
    once = _("each relation once; “{other}” says the same of {days}")
    for twins in same.values():
        yield from _overlapping(twins, once, mine)
    rivalry = {
        "dispatches": _(
            "one dispatching organ at a time; by “{other}”, “{its_source}” dispatches “{its_target}” as well ({days})"
        ),
        "over": _(
            "a unit under at most one office on any day; by “{other}”, “{its_source}” is over “{its_target}” as well ({days})"
        ),
    }
    for (rule, _target), rivals in by_target.items():
        yield from _overlapping(rivals, rivalry[rule], mine, unlike=True)
    yield from _over_subordinates(chart, by_target)
    yield from _seats(chart, mine)
    yield from _cycles(chart)


def _overlapping(
    spans: Sequence[Relation | Seat], expected: str, mine: Mine, *, unlike: bool = False
) -> Iterator[Breach]:
    """One of each pair with days in common. unlike: but not those that say the same."""
    if len(spans) == 1:
        return
    if len(spans) > limits.SPANS:
        few = _("at most {count} records of this kind at one organ or post; here are {given}")
        last = spans[-1]
        yield at(last, "id", last.id, few.format(count=limits.SPANS, given=len(spans)))
        return
    lasting = Lasting()
    for later in sorted(spans, key=lambda r: r.since or DAY_ZERO):
        # Those that say the same are another rule's.
        group: object = (later.type, later.source) if unlike and isinstance(later, Relation) else later.id
        earlier = lasting.beside(group)
        days = earlier and shared_days((earlier.since, earlier.until), (later.since, later.until))
        if earlier and days:
            named, other = later, earlier
            if (later.LIST, later.id) not in mine and (earlier.LIST, earlier.id) in mine:
                named, other = earlier, later
            words = {"other": other.id, "days": _days(days), **_words(other)}
            yield at(named, "since", named.since, expected.format(**words))
        lasting.take(group, later)


def _words(record: Relation | Seat) -> dict[str, str]:
    if isinstance(record, Relation):
        return {"its_source": record.source, "its_target": record.target}
    return {"its_person": record.person}


def _days(days: tuple[date, date | None]) -> str:
    since, last = days
    if since == last:
        return since.isoformat()
    first = "…" if since == date.min else since.isoformat()
    return f"{first} – {last.isoformat() if last else '…'}"


def _over_subordinates(chart: Chart, by_target: dict[tuple[str, str], list[Relation]]) -> Iterator[Breach]:
    """A subordinate unit of two hosts is under two offices where the hosts are under different ones."""
    superiors: dict[str, list[Relation]] = defaultdict(list)
    for relation in chart.relations.values():
        if relation.type is Type.SUBORDINATE_OF:
            superiors[relation.source].append(relation)
    overs = {
        target: sorted(found, key=lambda over: over.since or DAY_ZERO)
        for (rule, target), found in by_target.items()
        if rule == "over"
    }
    for unit, relations in superiors.items():
        if len(relations) == 1:
            continue
        offices = [
            (relation, over, days)
            for relation in relations
            for over in _while(relation, overs.get(relation.target, ()))
            if (days := shared_days((relation.since, relation.until), (over.since, over.until)))
        ]
        if len({over.source for _relation, over, _days in offices}) > 1:
            yield from _two_offices(unit, offices)


def _while(relation: Relation, overs: Sequence[Relation]) -> Iterable[Relation]:
    """Those of the relations, sorted by their first day, that begin before the relation ends."""
    if relation.until is None:
        return overs
    return overs[: bisect_left(overs, relation.until, key=lambda over: over.since or DAY_ZERO)]


def _two_offices(
    unit: str, offices: list[tuple[Relation, Relation, tuple[date, date | None]]]
) -> Iterator[Breach]:
    lasting = Lasting()
    expected = _(
        "a unit under at most one office on any day; “{unit}” would be under “{one}” and “{other}” ({days})"
    )
    until_of: dict[str, tuple[date, date | None]] = {}
    for relation, over, days in sorted(offices, key=lambda office: office[2][0]):
        other = lasting.beside(over.source)
        common = other and shared_days(_half_open(until_of[other.id]), _half_open(days))
        if isinstance(other, Relation) and common:
            words = {"unit": unit, "one": other.source, "other": over.source, "days": _days(common)}
            yield at(relation, "target", relation.target, expected.format(**words))
            return
        until_of[over.id] = days
        lasting.take(over.source, over, _half_open(days)[1] or DAY_LAST)


def _half_open(days: tuple[date, date | None]) -> tuple[date, date | None]:
    since, last = days
    return since, None if last is None else date.fromordinal(last.toordinal() + 1)


def _seats(chart: Chart, mine: Mine) -> Iterator[Breach]:
    by_post: dict[str, list[Seat]] = defaultdict(list)
    for seat in chart.seats.values():
        by_post[seat.post].append(seat)
    sole: dict[tuple[str, str], str] = {}
    for post in chart.posts.values():
        if post.is_sole:
            other = sole.setdefault((post.organ, post.title), post.id)
            if other != post.id:
                expected = _("one post “{title}” in an organ; “{other}” is it already")
                yield at(post, "title", post.title, expected.format(title=post.title, other=other))
    for id_, seats in by_post.items():
        found = chart.posts.get(id_)
        if found is not None and found.is_sole:
            expected = _("one holder on any day; by “{other}”, {its_person} holds this post as well ({days})")
            yield from _overlapping(seats, expected, mine)
            continue
        by_person: dict[str, list[Seat]] = defaultdict(list)
        for seat in seats:
            by_person[seat.person].append(seat)
        expected = _(
            "seats of one person in one post that do not overlap; “{other}” has days in common ({days})"
        )
        for own in by_person.values():
            yield from _overlapping(own, expected, mine)


def _cycles(chart: Chart) -> Iterator[Breach]:
    parents = [r for r in chart.relations.values() if r.type in cycles.PARENTS]
    for relation, circle in islice(cycles.closing(parents), limits.CIRCLES):
        expected = _("no circle of leadership; this one closes {circle}")
        yield at(relation, "target", relation.target, expected.format(circle=" → ".join(circle)))
