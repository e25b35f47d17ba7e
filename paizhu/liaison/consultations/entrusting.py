"""A decision that both sides confirmed becomes a task: the side whose it is not puts it to the one whose it is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from paizhu.door.acts import Asked
from paizhu.door.doing import Doing
from paizhu.door.perform import perform
from paizhu.door.refusals import InvalidForm
from paizhu.liaison.consultations.minutes import latest
from paizhu.liaison.consultations.models import Decision
from paizhu.liaison.sides import office_of
from paizhu.norms.model import Unit
from paizhu.norms.sentences import sentences
from paizhu.registry.models import NAME_LENGTH
from paizhu.tasks.forms import Propose


def asked_of_decision(doing: Doing) -> Sequence[Asked]:
    """A task may ask only for what its assignee owes, or may do: whether the owner of the decision does is ruled on."""
    given = doing.filled("number")
    decision = None if given is None else _decision(doing, given["number"])
    if decision is None:
        return ()
    owner, group = _owner(doing, decision), doing.opened.consultation.group_id
    return (Asked(owner, decision.act, office_of(doing.opened, group) if owner == group else group),)


def entrust(doing: Doing) -> None:
    """Propose the task in the same transaction, by the same seat; its own leader approves it as any task.

    The gates of the task were passed with this act's: same seat, same question. What could still be wrong is its form.
    """
    decision = _decision(doing, doing.given["number"])
    assert decision is not None
    due_on = doing.given["due_on"] or decision.due_on
    assert due_on is not None
    days = (due_on - doing.present.on).days
    if days < 1:
        doing.fail(_("This day has passed: name a day to come by which it is to be done."), "due_on")
    try:
        done = perform(
            doing.present,
            doing.sitting,
            "task.propose",
            None,
            _task(doing, decision, days),
            channel=doing.channel,
        )
    except InvalidForm as wrong:
        label = {name: str(field.label) for name, field in Propose.base_fields.items()}
        said = "; ".join(f"{label.get(name, name)}: {sentences(*why)}" for name, why in wrong.fields.items())
        doing.fail(_("The task cannot be made of it: {said}").format(said=said))
    assert done.matter is not None
    decision.task, decision.entrusted_on = done.matter, doing.present.on
    decision.save(update_fields=["task", "entrusted_on"])
    doing.facts |= {"decision": decision.number, "task": done.matter.reference}


def _decision(doing: Doing, number: str) -> Decision | None:
    return doing.opened.decisions.filter(number=number, until=None, task=None).exclude(act="").first()


def _owner(doing: Doing, decision: Decision) -> str:
    """Whose it is now: of an office whose host went to another, that one."""
    group = doing.opened.consultation.group_id
    return group if decision.owner_id == group else office_of(doing.opened, group)


def _task(doing: Doing, decision: Decision, days: int) -> dict[str, str]:
    matter, version = doing.opened, latest(doing.opened)
    assert version is not None
    source = _("By decision {number} of the consultation {reference}, minutes version {version}.").format(
        number=decision.number, reference=matter.reference, version=version.number
    )
    return {
        "assignee": _owner(doing, decision),
        "act": decision.act,
        "title": decision.text.strip().splitlines()[0][:NAME_LENGTH],
        "request": f"{decision.text}\n\n{source}",
        "length": str(days),
        "unit": Unit.DAY.value,
        "secrecy": matter.secrecy,
        "secret_until": matter.secret_until.isoformat() if matter.secret_until else "",
    }
