# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""Run beside the product, as a process of its own: people who work, and what there is then, as JSON."""

import itertools
import json
import sys
from threading import Thread
from typing import Any

from paizhu.operations.tests.in_home import in_home


def seed() -> None:
    """Bring the cast, its accounts and its wishes, with one task that is done and one that is overdue."""
    from paizhu.door.tests.world import AT, assigned, do
    from paizhu.door.work.tests import seeding
    from paizhu.journal import checkpoints

    seeding.seed(1)
    do("clerk", "task.accept", assigned())
    attach(0)
    checkpoints.checkpoint("Z1", at=AT)


def attach(number: int) -> None:
    """Assign a task and attach a file to it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from paizhu.door.doing import Channel
    from paizhu.door.perform import perform
    from paizhu.door.tests.world import assigned, present, seat

    matter = assigned(title=f"核查第{number}次")
    file = {"file": SimpleUploadedFile(f"清单{number}.txt", f"第{number}份\n".encode() * 100)}
    perform(present(), seat("clerk"), "task.attach", matter.reference, {}, files=file, channel=Channel.PAGE)


def work() -> None:
    """Act until nobody listens any more, saying so as soon as it goes."""
    told: list[int] = []
    Thread(target=lambda: told.append(len(sys.stdin.read())), daemon=True).start()
    for number in itertools.count(1):
        attach(number)
        if number == 1:
            print("going", flush=True)
        if told:
            return


def held() -> dict[str, Any]:
    """What the database holds, what can be read of the files, and whether the logs verify."""
    from paizhu.door.attachments import of_matters
    from paizhu.door.attachments.models import Attachment
    from paizhu.journal import checking
    from paizhu.journal.models import Log
    from paizhu.operations.state import state

    findings = [str(one) for log in Log.objects.all() for one in checking.verify(log).findings]
    read = {one.file: len(b"".join(of_matters.read(one))) == one.size for one in Attachment.objects.all()}
    return state().written() | {"read": read, "findings": findings}


if __name__ == "__main__":
    with in_home():
        match sys.argv[1:]:
            case ["seed"]:
                seed()
            case ["work"]:
                work()
                sys.exit()
        print(json.dumps(held()))
