"""A log that several processes verify, sound and then changed: prints what was found. Run with DATABASE_URL set.

python -m paizhu.journal.tests.sharing
"""

import json
import os
import signal

import django
from django.core.management import call_command
from django.db import connection, transaction

django.setup()

from paizhu.journal import checking, checkpoints, proven_texts, stretches  # noqa: E402  Django is ready only now
from paizhu.journal.entries import append  # noqa: E402
from paizhu.journal.models import Entry, Log  # noqa: E402
from paizhu.journal.tests.conftest import ACT  # noqa: E402

COUNT, BLOCK = 100, 8
BEGUN_BY = os.getpid()


forks: list[int] = []


def verified() -> dict[str, object]:
    """What is found, and how many processes were started for it."""
    before = len(forks)
    result = checking.verify(Log.objects.get(organ="Z1"))
    found = [(one.fault.value, one.number) for one in result.findings]
    return {"checked": result.checked, "findings": found, "forks": len(forks) - before}


def dying(stretch: stretches.Stretch) -> list[bool | None]:
    """What `proven_texts.prove` returns; the process that was started for the second stretch does not live to say it."""
    if os.getpid() != BEGUN_BY and stretch.first == 2 * BLOCK + 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return proven_texts.prove(stretch)


def outlived() -> dict[str, int]:
    """How many blocks are found sound, and by how many processes, of which one is killed."""
    verification = checking.Verification(Log.objects.get(organ="Z1"))
    verification.of_log()
    assert verification._hashed is not None
    before, leaves = len(forks), verification._hashed.leaves
    stretched = stretches.over(verification._log, 0, COUNT // BLOCK * BLOCK, leaves)
    sound = sum(one is True for blocks in stretches.shared(dying, stretched) for one in blocks)
    return {"sound": sound, "forks": len(forks) - before}


def main() -> None:
    """Bring a log and verify it, also where a process is killed; then changed, and with an entry that is not committed."""
    call_command("migrate", verbosity=0)
    os.register_at_fork(before=lambda: forks.append(1))
    stretches.LEVEL, stretches.BLOCK, stretches.AT_ONCE, stretches.SHARED = 3, BLOCK, 2 * BLOCK, 0
    stretches.processors = lambda: 2
    with transaction.atomic():
        for number in range(COUNT):
            append("Z1", **ACT)
            if number % 30 == 20:
                checkpoints.checkpoint("Z1", at=ACT["at"])
    told = [verified(), outlived()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_entry_no_update")
        else:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_kept")
    body = Entry.objects.get(number=70).body
    Entry.objects.filter(number=70).update(body=body.replace("S1", "S2"))
    told.append(verified())
    with transaction.atomic():
        append("Z1", **ACT)
        told.append(verified())
    print(json.dumps(told))


if __name__ == "__main__":
    main()
