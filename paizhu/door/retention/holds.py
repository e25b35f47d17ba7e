"""Which holds reach a matter, and what whoever asks may be told of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter, Participation, Performed
from paizhu.door.present import Present
from paizhu.door.retention.content import rows
from paizhu.door.retention.models import Hold
from paizhu.door.visibility import Sight
from paizhu.guard import beyond
from paizhu.norms.sentences import sentences

# Of all that take it, one at a time: placing a hold and destroying what it would reach.
_LOCK = 7_305_801


def one_at_a_time() -> None:
    """Wait, in this transaction, for whoever places a hold or destroys a matter. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def standing(on: date) -> Q:
    """Return the condition that a hold bars destruction on a day."""
    return Q(released_on=None) & (Q(until=None) | Q(until__gt=on))


@beyond.reading(beyond.Why.RETENTION)
def reaching(matters: Iterable[Matter], present: Present) -> dict[int, list[Hold]]:
    """Return the holds that reach each matter, by its key; a fixed number of queries for any number of matters.

    A hold of a person or an organ reaches the matters that its holder owns, and those of the offices that it leads.
    """
    found = {matter.pk: matter for matter in matters}
    held: dict[int, list[Hold]] = defaultdict(list)
    if not found:
        return held
    holders = {key: _holders(matter, present) for key, matter in found.items()}
    wide = Q(matter=None, holder__in=set().union(*holders.values()))
    holds = list(
        Hold.objects.filter(standing(present.on)).filter(Q(matter__in=list(found)) | wide).order_by("pk")
    )
    parties = _parties(found) if any(hold.party_id for hold in holds) else {}
    persons = persons_of(found) if any(hold.person_id for hold in holds) else {}
    for hold in holds:
        for key in found:
            about = hold.party_id in parties.get(key, ()) or hold.person_id in persons.get(key, ())
            if hold.matter_id == key or (hold.matter_id is None and hold.holder_id in holders[key] and about):
                held[key].append(hold)
    return held


def own(sitting: Sitting, present: Present) -> QuerySet[Hold]:
    """Return the holds of the seat's organ and of the offices that it leads, the latest first; none to administrators."""
    if sitting.administers is not None:
        return Hold.objects.none()
    organs = [sitting.organ, *sorted(present.led_by(sitting.organ))]
    return Hold.objects.filter(holder__in=organs).order_by("-pk")


def told(holds: list[Hold], sitting: Sitting, sight: Sight, present: Present) -> str:
    """Return who holds a matter and since when, as far as the reader may know it; "" where nobody does.

    A hold of the organ that leads the reader's is not told of, unless it names this very matter.
    """
    if not holds:
        return ""
    organs = {sitting.organ, *present.led_by(sitting.organ)}
    known = [h for h in holds if h.holder_id in organs or (h.matter_id is not None and sight.content)]
    if not known:
        return _("A hold stands on it, of which your seat sees no more.")
    said = _("{holder} holds it since {day}.")
    return sentences(*(said.format(holder=present.name(h.holder_id), day=h.since.isoformat()) for h in known))


def of(matter: Matter, sitting: Sitting, sight: Sight, present: Present) -> str:
    """Return who holds a matter, as far as the seat may know it; "" for nobody, and for whoever has no say in it.

    The owner's seats are told, those of the organ that leads it, and whoever sees the content.
    """
    if not sight.content and matter.owner_id not in (sitting.organ, *present.led_by(sitting.organ)):
        return ""
    return told(reaching([matter], present)[matter.pk], sitting, sight, present)


def persons_of(matters: Iterable[int]) -> dict[int, set[str]]:
    """Return the persons, by code, who acted on each matter or are named in it, by its key."""
    keys, found = list(matters), defaultdict[int, set[str]](set)
    for matter, person in (
        Performed.objects.filter(matter__in=keys).values_list("matter_id", "person").distinct()
    ):
        if matter is not None:
            found[matter].add(person)
    for table in rows():
        for name in table.persons:
            asked = table.model._default_manager.filter(**{f"{table.to}__in": keys}, **table.only)  # noqa: SLF001
            for matter, person in asked.values_list(table.to, name):
                found[matter].add(person)
    return {key: persons - {None, ""} for key, persons in found.items()}


def _holders(matter: Matter, present: Present) -> set[str]:
    leader = present.leader_of(matter.owner_id)
    return {matter.owner_id, *([leader] if leader else [])}


def _parties(matters: dict[int, Matter]) -> dict[int, set[str]]:
    found = {key: {o for o in (m.owner_id, m.counterpart_id) if o} for key, m in matters.items()}
    parts = Participation.objects.filter(matter__in=list(matters), person=None)
    for matter, organ in parts.values_list("matter_id", "organ_id"):
        found[matter].add(organ)
    return found
