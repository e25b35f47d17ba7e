"""What a person has declared, for that person alone (`acts.py` declares and withdraws)."""

from dataclasses import dataclass
from datetime import date

from paizhu.accounts.sittings import Sitting
from paizhu.door.kin.models import Kinship
from paizhu.door.kin.sealing import Kin, unseal

DECLARE, WITHDRAW = "kinship.declare", "kinship.withdraw"


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
