"""What must hold among the records of a chart; every breach of it, at once, in words for people.

Source of the rules: docs/reference/registry.md. Where the database can hold one as well, it does (migrations).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import chain, islice

from django.utils.translation import gettext as _

from paizhu.registry import cycles
from paizhu.registry.alike import likenesses
from paizhu.registry.kinds import OVER_A_HOST, PAIRS, Type
from paizhu.registry.lasting import Lasting
from paizhu.registry.models import ID_LENGTH
from paizhu.registry.reading import limits
from paizhu.registry.records import (
    DAY_LAST,
    DAY_ZERO,
    LISTS,
    Chart,
    Organ,
    Post,
    Record,
    Relation,
    Seat,
    last_day,
    shared_days,
)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a record breaks. field: the attribute at fault; id_ and list_: the record's."""

    list_: str
    id_: str
    field: str
    value: object
    expected: str


Mine = Container[tuple[str, str]]  # records by list and id
Ids = Callable[[str], Iterable[str]]  # the ids of a list


class Known:
    """The ids that exist, those of rows that could not be read included, so that one fault is told once."""

    def __init__(self, chart: Chart, unread: dict[str, set[str]], others: Ids) -> None:
        self._ids = {name: chart.of(name).keys() | unread.get(name, set()) for name in LISTS}
        self._others, self._hints = others, 0

    def has(self, list_: str, id_: str) -> bool:
        return id_ in self._ids[list_]

    def near(self, list_: str, id_: str) -> str:
        self._hints += 1
        if self._hints > limits.HINTS or len(id_) > ID_LENGTH:
            return ""
        ids = islice(chain(self._ids[list_], self._others(list_)), 5000)
        found = get_close_matches(id_, ids, n=1, cutoff=0.6)
        return found[0] if found else ""


def breaches(
    chart: Chart,
    unread: dict[str, set[str]] | None = None,
    mine: Mine = (),
    others: Ids = lambda _list: (),
) -> Iterator[Breach]:
    """Yield every breach in a chart.

    unread: ids by list of rows that exist but could not be read.  mine: the records that somebody wants to
    record; of two that contradict each other, these are named.  others: ids beyond the chart's that may be meant
    where one is not there.
    """
    known = Known(chart, unread or {}, others)
    for list_ in LISTS:
        yield from _alike(list_, chart.of(list_).values())
    for organ in chart.organs.values():
        yield from _ordered(organ)
    for relation in chart.relations.values():
        yield from _ordered(relation)
        yield from _of_relation(relation, chart, known)
    for post in chart.posts.values():
        yield from _of_post(post, known)
    for person in chart.persons.values():
        yield from _ordered(person, "party_member_")
        yield from _ordered(person, "supervised_")
    for seat in chart.seats.values():
        yield from _ordered(seat)
        yield from _of_seat(seat, chart, known)
    yield from _together(chart, mine)


def _alike(list_: str, records: Iterable[Record]) -> Iterator[Breach]:
    seen: dict[str, str] = {}
    for record in records:
        for key in likenesses(record.id):
            other = seen.setdefault(key, record.id)
            if other != record.id:
                expected = _(
                    "an id that cannot be taken for another one; “{other}” differs in case, width or similar letters only"
                )
                yield Breach(list_, record.id, "id", record.id, expected.format(other=other))
                break


def _ordered(record: Record, prefix: str = "") -> Iterator[Breach]:
    since, until = getattr(record, f"{prefix}since"), getattr(record, f"{prefix}until")
    if since and until and since >= until:
        expected = _("a last day that is not before the first day, {since}")
        yield Breach(
            record.LIST,
            record.id,
            f"{prefix}until",
            last_day(until),
            expected.format(since=since.isoformat()),
        )


def _reference(known: Known, record: Record, field: str, list_: str) -> Iterator[Breach]:
    given = getattr(record, field)
    if given and not known.has(list_, given):
        names = {"organs": _("the id of an organ"), "posts": _("the id of a post")}
        near = known.near(list_, given)
        hint = (
            _("{what}, in this file or in the registry; perhaps “{near}”")
            if near
            else _("{what}, in this file or in the registry")
        )
        yield Breach(record.LIST, record.id, field, given, hint.format(what=names[list_], near=near))


def _of_relation(relation: Relation, chart: Chart, known: Known) -> Iterator[Breach]:
    yield from _reference(known, relation, "source", "organs")
    yield from _reference(known, relation, "target", "organs")
    if relation.source == relation.target:
        expected = _("another organ than “{organ}”: no organ stands in a relation to itself")
        yield _at(relation, "target", relation.target, expected.format(organ=relation.source))
        return
    source, target = chart.organs.get(relation.source), chart.organs.get(relation.target)
    if source and target:
        yield from _right_way(relation, source, target)
    for field, organ in (("source", source), ("target", target)):
        if organ:
            yield from _within(relation, organ, getattr(relation, field))


def _right_way(relation: Relation, source: Organ, target: Organ) -> Iterator[Breach]:
    pairs = PAIRS[relation.type]
    if (source.kind, target.kind) in pairs:
        return
    if (target.kind, source.kind) in pairs:
        expected = _("the two ends the other way round: {type} goes from {source} to {target}")
        words = {"source": target.kind.value, "target": source.kind.value}
    else:
        expected = _("{type} goes {pairs}; here it goes from {source} to {target}")
        words = {"source": source.kind.value, "target": target.kind.value}
    listed = "，".join(sorted(f"{s.value} → {t.value}" for s, t in pairs))
    value = f"{relation.source} → {relation.target}"
    yield _at(relation, "type", value, expected.format(type=relation.type.value, pairs=listed, **words))


def _within(record: Relation | Seat, organ: Organ, named: str) -> Iterator[Breach]:
    """The record lies within the life of the organ."""
    if organ.since and (record.since is None or record.since < organ.since):
        expected = _("a first day on or after {day}, when “{organ}” was set up")
        words = {"day": organ.since.isoformat(), "organ": named}
        yield _at(record, "since", record.since, expected.format(**words))
    if organ.until and (record.until is None or record.until > organ.until):
        expected = _("a last day on or before {day}, the last one of “{organ}”")
        words = {"day": str(last_day(organ.until)), "organ": named}
        yield _at(record, "until", last_day(record.until), expected.format(**words))


def _of_post(post: Post, known: Known) -> Iterator[Breach]:
    yield from _reference(known, post, "organ", "organs")
    yield from _reference(known, post, "managed_by", "organs")


def _of_seat(seat: Seat, chart: Chart, known: Known) -> Iterator[Breach]:
    yield from _reference(known, seat, "post", "posts")
    post = chart.posts.get(seat.post)
    organ = chart.organs.get(post.organ) if post else None
    if organ:
        yield from _within(seat, organ, organ.id)


def _at(record: Record, field: str, value: object, expected: str) -> Breach:
    return Breach(record.LIST, record.id, field, value, expected)


def _together(chart: Chart, mine: Mine) -> Iterator[Breach]:
    """What must hold among several records on one day."""
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
        yield _at(last, "id", last.id, few.format(count=limits.SPANS, given=len(spans)))
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
            yield _at(named, "since", named.since, expected.format(**words))
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
            yield _at(relation, "target", relation.target, expected.format(**words))
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
                yield _at(post, "title", post.title, expected.format(title=post.title, other=other))
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
        yield _at(relation, "target", relation.target, expected.format(circle=" → ".join(circle)))
