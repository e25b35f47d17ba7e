"""What can be done with one measure of a plan; the matter is held by the act, so nothing here happens twice at once."""

from datetime import date
from functools import partial

from django.db.models import Max

from paizhu.door.acts import Act
from paizhu.door.attachments.attaching import attach
from paizhu.door.attachments.models import Attachment
from paizhu.door.doing import Doing
from paizhu.door.effects import say
from paizhu.journal.models import Entry
from paizhu.norms.model import Unit
from paizhu.rectification.heads import Standing
from paizhu.rectification.measure_forms import (
    Attached,
    Drop,
    Extend,
    List,
    OfMeasure,
    Progress,
    Reopen,
    Report,
    Return,
    Verify,
)
from paizhu.rectification.models import Evidence, Measure, Rectification

LIMIT = "measure"


def days_until(day: date, doing: Doing) -> tuple[int, Unit]:
    """Return the length of a clock that starts today and ends on that day, which lies ahead."""
    return (day - doing.present.on).days, Unit.DAY


def _list(doing: Doing) -> None:
    given, matter = doing.given, doing.opened
    last = Measure.objects.filter(matter=matter).aggregate(last=Max("number"))["last"] or 0
    Measure.objects.create(
        matter=matter,
        number=last + 1,
        head=given["head"],
        text=given["text"],
        owner_id=given["owner"],
        post=given["post"],
        listed_on=doing.present.on,
        due_on=given["due_on"],
    )
    doing.facts["measure"] = last + 1
    doing.content |= {"head": given["head"], "text": given["text"], "due_on": given["due_on"].isoformat()}
    _count(doing)


def _change(doing: Doing, **changes: object) -> Measure:
    """Write the changes to the measure that the act is about, and say in the entry which it is."""
    assert isinstance(doing.form, OfMeasure)
    measure = doing.form.found
    Measure.objects.filter(pk=measure.pk).update(**changes)
    doing.item, doing.facts["measure"] = str(measure.number), measure.number
    _count(doing)
    return measure


def _count(doing: Doing) -> None:
    """A matter that is closed has none left: the database holds it."""
    done = (Standing.VERIFIED, Standing.DROPPED)
    left = Measure.objects.filter(matter=doing.opened).exclude(standing__in=done).count()
    Rectification.objects.filter(pk=doing.opened.pk).update(unverified=left)


def _drop(doing: Doing) -> None:
    _change(doing, standing=Standing.DROPPED)


def _progress(doing: Doing) -> None:
    _change(doing, progress=doing.given["percent"])
    doing.facts["percent"] = doing.given["percent"]
    say(doing)


def _attach(doing: Doing) -> None:
    """The measure is named once there is an attachment, in the same transaction."""
    assert isinstance(doing.form, Attached)
    attach(doing)
    measure = doing.form.found
    doing.facts["measure"] = measure.number
    doing.afterwards.append(partial(_name, measure))


def _name(measure: Measure, entry: Entry) -> None:
    Evidence.objects.create(attachment=Attachment.objects.get(entry=entry), measure=measure)


def _report(doing: Doing) -> None:
    measure = _change(
        doing,
        standing=Standing.REPORTED,
        progress=100,
        reported_on=doing.present.on,
        reported_by=doing.sitting.person,
    )
    doing.items[LIMIT] = {str(measure.number): None}
    say(doing)
    doing.content["no_evidence"] = doing.given["no_evidence"]


def _verify(doing: Doing) -> None:
    _change(
        doing,
        standing=Standing.VERIFIED,
        verified_on=doing.present.on,
        verified_by=doing.sitting.person,
        visited_on=doing.given["visited_on"],
    )
    doing.facts["visited_on"] = doing.given["visited_on"].isoformat()
    say(doing)


def _anew(doing: Doing) -> None:
    """The measure is under way again, with a clock from today until its new day."""
    due_on = doing.given["due_on"]
    measure = _change(
        doing,
        standing=Standing.OPEN,
        progress=0,
        due_on=due_on,
        reported_on=None,
        reported_by="",
        verified_on=None,
        verified_by="",
        visited_on=None,
    )
    doing.items[LIMIT] = {str(measure.number): days_until(due_on, doing)}
    say(doing)


def _reopen(doing: Doing) -> None:
    # Before the measure: what is closed has none that is not verified.
    Rectification.objects.filter(pk=doing.opened.pk).update(closed_on=None)
    _anew(doing)


def _extend(doing: Doing) -> None:
    assert isinstance(doing.form, Extend)
    days = (doing.given["due_on"] - doing.form.found.due_on).days
    measure = _change(doing, due_on=doing.given["due_on"])
    doing.items[LIMIT] = {str(measure.number): None}
    doing.extensions[LIMIT] = {
        "length": days,
        "unit": Unit.DAY.value,
        "on": doing.present.on.isoformat(),
        "seat": doing.sitting.seat,
    }
    say(doing)


ACTS = (
    Act("rectification.measure", List, _list),
    Act("rectification.drop", Drop, _drop),
    Act("rectification.progress", Progress, _progress),
    Act("rectification.evidence", Attached, _attach),
    Act("rectification.report", Report, _report),
    Act("rectification.verify", Verify, _verify),
    Act("rectification.return", Return, _anew),
    Act("rectification.extend", Extend, _extend),
    Act("rectification.reopen", Reopen, _reopen),
)
