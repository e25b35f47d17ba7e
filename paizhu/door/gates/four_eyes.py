"""Fifth gate: who proposed a thing does not approve it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.eligible import eligible
from paizhu.door.refusals import Gate, Refused, Way


def passes(doing: Doing) -> None:
    """Let pass whoever did not do the acts that somebody else must have done. The refusal names the seats that may."""
    step, matter = doing.step, doing.matter
    if step is None or matter is None or doing.known is None:
        return
    if doing.sitting.person not in doing.known.did(step.apart_from):
        return
    open_to = eligible(step, matter, doing.organ, doing.present)
    name = step.name.in_("en" if get_language() == "en" else "zh")
    who = [Way(name, act=step.id, who=f"{s.organ_name}{s.title}") for s in open_to.seats]
    message = _("Not recorded: you did the step before yourself; somebody else has to do this one.")
    if open_to.stands_in:
        message += " " + _("Your organ has no other seat for it, so it goes to the organ that leads it.")
    elif not who:
        message += " " + _("The registry knows no other seat that may do it.")
    raise Refused(Gate.FOUR_EYES, "same_person", message, instead=who)
