"""Changing single records: by the rules of an import, for a stated reason, and only as somebody saw them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from paizhu.norms.errors import InvalidInput, PaizhuError
from paizhu.registry import acts, around, queries
from paizhu.registry.breach import Breach
from paizhu.registry.changes import ChangeKind, Key, Outcome, outcomes
from paizhu.registry.reading import cells
from paizhu.registry.records import DAY_LAST, LISTS, Chart, Organ, Record, Relation, Seat


class Outdated(PaizhuError):
    """Somebody else changed the record meanwhile; nothing was recorded. found: what they changed."""

    code = "registry.outdated"

    def __init__(self, found: list[Outcome]) -> None:
        self.found = found
        super().__init__(", ".join(outcome.id_ for outcome in found))


class Refused(PaizhuError):
    """What was to be recorded breaks rules; nothing was recorded."""

    code = "registry.refused"

    def __init__(self, breaches: list[Breach]) -> None:
        self.breaches = breaches
        super().__init__("\n".join(f"{b.list_} {b.id_} {b.field}: {b.expected}" for b in breaches))


def edit(
    record: Record,
    *,
    seen: datetime | None,
    reason: str,
    with_ties: bool = False,
    noting: acts.Noting = lambda _done: None,
) -> acts.Done:
    """Record one record in place of what is known by its id.

    seen: the last change that somebody knew of; None: the record is to be a new one.  with_ties: relations and
    seats of an organ that ends, end with it.  Raises Outdated, Refused, Conflict.
    """
    incoming = Chart()
    incoming.of(record.LIST)[record.id] = record
    if with_ties and isinstance(record, Organ):
        incoming = _ending(record, around.around(incoming)).with_(incoming)
    keys = [(list_, id_) for list_ in LISTS for id_ in incoming.of(list_)]

    def check(existing: Chart, whole: Chart) -> None:
        if seen is None:
            _is_free(record, existing)
        else:
            _as_seen(keys, existing, incoming, seen)
        _hold(existing, whole, keys)

    note = acts.Note(f"{record.LIST} {record.id}", ChangeKind.EDIT, reason)
    return acts.record(incoming, note=note, check=check, known=around.around, noting=noting)


def breaches(record: Record) -> list[Breach]:
    """Return the rules that would be broken if the record were recorded now."""
    wanted = Chart()
    wanted.of(record.LIST)[record.id] = record
    known = around.around(wanted)
    return around.breaches(known, known.with_(wanted), [(record.LIST, record.id)])


def withdraw(
    list_: str,
    id_: str,
    *,
    seen: datetime | None,
    reason: str,
    with_ties: bool = False,
    noting: acts.Noting = lambda _done: None,
) -> acts.Done:
    """Say a record no longer, because it was recorded by mistake; what was known until now stays visible as known then.

    seen: the last change that somebody knew of; None: whatever it is now.  with_ties: what refers to it is
    withdrawn as well.  Raises Refused where it is not known or something refers to it, Outdated.
    """
    gone = [(list_, id_)]
    if with_ties:
        gone += referring(around.around(Chart(), gone), list_, id_)

    def check(existing: Chart, whole: Chart) -> None:
        if id_ not in existing.of(list_):
            raise Refused([Breach(list_, id_, "id", id_, _("a record that is known now"))])
        if seen is not None:
            _as_seen(gone, existing, existing, seen)
        _hold(existing, whole, gone)

    note = acts.Note(f"{list_} {id_}", ChangeKind.WITHDRAWAL, reason)
    return acts.record(Chart(), note=note, check=check, withdrawn=gone, known=around.around, noting=noting)


def withdraw_for(
    list_: str, id_: str, reason: str, *, with_ties: bool, noting: acts.Noting = lambda _done: None
) -> acts.Done:
    """Withdraw a record as it is now. Raises InvalidInput in words for people."""
    if list_ not in LISTS:
        lists = ", ".join(LISTS)
        raise InvalidInput(_("{list}: expected one of {lists}.").format(list=list_, lists=lists))
    try:
        stated = cells.basis(reason, {})
        if not stated:
            raise InvalidInput(_("Expected a reason that is not empty."))
        return withdraw(list_, id_, seen=None, reason=stated, with_ties=with_ties, noting=noting)
    except cells.Unread as error:
        raise InvalidInput(_("Expected {what}.").format(what=error)) from None
    except Refused as refused:
        raise InvalidInput(f"{refused}\n{_('Not withdrawn; nothing was changed.')}") from refused


def referring(chart: Chart, list_: str, id_: str) -> list[Key]:
    """Return what cannot stay when a record goes: relations, posts and seats of an organ, seats of a post."""
    if list_ == "posts":
        return [("seats", s.id) for s in chart.seats.values() if s.post == id_]
    if list_ != "organs":
        return []
    posts = [p.id for p in chart.posts.values() if p.organ == id_]
    relations = [("relations", r.id) for r in chart.relations.values() if id_ in {r.source, r.target}]
    seats = [key for post in posts for key in referring(chart, "posts", post)]
    return [*relations, *(("posts", post) for post in posts), *seats]


def _ending(organ: Organ, chart: Chart) -> Chart:
    """The relations and seats of an organ that would outlive it, ended on its last day."""
    ended = Chart()
    for list_, id_ in referring(chart, "organs", organ.id):
        record = chart.of(list_)[id_]
        if isinstance(record, Relation | Seat) and _outlives(record, organ.until):
            ended.of(list_)[id_] = replace(record, until=organ.until)
    return ended


def _outlives(record: Relation | Seat, until: date | None) -> bool:
    return until is not None and (record.until or DAY_LAST) > until


def _is_free(record: Record, existing: Chart) -> None:
    if record.id in existing.of(record.LIST):
        raise Refused([Breach(record.LIST, record.id, "id", record.id, _("an id that no other record has"))])


def _as_seen(keys: Iterable[Key], existing: Chart, wanted: Chart, seen: datetime) -> None:
    """Nobody changed these records since, unless to what is wanted anyway. Raises Outdated."""
    then, now, gone = Chart(), Chart(), []
    for list_, id_ in keys:
        was, is_ = queries.as_known(list_, id_, seen), existing.of(list_).get(id_)
        if was == is_ or (is_ is not None and is_ == wanted.of(list_).get(id_) and wanted is not existing):
            continue
        if was is not None:
            then.of(list_)[id_] = was
        if is_ is not None:
            now.of(list_)[id_] = is_
        else:
            gone.append((list_, id_))
    found = list(outcomes(then, now, gone))
    if found:
        raise Outdated(found)


def _hold(existing: Chart, whole: Chart, mine: Collection[Key]) -> None:
    found = around.breaches(existing, whole, mine)
    if found:
        raise Refused(found)
