"""Declaring kinship and withdrawing it: each person for themselves, on record in the organ's log without saying of whom."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.kin.models import Kinship
from paizhu.door.kin.sealing import Kin, seal, unseal
from paizhu.door.present import Present
from paizhu.journal.entries import append
from paizhu.norms.errors import InvalidInput
from paizhu.registry.models import ID_LENGTH

DECLARE, WITHDRAW = "kinship.declare", "kinship.withdraw"
MOST = 50  # that stand at once, of one person


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration as whoever made it sees it."""

    id: int
    kin: Kin
    declared_on: date


def own(sitting: Sitting) -> list[Declared]:
    """Return what the person has declared and not withdrawn, the latest first; nobody else ever sees it."""
    if sitting.administers is not None:
        return []
    rows = Kinship.objects.filter(person=sitting.person, withdrawn_on=None).order_by("-pk")
    return [Declared(r.pk, unseal(bytes(r.sealed), r.person_id), r.declared_on) for r in rows]


def declare(sitting: Sitting, kin: Kin, present: Present, channel: Channel) -> Kinship:
    """Keep that the person is kin of a person or of somebody at an organ. Raises InvalidInput, KeyUnusable.

    Source: 监督执纪工作规则 (2019-01-01) 第六十五条: whoever is concerned asks to be recused of their own accord.
    """
    _check(sitting, kin, present)
    with transaction.atomic():
        made = Kinship.objects.create(
            person_id=sitting.person, sealed=seal(kin, sitting.person), declared_on=present.on
        )
        _record(sitting, DECLARE, made, present, channel)
    present.kept.clear()
    return made


def withdraw(sitting: Sitting, id_: int, present: Present, channel: Channel) -> None:
    """Let a declaration of one's own stand no more; what was decided by it stays decided. Raises InvalidInput."""
    with transaction.atomic():
        standing = Kinship.objects.filter(pk=id_, person=sitting.person, withdrawn_on=None)
        found = standing.select_for_update().first()
        if found is None or sitting.administers is not None:
            raise InvalidInput(_("There is no such declaration of yours, or it is withdrawn already."))
        found.withdrawn_on = present.on
        found.save(update_fields=["withdrawn_on"])
        _record(sitting, WITHDRAW, found, present, channel)
    present.kept.clear()


def _check(sitting: Sitting, kin: Kin, present: Present) -> None:
    if sitting.administers is not None:
        raise InvalidInput(_("Not recorded: an administrator takes no part in matters."))
    if bool(kin.person) == bool(kin.organ):
        raise InvalidInput(_("Not recorded: name a person’s code or an organ, one of the two."))
    if len(kin.person + kin.organ) > ID_LENGTH:
        raise InvalidInput(_("Not recorded: neither a code nor an id is so long."))
    if kin.person == sitting.person:
        raise InvalidInput(_("Not recorded: this is your own code."))
    if kin.person and kin.person not in present.here.seats_of:
        raise InvalidInput(_("Not recorded: nobody of that code holds a post in the registry."))
    if kin.organ and kin.organ not in present.here.chart.organs:
        raise InvalidInput(_("Not recorded: the registry holds no such organ."))
    before = own(sitting)
    if any(one.kin == kin for one in before):
        raise InvalidInput(_("Not recorded: you have declared this already."))
    if len(before) >= MOST:
        raise InvalidInput(_("Not recorded: there are {most} declarations of yours.").format(most=MOST))


def _record(sitting: Sitting, act: str, kinship: Kinship, present: Present, channel: Channel) -> None:
    append(
        sitting.organ,
        at=present.at,
        act=act,
        seat=sitting.seat,
        organ=sitting.organ,
        channel=channel.value,
        outcome="done",
        matter=None,
        on=present.on,
        facts={"kinship": kinship.pk},
        content={},
    )
