"""Effects that acts of many kinds of matter share. An effect of one kind only stands in its own app.

The forms that they read are in `paizhu.door.forms`; what the parties set themselves is a limit without a norm.
"""

from paizhu.door.acts import Act, ActForm, Effect
from paizhu.door.doing import Doing
from paizhu.door.remarks.models import Remark
from paizhu.norms.model import Unit


def say(doing: Doing) -> None:
    """Keep what was said, if anything was (`forms.Note`, `Opinion`, `Answer`, `Finding`, `Reason`)."""
    text = doing.given.get("text", "")
    if not text:
        return
    Remark.objects.create(
        matter=doing.opened,
        kind=doing.act.id,
        item=doing.item,
        organ_id=doing.organ,
        seat=doing.sitting.seat,
        on=doing.present.on,
        text=text,
    )
    doing.content["text"] = text


def step(id_: str, form: type[ActForm], effect: Effect = say) -> Act:
    """Return the act of a step that needs no ruling of its own; with it is kept what was said, unless it has another effect."""
    return Act(id_, form, effect)


def consent(doing: Doing) -> None:
    """Record the organ's consent to what the matter rests on by agreement only, and keep what was said."""
    doing.consents = doing.opened.grounds.filter(basis="agreement").exists()
    say(doing)


def anew(limit: str) -> Effect:
    """Give the limit the length of the form, for an act that starts it (`forms.Return`); keep what was said."""

    def effect(doing: Doing) -> None:
        doing.lengths[limit] = doing.given["length"], Unit(doing.given["unit"])
        say(doing)

    return effect


def lengthen(doing: Doing) -> None:
    """Lengthen the limits that the step extends by the length of the form (`forms.Extend`), and keep what was said."""
    assert doing.step is not None
    for limit in doing.step.extends:
        doing.extensions[limit] = {
            "length": doing.given["length"],
            "unit": doing.given["unit"],
            "on": doing.present.on.isoformat(),
            "seat": doing.sitting.seat,
        }
    say(doing)


def join(doing: Doing, side: str, organ: str) -> None:
    """Let an organ take part in the matter as that side of its procedure, from today."""
    doing.opened.participations.create(organ_id=organ, side=side, since=doing.present.on)
