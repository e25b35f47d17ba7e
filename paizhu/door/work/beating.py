"""A worker says that it is alive, so that `paizhu doctor` can tell when none is."""

import socket
from datetime import datetime, timedelta

from paizhu.door.present import Present
from paizhu.door.work.models import MACHINE_LENGTH, Heartbeat

# Seldom: on SQLite every write keeps others waiting for a moment.
EVERY = timedelta(seconds=30)


def beat(present: Present) -> int:
    """Note the instant of this round. Returns 0: there is never more to do."""
    Heartbeat.objects.update_or_create(
        machine=socket.gethostname()[:MACHINE_LENGTH], defaults={"at": present.at}
    )
    return 0


def last_beat() -> datetime | None:
    """Return when any worker was last alive; None: none ever was."""
    return Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
