"""A letter as an official document."""

from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.secrecy import Secrecy
from paizhu.door.visibility import Sight
from paizhu.liaison.letters.models import Letter
from paizhu.reports import layouts
from paizhu.reports.layouts import Look
from paizhu.reports.official import Official, official


def letter(matter: Matter, sight: Sight, present: Present) -> tuple[Official, Look]:
    """Return what a letter says as a document, and how its issuer's letters look."""
    found = Letter.objects.get(matter=matter)
    on = found.issued_on
    # Whoever handed it over as a draft sees the draft.
    if on is not None and sight.until is not None and on >= sight.until:
        on = None
    issuer = found.issuer_id if on is not None and found.issuer_id else matter.owner_id
    look = layouts.look(issuer, on or present.on)
    # What they were called on the day on which it was issued.
    names = (present.here.day(on) if on else present.day).names
    made = official(
        issuer=names.get(issuer, issuer),
        number="" if on is None else f"{look.word}〔{found.year}〕{found.number}号",
        secrecy=Secrecy(matter.secrecy),
        secret_until=matter.secret_until,
        title=matter.title,
        addressee=names.get(found.addressee_id, found.addressee_id),
        body=found.body,
        on=on,
    )
    return made, look
