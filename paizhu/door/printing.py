"""That somebody printed a matter is on record, in the log of their organ, whatever its secrecy."""

from django.db import transaction

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.journal.entries import append
from paizhu.journal.models import Entry

ACT = "matter.print"


def note(sitting: Sitting, matter: Matter, present: Present, channel: Channel) -> Entry:
    """Record that the seat is about to print the matter, and return the entry, which the paper names."""
    with transaction.atomic():
        return append(
            sitting.organ,
            at=present.at,
            act=ACT,
            seat=sitting.seat,
            organ=sitting.organ,
            channel=channel.value,
            outcome="done",
            matter=matter.reference,
            on=present.on,
            facts={"revision": matter.revision},
            content={},
        )
