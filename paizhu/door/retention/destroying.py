"""The content of a matter goes, and its stub stays: all in the transaction of the act that approved it.

The journal's entries are not touched. They hold salted commitments; with value and salt deleted, nobody can guess what
they were of. Files go after the commit, by the sweeping of what no attachment names.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from django.db import transaction

from paizhu.accounts.sittings import INSTALLATION
from paizhu.door.attachments import store
from paizhu.door.attachments.models import Attachment
from paizhu.door.doing import Doing
from paizhu.door.models import Matter, Performed
from paizhu.door.retention.content import rows
from paizhu.door.retention.counting import count
from paizhu.door.retention.models import Proposal, Stub
from paizhu.door.sealing.commitments import REGISTER
from paizhu.guard import beyond
from paizhu.journal.models import Content, Entry


@beyond.working(beyond.Why.DESTROYING)
def destroy(doing: Doing, proposal: Proposal) -> None:
    """Delete the content of the act's matter; the act's entry openly says what the stub says."""
    matter, on = doing.opened, doing.present.on
    assert matter.closed_on is not None
    count(matter, doing.present.base.pack.reaches, on)
    files = list(Attachment.objects.filter(matter=matter).values_list("file", flat=True))
    pieces = _delete_commitments_content(matter)
    for table in rows():
        table.model._default_manager.filter(**{table.to: matter}, **table.only).delete()  # noqa: SLF001
    bare = {"title": "", "counterpart": None, "secret_until": None, "awaited": None, "due": None}
    Matter.objects.filter(pk=matter.pk).update(**bare, destroyed_on=on)
    matter.title, matter.counterpart_id, matter.destroyed_on = "", None, on
    Proposal.objects.filter(pk=proposal.pk).update(ended_on=on)
    doing.facts |= {
        "kind": matter.kind,
        "opened": matter.opened_on.isoformat(),
        "closed": matter.closed_on.isoformat(),
        "years": proposal.term.years,
        "rule": proposal.term.rule,
        "term": proposal.term.entry.number,
        "proposed_by": proposal.seat,
        "pieces": pieces,
        "files": len(files),
    }
    doing.afterwards.append(partial(_keep_stub, doing, proposal, pieces, len(files)))
    transaction.on_commit(partial(_spare_for_a_backup, files))


def _keep_stub(doing: Doing, proposal: Proposal, pieces: int, files: int, entry: Entry) -> None:
    Stub.objects.create(
        matter=doing.opened,
        term=proposal.term,
        organ_id=doing.opened.owner_id,
        proposed_seat=proposal.seat,
        approved_seat=doing.sitting.seat,
        appraisal=proposal.reason,
        pieces=pieces,
        files=files,
        entry=entry,
    )


def _delete_commitments_content(matter: Matter) -> int:
    """Delete value and salt of whatever the entries on the matter commit to; return how many pieces that were.

    The digests of what was sent go as well: with the secret key somebody could try out what it was.
    """
    done = Performed.objects.filter(matter=matter).exclude(act__startswith=REGISTER)
    done.exclude(digest=None).update(digest=None)
    found, _each = Content.objects.filter(entry__in=done.values("entry")).delete()
    # A grant that an administrator took back is on record in the log of the installation, with its reason.
    said = f'"matter":"{matter.reference}"'
    by_administrators = Entry.objects.filter(log__organ=INSTALLATION, body__contains=said).values("pk")
    more, _each = Content.objects.filter(entry__in=by_administrators).delete()
    return found + more


def _spare_for_a_backup(files: Iterable[str]) -> None:
    """A backup that runs has named these files already: they are swept an hour from now, not at once.

    A process that is killed before leaves them as they are, and they are swept with the next round.
    """
    for file in files:
        with suppress(OSError):
            os.utime(store.path(file))
