"""The one door. Pages, API and command line call `perform`; nothing else writes what the product keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door import clocks, recording
from paizhu.door.acts import Act, acts
from paizhu.door.completing import complete
from paizhu.door.doing import Channel, Doing
from paizhu.door.gates import GATES
from paizhu.door.guarding.seats import acting, is_guarded, seated
from paizhu.door.handing import File, handed, handed_again
from paizhu.door.known import Known
from paizhu.door.models import Matter, Performed
from paizhu.door.moving import move, note_turn
from paizhu.door.present import Present
from paizhu.door.refusals import Conflict, KeyReused, NotVisible, Refused
from paizhu.door.resending import Sent, digest, is_another
from paizhu.door.rows import columns, made
from paizhu.door.rule import Reach
from paizhu.guard import beyond
from paizhu.journal.models import Entry
from paizhu.norms.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done. again: the same form was sent before, and nothing happened this time.

    file: what the act hands over, None for most; sent again on the same day, it hands over the same.
    """

    entry: Entry
    matter: Matter | None
    again: bool = False
    file: File | None = None


def perform(
    present: Present,
    sitting: Sitting,
    act_id: str,
    reference: str | None,
    data: Mapping[str, Any],
    *,
    files: Any = None,
    key: str = "",
    channel: Channel,
) -> Done:
    """Do an act from a seat, on a matter (its reference) or, where the act opens one or is the organ's own, on None.

    key: of the form, from whoever made it; a form that comes again acts once, and another one with its key is refused.

    Raises NotVisible, Refused (recorded in the log of the seat's organ), InvalidForm, Conflict, KeyReused. Nothing was
    written then but the record of the attempt.
    """
    sent = Sent(key, digest(act_id, reference, data, files)) if key else None
    earlier = _earlier(sent, sitting)
    with seated(sitting, present):
        if earlier is not None:
            return _again(earlier, sitting, present)
        return _performed(present, sitting, act_id, reference, data, files=files, sent=sent, channel=channel)


def _performed(
    present: Present,
    sitting: Sitting,
    act_id: str,
    reference: str | None,
    data: Mapping[str, Any],
    *,
    files: Any,
    sent: Sent | None,
    channel: Channel,
) -> Done:
    doing = prepare(present, sitting, act_id, reference, data, files=files, channel=channel)
    try:
        pass_gates(doing)
    except Refused as refusal:
        complete(doing, refusal)
        with transaction.atomic():
            recording.refused(doing, refusal)
        raise
    try:
        with acting(doing), transaction.atomic():
            return _done(doing, sent)
    except IntegrityError:
        # The same form at the same moment: the other one acted.
        earlier = _earlier(sent, sitting)
        if earlier is None:
            raise
        return _again(earlier, sitting, present)


def _again(earlier: Performed, sitting: Sitting, present: Present) -> Done:
    file = handed_again(earlier, sitting, present)
    return Done(earlier.entry, earlier.matter, again=True, file=file)


def prepare(
    present: Present,
    sitting: Sitting,
    act_id: str,
    reference: str | None,
    data: Mapping[str, Any] | None,
    *,
    files: Any = None,
    channel: Channel,
    known: Known | None = None,
) -> Doing:
    """Return an act before its gates. data None: its form is not filled in yet. Raises NotVisible.

    known: the matter of the reference, where it was read already for this seat.
    """
    if act_id not in acts:
        raise NotVisible(_("There is no such act."))
    act = acts.get(act_id)
    matter = _matter(act, reference) if known is None else known.matter
    if matter is not None and known is None:
        known = Known(sitting, matter, present)
    doing = Doing(act, sitting, present, channel, matter, known=known)
    doing.procedure = _procedure(act, matter, present)
    if doing.procedure is not None:
        doing.step = next((s for s in doing.procedure.steps if s.id == act_id), None)
        if doing.step is None and not act.anywhere:
            # Of a matter that is not seen not even its kind is told.
            is_seen = known is None or known.reach is not Reach.NONE
            raise NotVisible(
                _("There is no such act on this matter.") if is_seen else _("There is no such matter.")
            )
    if is_guarded() and known is not None and doing.procedure is not None and known.reach is Reach.OVERVIEW:
        known.waits(doing.procedure)  # a seat that stands in sees the content, which the form may ask for
    if matter is None or matter.destroyed_on is None:
        doing.form = act.form(data, files, doing=doing)
    return doing


def pass_gates(doing: Doing) -> None:
    """Go through all gates in their order; what a gate raises leaves everything as it was."""
    for gate in GATES:
        gate(doing)


def _matter(act: Act, reference: str | None) -> Matter | None:
    if reference is None:
        if act.opens or act.of_organ:
            return None
        raise NotVisible(_("There is no such matter: this act is done on one, by its reference."))
    if act.opens or act.of_organ:
        raise NotVisible(_("This act is done on no matter that is there already: leave the reference out."))
    matter = _read(reference)
    if matter is None:
        raise NotVisible(_("There is no such matter."))
    return matter


_READ = f"SELECT {columns()} FROM door_matter WHERE reference = %s"  # noqa: S608  names of ours


def _read(reference: str) -> Matter | None:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [reference])
        rows = cursor.fetchall()
    return next(iter(made(rows)), None)


def _procedure(act: Act, matter: Matter | None, present: Present) -> Procedure | None:
    if matter is not None:
        return present.base.procedure_by_id(matter.procedure)
    return present.base.procedure(act.opens, present.on) if act.opens else None


@beyond.reading(beyond.Why.SENT_BEFORE)
def _earlier(sent: Sent | None, sitting: Sitting) -> Performed | None:
    if sent is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry_id FROM door_performed WHERE key = %s", [sent.key])
        row = cursor.fetchone()
    if row is None:
        return None
    found = Performed.objects.select_related("entry", "matter").get(pk=row[0])
    if found.seat != sitting.seat:
        raise Conflict(_("This form was sent from another seat already; nothing was changed."))
    if is_another(found.digest, sent.digest):
        message = _(
            "Not recorded: this form was sent before with other content, and that is on record (entry {number}). Nothing "
            "was changed this time. To have this done as well, send it by a new form, or with another key."
        )
        raise KeyReused(message.format(number=found.entry.number))
    return found


def _done(doing: Doing, sent: Sent | None) -> Done:
    """The effect and its entry, in the caller's transaction. The matter is taken first, the organ's log last."""
    from_ = doing.matter.state if doing.matter is not None else ""
    if doing.matter is not None:
        move(doing)
    doing.act.effect(doing)
    clocks.run(doing)
    if doing.matter is not None and doing.step is not None:
        note_turn(doing)
    entry = recording.done(doing, from_=from_, sent=sent)
    for write in doing.afterwards:
        write(entry)
    return Done(entry, doing.matter, file=handed(doing.act, entry, doing.sitting, doing.present))
