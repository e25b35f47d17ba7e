"""What can be done with a consultation. Its states and who may do what are the pack's (procedures/consultation.yaml)."""

from django.db.models import Max

from paizhu.door.acts import Act
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import step
from paizhu.door.forms import Note, Opinion, Reason
from paizhu.door.models import Matter
from paizhu.liaison.consultations.entrusting import asked_of_decision, entrust
from paizhu.liaison.consultations.forms import AgendaItem, Ask, Dated, Drop, Entrust, Hold, Propose
from paizhu.liaison.consultations.minutes import latest, write_version
from paizhu.liaison.consultations.models import Confirmation, Consultation, Decision, Item, Minutes
from paizhu.liaison.consultations.versions import Confirm, DecideOn, StrikeOn, Write
from paizhu.liaison.sides import office_of
from paizhu.liaison.together import openings

CONSULT = "consult_regularly"


def _opened(doing: Doing, group: str) -> None:
    given = doing.given
    Consultation.objects.create(matter=doing.opened, group_id=group, day=given["day"], place=given["place"])
    doing.content |= {"day": given["day"].isoformat(), "place": given["place"]}


def _redate(doing: Doing) -> None:
    given = doing.given
    Consultation.objects.filter(matter=doing.opened).update(day=given["day"], place=given["place"])
    doing.content |= {"day": given["day"].isoformat(), "place": given["place"]}


def _item(doing: Doing) -> None:
    given, matter = doing.given, doing.opened
    about = Matter.objects.get(reference=given["about"]) if given["about"] else None
    last = matter.agenda.aggregate(last=Max("number"))["last"] or 0
    Item.objects.create(
        matter=matter,
        number=last + 1,
        title=given["title"],
        text=given["text"],
        about=about,
        organ_id=doing.organ,
        on=doing.present.on,
    )
    doing.facts["item"] = last + 1
    doing.content |= {"title": given["title"], "text": given["text"], "about": given["about"]}


def _drop(doing: Doing) -> None:
    number = int(doing.given["number"])
    doing.opened.agenda.filter(number=number).update(dropped_on=doing.present.on)
    doing.facts["item"] = number


def _hold(doing: Doing) -> None:
    """Record it, and start the minutes with what is known by now: an empty text."""
    given = doing.given
    present = {key: given[key] for key in ("office_present", "group_present", "superior_present")}
    Consultation.objects.filter(matter=doing.opened).update(held_on=given["held_on"], **present)
    doing.facts["held_on"] = given["held_on"].isoformat()
    doing.content |= present
    write_version(doing, "")


def _write(doing: Doing) -> None:
    write_version(doing, doing.given["text"])


def _decide(doing: Doing) -> None:
    given, matter = doing.given, doing.opened
    before, group = _latest(doing), matter.consultation.group_id
    last = matter.decisions.aggregate(last=Max("number"))["last"] or 0
    Decision.objects.create(
        matter=matter,
        number=last + 1,
        text=given["text"],
        owner_id=group if given["owner"] == "group" else office_of(matter, group),
        act=given["act"],
        due_on=given["due_on"],
        since=before.number + 1,
    )
    write_version(doing, before.text)


def _strike(doing: Doing) -> None:
    before = _latest(doing)
    doing.opened.decisions.filter(number=doing.given["number"]).update(until=before.number + 1)
    write_version(doing, before.text)


def _confirm(doing: Doing) -> None:
    """Confirm the version that the form named; it is the latest one, or the form had said so."""
    minutes = _latest(doing)
    Confirmation.objects.create(
        minutes=minutes, organ_id=doing.organ, seat=doing.sitting.seat, on=doing.present.on
    )
    doing.facts["version"] = minutes.number
    doing.content["minutes_sha256"] = minutes.digest


def _latest(doing: Doing) -> Minutes:
    found = latest(doing.opened)
    assert found is not None
    return found


ACTS = (
    *openings("consultation", CONSULT, Propose, Ask, _opened),
    step("consultation.agree", Opinion),
    step("consultation.take_up", Opinion),
    step("consultation.redate", Dated, _redate),
    step("consultation.counter", Dated, _redate),
    step("consultation.item", AgendaItem, _item),
    step("consultation.drop", Drop, _drop),
    step("consultation.hold", Hold, _hold),
    step("consultation.write", Write, _write),
    step("consultation.decide", DecideOn, _decide),
    step("consultation.strike", StrikeOn, _strike),
    step("consultation.confirm_office", Confirm, _confirm),
    step("consultation.confirm_group", Confirm, _confirm),
    Act("consultation.entrust", Entrust, entrust, asked_of_decision),
    step("consultation.close", Opinion),
    step("consultation.cancel", Reason),
    step("consultation.note", Note),
    attaching("consultation.attach"),
)
