"""Third gate: the seat has the power that the act needs."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.eligible import has_power
from paizhu.door.refusals import Gate, Refused
from paizhu.norms.procedure import Power


def passes(doing: Doing) -> None:
    """Let pass a seat of the right side and level. Raises Refused."""
    if doing.sitting.administers is not None:
        raise Refused(
            Gate.POWER, "administrator", _("Not recorded: an administrator takes no part in matters.")
        )
    _side(doing)
    _level(doing)


def _side(doing: Doing) -> None:
    """The organ takes part as one of the sides whose act it is; whoever opens a matter becomes the first of them."""
    matter, known = doing.matter, doing.known
    if matter is None or known is None:
        return
    sides = known.sides
    if doing.step is not None:
        may = [sides[side] for side in doing.step.by if side in sides]
    else:
        may = [matter.owner_id] if doing.act.by_owner else list(sides.values())
    if doing.act.by_leader:
        may += [leader for side in may if (leader := doing.present.leader_of(side))]
    if doing.organ in may:
        if doing.step is not None and doing.outline and matter.circle and not known.is_recused:
            # Nobody writes upon what they may not read; a form would even show it to them.
            raise Refused(
                Gate.POWER, "circle", _("Not recorded: only the persons who are named act on this matter.")
            )
        return
    if doing.outline:
        # Who takes part is content.
        raise Refused(
            Gate.POWER,
            "side",
            _("Not recorded: this is no act of your organ, which sees the outline of this matter only."),
        )
    whose = ", ".join(doing.present.name(organ) for organ in may) or _not_there(doing)
    raise Refused(Gate.POWER, "side", _("Not recorded: this is an act of {whose}.").format(whose=whose))


def _not_there(doing: Doing) -> str:
    """What the sides are called whose act it is, where none of them takes part yet."""
    if doing.procedure is None or doing.step is None:
        return "–"
    lang = "en" if get_language() == "en" else "zh"
    names = [side.name.in_(lang) for side in doing.procedure.sides if side.id in doing.step.by]
    return _("{sides}, which takes no part yet").format(sides=", ".join(names))


def _level(doing: Doing) -> None:
    power = doing.step.power if doing.step is not None else doing.act.power
    if doing.stands_in:
        return
    has = has_power(doing.sitting, power)
    if has:
        return
    if has is None:
        message = _(
            "Not recorded: the registry does not say the level of the post {post}, which decides who may do this."
        )
        raise Refused(Gate.POWER, "level_unknown", message.format(post=doing.sitting.title))
    who = _("the head of the organ") if power is Power.HEAD else _("the head of the organ or a deputy")
    raise Refused(Gate.POWER, "level", _("Not recorded: only {who} may do this.").format(who=who))
