"""How an organ stands to others on a day, in words: its relations, who supervises it and whom it supervises."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from paizhu.registry.day import Day
from paizhu.registry.kinds import Type
from paizhu.registry.records import Chart, Organ, Relation, Seat, holds_on, last_day
from paizhu.registry.ruling import Here
from paizhu.web import links
from paizhu.web.registry.moment import Moment
from paizhu.web.registry.words import BACK, TYPES

MOST = 200  # organs told in one list


@dataclass(frozen=True, slots=True)
class Other:
    """Another organ. days: of the relation; pair: where it is told what the two owe each other.

    rests_on: for a derived relation the relations that it follows from, in words.
    """

    name: str
    link: str
    pair: str
    days: str = ""
    basis: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The relations of one type in one direction; more: how many are not told."""

    word: str
    others: list[Other]
    more: int


def related(registry: Here, organ: str, moment: Moment) -> list[Group]:
    """Return the relations of an organ on the day, by type and direction."""
    chart = registry.chart
    found: dict[tuple[Type, bool], list[Relation]] = defaultdict(list)
    for relation in chart.relations.values():
        if organ in {relation.source, relation.target} and holds_on(relation, moment.on):
            found[relation.type, relation.target == organ].append(relation)
    made = []
    for type_ in Type:
        for back in (True, False):
            relations = sorted(found[type_, back], key=lambda r: (r.source, r.target))
            if relations:
                others = [_other(r, organ, chart, moment) for r in relations[:MOST]]
                made.append(
                    Group(str((BACK if back else TYPES)[type_]), others, len(relations) - len(others))
                )
    return made


def _other(relation: Relation, organ: str, chart: Chart, moment: Moment) -> Other:
    id_ = relation.source if relation.target == organ else relation.target
    pair = links.pair(organ, id_, moment.on, moment.known)
    return Other(chart.organs[id_].name, moment.organ(id_), pair, days(relation), relation.basis)


def supervision(registry: Here, organ: str, moment: Moment) -> tuple[Group, Group]:
    """Return who supervises the organ, and whom it supervises: derived, each with what it rests on."""
    day = registry.day(moment.on)
    return (
        _supervision(registry, day, organ, moment, back=True),
        _supervision(registry, day, organ, moment, back=False),
    )


def _supervision(registry: Here, day: Day, organ: str, moment: Moment, *, back: bool) -> Group:
    organs = registry.chart.organs
    if organ not in day.world.kinds:
        return Group("", [], 0)
    found = day.world.reached("supervises", organ, moment.on.toordinal(), back=back)
    ids = sorted(id_ for id_ in found if id_ in organs)
    others = []
    for id_ in ids[:MOST]:
        ends = (id_, organ) if back else (organ, id_)
        pair = links.pair(*ends, moment.on, moment.known)
        rests_on = tuple(_derivation(day, *ends))
        others.append(Other(organs[id_].name, moment.organ(id_), pair, rests_on=rests_on))
    return Group("", others, len(ids) - len(others))


def _derivation(day: Day, subject: str, target: str) -> Iterable[str]:
    for relation in day.proof.between(subject, target):
        if relation["relation"] == "supervises":
            for each in relation["rests_on"]:
                yield f"{each['from_name']} {TYPES[Type(each['type'])]} {each['to_name']}"


def days(record: Organ | Relation | Seat) -> str:
    """Return the days of a record, the last one inclusive; open ends as an ellipsis."""
    return f"{record.since or '…'} – {last_day(record.until) or '…'}"


def way(registry: Here, x: str, z: str, moment: Moment) -> list[Relation]:
    """Return the fewest relations of the day that lead from one organ to another, whatever their direction."""
    at: dict[str, list[Relation]] = defaultdict(list)
    for relation in registry.chart.relations.values():
        if holds_on(relation, moment.on):
            at[relation.source].append(relation)
            at[relation.target].append(relation)
    come_by: dict[str, Relation | None] = {x: None}
    queue = [x]
    for organ in queue:
        for relation in at[organ]:
            other = relation.target if relation.source == organ else relation.source
            if other not in come_by:
                come_by[other] = relation
                queue.append(other)
    found: list[Relation] = []
    while (step := come_by.get(z)) is not None:
        found.insert(0, step)
        z = step.source if step.target == z else step.target
    return found
