"""What a seat sees of retention: what falls due, what is proposed, what is held, what was destroyed. Always paged."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.eligible import has_power
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.retention import holds
from paizhu.door.retention.models import Hold, Proposal, Stub, Term
from paizhu.door.retention.periods import last_day, over_for
from paizhu.door.retention.terms import kind_name, terms_of
from paizhu.door.visibility import Sight, sights
from paizhu.guard.rows import Asked, rows
from paizhu.norms.errors import InvalidInput
from paizhu.norms.model import Text
from paizhu.norms.procedure import Power

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Due:
    """A closed matter whose term is over. title: None where the seat sees no content.  held: by whom, "" by nobody.

    last_day: on which it was kept.  proposed_on: None while its destruction is not proposed.
    """

    key: int
    reference: str
    kind_name: Text
    title: str | None
    opened_on: date
    closed_on: date
    last_day: date
    term: Term
    held: str
    proposed_on: date | None
    proposed_by: str
    appraisal: str
    owner: str


@dataclass(frozen=True, slots=True)
class DuePage:
    """Rows; next: where the next page begins, "" on the last one."""

    rows: tuple[Due, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Destroyed:
    """A stub. key: where its page ends.  log, number: of the entry that proves it.

    appraisal: "" where the seat is not of its owner's organ.
    """

    key: int
    reference: str
    kind_name: Text
    opened_on: date
    closed_on: date
    destroyed_on: date
    owner: str
    owner_name: str
    term: Term
    proposed_seat: str
    approved_seat: str
    appraisal: str
    pieces: int
    files: int
    log: str
    number: int


def due(sitting: Sitting, present: Present, *, after: str = "", limit: int = LIMIT) -> DuePage:
    """Return the organ's matters whose term is over, those closed first at the head; not those that are proposed.

    after: `next` of the page before. A fixed number of queries.
    """
    if sitting.administers is not None:
        return DuePage((), "")
    terms = {kind: term for kind, term in terms_of(sitting.organ).items() if term.years is not None}
    over = Q(pk__in=())
    for kind, term in terms.items():
        assert term.years is not None
        over |= Q(kind=kind, closed_on__lte=over_for(present.on, term.years))
    found = Matter.objects.filter(over, owner=sitting.organ, destroyed_on=None)
    found = found.exclude(Exists(Proposal.objects.filter(matter=OuterRef("pk"), ended_on=None)))
    if after:
        day, key = _place(after)
        found = found.filter(Q(closed_on__gt=day) | Q(closed_on=day, pk__gt=key))
    matters = list(found.order_by("closed_on", "pk")[: limit + 1])
    rows = _rows(matters[:limit], terms, {}, sitting, present)
    more = matters[limit - 1] if len(matters) > limit else None
    return DuePage(rows, f"{more.closed_on}.{more.pk}" if more else "")


def proposed(sitting: Sitting, present: Present, *, limit: int = LIMIT) -> tuple[Due, ...]:
    """Return what waits for approval, the earlier first: of the seat's organ, and of the offices that it leads."""
    if sitting.administers is not None:
        return ()
    organs = [sitting.organ, *sorted(present.led_by(sitting.organ))]
    found = Proposal.objects.filter(organ__in=organs, ended_on=None).select_related("matter", "term__entry")
    waiting = {one.matter_id: one for one in found.order_by("pk")[:limit]}
    matters = [one.matter for one in waiting.values()]
    return _rows(matters, {}, waiting, sitting, present)


_OF_OTHERS = (
    "SELECT 1 FROM retention_proposal WHERE organ_id = %s AND ended_on IS NULL AND person <> %s LIMIT %s"
)


def what_waits_for(sitting: Sitting) -> Asked | None:
    """Return what finds the proposals of the organ that this seat may decide on, at most LIMIT; None: it may on none.

    Of a leader; not what the person proposed. An office without another leader is told of by a notice to the organ above it.
    """
    if sitting.administers is not None or not has_power(sitting, Power.LEADER):
        return None
    return _OF_OTHERS, [sitting.organ, sitting.person, LIMIT]


def waiting_for(sitting: Sitting) -> int:
    """Return how many proposals of the organ this seat may decide on, at most LIMIT; one query, or none."""
    asked = what_waits_for(sitting)
    return 0 if asked is None else len(rows(*asked))


def held(sitting: Sitting, present: Present, *, standing: bool, limit: int = LIMIT) -> list[Hold]:
    """Return the holds of the organ and of the offices that it leads; standing: those that still bar something only."""
    found = holds.own(sitting, present).select_related("matter")
    return list((found.filter(holds.standing(present.on)) if standing else found)[:limit])


def destroyed(
    sitting: Sitting, present: Present, *, before: int | None = None, limit: int = LIMIT
) -> list[Destroyed]:
    """Return the register of what was destroyed, the latest first. before: `key` of the last one on the page before."""
    if sitting.administers is not None:
        return []
    organs = [sitting.organ, *sorted(present.led_by(sitting.organ))]
    found = Stub.objects.filter(organ__in=organs)
    if before is not None:
        found = found.filter(entry__lt=before)
    rows = found.select_related("matter", "term__entry", "entry__log").order_by("-entry")[:limit]
    return [_destroyed(stub, sitting, present) for stub in rows]


def stub(matter: Matter, sitting: Sitting, present: Present) -> Destroyed:
    """Return the stub of a destroyed matter; only for whoever sees anything of it."""
    assert matter.destroyed_on is not None
    found = Stub.objects.select_related("matter", "term__entry", "entry__log").get(matter=matter)
    return _destroyed(found, sitting, present)


def _place(after: str) -> tuple[date, int]:
    day, _dot, key = after.partition(".")
    try:
        return date.fromisoformat(day), parsed_key(key)
    except ValueError as error:
        raise InvalidInput(_("There is no such page; start again with the first one.")) from error


def parsed_key(given: str) -> int:
    """Return a row's key as an address names it. Raises ValueError for what is none."""
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(2**62))):
        raise ValueError(given)
    return int(given)


def _rows(
    matters: list[Matter],
    terms: dict[str, Term],
    waiting: dict[int, Proposal],
    sitting: Sitting,
    present: Present,
) -> tuple[Due, ...]:
    sight, barred = sights(sitting, matters, present), holds.reaching(matters, present)
    return tuple(
        _row(m, waiting[m.pk].term if m.pk in waiting else terms[m.kind], waiting.get(m.pk), sight[m.pk],
             holds.told(barred[m.pk], sitting, sight[m.pk], present), present)
        for m in matters
    )  # fmt: skip


def _row(
    matter: Matter, term: Term, proposal: Proposal | None, sight: Sight, held: str, present: Present
) -> Due:
    assert matter.closed_on is not None
    assert term.years is not None
    return Due(
        key=matter.pk,
        reference=matter.reference,
        kind_name=kind_name(matter.kind, present),
        title=matter.title if sight.content else None,
        opened_on=matter.opened_on,
        closed_on=matter.closed_on,
        last_day=last_day(matter.closed_on, term.years),
        term=term,
        held=held,
        proposed_on=proposal.on if proposal else None,
        proposed_by=proposal.seat if proposal else "",
        appraisal=proposal.reason if proposal else "",
        owner=matter.owner_id,
    )


def _destroyed(stub: Stub, sitting: Sitting, present: Present) -> Destroyed:
    matter = stub.matter
    assert matter.closed_on is not None
    assert matter.destroyed_on is not None
    return Destroyed(
        key=stub.entry_id,
        reference=matter.reference,
        kind_name=kind_name(matter.kind, present),
        opened_on=matter.opened_on,
        closed_on=matter.closed_on,
        destroyed_on=matter.destroyed_on,
        owner=stub.organ_id,
        owner_name=present.name(stub.organ_id),
        term=stub.term,
        proposed_seat=stub.proposed_seat,
        approved_seat=stub.approved_seat,
        appraisal=stub.appraisal if stub.organ_id == sitting.organ else "",
        pieces=stub.pieces,
        files=stub.files,
        log=stub.entry.log.organ,
        number=stub.entry.number,
    )
