# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""Run beside the processes that are killed: brings the cast with tokens, and tells afterwards what is recorded, as JSON."""

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

from paizhu.operations.tests.in_home import in_home


def seed(overdue: int) -> dict[str, str]:
    """Bring the cast, tasks whose time is long over, and a token for each who works; return the tokens."""
    from django.utils import timezone

    from paizhu.accounts.models import Account
    from paizhu.accounts.tests.signed_in import make_account
    from paizhu.door.doing import Channel
    from paizhu.door.tests.world import seat
    from paizhu.door.work.tests import seeding
    from paizhu.operations.tests.loading import WAY
    from paizhu.tokens.making import make
    from paizhu.tokens.models import Scope

    seeding.seed(overdue)
    on, at = timezone.localdate(), timezone.now()
    tokens = {}
    for who, _act in WAY:
        if not Account.objects.filter(username=who).exists():
            make_account(who, person=f"X-{who}")
        last = on + timedelta(days=1)
        tokens[who] = make(
            seat(who, on), "load", Scope.ACT, last, on=on, at=at, channel=Channel.COMMAND
        ).secret
    return tokens


def told() -> dict[str, Any]:
    """What is recorded of what came by the API, and whether each act is there with all that belongs to it."""
    from django.db.models import Count, F

    from paizhu.door.mail.models import Line, Mail
    from paizhu.door.models import Clock, Ground, Matter, Notice, Performed
    from paizhu.door.overdue.models import Reminder
    from paizhu.journal import checking
    from paizhu.journal.models import Entry, Log

    acts = Performed.objects.filter(key__isnull=False)
    entries = [json.loads(body) for body in Entry.objects.values_list("body", flat=True)]
    by_api = [one for one in entries if one["channel"] == "api" and one["outcome"] == "done"]
    opened = Matter.objects.filter(pk__in=acts.filter(act="task.propose").values("matter"))
    halves = {
        "acts whose matter is in another state": sum(
            [*matter.performed.order_by("pk")][-1].to_state != matter.state for matter in opened
        ),
        "approved without ground": acts.filter(act="task.approve")
        .exclude(entry__in=Ground.objects.values("entry"))
        .count(),
        "accepted without a clock": acts.filter(act="task.accept")
        .exclude(matter__in=Clock.objects.values("matter"))
        .count(),
        "matters without their act": Matter.objects.exclude(
            pk__in=Performed.objects.values("matter")
        ).count(),
        "entries without their act": len(by_api) - acts.count(),
        "told of approval not once": acts.filter(act="task.approve").count()
        - Notice.objects.filter(act="task.approve", organ="Z1", matter__in=opened).count(),
        "told of acceptance not once": acts.filter(act="task.accept").count()
        - Notice.objects.filter(act="task.accept", organ="W2", matter__in=opened).count(),
        "reminders without their notice": Reminder.objects.count()
        - Notice.objects.filter(act="clock.escalate", organ="Z1").count(),
        "notices without their line of mail": Notice.objects.filter(organ="Z1").count()
        - Line.objects.filter(account__username="clerk").count(),
    }
    keyed = acts.annotate(
        log=F("entry__log__organ"), number=F("entry__number"), reference=F("matter__reference")
    )
    return {
        "acts": list(keyed.order_by("pk").values_list("act", "reference", "log", "number")),
        "halves": {name: count for name, count in halves.items() if count},
        "doubles": Notice.objects.values("organ", "entry").annotate(n=Count("pk")).filter(n__gt=1).count(),
        "mails": dict(Mail.objects.values_list("message_id", "state")),
        "notices": Notice.objects.count(),
        "escalated": Reminder.objects.count(),
        "logs": {log.organ: [str(one) for one in checking.verify(log).findings] for log in Log.objects.all()},
        "entries": len(entries),
        "outcomes": Counter(one["outcome"] for one in entries),
    }


if __name__ == "__main__":
    with in_home():
        match sys.argv[1:]:
            case ["seed", count]:
                print(json.dumps(seed(int(count))))
            case _:
                print(json.dumps(told()))
