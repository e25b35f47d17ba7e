"""Writers at once, each in a transaction of its own: prints what each was told. Run with DATABASE_URL set.

python -m paizhu.journal.tests.racing WRITERS TURNS [spread]: all append to one log, or each to one of its own.
"""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import django
from django.core.management import call_command
from django.db import connections, transaction

django.setup()

from paizhu.journal.entries import append  # noqa: E402  Django is ready only now
from paizhu.journal.tests.conftest import ACT  # noqa: E402


def main(writers: int, count: int, *, spread: bool) -> None:
    call_command("migrate", verbosity=0)
    start = threading.Barrier(writers)

    def write(writer: int) -> list[int]:
        numbers = []
        start.wait()
        for turn in range(count):
            with transaction.atomic():
                entry = append(f"Z{writer if spread else 1}", **ACT)
                # Every fifth act is taken back.
                transaction.set_rollback(turn % 5 == 4)
            if turn % 5 != 4:
                numbers.append(entry.number)
        connections.close_all()
        return numbers

    with ThreadPoolExecutor(writers) as pool:
        print(json.dumps(list(pool.map(write, range(writers)))))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), spread=sys.argv[3:] == ["spread"])
