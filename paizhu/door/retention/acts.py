"""The acts of retention: terms and holds of an organ, and the destruction of a matter, proposed by one and approved by another.

None rests on a ruling: an organ keeps its own record. Source of proposal, appraisal and approval by a leader:
纪检监察机关案件档案管理办法 第十九条, 第二十条 (for files of cases; followed here for all kinds of matter).
"""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import Act
from paizhu.door.doing import Doing
from paizhu.door.models import Matter
from paizhu.door.notices.telling import tell
from paizhu.door.opening import random_reference
from paizhu.door.refusals import Conflict, Gate, Refused
from paizhu.door.retention import holds
from paizhu.door.retention.destroying import destroy
from paizhu.door.retention.forms import Decide, Decline, Place, Propose, Release, SetTerm
from paizhu.door.retention.models import Hold, Proposal, Term
from paizhu.door.retention.periods import last_day
from paizhu.door.retention.terms import term_of
from paizhu.door.visibility import sights
from paizhu.guard import beyond
from paizhu.journal.models import Entry
from paizhu.norms.procedure import Power

TERM, PLACE, RELEASE = "retention.term", "hold.place", "hold.release"
PROPOSE, DECLINE, APPROVE = "retention.propose", "retention.decline", "retention.destroy"


def _set_term(doing: Doing) -> None:
    given, form = doing.given, doing.form
    assert isinstance(form, SetTerm)
    doing.facts |= {"kind": given["kind"], "years": form.years, "rule": given["rule"]}
    doing.content["reason"] = given["reason"]
    doing.afterwards.append(partial(_keep_term, doing, form))


def _keep_term(doing: Doing, form: SetTerm, entry: Entry) -> None:
    given = doing.given
    Term.objects.create(
        organ_id=doing.organ,
        kind=given["kind"],
        years=form.years,
        rule=given["rule"],
        reason=given["reason"],
        seat=doing.sitting.seat,
        on=doing.present.on,
        entry=entry,
    )


@beyond.working(beyond.Why.HOLDS)
def _place(doing: Doing) -> None:
    given = doing.given
    holds.one_at_a_time()
    last = given["last_day"]
    hold = Hold.objects.create(
        reference=random_reference(),
        holder_id=doing.organ,
        matter=given["matter"],
        person_id=given["person"] or None,
        party_id=given["party"] or None,
        reason=given["reason"],
        seat=doing.sitting.seat,
        placed_by=doing.sitting.person,
        since=doing.present.on,
        until=last + timedelta(days=1) if last else None,
    )
    # What is held is not said openly: a log is read by all seats of the organ.
    doing.facts |= {"hold": hold.reference, "last_day": last.isoformat() if last else None}
    held = given["matter"].reference if given["matter"] else given["person"] or given["party"]
    doing.content |= {"reason": given["reason"], "held": held}


def _another_releases(doing: Doing) -> None:
    """Whoever placed a hold does not release it."""
    given, form = doing.filled("hold"), doing.form
    if given is None or not isinstance(form, Release):
        return
    if form.open[given["hold"]].placed_by == doing.sitting.person:
        message = _("Not recorded: you placed this hold yourself; another seat releases it.")
        raise Refused(Gate.FOUR_EYES, "same_person", message)


@beyond.working(beyond.Why.HOLDS)
def _release(doing: Doing) -> None:
    given, on = doing.given, doing.present.on
    released = {"released_on": on, "released_by": doing.sitting.person, "released_seat": doing.sitting.seat}
    if Hold.objects.filter(reference=given["hold"], released_on=None).update(**released) != 1:
        raise Conflict(_("Somebody else released this hold in between; nothing was changed."))
    doing.facts["hold"] = given["hold"]
    doing.content["reason"] = given["reason"]


def _is_closed(matter: Matter) -> bool:
    return matter.closed_on is not None


def _is_over(doing: Doing) -> Term:
    """The term of the matter, which is over. Raises Refused."""
    matter, on = doing.opened, doing.present.on
    term = term_of(matter)
    if matter.closed_on is None:
        raise Refused(Gate.STATE, "not_closed", _("Not recorded: the matter is not closed."))
    if term is None:
        message = _("Not recorded: no term is set for matters of this kind, so none of them falls due.")
        raise Refused(Gate.STATE, "no_term", message)
    if term.years is None:
        raise Refused(Gate.STATE, "for_good", _("Not recorded: matters of this kind are kept for good."))
    last = last_day(matter.closed_on, term.years)
    if on <= last:
        message = _(
            "Not recorded: the matter was closed on {closed} and is kept for {n} years, through {last}."
        )
        said = message.format(closed=matter.closed_on.isoformat(), n=term.years, last=last.isoformat())
        raise Refused(Gate.STATE, "not_due", said)
    return term


def _is_held_by_nobody(doing: Doing) -> None:
    """Raises Refused: it says who holds the matter since when, as far as the seat may know."""
    matter, sitting, present = doing.opened, doing.sitting, doing.present
    found = holds.reaching([matter], present)[matter.pk]
    if found:
        who = holds.told(found, sitting, sights(sitting, [matter], present)[matter.pk], present)
        raise Refused(
            Gate.STATE, "held", _("Not destroyed: the matter is under a hold. {who}").format(who=who)
        )


def open_proposal(matter: Matter) -> Proposal | None:
    """Return the proposal that waits for a decision; None where there is none."""
    return Proposal.objects.select_related("term").filter(matter=matter, ended_on=None).first()


def _can_be_proposed(doing: Doing) -> None:
    if open_proposal(doing.opened) is not None:
        raise Refused(
            Gate.STATE, "proposed", _("Not recorded: it is proposed already, and waits for approval.")
        )
    _is_over(doing)
    _is_held_by_nobody(doing)


def _propose(doing: Doing) -> None:
    matter, term = doing.opened, _is_over(doing)
    Proposal.objects.create(
        matter=matter,
        term=term,
        reason=doing.given["reason"],
        organ_id=matter.owner_id,
        seat=doing.sitting.seat,
        person=doing.sitting.person,
        on=doing.present.on,
    )
    doing.facts["term"] = term.entry.number
    doing.content["reason"] = doing.given["reason"]
    # Whoever takes part can still object, by a hold; whoever approves finds it in the inbox.
    parts = matter.participations.filter(person=None, until=None).exclude(side="")
    organs = {matter.owner_id, *parts.values_list("organ_id", flat=True)}
    doing.afterwards.append(lambda entry: _tell(doing, organs, entry))


def _tell(doing: Doing, organs: set[str], entry: Entry) -> None:
    tell(organs, doing.opened, entry, doing.act.id, doing.present)


def _waits(doing: Doing) -> Proposal:
    found = open_proposal(doing.opened)
    if found is None:
        raise Refused(Gate.STATE, "not_proposed", _("Not recorded: its destruction is not proposed."))
    return found


def _can_be_destroyed(doing: Doing) -> None:
    proposal = _waits(doing)
    if proposal.person == doing.sitting.person:
        message = _("Not recorded: you proposed it yourself; somebody else approves it.")
        raise Refused(Gate.FOUR_EYES, "same_person", message)
    _is_over(doing)
    _is_held_by_nobody(doing)


def _can_be_declined(doing: Doing) -> None:
    _waits(doing)


def _decline(doing: Doing) -> None:
    Proposal.objects.filter(pk=_waits(doing).pk).update(ended_on=doing.present.on)
    doing.content["reason"] = doing.given["reason"]


def _destroy(doing: Doing) -> None:
    # The matter is taken by now; a hold that came in between is seen from here on, and none comes any more.
    holds.one_at_a_time()
    try:
        _can_be_destroyed(doing)
    except Refused as refused:
        raise Conflict(refused.message) from refused
    if doing.given["reason"]:
        doing.content["reason"] = doing.given["reason"]
    destroy(doing, _waits(doing))


ACTS = (
    Act(
        TERM,
        SetTerm,
        _set_term,
        of_organ=True,
        power=Power.LEADER,
        name=gettext_lazy("Set a term of retention"),
    ),
    Act(PLACE, Place, _place, of_organ=True, power=Power.LEADER, name=gettext_lazy("Place a hold")),
    Act(
        RELEASE,
        Release,
        _release,
        of_organ=True,
        power=Power.LEADER,
        bars=_another_releases,
        name=gettext_lazy("Release a hold"),
    ),
    Act(
        PROPOSE,
        Propose,
        _propose,
        anywhere=True,
        by_owner=True,
        fits=_is_closed,
        bars=_can_be_proposed,
        name=gettext_lazy("Propose its destruction"),
    ),
    Act(
        DECLINE,
        Decline,
        _decline,
        anywhere=True,
        by_owner=True,
        by_leader=True,
        fits=_is_closed,
        bars=_can_be_declined,
        name=gettext_lazy("Decline its destruction"),
    ),
    Act(
        APPROVE,
        Decide,
        _destroy,
        anywhere=True,
        by_owner=True,
        by_leader=True,
        power=Power.LEADER,
        fits=_is_closed,
        bars=_can_be_destroyed,
        name=gettext_lazy("Approve its destruction"),
    ),
)
