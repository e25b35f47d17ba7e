"""What can be done with an invitation. Its states and who may do what are the pack's (procedures/business_invitation.yaml)."""

from collections.abc import Sequence

from paizhu.door.acts import Act, ActForm, Asked, Effect
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import say
from paizhu.door.forms import Note, Opinion, Reason
from paizhu.door.opening import open_matter
from paizhu.liaison.business_invitations.forms import Invite, Record
from paizhu.liaison.business_invitations.models import BusinessInvitation
from paizhu.liaison.business_invitations.roles import ATTEND, BECOMES, NEAR
from paizhu.liaison.dated import Dated
from paizhu.liaison.making import made
from paizhu.liaison.sides import office_of, supervising

INVITE = "invite"


def _asked_of_host(doing: Doing) -> Sequence[Asked]:
    """Whether the host may invite the office; then whether the office may do what it is asked for."""
    given, own = doing.filled("office"), doing.sitting.organ
    if given is None:
        return ()
    office, role = given["office"], given.get("role")
    invite = Asked(own, INVITE, office), supervising(office, own, doing.present)
    return (*invite, Asked(office, role, own, instead=NEAR)) if role else invite


def _asked_of_office(doing: Doing) -> Sequence[Asked]:
    """On the day it accepts, and by whichever office is over the host then."""
    invitation = doing.opened.business_invitation
    office, host = office_of(doing.opened, invitation.host_id), invitation.host_id
    return (Asked(office, invitation.role, host, instead=NEAR), supervising(office, host, doing.present))


def _invite(doing: Doing) -> None:
    given, form = doing.given, doing.form
    assert isinstance(form, Invite)
    matter = open_matter(
        doing,
        title=given["title"],
        sides={"host": doing.organ, "office": given["office"]},
        counterpart=given["office"],
        **form.held,
    )
    BusinessInvitation.objects.create(
        matter=matter,
        host_id=doing.organ,
        office_id=given["office"],
        **{name: given[name] for name in ("role", "business", "day", "place")},
    )
    doing.consents = doing.by_agreement
    doing.facts["asked"] = given["role"]
    doing.content |= {"title": given["title"], "business": given["business"], "day": given["day"].isoformat()}


def _amend(doing: Doing) -> None:
    given = doing.given
    _keep(doing, day=given["day"], place=given["place"])
    doing.content["day"] = given["day"].isoformat()


def _accept(doing: Doing) -> None:
    """Record the office's consent; attending and checking become matters of their kind, from what the invitation says."""
    doing.consents = True
    invitation = doing.opened.business_invitation
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


def _step(id_: str, form: type[ActForm], effect: Effect = say) -> Act:
    return Act(f"business_invitation.{id_}", form, effect)


ACTS = (
    Act("business_invitation.invite", Invite, _invite, _asked_of_host, opens="business_invitation"),
    _step("amend", Dated, _amend),
    Act("business_invitation.accept", Opinion, _accept, _asked_of_office),
    _step("decline", Reason),
    _step("record", Record, _record),
    _step("step_back", Reason),
    _step("withdraw", Reason),
    _step("note", Note),
    attaching("business_invitation.attach"),
)
