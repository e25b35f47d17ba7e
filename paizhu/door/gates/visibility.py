"""First gate: what may not be seen does not exist."""

from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.refusals import Gate, NotVisible, Refused
from paizhu.door.visibility import Reach


def passes(doing: Doing) -> None:
    """Let pass whoever sees the matter; note for which organ a seat of its leading organ stands in.

    Raises NotVisible, and Refused for a matter whose content was destroyed. A recused person sees that there is a matter,
    and is told so by the fourth gate.
    """
    if doing.known is None or doing.procedure is None:
        return
    seen = doing.known.reach
    if seen is Reach.NONE:
        raise NotVisible(_("There is no such matter."))
    if doing.opened.destroyed_on is not None:
        # What the other gates would look at is gone.
        message = _(
            "Not recorded: the content of this matter was destroyed on {day}; nothing more is done with it."
        )
        raise Refused(Gate.STATE, "destroyed", message.format(day=doing.opened.destroyed_on.isoformat()))
    if seen is not Reach.OVERVIEW:
        return
    if doing.step is not None and doing.step.id in doing.known.waits(doing.procedure):
        doing.stands_in = _for_whom(doing)
    doing.outline = not doing.stands_in


def _for_whom(doing: Doing) -> str:
    """The organ, led by the seat's own, whose step it is."""
    assert doing.step is not None
    assert doing.matter is not None
    led = doing.present.led_by(doing.sitting.organ)
    sides = doing.matter.participations.filter(person=None, until=None, side__in=doing.step.by)
    return next(part.organ_id for part in sides if part.organ_id in led)
