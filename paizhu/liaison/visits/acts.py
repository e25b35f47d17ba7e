"""What can be done with a visit. Its states and who may do what are the pack's (procedures/visit.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import anew, join, lengthen, say, step
from paizhu.door.forms import Extend, Note, Opinion, Reason
from paizhu.door.models import Matter
from paizhu.door.opening import open_matter
from paizhu.liaison.problems.acts import problem_acts
from paizhu.liaison.visits.forms import Close, Plan, Record, Respond, Tell
from paizhu.liaison.visits.models import Visit

ONSITE = "supervise.onsite"


def _asked(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("host")
    return () if given is None else (Asked(doing.sitting.organ, ONSITE, given["host"]),)


def _plan(doing: Doing) -> None:
    given, form, on = doing.given, doing.form, doing.present.on
    assert isinstance(form, Plan)
    told = {"host": given["host"]} if given["announce"] else {}
    matter = open_matter(
        doing,
        title=given["title"],
        # Otherwise the host takes part once it is told of the visit, or of what was found.
        sides={"office": doing.organ, **told},
        counterpart=given["host"],
        **form.held,
    )
    planned = {name: given[name] for name in ("day", "place", "subject")}
    Visit.objects.create(matter=matter, host_id=given["host"], announced_on=on if told else None, **planned)
    doing.content |= {"title": given["title"], "subject": given["subject"], "place": given["place"]}


def _announce(doing: Doing) -> None:
    _let_in(doing)
    _keep(doing, announced_on=doing.present.on)
    say(doing)


def _record(doing: Doing) -> None:
    given = doing.given
    _keep(
        doing,
        visited_on=given["visited_on"],
        visitors=given["visitors"],
        met=given["met"],
        seen=given["text"],
        recorded_on=doing.present.on,
    )
    doing.facts["visited_on"] = given["visited_on"].isoformat()
    doing.content |= {"visitors": given["visitors"], "met": given["met"], "text": given["text"]}


def _tell(doing: Doing) -> None:
    _let_in(doing)
    _keep(doing, told_on=doing.present.on)
    anew("respond")(doing)


def _let_in(doing: Doing) -> None:
    if not doing.opened.participations.filter(side="host", person=None).exists():
        join(doing, "host", doing.opened.visit.host_id)


def _keep(doing: Doing, **values: object) -> None:
    Visit.objects.filter(matter=doing.opened).update(**values)


def _host(matter: Matter) -> str:
    host: str = matter.visit.host_id
    return host


ACTS = (
    Act("visit.plan", Plan, _plan, _asked, opens="visit"),
    step("visit.announce", Opinion, _announce),
    step("visit.record", Record, _record),
    *problem_acts("visit", _host),
    step("visit.tell", Tell, _tell),
    step("visit.respond", Respond),
    step("visit.close", Close),
    step("visit.cancel", Reason),
    step("visit.extend", Extend, lengthen),
    step("visit.note", Note),
    attaching("visit.attach"),
)
