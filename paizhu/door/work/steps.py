"""The steps of the worker. Each can be stopped anywhere, be done again, and run beside another worker's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from paizhu.door.attachments.sweeping import sweep
from paizhu.door.coming.expecting import remind_of_expected
from paizhu.door.coming.meetings import remind_of_meetings
from paizhu.door.handover import hand_over_all
from paizhu.door.mail.digests import collect
from paizhu.door.mail.sending import send_due
from paizhu.door.overdue.reckoning import reckon_anew
from paizhu.door.overdue.reminding import remind
from paizhu.door.present import Present
from paizhu.door.sealing.bringing import seal_waiting
from paizhu.door.work.beating import EVERY, beat
from paizhu.door.work.comparing import compare_logs
from paizhu.door.work.signing import sign_heads


@dataclass(frozen=True, slots=True)
class Step:
    """every: pause between two times.  do: returns how many things were done; 0 means that there is no more for now."""

    name: str
    every: timedelta
    do: Callable[[Present], int]


# Who is over a host today has its matters; clocks come before mail, so that what they tell goes out in the same round.
STEPS = (
    Step("beat", EVERY, beat),
    Step("hand_over", timedelta(minutes=10), hand_over_all),
    Step("reckon", timedelta(minutes=10), reckon_anew),
    Step("remind", timedelta(minutes=1), remind),
    Step("meetings", timedelta(minutes=10), remind_of_meetings),
    Step("expected", timedelta(minutes=10), remind_of_expected),
    Step("digest", timedelta(minutes=1), collect),
    Step("mail", timedelta(seconds=2), send_due),
    Step("sign", timedelta(minutes=10), sign_heads),
    Step("compare", timedelta(hours=1), compare_logs),
    Step("seal", timedelta(hours=1), seal_waiting),
    Step("sweep", timedelta(hours=1), lambda present: sweep(present.at.timestamp())),
)
