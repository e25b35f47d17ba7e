"""Bringing a form file back: its act is done from the seat that brings it, once, or refused with nothing written."""

from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.models import Performed
from paizhu.door.perform import Done, perform
from paizhu.door.present import Present
from paizhu.guard import beyond
from paizhu.liaison.replying.filled import filled
from paizhu.liaison.replying.seals import FormFileRefused


def bring(path: Path, sitting: Sitting, present: Present, channel: Channel) -> Done:
    """Do the act of a form file. The gates decide on it as on any other.

    Raises FormFileRefused for a file that is damaged, edited, for another organ, or used before; and what
    `door.perform` raises.
    """
    found = filled(path)
    seal = found.seal
    if seal.organ != sitting.organ:
        raise FormFileRefused(_("This form was made for another organ than yours; nothing was changed."))
    if _was_used(seal.key):
        raise FormFileRefused(
            _("This form was brought back before, and is on record; nothing was changed this time.")
        )
    done = perform(present, sitting, seal.act, seal.reference, found.values, key=seal.key, channel=channel)
    if done.again:
        raise FormFileRefused(
            _("This form was brought back before, and is on record; nothing was changed this time.")
        )
    return done


@beyond.reading(beyond.Why.SENT_BEFORE)
def _was_used(key: str) -> bool:
    return Performed.objects.filter(key=key).exists()
