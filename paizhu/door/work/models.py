"""When each machine's worker was last seen to be alive."""

from django.db import models

MACHINE_LENGTH = 100


class Heartbeat(models.Model):
    """machine: name of the host that a worker runs on.  at: when a round of its began; no more often than `beating` says."""

    machine = models.CharField(max_length=MACHINE_LENGTH, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.machine} {self.at}"
