"""What of a matter is content, table by table: of every kind, and what the door itself keeps for all of them.

What stays is named with its reason; a test finds every table that is in neither list.
"""

from collections.abc import Iterator

from paizhu.door.attachments.models import Attachment
from paizhu.door.coming.models import Meeting
from paizhu.door.kinds import Rows, kinds
from paizhu.door.models import Clock, Consent, Grant, Ground, Participation, Recusal
from paizhu.door.overdue.models import Reminder
from paizhu.door.remarks.models import Remark
from paizhu.door.sealing.models import MatterKey

# Those that hang on others come first.
OF_ALL = (
    # With its key goes whatever copy of its content lies elsewhere: in a backup, on a disk that was taken out.
    Rows(MatterKey),
    Rows(Remark),
    Rows(Attachment),
    Rows(Reminder, "clock__matter"),
    Rows(Clock),
    Rows(Meeting),
    Rows(Consent),
    Rows(Ground),
    Rows(Recusal, persons=("person",)),
    Rows(Grant, "participation__matter"),
    # Organs stay, so that whoever saw the matter sees its stub; persons do not.
    Rows(Participation, persons=("person",), only={"person__isnull": False}),
)
# table -> why its rows stay when a matter is destroyed.
KEPT = {
    "door.participation": "which organs took part: they see the stub",
    "door.performed": "which entries of the logs tell of the matter: facts, by which the stub is proven",
    "door.notice": "a reference and an act, never content",
    "door.handover": "who handed it over to whom, as the logs of both say openly",
    "retention.hold": "who held it, and why: the record of the hold itself",
    "retention.proposal": "who proposed it, and the appraisal: the register of what was destroyed",
    "retention.stub": "the stub",
    "retention.counted": "which duty was done by it, without which the duty would read as missed",
}


def rows() -> Iterator[Rows]:
    """Yield all tables that hold content of matters, in the order in which their rows can go."""
    for kind in kinds:
        yield from kind.rows
    yield from OF_ALL
