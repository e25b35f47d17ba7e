"""What can be done with a general task. Its states and who may do what are the pack's (procedures/task.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, ActForm, Asked, Effect
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.opening import open_matter
from paizhu.door.secrecy import Secrecy
from paizhu.norms.model import Unit
from paizhu.tasks import forms
from paizhu.tasks.models import Remark, Task

# Who asks a party for something toward a third must lead it. Source: 派驻机构工作规则 (2022-06-22) 第十二条.
LEAD = "lead"


def _asked_of_proposal(doing: Doing) -> Sequence[Asked]:
    form = doing.form
    if form is None or not form.is_bound:
        return ()
    form.is_valid()  # what is wrong in it, the last gate tells
    given = form.cleaned_data
    if not all(given.get(name) for name in ("assignee", "act", "toward")):
        return ()
    return _asked(doing.sitting.organ, given["assignee"], given["act"], given["toward"])


def _asked_of_task(doing: Doing) -> Sequence[Asked]:
    task = doing.opened.task
    return _asked(task.assigner_id, task.assignee_id, task.act, task.toward_id)


def _asked(assigner: str, assignee: str, act: str, toward: str) -> Sequence[Asked]:
    """A task may ask only for what the assignee owes or may do; toward a third party only by whoever leads it."""
    own = Asked(assignee, act, toward)
    return (own,) if toward == assigner else (own, Asked(assigner, LEAD, assignee))


def _propose(doing: Doing) -> None:
    given = doing.given
    matter = open_matter(
        doing,
        title=given["title"],
        # The assignee takes part once the task is approved.
        sides={"assigner": doing.organ},
        counterpart=given["assignee"],
        secrecy=Secrecy(given["secrecy"]),
        secret_until=given["secret_until"],
        circle=given["circle"],
    )
    Task.objects.create(
        matter=matter,
        assigner_id=doing.organ,
        assignee_id=given["assignee"],
        act=given["act"],
        toward_id=given["toward"],
        request=given["request"],
        length=given["length"],
        unit=given["unit"],
        about=given["about"],
    )
    doing.facts["asked"] = given["act"]
    doing.content |= {"title": given["title"], "request": given["request"]}


def _approve(doing: Doing) -> None:
    task = doing.opened.task
    doing.opened.participations.create(organ_id=task.assignee_id, side="assignee", since=doing.present.on)
    doing.lengths["answer"] = task.length, Unit(task.unit)
    doing.consents = doing.by_agreement
    _remark(doing)


def _accept(doing: Doing) -> None:
    doing.consents = doing.opened.grounds.filter(basis="agreement").exists()
    _remark(doing)


def _return(doing: Doing) -> None:
    doing.lengths["answer"] = doing.given["length"], Unit(doing.given["unit"])
    _remark(doing)


def _extend(doing: Doing) -> None:
    doing.extensions["answer"] = {
        "length": doing.given["length"],
        "unit": doing.given["unit"],
        "on": doing.present.on.isoformat(),
        "seat": doing.sitting.seat,
    }
    _remark(doing)


def _remark(doing: Doing) -> None:
    """Keep what was said, if anything was."""
    text = doing.given.get("text", "")
    if not text:
        return
    Remark.objects.create(
        matter=doing.opened,
        kind=doing.act.id,
        organ_id=doing.organ,
        seat=doing.sitting.seat,
        on=doing.present.on,
        text=text,
    )
    doing.content["text"] = text


def _step(id_: str, form: type[ActForm], effect: Effect = _remark) -> Act:
    return Act(f"task.{id_}", form, effect)


ACTS = (
    Act("task.propose", forms.Propose, _propose, _asked_of_proposal, opens="task"),
    Act("task.approve", forms.Opinion, _approve, _asked_of_task),
    _step("accept", forms.Opinion, _accept),
    _step("decline", forms.Reason),
    _step("answer", forms.Answer),
    _step("return", forms.Return, _return),
    _step("check", forms.Finding),
    _step("close", forms.Opinion),
    _step("withdraw", forms.Reason),
    _step("extend", forms.Extend, _extend),
    _step("suspend", forms.Reason),
    _step("resume", forms.Opinion),
    _step("urge", forms.Note),
    _step("note", forms.Note),
    attaching("task.attach"),
)
