"""What can be done with a joint activity. Its states and who may do what are the pack's (procedures/joint_activity.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import consent, step
from paizhu.door.forms import Note, Opinion, Reason
from paizhu.door.opening import open_matter
from paizhu.liaison.dated import Dated
from paizhu.liaison.joint_activities.forms import Propose, Record
from paizhu.liaison.joint_activities.models import JointActivity, Sort
from paizhu.liaison.sides import supervising


def _asked(doing: Doing) -> Sequence[Asked]:
    given, own = doing.filled("sort", "partner"), doing.sitting.organ
    if given is None:
        return ()
    together = Asked(own, Sort(given["sort"]).act, given["partner"])
    return (together, supervising(own, given["partner"], doing.present))


def _propose(doing: Doing) -> None:
    given, form = doing.given, doing.form
    assert isinstance(form, Propose)
    matter = open_matter(
        doing,
        title=given["title"],
        sides={"proposer": doing.organ, "partner": given["partner"]},
        counterpart=given["partner"],
        **form.held,
    )
    planned = {name: given[name] for name in ("sort", "day", "place", "plan")}
    JointActivity.objects.create(matter=matter, partner_id=given["partner"], **planned)
    doing.consents = doing.by_agreement
    doing.facts["asked"] = Sort(given["sort"]).act
    doing.content |= {"title": given["title"], "plan": given["plan"], "day": given["day"].isoformat()}


def _redate(doing: Doing) -> None:
    given = doing.given
    _keep(doing, day=given["day"], place=given["place"])
    doing.content["day"] = given["day"].isoformat()


def _record(doing: Doing) -> None:
    given = doing.given
    kept = {name: given[name] for name in ("held_on", "present", "attended")}
    _keep(doing, **kept, record=given["text"], recorded_on=doing.present.on)
    doing.facts["held_on"] = given["held_on"].isoformat()
    doing.content |= {"text": given["text"], "present": given["present"]}


def _keep(doing: Doing, **values: object) -> None:
    JointActivity.objects.filter(matter=doing.opened).update(**values)


ACTS = (
    Act("joint_activity.propose", Propose, _propose, _asked, opens="joint_activity"),
    step("joint_activity.agree", Opinion, consent),
    step("joint_activity.decline", Reason),
    step("joint_activity.redate", Dated, _redate),
    step("joint_activity.record", Record, _record),
    step("joint_activity.object", Reason),
    step("joint_activity.confirm", Opinion),
    step("joint_activity.cancel", Reason),
    step("joint_activity.step_back", Reason),
    step("joint_activity.note", Note),
    attaching("joint_activity.attach"),
)
