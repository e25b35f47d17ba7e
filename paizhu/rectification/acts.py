"""What can be done with a rectification as a whole; who may do what, and when, is the pack's (procedures/rectification.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import anew, join, say
from paizhu.door.forms import Finding, Note, Reason
from paizhu.door.forms import Return as ReturnPlan
from paizhu.door.opening import next_number, open_matter
from paizhu.norms.model import Unit
from paizhu.rectification.forms import Accept, AcceptPlan, Analyse, Approve, Close, Complete, Plan, Recommend
from paizhu.rectification.heads import Standing, same_label
from paizhu.rectification.measure_acts import ACTS as MEASURE_ACTS
from paizhu.rectification.measure_acts import days_until
from paizhu.rectification.models import LABEL_LENGTH, Cause, Measure, Rectification

RECOMMEND = "recommend"
# Of the recommendations of an owner, as documents: given when they are issued, so that drafts leave no gap.
REGISTER = "rectification.issued"


def _asked_of_draft(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("addressee")
    return (Asked(doing.sitting.organ, RECOMMEND, given["addressee"]),) if given else ()


def _asked_of_matter(doing: Doing) -> Sequence[Asked]:
    matter = doing.opened
    return (Asked(matter.owner_id, RECOMMEND, matter.counterpart_id),)


def _recommend(doing: Doing) -> None:
    given = doing.given
    assert isinstance(doing.form, Recommend)
    matter = open_matter(
        doing,
        title=given["title"],
        # The unit takes part once the recommendation is issued.
        sides={"issuer": doing.organ},
        counterpart=given["addressee"],
        **doing.form.held,
    )
    said = ("origin", "source", "grounds", "recommendation")
    Rectification.objects.create(
        matter=matter, length=given["length"], unit=given["unit"], **{name: given[name] for name in said}
    )
    doing.content |= {name: given[name] for name in ("title", *said)}


def _analyse(doing: Doing) -> None:
    assert isinstance(doing.form, Analyse)
    for head, (label, text) in doing.form.causes.items():
        same = same_label(label)[: LABEL_LENGTH * 4]
        Cause.objects.update_or_create(
            matter=doing.opened, head=head.value, defaults={"label": label, "same": same, "text": text}
        )
        doing.content[f"cause_{head}"] = f"{label}: {text}" if label else text


def _approve(doing: Doing) -> None:
    """Source: 监察法实施条例 (2021-09-20) 第二百零五条: a written recommendation is made with approval."""
    matter, on = doing.opened, doing.present.on
    held = matter.rectification
    number = next_number(matter.owner_id, REGISTER, on.year)
    Rectification.objects.filter(pk=held.pk).update(
        opinion=doing.given["opinion"],
        issued_by=matter.owner_id,
        issued_year=on.year,
        issued_number=number,
        issued_on=on,
    )
    join(doing, "unit", str(matter.counterpart_id))
    doing.lengths["plan"] = held.length, Unit(held.unit)
    doing.facts["issued"] = [on.year, number]
    doing.content["opinion"] = doing.given["opinion"]


def _plan(doing: Doing) -> None:
    Rectification.objects.filter(pk=doing.opened.pk).update(planned_on=doing.present.on)
    say(doing)


def _accept_plan(doing: Doing) -> None:
    """Each measure has a clock of its own, until the day that the plan names."""
    measures = Measure.objects.filter(matter=doing.opened, standing=Standing.OPEN).order_by("number")
    doing.items["measure"] = {str(m.number): days_until(m.due_on, doing) for m in measures}
    say(doing)


def _accept(doing: Doing) -> None:
    doing.lengths["acceptance"] = days_until(doing.given["last_day"], doing)
    say(doing)


def _renew(doing: Doing) -> None:
    """What was verified counts as reported again."""
    verified = Measure.objects.filter(matter=doing.opened, standing=Standing.VERIFIED)
    found = verified.update(standing=Standing.REPORTED, verified_on=None, verified_by="", visited_on=None)
    Rectification.objects.filter(pk=doing.opened.pk).update(unverified=found)
    say(doing)


def _close(doing: Doing) -> None:
    Rectification.objects.filter(pk=doing.opened.pk).update(closed_on=doing.present.on)
    doing.lengths["look_back"] = doing.given["length"], Unit(doing.given["unit"])
    say(doing)


ACTS = (
    Act("rectification.recommend", Recommend, _recommend, _asked_of_draft, opens="rectification"),
    Act("rectification.analyse", Analyse, _analyse),
    Act("rectification.approve", Approve, _approve, _asked_of_matter),
    Act("rectification.plan", Plan, _plan),
    Act("rectification.object", Reason, say),
    Act("rectification.accept_plan", AcceptPlan, _accept_plan),
    Act("rectification.return_plan", ReturnPlan, anew("plan")),
    *MEASURE_ACTS,
    Act("rectification.complete", Complete, say),
    Act("rectification.urge", Note, say),
    Act("rectification.accept", Accept, _accept),
    Act("rectification.renew", Reason, _renew),
    Act("rectification.close", Close, _close),
    Act("rectification.hold", Finding, say),
    Act("rectification.note", Note, say),
    attaching("rectification.attach"),
    Act("rectification.withdraw", Reason, say),
)
