"""Moving a matter from one state to the next, so that of two at once one moves it and the other is told."""

from django.db.models import F
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.eligible import sides_of
from paizhu.door.models import Matter
from paizhu.door.refusals import Conflict


def move(doing: Doing) -> None:
    """Take the matter for this act, and lead it to the act's next state. Raises Conflict when it has moved meanwhile."""
    matter, step = doing.opened, doing.step
    changes: dict[str, object] = {"revision": F("revision") + 1}
    if step is not None and step.to is not None and doing.procedure is not None:
        changes["state"] = step.to
        if doing.procedure.state(step.to).final:
            changes["closed_on"] = doing.present.on
    moved = Matter.objects.filter(pk=matter.pk, state=matter.state, revision=matter.revision).update(
        **changes
    )
    if moved != 1:
        raise Conflict(
            _("Somebody else acted on this matter in between. Look at it anew; nothing was changed.")
        )
    matter.refresh_from_db(fields=["state", "revision", "closed_on"])


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
    matter.save(update_fields=["awaited"])
