"""What can be done with a general task. Its states and who may do what are the pack's (procedures/task.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import anew, consent, join, lengthen, say, step
from paizhu.door.forms import Answer, Extend, Finding, Note, Opinion, Reason, Return
from paizhu.door.opening import open_matter
from paizhu.norms.model import Unit
from paizhu.tasks.forms import Propose
from paizhu.tasks.models import Task

# Who asks a party for something toward a third must lead it. Source: 派驻机构工作规则 (2022-06-22) 第十二条.
LEAD = "lead"


def _asked_of_proposal(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("assignee", "act", "toward")
    if given is None:
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
    assert isinstance(doing.form, Propose)
    matter = open_matter(
        doing,
        title=given["title"],
        # The assignee takes part once the task is approved.
        sides={"assigner": doing.organ},
        counterpart=given["assignee"],
        **doing.form.held,
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
    join(doing, "assignee", task.assignee_id)
    doing.lengths["answer"] = task.length, Unit(task.unit)
    doing.consents = doing.by_agreement
    say(doing)


ACTS = (
    Act("task.propose", Propose, _propose, _asked_of_proposal, opens="task"),
    Act("task.approve", Opinion, _approve, _asked_of_task),
    step("task.accept", Opinion, consent),
    step("task.decline", Reason),
    step("task.answer", Answer),
    step("task.return", Return, anew("answer")),
    step("task.check", Finding),
    step("task.close", Opinion),
    step("task.withdraw", Reason),
    step("task.extend", Extend, lengthen),
    step("task.suspend", Reason),
    step("task.resume", Opinion),
    step("task.urge", Note),
    step("task.note", Note),
    attaching("task.attach"),
)
