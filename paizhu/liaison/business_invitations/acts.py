"""What can be done with an invitation. Its states and who may do what are the pack's (procedures/business_invitation.yaml)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import consent, say, step
from paizhu.door.forms import Note, Opinion, Reason
from paizhu.door.opening import open_matter
from paizhu.door.refusals import Gate, Refused
from paizhu.liaison.business_invitations.forms import Asking, Invite, Receive, Record, TurnDown
from paizhu.liaison.business_invitations.models import BusinessInvitation
from paizhu.liaison.business_invitations.roles import ATTEND, BE_THERE, BECOMES, NEAR, RECEIVED
from paizhu.liaison.dated import Dated
from paizhu.liaison.making import made
from paizhu.liaison.sides import office_of, supervising

INVITE = "invite"
_SAID = ("role", "business", "day", "place")
_CAME = ("came_by", "came_on", "their_number")


def _asked_of_host(doing: Doing) -> Sequence[Asked]:
    """Whether the host may invite the office; then whether the office may do what it is asked for."""
    given, own = doing.filled("office"), doing.sitting.organ
    if given is None:
        return ()
    office, role = given["office"], given.get("role")
    invite = Asked(own, INVITE, office), supervising(office, own, doing.present)
    return (*invite, Asked(office, role, own, instead=NEAR)) if role else invite


def _asked_of_received(doing: Doing) -> Sequence[Asked]:
    """The same of what came outside, where whoever acts is the office."""
    given, own = doing.filled("host"), doing.sitting.organ
    if given is None:
        return ()
    host, role = given["host"], given.get("role")
    invite = Asked(host, INVITE, own), supervising(own, host, doing.present)
    return (*invite, Asked(own, role, host, instead=NEAR)) if role else invite


def _asked_of_turned_down(doing: Doing) -> Sequence[Asked]:
    """Whatever was asked can be turned down; it stands on record because the office supervises the host."""
    given = doing.filled("host")
    return () if given is None else (supervising(doing.sitting.organ, given["host"], doing.present),)


def _asked_of_office(doing: Doing) -> Sequence[Asked]:
    """On the day it accepts, and by whichever office is over the host then."""
    invitation = doing.opened.business_invitation
    office, host = office_of(doing.opened, invitation.host_id), invitation.host_id
    return (Asked(office, invitation.role, host, instead=NEAR), supervising(office, host, doing.present))


def _invite(doing: Doing) -> None:
    _open(doing, host=doing.organ, office=doing.given["office"], names=_SAID)
    doing.consents = doing.by_agreement


def _receive(doing: Doing) -> None:
    """Open it as it reached the office. The host consents when it confirms that the invitation is its own."""
    _open(doing, host=doing.given["host"], office=doing.organ, names=(*_SAID, *_CAME))
    doing.facts |= {"came_by": doing.given["came_by"], "came_on": doing.given["came_on"].isoformat()}


def _turn_down(doing: Doing) -> None:
    _receive(doing)
    say(doing)


def _open(doing: Doing, *, host: str, office: str, names: Sequence[str]) -> None:
    given, form = doing.given, doing.form
    assert isinstance(form, Asking)
    matter = open_matter(
        doing,
        title=given["title"],
        sides={"host": host, "office": office},
        counterpart=office if doing.organ == host else host,
        **form.held,
    )
    BusinessInvitation.objects.create(
        matter=matter, host_id=host, office_id=office, **{name: given[name] for name in names}
    )
    doing.facts["asked"] = given["role"]
    doing.content |= {"title": given["title"], "business": given["business"], "day": given["day"].isoformat()}


def _amend(doing: Doing) -> None:
    given = doing.given
    _keep(doing, day=given["day"], place=given["place"])
    doing.content["day"] = given["day"].isoformat()


def _host_has_confirmed(doing: Doing) -> None:
    """Raises Refused: what rests on agreement only takes the host's own word, not what the office put down of it."""
    matter = doing.opened
    if matter.state == RECEIVED and matter.business_invitation.role == BE_THERE:
        message = _(
            "Not recorded: what is asked for rests on agreement only, and the host has not confirmed yet that this invitation is "
            "its own."
        )
        raise Refused(Gate.STATE, "not_confirmed", message)


def _accept(doing: Doing) -> None:
    """Record the office's consent; attending and checking become matters of their kind, from what the invitation says."""
    invitation = doing.opened.business_invitation
    doing.consents = True
    if invitation.role in BECOMES:
        became = made(doing, BECOMES[invitation.role], _given(doing, invitation))
        _keep(doing, became=became)
        doing.facts["became"] = became.reference
    say(doing)


def _given(doing: Doing, invitation: BusinessInvitation) -> dict[str, str]:
    shared = {"host": invitation.host_id, "title": doing.opened.title, "day": invitation.day.isoformat()}
    if invitation.role == ATTEND:
        return {**shared, "place": invitation.place, "meeting": "other", "agenda": invitation.business}
    place = invitation.place or doing.present.name(invitation.host_id)
    return {**shared, "place": place, "subject": invitation.business, "announce": "on"}


def _record(doing: Doing) -> None:
    given = doing.given
    _keep(doing, took_part_on=given["took_part_on"], record=given["text"], recorded_on=doing.present.on)
    if given["took_part_on"]:
        doing.facts["took_part_on"] = given["took_part_on"].isoformat()
    doing.content["text"] = given["text"]


def _keep(doing: Doing, **values: object) -> None:
    BusinessInvitation.objects.filter(matter=doing.opened).update(**values)


ACTS = (
    Act("business_invitation.invite", Invite, _invite, _asked_of_host, opens="business_invitation"),
    Act("business_invitation.receive", Receive, _receive, _asked_of_received, opens="business_invitation"),
    Act(
        "business_invitation.turn_down",
        TurnDown,
        _turn_down,
        _asked_of_turned_down,
        opens="business_invitation",
    ),
    step("business_invitation.confirm", Opinion, consent),
    step("business_invitation.amend", Dated, _amend),
    Act("business_invitation.accept", Opinion, _accept, _asked_of_office, bars=_host_has_confirmed),
    step("business_invitation.decline", Reason),
    step("business_invitation.record", Record, _record),
    step("business_invitation.step_back", Reason),
    step("business_invitation.withdraw", Reason),
    step("business_invitation.note", Note),
    attaching("business_invitation.attach"),
)
