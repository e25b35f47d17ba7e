"""A letter as an official document, made from the record: nothing is entered twice."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.refusals import NotVisible
from paizhu.door.secrecy import Secrecy
from paizhu.door.seen import find
from paizhu.liaison.letters.models import Letter
from paizhu.reports import layouts
from paizhu.reports.layouts import Look
from paizhu.reports.official import Official, official

KIND = "letter"


@dataclass(frozen=True, slots=True)
class Laid:
    """A document before it is made: what it says, how it looks, and the matter that it is of."""

    matter: Matter
    official: Official
    look: Look


def laid(sitting: Sitting, reference: str, present: Present) -> Laid:
    """Return the document of a letter for whoever sees its content. Raises NotVisible, alike where there is none."""
    matter, sight, _waits = find(sitting, reference, present)
    if not sight.content or matter.kind != KIND:
        raise NotVisible(_("There is no such document."))
    letter = Letter.objects.get(matter=matter)
    on = letter.issued_on
    # Whoever handed it over as a draft sees the draft.
    if on is not None and sight.until is not None and on >= sight.until:
        on = None
    issuer = letter.issuer_id if on is not None and letter.issuer_id else matter.owner_id
    look = layouts.look(issuer, on or present.on)
    # What they were called on the day on which it was issued.
    names = (present.here.day(on) if on else present.day).names
    made = official(
        issuer=names.get(issuer, issuer),
        number="" if on is None else f"{look.word}〔{letter.year}〕{letter.number}号",
        secrecy=Secrecy(matter.secrecy),
        secret_until=matter.secret_until,
        title=matter.title,
        addressee=names.get(letter.addressee_id, letter.addressee_id),
        body=letter.body,
        on=on,
    )
    return Laid(matter, made, look)
