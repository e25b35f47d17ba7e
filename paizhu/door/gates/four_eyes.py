"""Fifth gate: who proposed a thing does not approve it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.eligible import eligible
from paizhu.door.gates.state import begun_here
from paizhu.door.refusals import Gate, Refused, Way
from paizhu.norms.sentences import sentences


def passes(doing: Doing) -> None:
    """Let pass whoever did not do the acts that somebody else must have done. The refusal names the seats that may."""
    step, matter = doing.step, doing.matter
    if step is None or matter is None or doing.known is None:
        return
    if doing.sitting.person not in doing.known.did(step.apart_from):
        return
    open_to = eligible(step, matter, doing.organ, doing.present)
    lang = "en" if get_language() == "en" else "zh"
    name = step.name.in_(lang)
    who = [Way(name, act=step.id, who=f"{s.organ_name}{s.title}") for s in open_to.seats]
    message = _(
        "Not recorded: on this matter you have done “{acts}” yourself; somebody else has to do this one."
    ).format(acts=_own(doing, lang))
    if open_to.stands_in:
        message = sentences(
            message, _("Your organ has no other seat for it, so it goes to the organ that leads it.")
        )
    elif not who:
        message = sentences(message, _("The registry knows no other seat that may do it."))
        who = list(begun_here(doing))
    raise Refused(Gate.FOUR_EYES, "same_person", message, instead=who)


def _own(doing: Doing, lang: str) -> str:
    """The acts that keep the person from this one, by name."""
    assert doing.step is not None
    assert doing.known is not None
    assert doing.procedure is not None
    own = doing.known.done_by(doing.sitting.person).intersection(doing.step.apart_from)
    return " / ".join(s.name.in_(lang) for s in doing.procedure.steps if s.id in own)
