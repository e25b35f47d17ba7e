"""What can be done with a passed-down matter. Its states and who may do what are the pack's (procedures/relay.yaml)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import anew, consent, join, lengthen, say, step
from paizhu.door.forms import Answer, Extend, Finding, Note, Opinion, Reason, Return
from paizhu.door.models import Matter, Participation
from paizhu.door.opening import open_matter
from paizhu.door.perform import perform
from paizhu.door.refusals import Conflict
from paizhu.door.secrecy import Secrecy
from paizhu.levels.authority import asked_of
from paizhu.levels.carrying import still_carried
from paizhu.levels.forms import Pass
from paizhu.levels.models import Relay
from paizhu.rectification.measure_acts import days_until


def _asked_of_units(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("what", "units")
    if given is None:
        return ()
    return tuple(asked_of(doing.sitting.organ, unit, doing.present) for unit in given["units"])


def _pass(doing: Doing) -> None:
    """Open a matter for the first unit, and by acts of their own in the same transaction one for each of the others."""
    given, form = doing.given, doing.form
    assert isinstance(form, Pass)
    unit, *others = given["units"]
    if not still_carried(form.chosen):
        raise Conflict(
            _("Somebody else acted on this matter in between. Look at it anew; nothing was changed.")
        )
    # What was said of the others is on their own matters: no unit learns of another one.
    doing.rulings = [ruling for ruling in doing.rulings if ruling.question.toward == unit]
    parent = form.chosen.matter
    before = Relay.objects.filter(pk=parent.pk).first()
    matter = open_matter(
        doing,
        title=given["title"],
        sides={"passer": doing.organ, "unit": unit},
        counterpart=unit,
        secrecy=Secrecy(parent.secrecy),
        secret_until=parent.secret_until,
    )
    for organ in _above(parent, doing.organ):
        join(doing, "above", organ)
    relay = Relay.objects.create(
        matter=matter,
        root_id=before.root_id if before else parent.pk,
        parent=parent,
        item=form.chosen.item,
        level=before.level + 1 if before else 1,
        passer_id=doing.organ,
        unit_id=unit,
        request=given["request"],
        due_on=given["due_on"],
    )
    doing.lengths["answer"] = days_until(given["due_on"], doing)
    doing.consents = doing.by_agreement
    doing.facts |= {"parent": parent.reference, "item": relay.item, "level": relay.level}
    doing.content |= {"title": given["title"], "request": given["request"]}
    for other in others:
        _pass_on(doing, other)


def _pass_on(doing: Doing, unit: str) -> None:
    """The gates were passed with this act's: same seat, same question."""
    given = doing.given
    data = {name: given[name] for name in ("what", "title", "request")}
    data |= {"units": unit, "due_on": given["due_on"].isoformat()}
    perform(doing.present, doing.sitting, "relay.pass", None, data, channel=doing.channel)


def _above(parent: Matter, passer: str) -> Iterable[str]:
    """Whoever sees the content of what is passed on, but the one who passes it: the office, and the levels between."""
    parts = Participation.objects.filter(matter=parent, person=None, until=None, content=True).exclude(
        side=""
    )
    return sorted(set(parts.values_list("organ", flat=True)) - {passer})


def _decline(doing: Doing) -> None:
    """Only what rests on agreement can be declined."""
    if not doing.opened.grounds.filter(basis="agreement").exists():
        doing.fail(
            _(
                "This rests on a provision, so it cannot be declined. Receive it, and say in the answer what you object "
                "to."
            )
        )
    say(doing)


ACTS = (
    Act("relay.pass", Pass, _pass, _asked_of_units, opens="relay"),
    step("relay.receive", Opinion, consent),
    step("relay.decline", Reason, _decline),
    step("relay.answer", Answer),
    step("relay.return", Return, anew("answer")),
    step("relay.close", Finding),
    step("relay.withdraw", Reason),
    step("relay.extend", Extend, lengthen),
    step("relay.urge", Note),
    step("relay.note", Note),
    attaching("relay.attach"),
)
