# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""Run as a process of its own: the approval of a destruction, killed before each of its statements, as far as STRIDE says.

Each time a forked child approves and kills itself with -9; then it is looked at what is there. Prints JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from paizhu.operations.tests.in_home import in_home

LATER = date(2040, 1, 2)
TEXT = "谈了采购领域廉洁风险"


def seed() -> int:
    """Bring the cast, a sealed matter with a remark and a file that is closed long ago, and the proposal; return its key."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from paizhu.door.doing import Channel
    from paizhu.door.perform import perform
    from paizhu.door.tests.world import do, fresh, present, seat
    from paizhu.door.work.tests import seeding

    seeding.seed(0)
    given: dict[str, Any] = {
        "group": "D1",
        "held_on": "2025-08-29",
        "ecology": "on",
        "text": TEXT,
        "suggestions": "",
    }
    matter = do("head", "exchange.record", **given).matter
    assert matter is not None
    do("head", "exchange.follow", fresh(matter), text="说明")
    file = {"file": SimpleUploadedFile("记录.txt", TEXT.encode())}
    perform(
        present(), seat("head"), "exchange.attach", matter.reference, {}, files=file, channel=Channel.PAGE
    )
    do("head", "grant.give", fresh(matter), person="X-deputy", reason="r", last_day="2025-12-31")
    do("head", "exchange.close", fresh(matter), text="")
    do("head", "retention.term", kind="exchange", rule="", given_years="1", reason="x")
    do("head", "retention.propose", fresh(matter), on=LATER, reason="y")
    return matter.pk


def approve(matter: int, before: int) -> None:
    """Approve, and be killed before the statement of that number."""
    from django.db import connection

    from paizhu.door.models import Matter
    from paizhu.door.tests.world import do

    number = 0

    def counted(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal number
        number += 1
        if number == before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)

    with connection.execute_wrapper(counted):
        do("deputy", "retention.destroy", Matter.objects.get(pk=matter), on=LATER, reason="")


def look(matter: int) -> dict[str, Any]:
    """What is there: the content, whole or gone, and whether the logs verify."""
    from django.db import connection

    from paizhu.door.attachments import of_matters
    from paizhu.door.attachments.models import Attachment
    from paizhu.door.models import Matter
    from paizhu.door.retention.models import Proposal, Stub
    from paizhu.door.sealing.models import MatterKey
    from paizhu.journal import checking
    from paizhu.journal.models import Log
    from paizhu.liaison.exchanges.models import Exchange

    one = Matter.objects.get(pk=matter)
    found = {
        "destroyed": one.destroyed_on is not None,
        "stub": Stub.objects.count(),
        "waits": Proposal.objects.filter(ended_on=None).count(),
        "keys": MatterKey.objects.count(),
        "texts": [row.text for row in Exchange.objects.all()],
        "remarks": [row.text for row in one.remarks.all()],
        "files": [b"".join(of_matters.read(f)).decode() for f in Attachment.objects.select_related("matter")],
        "titled": bool(one.title),
        "findings": [str(f) for log in Log.objects.all() for f in checking.verify(log).findings],
    }
    connection.close()
    return found


def main(stride: int) -> dict[str, Any]:
    """Kill before every so-manieth statement, until it is done."""
    from django.db import connection

    matter = seed()
    whole, kills, before = look(matter), 0, 1
    while True:
        connection.close()
        child = os.fork()
        if not child:
            approve(matter, before)
            connection.close()
            os._exit(0)
        ended = os.waitpid(child, 0)[1]
        found = look(matter)
        if not os.WIFSIGNALED(ended):
            return {"kills": kills, "ended": os.waitstatus_to_exitcode(ended), "whole": whole, "found": found}
        if found != whole:
            return {"kills": kills, "at": before, "whole": whole, "found": found}
        kills, before = kills + 1, before + stride


if __name__ == "__main__":
    with in_home():
        print(json.dumps(main(int(sys.argv[1]))))
