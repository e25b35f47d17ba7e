"""What can be done with attendance at a meeting. Its states and who may do what are the pack's (procedures/attendance.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, Asked, Effect
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import anew, lengthen, say, step
from paizhu.door.forms import Extend, Held, Note, Opinion, Reason
from paizhu.door.opening import open_matter
from paizhu.liaison.attendance.forms import (
    Ask,
    Compare,
    Follow,
    Minuted,
    Notify,
    Opine,
    Planned,
    Record,
    Respond,
)
from paizhu.liaison.attendance.models import Attendance
from paizhu.liaison.sides import office_of

ATTEND = "attend_meeting"


def _asked_of_notice(doing: Doing) -> Sequence[Asked]:
    """The host cooperates with the office over it, and that office may attend."""
    given, own = doing.filled("office"), doing.sitting.organ
    if given is None:
        return ()
    return (Asked(given["office"], ATTEND, own), Asked(own, "cooperate", given["office"]))


def _asked_of_office(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("host")
    return () if given is None else (Asked(doing.sitting.organ, ATTEND, given["host"]),)


def _asked_of_opinion(doing: Doing) -> Sequence[Asked]:
    matter, host = doing.opened, doing.opened.attendance.host_id
    return (Asked(office_of(matter, host), "opinion", host),)


def _opening(own: str, field: str) -> Effect:
    """Open it with both sides in it from the first day. own: the side of whoever opens it."""

    def effect(doing: Doing) -> None:
        given, form, other = doing.given, doing.form, doing.given[field]
        assert isinstance(form, Held)
        matter = open_matter(
            doing,
            title=given["title"],
            sides={own: doing.organ, field: other},
            counterpart=other,
            **form.held,
        )
        planned = {name: given[name] for name in ("meeting", "day", "place", "agenda")}
        Attendance.objects.create(matter=matter, host_id=doing.organ if own == "host" else other, **planned)
        doing.content |= {"title": given["title"], "agenda": given["agenda"], "day": given["day"].isoformat()}

    return effect


def _amend(doing: Doing) -> None:
    given = doing.given
    _keep(doing, day=given["day"], place=given["place"], agenda=given["agenda"])
    doing.content |= {"agenda": given["agenda"], "day": given["day"].isoformat()}


def _record(doing: Doing) -> None:
    given = doing.given
    _keep(
        doing,
        attended_on=given["attended_on"],
        capacity=given["capacity"],
        present=given["present"],
        recorded_on=doing.present.on,
    )
    doing.facts |= {"attended_on": given["attended_on"].isoformat(), "capacity": given["capacity"]}
    doing.content["present"] = given["present"]


def _opine(doing: Doing) -> None:
    _keep(doing, opinion=doing.given["text"], raised_on=doing.present.on)
    anew("respond")(doing)


def _minuted(doing: Doing) -> None:
    """Keep what the minutes say now; what they said before stays among what was said."""
    _keep(doing, minuted=doing.given["text"], minuted_on=doing.present.on, verdict="", compared_on=None)
    say(doing)


def _compare(doing: Doing) -> None:
    _keep(doing, verdict=doing.given["verdict"], compared_on=doing.present.on)
    doing.facts["verdict"] = doing.given["verdict"]
    say(doing)


def _respond(doing: Doing) -> None:
    _keep(doing, adoption=doing.given["adoption"], responded_on=doing.present.on)
    doing.facts["adoption"] = doing.given["adoption"]
    say(doing)


def _follow(doing: Doing) -> None:
    _keep(doing, outcome=doing.given["text"], followed_on=doing.present.on)
    say(doing)


def _keep(doing: Doing, **values: object) -> None:
    Attendance.objects.filter(matter=doing.opened).update(**values)


ACTS = (
    Act("attendance.notify", Notify, _opening("host", "office"), _asked_of_notice, opens="attendance"),
    Act("attendance.ask", Ask, _opening("office", "host"), _asked_of_office, opens="attendance"),
    step("attendance.amend", Planned, _amend),
    step("attendance.cancel", Reason),
    step("attendance.absent", Reason),
    step("attendance.record", Record, _record),
    Act("attendance.opine", Opine, _opine, _asked_of_opinion),
    step("attendance.none", Opinion),
    step("attendance.minutes", Minuted, _minuted),
    step("attendance.compare", Compare, _compare),
    step("attendance.correct", Minuted, _minuted),
    step("attendance.respond", Respond, _respond),
    step("attendance.follow", Follow, _follow),
    step("attendance.close", Opinion),
    step("attendance.extend", Extend, lengthen),
    step("attendance.note", Note),
    attaching("attendance.attach"),
)
