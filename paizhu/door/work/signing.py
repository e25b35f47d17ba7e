"""The heads of the logs are signed regularly, so that nobody has to remember it, and a rewritten log does not stay unseen."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from paizhu.door.present import Present
from paizhu.journal.checkpoints import Rewritten, checkpoint
from paizhu.journal.models import Checkpoint, Log

# In one go; the step comes again at once while there is more.
_AT_ONCE = 100
_log = logging.getLogger("paizhu.work")


def sign_heads(present: Present) -> int:
    """Sign the heads of logs that are due, and return how many were.

    Due: entries were added, and the last signed head is SIGN_AFTER_HOURS old or SIGN_AFTER_ENTRIES behind, or there is none.
    Raises Rewritten for the first log that is not the one that was signed before, once the others are signed.
    """
    signed, wrong = 0, None
    for organ in _due(present).values_list("organ", flat=True)[:_AT_ONCE]:
        try:
            checkpoint(organ, at=present.at)
        except Rewritten as rewritten:
            # An organ's id is no content, and whoever runs the installation must hear which log it is.
            _log.error("log %s was rewritten: its head is not signed", organ)
            wrong = wrong or rewritten
        else:
            signed += 1
    if wrong is not None:
        raise wrong
    return signed


def _due(present: Present) -> QuerySet[Log]:
    last = Checkpoint.objects.filter(log=OuterRef("pk")).order_by("-size")
    known = Log.objects.annotate(
        signed=Coalesce(Subquery(last.values("size")[:1]), 0),
        signed_at=Subquery(last.values("at")[:1], output_field=DateTimeField()),
    )
    old = present.at - timedelta(hours=settings.SIGN_AFTER_HOURS)
    long = Q(length__gte=F("signed") + settings.SIGN_AFTER_ENTRIES)
    return (
        known.filter(~Q(length=F("signed")))
        .filter(Q(signed_at=None) | Q(signed_at__lte=old) | long)
        .order_by("organ")
    )
