"""What must hold among the records of a chart; every breach of it, at once, in words for people.

Source of the rules: docs/reference/registry.md. Where the database can hold one as well, it does (migrations).
"""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import chain, islice

from django.utils.translation import gettext as _

from paizhu.registry.alike import likenesses
from paizhu.registry.breach import Breach, at
from paizhu.registry.kinds import PAIRS
from paizhu.registry.models import ID_LENGTH
from paizhu.registry.reading import limits
from paizhu.registry.records import (
    LISTS,
    Chart,
    Organ,
    Post,
    Record,
    Relation,
    Seat,
    last_day,
)
from paizhu.registry.together import Mine, contradictions

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
    yield from contradictions(chart, mine)


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
        yield at(relation, "target", relation.target, expected.format(organ=relation.source))
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
    yield at(relation, "type", value, expected.format(type=relation.type.value, pairs=listed, **words))


def _within(record: Relation | Seat, organ: Organ, named: str) -> Iterator[Breach]:
    """The record lies within the life of the organ."""
    if organ.since and (record.since is None or record.since < organ.since):
        expected = _("a first day on or after {day}, when “{organ}” was set up")
        words = {"day": organ.since.isoformat(), "organ": named}
        yield at(record, "since", record.since, expected.format(**words))
    if organ.until and (record.until is None or record.until > organ.until):
        expected = _("a last day on or before {day}, the last one of “{organ}”")
        words = {"day": str(last_day(organ.until)), "organ": named}
        yield at(record, "until", last_day(record.until), expected.format(**words))


def _of_post(post: Post, known: Known) -> Iterator[Breach]:
    yield from _reference(known, post, "organ", "organs")
    yield from _reference(known, post, "managed_by", "organs")


def _of_seat(seat: Seat, chart: Chart, known: Known) -> Iterator[Breach]:
    yield from _reference(known, seat, "post", "posts")
    post = chart.posts.get(seat.post)
    organ = chart.organs.get(post.organ) if post else None
    if organ:
        yield from _within(seat, organ, organ.id)
