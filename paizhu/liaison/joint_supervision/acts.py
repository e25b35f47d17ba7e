"""What can be done with joint supervision. Its states and who may do what are the pack's (procedures/joint_supervision.yaml)."""

from django.db.models import Max

from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import step
from paizhu.door.forms import Note, Opinion, Reason
from paizhu.door.models import Matter
from paizhu.liaison.joint_supervision.forms import Ask, Check, Plan, Propose, Report
from paizhu.liaison.joint_supervision.models import JointSupervision
from paizhu.liaison.problems.acts import problem_acts
from paizhu.liaison.problems.closing import Close
from paizhu.liaison.together import openings

TOGETHER = "joint_enforcement"
_PLANNED = ("plan", "taking_part", "first_day", "last_day")


def _opened(doing: Doing, group: str) -> None:
    given = doing.given
    planned = {name: given[name] for name in _PLANNED}
    JointSupervision.objects.create(matter=doing.opened, group_id=group, **planned)
    doing.content |= {"plan": given["plan"], "taking_part": given["taking_part"]}


def _replan(doing: Doing) -> None:
    given = doing.given
    JointSupervision.objects.filter(matter=doing.opened).update(**{name: given[name] for name in _PLANNED})
    doing.content |= {"plan": given["plan"], "taking_part": given["taking_part"]}


def _check(doing: Doing) -> None:
    given, supervision = doing.given, doing.opened.joint_supervision
    last = supervision.checks.aggregate(last=Max("number"))["last"] or 0
    supervision.checks.create(
        number=last + 1,
        checked_on=given["checked_on"],
        present=given["present"],
        text=given["text"],
        organ_id=doing.organ,
        recorded_on=doing.present.on,
    )
    doing.facts |= {"check": last + 1, "checked_on": given["checked_on"].isoformat()}
    doing.content |= {"present": given["present"], "text": given["text"]}


def _report(doing: Doing) -> None:
    given = doing.given
    JointSupervision.objects.filter(matter=doing.opened).update(
        report=given["text"], reported_on=doing.present.on
    )
    doing.content["text"] = given["text"]


def _host(matter: Matter) -> str:
    group: str = matter.joint_supervision.group_id
    return group


ACTS = (
    *openings("joint_supervision", TOGETHER, Propose, Ask, _opened),
    step("joint_supervision.agree", Opinion),
    step("joint_supervision.take_up", Opinion),
    step("joint_supervision.replan", Plan, _replan),
    step("joint_supervision.counter", Plan, _replan),
    step("joint_supervision.check", Check, _check),
    *problem_acts("joint_supervision", _host),
    step("joint_supervision.report", Report, _report),
    step("joint_supervision.object", Reason),
    step("joint_supervision.confirm", Opinion),
    step("joint_supervision.close", Close),
    step("joint_supervision.cancel", Reason),
    step("joint_supervision.note", Note),
    attaching("joint_supervision.attach"),
)
