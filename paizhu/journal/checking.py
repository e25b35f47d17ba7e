"""Verifying the logs where they are kept: everything is made anew from the entries and compared with what is stored.

In two stages, so that it is soon known whether anything was rewritten, removed or moved: first the log, then what its
entries say and what is kept with them (`faults.Stage`). A log is verified when neither finds anything.
"""

from collections.abc import Callable

from paizhu.guard import beyond
from paizhu.journal import heads, paizhu_verify
from paizhu.journal.checking_entries import Reading
from paizhu.journal.checking_log import Hashing
from paizhu.journal.faults import Fault, Finding, Verified
from paizhu.journal.models import Log

# Entries that were looked at, and that there are to look at.
Told = Callable[[int, int], None]


def _nobody(_done: int, _whole: int) -> None:
    """Nobody is told."""


class Verification:
    """A log that is being verified. result: what came of it so far.

    since: a checkpoint that is trusted; entries up to it are not read anew, but their hashes must lead to its head.
    """

    def __init__(self, log: Log, since: paizhu_verify.Checkpoint | None = None) -> None:
        self.result = Verified(log.organ, log.length, since.size if since else 0)
        self._log, self._since = log, since
        self._hashed: Hashing | None = None

    @beyond.reading(beyond.Why.VERIFYING)
    def of_log(self, told: Told = _nobody) -> Verified:
        """Go through the first stage: whether the bytes of the entries lead to every hash and signed head that is stored.

        told: is called now and then.
        """
        since, log = self._since, self._log
        if since and (since.size > log.length or heads.root(log, since.size) != since.root):
            self.result.at_heads.append(Finding(Fault.CHECKPOINT, since.size))
            return self.result
        self._hashed = Hashing(log, since, self.result, told)
        self._hashed.go()
        return self.result

    @property
    def goes_on(self) -> bool:
        """Whether there is a second stage after the first: not where the trusted checkpoint is none of the log's."""
        return self._hashed is not None

    @beyond.reading(beyond.Why.VERIFYING)
    def of_entries(self, told: Told = _nobody) -> Verified:
        """Go through the second stage, after the first: whether those bytes agree with form, columns and content.

        told: is called now and then.  Nothing is read where it does not go on.
        """
        if self._hashed is not None:
            Reading(self._log, self._hashed.leaves, self.result, told).go(self._hashed.number)
        return self.result


def verify(log: Log, since: paizhu_verify.Checkpoint | None = None) -> Verified:
    """Return what is wrong with a log, in both stages. since: see Verification."""
    verification = Verification(log, since)
    verification.of_log()
    return verification.of_entries()
