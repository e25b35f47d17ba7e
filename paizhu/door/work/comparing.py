"""Each log is verified regularly and compared with what was countersigned, so that nobody has to think of it."""

import logging

from paizhu.door.present import Present
from paizhu.journal.contradicting import compare
from paizhu.journal.models import Log

_log = logging.getLogger("paizhu.work")


def compare_logs(present: Present) -> int:
    """Compare every log kept here; the next time is as far off whatever was found. Returns 0."""
    for log in Log.objects.order_by("organ"):
        if compare(log, present.at):
            # An organ's id is no content, and whoever runs the installation must hear which log it is.
            _log.error("log %s is not what was signed or countersigned", log.organ)
    return 0
