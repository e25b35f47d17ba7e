"""What can be done with a notice. Its states and who may do what are the pack's (procedures/notification.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import step
from paizhu.door.forms import Answer, Note, Opinion, Reason
from paizhu.door.opening import open_matter
from paizhu.liaison.notifications.forms import Give
from paizhu.liaison.notifications.models import Notification
from paizhu.liaison.sides import is_office

BY_HOST, BY_OFFICE = "notify.important", "notify"


def _act(doing: Doing) -> str:
    """Which act it is, by who gives the notice; whether that is owed, the ruling says."""
    return BY_OFFICE if is_office(doing.sitting.organ, doing.present) else BY_HOST


def _asked(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("receiver")
    return () if given is None else (Asked(doing.sitting.organ, _act(doing), given["receiver"]),)


def _give(doing: Doing) -> None:
    given, form = doing.given, doing.form
    assert isinstance(form, Give)
    matter = open_matter(
        doing,
        title=given["title"],
        sides={"teller": doing.organ, "receiver": given["receiver"]},
        counterpart=given["receiver"],
        **form.held,
    )
    kept = {name: given[name] for name in ("sort", "body", "arose_on")}
    Notification.objects.create(matter=matter, receiver_id=given["receiver"], act=_act(doing), **kept)
    doing.facts |= {"asked": _act(doing), "sort": given["sort"]}
    doing.content |= {"title": given["title"], "body": given["body"]}


ACTS = (
    Act("notification.give", Give, _give, _asked, opens="notification"),
    step("notification.receive", Opinion),
    step("notification.ask", Note),
    step("notification.supply", Note),
    step("notification.noted", Opinion),
    step("notification.answer", Answer),
    step("notification.close", Opinion),
    step("notification.withdraw", Reason),
    step("notification.note", Note),
    attaching("notification.attach"),
)
