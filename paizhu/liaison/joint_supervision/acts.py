"""What can be done with joint supervision. Its states and who may do what are the pack's (procedures/joint_supervision.yaml)."""

from collections.abc import Callable, Sequence

from django.db.models import Max

from paizhu.door.acts import Act, ActForm, Asked, Effect
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import say
from paizhu.door.forms import Held, Note, Opinion, Reason
from paizhu.door.models import Matter
from paizhu.door.opening import open_matter
from paizhu.liaison.joint_supervision.forms import Ask, Check, Plan, Propose, Report
from paizhu.liaison.joint_supervision.models import JointSupervision
from paizhu.liaison.problems.acts import problem_acts
from paizhu.liaison.problems.closing import Close

TOGETHER = "joint_enforcement"
_PLANNED = ("plan", "taking_part", "first_day", "last_day")


def _asks(other: str) -> Callable[[Doing], Sequence[Asked]]:
    def asks(doing: Doing) -> Sequence[Asked]:
        given = doing.filled(other)
        return () if given is None else (Asked(doing.sitting.organ, TOGETHER, given[other]),)

    return asks


def _opening(own: str, other: str) -> Effect:
    """Open it with both sides in it. own: the side of whoever opens it."""

    def effect(doing: Doing) -> None:
        given, form = doing.given, doing.form
        assert isinstance(form, Held)
        matter = open_matter(
            doing,
            title=given["title"],
            sides={own: doing.organ, other: given[other]},
            counterpart=given[other],
            **form.held,
        )
        JointSupervision.objects.create(
            matter=matter,
            group_id=doing.organ if own == "group" else given[other],
            **{name: given[name] for name in _PLANNED},
        )
        doing.content |= {"title": given["title"], "plan": given["plan"], "taking_part": given["taking_part"]}

    return effect


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


def _step(id_: str, form: type[ActForm], effect: Effect = say) -> Act:
    return Act(f"joint_supervision.{id_}", form, effect)


ACTS = (
    Act(
        "joint_supervision.propose",
        Propose,
        _opening("office", "group"),
        _asks("group"),
        opens="joint_supervision",
    ),
    Act(
        "joint_supervision.ask", Ask, _opening("group", "office"), _asks("office"), opens="joint_supervision"
    ),
    _step("agree", Opinion),
    _step("take_up", Opinion),
    _step("replan", Plan, _replan),
    _step("counter", Plan, _replan),
    _step("check", Check, _check),
    *problem_acts("joint_supervision", _host),
    _step("report", Report, _report),
    _step("object", Reason),
    _step("confirm", Opinion),
    _step("close", Close),
    _step("cancel", Reason),
    _step("note", Note),
    attaching("joint_supervision.attach"),
)
