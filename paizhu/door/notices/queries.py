"""The inbox of a seat: notices to its organ on matters that it sees, from which its person is not recused.

What is not visible is not there, neither in the list nor in the count. Each costs the same few queries for any number.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from paizhu.accounts.sittings import Sitting
from paizhu.door.deriving import parties
from paizhu.door.models import Ground, Matter, Notice, Recusal
from paizhu.door.notices.models import Read
from paizhu.door.notices.naming import act_name, kind_name, path
from paizhu.door.present import Present
from paizhu.door.visibility import Reach, barred, sights, visible
from paizhu.guard.rows import rows

ON_A_PAGE = 50
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the inbox. act, kind: names in the reader's language.  path: where the matter is found."""

    id: int
    reference: str
    kind: str
    act: str
    at: datetime
    is_read: bool
    path: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of the inbox, newest first. next: where the next page begins; None on the last one."""

    items: tuple[Item, ...]
    next: int | None


def inbox(sitting: Sitting, present: Present, *, before: int | None = None, limit: int = ON_A_PAGE) -> Inbox:
    """Return a page of the inbox. before: `next` of the page before it; None: the first page."""
    found = notices(sitting, present).select_related("matter").order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.annotate(is_read=Exists(_reads(sitting)))[: limit + 1])
    shown = rows[:limit]
    return Inbox(tuple(_item(row, present) for row in shown), shown[-1].pk if len(rows) > limit else None)


def unread(sitting: Sitting, present: Present) -> int:
    """Return how many notices the person has not read; MOST_COUNTED stands for that many or more."""
    found = notices(sitting, present).filter(~Exists(_reads(sitting))).order_by("-pk")
    # Not COUNT: it would look at all of them.
    return len(found.values_list("pk", flat=True)[:MOST_COUNTED])


def unread_lately(sitting: Sitting, present: Present) -> int:
    """Return how many of the organ's newest MOST_COUNTED notices the seat sees and the person has not read.

    What every page can afford to show: unlike `unread` it never looks further, however many were read since. One query
    where nothing is new.
    """
    of = [matter for (matter,) in rows(_NEW, [sitting.organ, MOST_COUNTED, sitting.person])]
    if not of:
        return 0
    matters = list(Matter.objects.filter(pk__in=set(of)))
    seen, out = sights(sitting, matters, present), barred(sitting, matters, present)
    told = {key for key, sight in seen.items() if sight.reach > Reach.NONE} - out
    return sum(matter in told for matter in of)


_NEW = """SELECT n.matter_id
    FROM (SELECT id, matter_id FROM door_notice WHERE organ_id = %s ORDER BY id DESC LIMIT %s) n
    WHERE NOT EXISTS (SELECT 1 FROM notices_read r WHERE r.notice_id = n.id AND r.person_id = %s)"""


def notices(sitting: Sitting, present: Present) -> QuerySet[Notice]:
    """Return the notices that the seat sees, in no order; none for an administrator."""
    own = Notice.objects.filter(organ=sitting.organ, matter__in=visible(sitting, present))
    recused = Recusal.objects.filter(
        Q(matter=OuterRef("matter"))
        | Q(organ=OuterRef("matter__owner"))
        | Q(organ=OuterRef("matter__counterpart")),
        Q(until=None) | Q(until__gt=present.on),
        person=sitting.person,
    )
    told = own.exclude(Exists(recused.exclude(holds=False)))
    for basis, organs in parties([sitting.person], present).get(sitting.person, {}).items():
        # As `paizhu.door.deriving` does for matters in hand; here the database looks.
        about = Ground.objects.filter(matter=OuterRef("matter"), toward__in=organs)
        hit = Q(matter__owner__in=organs) | Q(matter__counterpart__in=organs) | Exists(about)
        cleared = Recusal.objects.filter(
            matter=OuterRef("matter"), person=sitting.person, basis=basis.value, holds=False
        )
        told = told.filter(~hit | Exists(cleared))
    return told


def _reads(sitting: Sitting) -> QuerySet[Read]:
    return Read.objects.filter(notice=OuterRef("pk"), person=sitting.person)


def _item(notice: Notice, present: Present) -> Item:
    reference = notice.matter.reference
    return Item(
        id=notice.pk,
        reference=reference,
        kind=kind_name(notice, present.base),
        act=act_name(notice, present.base),
        at=notice.at,
        is_read=notice.is_read,  # type: ignore[attr-defined]  # annotated
        path=path(reference),
    )
