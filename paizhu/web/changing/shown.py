"""Records and what became of them, as pages show them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from paizhu.registry import said
from paizhu.registry.changes import Key, Outcome
from paizhu.registry.reading.fields import FIELDS
from paizhu.registry.records import Chart, Organ, Person, Post, Record, Relation, Seat, holds_on
from paizhu.web.changing import words
from paizhu.web.registry.words import TYPES

Said = dict[str, Any]


def whole(record: Record) -> Said:
    """Return everything that a record says."""
    facts = said.record(record)
    return {
        "list": words.LISTS[record.LIST],
        "id": record.id,
        "name": facts.get("name") or facts.get("title") or "",
        "facts": [
            (words.COLUMNS[record.LIST, key], words.value(key, value))
            for key, value in facts.items()
            if value is not None and key != "id"
        ],
    }


def outcomes(found: Iterable[Outcome]) -> list[Said]:
    """Return what happened to records, field by field."""
    return [outcome(one) for one in found]


def outcome(of: Outcome) -> Said:
    """Return what happened to one record."""
    names = {f.of: f.name for f in FIELDS[of.list_]}
    return {
        "list": words.LISTS[of.list_],
        "id": of.id_,
        "word": words.VERDICTS[of.verdict],
        "icon": words.VERDICT_ICONS[of.verdict],
        "changes": [
            (
                words.COLUMNS[of.list_, names[attribute]],
                words.value(names[attribute], said.value(attribute, before)),
                words.value(names[attribute], said.value(attribute, after)),
            )
            for attribute, (before, after) in of.changes.items()
        ],
    }


def line(chart: Chart, key: Key) -> Said:
    """Return one record on a line: what it is, between whom, from when to when."""
    list_, id_ = key
    record = chart.of(list_)[id_]
    facts = said.record(record)
    made = {"list_id": list_, "list": words.LISTS[list_], "id": id_, "text": "", "days": "", "holds": True}
    match record:
        case Relation():
            ends = (chart.organs[end].name for end in (record.source, record.target))
            made["text"] = f" {TYPES[record.type]} ".join(ends)
        case Seat():
            made["text"] = f"{chart.posts[record.post].title} · {record.person}"
        case _:
            made["text"] = str(facts.get("name") or facts.get("title") or id_)
    if isinstance(record, Relation | Seat):
        made["days"] = f"{facts['since'] or '…'} – {facts['until'] or '…'}"
        made["holds"] = holds_on(record, timezone.localdate())
    return made


def belongs(chart: Chart, record: Record, organ: str) -> bool:
    """Return whether a record is edited on the pages of that organ; persons are on those of any."""
    match record:
        case Organ():
            return record.id == organ
        case Relation():
            return organ in {record.source, record.target}
        case Post():
            return record.organ == organ
        case Seat():
            return chart.posts[record.post].organ == organ
        case Person():
            return True


def of_organ(chart: Chart, organ: str) -> Said:
    """Return the relations, posts and seats of an organ, each on a line; those that hold today first."""
    relations = [
        line(chart, ("relations", r.id)) for r in chart.relations.values() if organ in {r.source, r.target}
    ]
    posts = [p for p in chart.posts.values() if p.organ == organ]
    seats: dict[str, list[Said]] = {p.id: [] for p in posts}
    for seat in chart.seats.values():
        if seat.post in seats:
            seats[seat.post].append(line(chart, ("seats", seat.id)) | {"person": seat.person})
    return {
        "relations": sorted(relations, key=lambda r: (not r["holds"], r["text"])),
        "posts": [
            line(chart, ("posts", p.id))
            | {"seats": sorted(seats[p.id], key=lambda s: (not s["holds"], s["days"]))}
            for p in posts
        ],
    }
