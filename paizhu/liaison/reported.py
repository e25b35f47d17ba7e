"""What a party has told an organ already, and what it was asked and has not answered: looked at before it is asked again."""

from dataclasses import dataclass

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter, Performed
from paizhu.door.present import Present
from paizhu.door.sealing import keyring
from paizhu.door.visibility import shows, sights, visible

MOST = 12
# Kinds by which something is asked of a party, and the acts by which a party tells something.
ASKING = ("letter", "support", "task")
TELLING = (
    "attendance.minutes",
    "attendance.respond",
    "letter.answer",
    "notification.answer",
    "notification.give",
    "notification.supply",
    "rectification.complete",
    "rectification.plan",
    "rectification.report",
    "support.provide",
    "task.answer",
    "visit.respond",
)


@dataclass(frozen=True, slots=True)
class Reported:
    """told: acts by which the party told something, the latest first.  waiting: matters on which its answer is due, likewise."""

    told: tuple[Performed, ...] = ()
    waiting: tuple[Matter, ...] = ()


def reported(sitting: Sitting, present: Present, party: str) -> Reported:
    """Return what the party told and owes an answer to, as far as the seat sees the content; at most MOST of each.

    The same number of queries for few and for many.
    """
    seen = visible(sitting, present, own=True).values("pk")
    acts = Performed.objects.filter(organ=party, act__in=TELLING, matter__in=seen).select_related("matter")
    open_ = Matter.objects.filter(
        owner=sitting.organ, counterpart=party, awaited=party, closed_on=None, kind__in=ASKING, pk__in=seen
    )
    told, waiting = list(acts.order_by("-entry_id")[: 3 * MOST]), list(open_.order_by("-pk")[:MOST])
    matters = {m.pk: m for m in waiting} | {one.matter.pk: one.matter for one in told if one.matter}
    seen_how = sights(sitting, matters.values(), present)
    keyring.hold_all(one.matter for one in told if one.matter)
    shown = [o for o in told if o.matter and shows(seen_how[o.matter.pk], sitting, o.on, o.organ)]
    # An act may be recorded later than the day that it is about.
    shown.sort(key=lambda one: one.on, reverse=True)
    return Reported(tuple(shown[:MOST]), tuple(m for m in waiting if seen_how[m.pk].content))


def asks_of(sitting: Sitting, matter: Matter, sides: frozenset[str]) -> str:
    """Return the party that a matter is about to ask and that does not take part yet; "" for none. sides: organs that do."""
    party = matter.counterpart_id or ""
    asks = matter.kind in ASKING and matter.owner_id == sitting.organ and matter.closed_on is None
    return party if asks and party not in sides else ""
