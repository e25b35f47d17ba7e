"""Sixth gate: the matter stands where the act begins."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.eligible import has_power
from paizhu.door.refusals import Gate, Refused, Way
from paizhu.door.running import bar
from paizhu.norms.procedure import Procedure, Step


def passes(doing: Doing) -> None:
    """Let pass an act that starts from the matter's state, that its clocks allow, and that nothing of its own bars.

    The refusal names those that do, for this seat.
    """
    doing.act.bars(doing)
    step, matter, procedure = doing.step, doing.matter, doing.procedure
    if step is None or matter is None or procedure is None:
        return
    if matter.state in step.from_:
        _clocks(doing, step, procedure)
        return
    lang = "en" if get_language() == "en" else "zh"
    message = _("Not recorded: the matter is “{state}”; this act starts from “{from_}”.").format(
        state=procedure.state(matter.state).name.in_(lang),
        from_=" / ".join(procedure.state(s).name.in_(lang) for s in step.from_),
    )
    raise Refused(Gate.STATE, "wrong_state", message, instead=begun_here(doing))


def _clocks(doing: Doing, step: Step, procedure: Procedure) -> None:
    """What is done to a clock fits what the clock does. Nothing of it for an act that opens the matter."""
    barred = None if doing.known is None else bar(step, procedure, doing.known)
    if barred is not None:
        raise Refused(Gate.STATE, barred.why, barred.message, instead=begun_here(doing))


def begun_here(doing: Doing) -> tuple[Way, ...]:
    """Return the steps that state and clocks of the matter allow, and that are this seat's by side and power."""
    matter, procedure, known = doing.matter, doing.procedure, doing.known
    if matter is None or procedure is None or known is None:
        return ()
    lang = "en" if get_language() == "en" else "zh"
    own = {side for side, organ in known.sides.items() if organ == doing.organ}
    return tuple(
        Way(s.name.in_(lang), act=s.id)
        for s in procedure.steps
        if matter.state in s.from_
        and own & set(s.by)
        and has_power(doing.sitting, s.power)
        and bar(s, procedure, known) is None
    )
