"""That somebody read what is sealed is on record, in the log of the reader's organ."""

from collections.abc import Mapping

from django.db import transaction

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.secrecy import is_sealed
from paizhu.journal.canonical import Json
from paizhu.journal.entries import append

ACT = "matter.read"


def note(
    sitting: Sitting, matter: Matter, present: Present, channel: Channel, facts: Mapping[str, Json]
) -> None:
    """Record that the seat is about to read content of a sealed matter; of others nothing is recorded.

    facts: what of it, by ids only.
    Source: 中华人民共和国保守国家秘密法 (2024-05-01) 第二十一条: the circle of knowledge is the least that the work needs.
    """
    if not is_sealed(matter):
        return
    with transaction.atomic():
        append(
            sitting.organ,
            at=present.at,
            act=ACT,
            seat=sitting.seat,
            organ=sitting.organ,
            channel=channel.value,
            outcome="done",
            matter=matter.reference,
            on=present.on,
            facts=facts,
            content={},
        )
