"""What can be done with a request for support. Its states and who may do what are the pack's (procedures/support.yaml)."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import join, lengthen, say, step
from paizhu.door.forms import Answer, Extend, Note, Opinion, Reason
from paizhu.door.opening import open_matter
from paizhu.liaison.support.admitting import end
from paizhu.liaison.support.forms import Draft, Lend
from paizhu.liaison.support.models import Lent, Sort, Support
from paizhu.norms.model import Unit


def _asked_of_draft(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("sort", "host")
    if given is None:
        return ()
    return (Asked(given["host"], Sort(given["sort"]).act, doing.sitting.organ),)


def _asked_of_request(doing: Doing) -> Sequence[Asked]:
    """What the host owes whoever owns the request on the day."""
    support = doing.opened.support
    return (Asked(support.host_id, support.act, doing.opened.owner_id),)


def _draft(doing: Doing) -> None:
    given, form = doing.given, doing.form
    assert isinstance(form, Draft)
    matter = open_matter(
        doing,
        title=given["title"],
        # The host takes part once the request is sent.
        sides={"office": doing.organ},
        counterpart=given["host"],
        **form.held,
    )
    sort = Sort(given["sort"])
    Support.objects.create(
        matter=matter,
        sort=sort.value,
        act=sort.act,
        host_id=given["host"],
        need=given["need"],
        length=given["length"],
        unit=given["unit"],
    )
    doing.facts["asked"] = sort.act
    doing.content |= {"title": given["title"], "need": given["need"]}


def _send(doing: Doing) -> None:
    support = doing.opened.support
    join(doing, "host", support.host_id)
    doing.lengths["answer"] = support.length, Unit(support.unit)
    say(doing)


def _lend(doing: Doing) -> None:
    """Lend people or means until a day; the people's access ends with it by itself."""
    support, given, on = doing.opened.support, doing.given, doing.present.on
    if not Sort(support.sort).is_lent:
        doing.fail(_("Information is provided, not lent; nothing was changed."))
    support.lent_until = given["last_day"] + timedelta(days=1)
    support.save(update_fields=["lent_until"])
    persons = given.get("persons", [])
    Lent.objects.bulk_create(
        Lent(support=support, person_id=person, since=on, until=support.lent_until) for person in persons
    )
    doing.lengths["return"] = max((given["last_day"] - on).days, 1), Unit.DAY
    doing.facts["last_day"] = given["last_day"].isoformat()
    if persons:
        doing.content["persons"] = persons
    say(doing)


def _provide(doing: Doing) -> None:
    if Sort(doing.opened.support.sort).is_lent:
        doing.fail(_("People and means are lent until a day; nothing was changed."))
    say(doing)


def _back(doing: Doing) -> None:
    """What was lent is back: whoever was lent sees nothing more."""
    on = doing.present.on
    support = doing.opened.support
    if support.lent_until is not None and support.lent_until > on:
        support.lent_until = on
        support.save(update_fields=["lent_until"])
    for lent in support.lent.filter(until__gt=on):
        end(lent, on)
    say(doing)


ACTS = (
    Act("support.draft", Draft, _draft, _asked_of_draft, opens="support"),
    Act("support.send", Opinion, _send, _asked_of_request),
    step("support.lend", Lend, _lend),
    step("support.provide", Answer, _provide),
    step("support.unable", Reason),
    step("support.take_back", Opinion, _back),
    step("support.close", Opinion),
    step("support.withdraw", Reason),
    step("support.extend", Extend, lengthen),
    step("support.note", Note),
    attaching("support.attach"),
)
