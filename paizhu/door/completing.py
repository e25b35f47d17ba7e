"""What a refusal names beside its sentence, once somebody has really tried: provisions of the act, and who may do it.

The gates are asked for every act of a page, and look nothing up that a page does not show.
"""

from django.utils.translation import get_language

from paizhu.door.doing import Doing
from paizhu.door.eligible import eligible
from paizhu.door.gates.state import begun_here
from paizhu.door.provisions import fitting
from paizhu.door.refusals import Gate, Refused, Way
from paizhu.norms.result import ground

# Where somebody else can do what this seat cannot.
_OTHERS = frozenset({"door.power.level", "door.power.level_unknown", "door.recusal.recused"})
_OF_STEP = frozenset({Gate.POWER, Gate.FOUR_EYES, Gate.STATE})


def complete(doing: Doing, refusal: Refused) -> None:
    """Name the norms of the step, and where the gate named none, the seats that may do it; to another side, its own steps.

    Not to whoever sees the outline only, for whom that is content; a recused person is told who of the own organ can act.
    """
    step, matter = doing.step, doing.matter
    if step is None or matter is None:
        return
    lang = "en" if get_language() == "en" else "zh"
    if refusal.gate in _OF_STEP and not refusal.provisions and not doing.outline:
        base, parties = doing.present.base, [o for o in (matter.owner_id, matter.counterpart_id) if o]
        norms = fitting(step.norms, parties, doing.present)
        refusal.provisions = tuple(ground(base.speaking.rule(base.norms[norm]), base, lang) for norm in norms)
    if refusal.code == "door.power.side" and not doing.outline:
        refusal.instead = begun_here(doing)
    if refusal.code in _OTHERS and not refusal.instead and matter.state in step.from_:
        seats = eligible(step, matter, doing.organ, doing.present).seats
        refusal.instead = tuple(
            Way(step.name.in_(lang), act=step.id, who=f"{seat.organ_name}{seat.title}") for seat in seats
        )
