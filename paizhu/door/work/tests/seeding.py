"""Run beside a worker, as a process of its own: fills a database, lets time pass, and tells what is there as JSON."""

import json
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402  Django comes first

from paizhu.accounts.models import Account, State  # noqa: E402
from paizhu.door.coming.expecting import NEAR_DAYS  # noqa: E402
from paizhu.door.coming.models import Outstanding  # noqa: E402
from paizhu.door.mail.models import Language, Line, Mail, Sends  # noqa: E402
from paizhu.door.mail.preferring import prefer  # noqa: E402
from paizhu.door.models import Clock, Notice, Performed  # noqa: E402
from paizhu.door.overdue.models import Reminder  # noqa: E402
from paizhu.door.tests import world  # noqa: E402
from paizhu.journal.models import Entry  # noqa: E402
from paizhu.norms.expected.calendar import period_of  # noqa: E402
from paizhu.registry import database  # noqa: E402

WANTING = {"head": Sends.EACH, "clerk": Sends.EACH, "superior": Sends.EACH, "deputy": Sends.DIGEST}


def seed(tasks: int) -> None:
    """The cast with its wishes, and tasks of long ago that nobody answered."""
    database.make_ready()
    with tempfile.TemporaryDirectory() as folder:
        world.bring(Path(folder), world.lists())
    for who, sends in WANTING.items():
        account = Account.objects.create(
            username=who, person_id=f"X-{who}", state=State.ACTIVE, made_at=world.AT
        )
        prefer(account.pk, sends=sends, address=f"{who}@example.org", language=Language.CHINESE)
    _expect_nothing()
    for number in range(tasks):
        world.assigned(title=f"核查公务用车第{number}次")


def _expect_nothing() -> None:
    """Whatever the day on which the tests run is: what a period expects was looked after already."""
    on = timezone.localdate()
    for organ in {world.ORGANS[who] for who in WANTING}:
        for per in NEAR_DAYS:
            first = period_of(on, per).first
            Outstanding.objects.create(organ_id=organ, per=per, first=first, looked_on=on + timedelta(days=1))


def expire() -> None:
    """Let the leases of workers that died run out, and what was put off be due."""
    past = timezone.now() - timedelta(hours=1)
    Mail.objects.exclude(leased_until=None).update(leased_until=past)
    Mail.objects.filter(state="waiting").update(try_at=past)


def told() -> dict[str, Any]:
    """What there is."""
    by_product = Performed.objects.filter(act__startswith="clock.")
    return {
        "mails": dict(Mail.objects.values_list("message_id", "state")),
        "lines": Counter(Line.objects.values_list("account__username", flat=True)),
        "notices": Counter(f"{o} {a}" for o, a in Notice.objects.values_list("organ_id", "act")),
        "escalated": Clock.objects.exclude(escalated_on=None).count(),
        "reminders": Counter(Reminder.objects.values_list("stage", flat=True)),
        "performed": Counter(by_product.values_list("act", flat=True)),
        "entries": Counter(
            json.loads(body)["act"]
            for body in Entry.objects.values_list("body", flat=True)
            if '"clock.' in body
        ),
        "logs": [
            [log.organ, log.length, list(log.entries.order_by("number").values_list("number", flat=True))]
            for log in {entry.log for entry in Entry.objects.select_related("log")}
        ],
    }


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["seed", count]:
            seed(int(count))
        case ["expire"]:
            expire()
    print(json.dumps(told()))
