"""Whether a log kept here is still the one of which a head was countersigned here; and what was found is remembered.

A log that was written anew as a whole, signatures included, verifies by itself. It contradicts the head that a witness keeps.
"""

from datetime import datetime

from paizhu.guard.rows import row
from paizhu.journal import checking, heads, keys, paizhu_verify
from paizhu.journal.faults import Fault, Finding
from paizhu.journal.models import Contradiction, Log, Witnessed


def contradicted(log: Log) -> list[Finding]:
    """Return that the head which was countersigned here last is not the log's any more; [] where it is, or there is none.

    Heads before were compared with that one when it was countersigned. Three queries for a log of any length.
    """
    last = Witnessed.objects.filter(origin=keys.known_origin(log.organ)).order_by("-size").first()
    if last is None or is_of(log, paizhu_verify.read_checkpoint(last.note)):
        return []
    return [Finding(Fault.CHECKPOINT, last.size)]


def is_of(log: Log, head: paizhu_verify.Checkpoint) -> bool:
    """Return whether a head is one of the log's, as it follows from the stored hashes."""
    try:
        return head.size <= log.length and heads.root(log, head.size) == head.root
    except KeyError:  # an entry is not there
        return False


def compare(log: Log, at: datetime) -> bool:
    """Verify a log, compare it with the countersigned head, remember what is wrong, and return whether something is.

    What is remembered ends when the log agrees again, as after a backup was restored.
    """
    found = [*checking.verify(log).findings, *contradicted(log)]
    # That a key is missing says nothing against the log.
    wrong = next((one for one in found if one.fault is not Fault.NO_KEY), None)
    known = Contradiction.objects.filter(log=log, ended_at=None)
    if wrong is None:
        known.update(ended_at=at)
    elif not known.exists():
        Contradiction.objects.create(
            log=log, fault=wrong.fault.value, number=wrong.number, name=wrong.name, at=at
        )
    return wrong is not None


# Whether any log here is known not to be what was signed.
ANY = "SELECT 1 FROM journal_contradiction WHERE ended_at IS NULL LIMIT 1"


def is_any() -> bool:
    """Return whether any log here is known not to be what was signed."""
    return row(ANY) is not None


def finding(one: Contradiction) -> Finding:
    """Return what was found, to be said in words."""
    return Finding(Fault(one.fault), one.number, one.name)
