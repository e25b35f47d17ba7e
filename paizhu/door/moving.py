"""Moving a matter from one state to the next, so that of two at once one moves it and the other is told."""

from django.db import connection
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.eligible import sides_of
from paizhu.door.refusals import Conflict

# Every act waits for these, so they are written out. What the condition names has not changed since the matter was read.
_MOVE = """UPDATE door_matter SET state = %s, closed_on = %s, revision = revision + 1
    WHERE id = %s AND state = %s AND revision = %s"""
_TURN = "UPDATE door_matter SET awaited_id = %s WHERE id = %s"


def move(doing: Doing) -> None:
    """Take the matter for this act, and lead it to the act's next state. Raises Conflict when it has moved meanwhile."""
    matter, step = doing.opened, doing.step
    state, closed_on = matter.state, matter.closed_on
    if step is not None and step.to is not None and doing.procedure is not None:
        state = step.to
        if doing.procedure.state(state).final:
            closed_on = doing.present.on
    day = connection.ops.adapt_datefield_value(closed_on)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [state, day, matter.pk, matter.state, matter.revision])
        moved = cursor.rowcount
    if moved != 1:
        raise Conflict(
            _("Somebody else acted on this matter in between. Look at it anew; nothing was changed.")
        )
    matter.state, matter.closed_on, matter.revision = state, closed_on, matter.revision + 1


def note_turn(doing: Doing) -> None:
    """Note whose turn it is after the act: the organ of the side that holds an act that the state awaits."""
    matter, procedure = doing.opened, doing.procedure
    assert procedure is not None
    awaits = procedure.state(matter.state).awaits
    sides = sides_of(matter, doing.present)
    turns = [
        sides[side] for step in procedure.steps if step.id in awaits for side in step.by if side in sides
    ]
    matter.awaited_id = turns[0] if turns else None
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [matter.awaited_id, matter.pk])
