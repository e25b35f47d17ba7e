"""The product's own acts: what happens to a clock without anybody doing it. Nobody else can do them.

They have no ruling, for nobody decides anything; each is an entry in the log of the organ that owes the clock, in one
transaction with what it changes, so that no state is without its entry.
"""

from collections.abc import Iterable
from typing import Any

from paizhu.accounts.sittings import Sitting
from paizhu.door import recording
from paizhu.door.acts import Act
from paizhu.door.clocks import named
from paizhu.door.doing import Channel, Doing
from paizhu.door.models import Clock
from paizhu.door.notices.telling import tell
from paizhu.door.present import Present
from paizhu.journal.models import Entry

WARN, ESCALATE, RECKON = "clock.warn", "clock.escalate", "clock.reckon"
MEETING_AHEAD, MEETING_EVE, EXPECTED = "meeting.ahead", "meeting.eve", "expected.remind"
PRODUCT_ACTS = {id_: Act(id_) for id_ in (WARN, ESCALATE, RECKON, MEETING_AHEAD, MEETING_EVE, EXPECTED)}
# Who acts, in entries and timelines: no seat of the registry can be called so, for theirs hold no colon.
PRODUCT = "product:"


def record(act: str, clock: Clock, facts: dict[str, Any], tells: Iterable[str], present: Present) -> Entry:
    """Write the entry of an act of the product on a clock, and tell organs of it. Inside the caller's transaction."""
    doing = Doing(
        PRODUCT_ACTS[act], product(clock.organ_id, present), present, Channel.WORKER, matter=clock.matter
    )
    told = sorted(set(tells))
    doing.facts |= {"clock": named(clock.limit, clock.item), "due": _due(clock), "tells": told, **facts}
    entry = recording.done(doing, from_="")
    tell(told, clock.matter, entry, act, present)
    return entry


def product(organ: str, present: Present) -> Sitting:
    """Return whoever acts where nobody does, in the log of that organ."""
    return Sitting(
        seat=PRODUCT,
        person="",
        account=None,
        organ=organ,
        organ_name="",
        post=None,
        title="",
        level=None,
        managed_by="",
        administers=None,
        on=present.on,
    )


def _due(clock: Clock) -> str:
    return clock.due.isoformat() if clock.due_at is None else clock.due_at.isoformat()
