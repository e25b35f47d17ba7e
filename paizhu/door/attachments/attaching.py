"""The effect of an act that attaches a file; each kind of matter names an act of its own with it."""

from functools import partial

from paizhu.door.acts import Act
from paizhu.door.attachments import store
from paizhu.door.attachments.forms import Attach
from paizhu.door.attachments.models import Attachment
from paizhu.door.attachments.of_matters import key_for
from paizhu.door.doing import Doing
from paizhu.journal.models import Entry


def attach(doing: Doing) -> None:
    """Store the file, then name it in the act's transaction: a row without its file cannot be, the other way round is swept.

    The entry says openly which attachment, and commits to what it is called and holds.
    """
    form = doing.form
    assert isinstance(form, Attach)
    stored = store.put(doing.given["file"].chunks(), key_for(doing.opened))
    doing.facts["attachment"] = stored.file
    doing.content |= {"name": form.name, "size": stored.size, "sha256": stored.sha256}
    doing.afterwards.append(partial(_name, doing, form, stored))


def attaching(id_: str) -> Act:
    """Return the act of that id, a step of some procedure, which attaches a file."""
    return Act(id_, Attach, attach)


def _name(doing: Doing, form: Attach, stored: store.Stored, entry: Entry) -> None:
    Attachment.objects.create(
        matter=doing.opened,
        name=form.name,
        media_type=form.kind.media_type,
        size=stored.size,
        sha256=stored.sha256,
        file=stored.file,
        key=stored.key,
        organ_id=doing.organ,
        seat=doing.sitting.seat,
        on=doing.present.on,
        entry=entry,
    )
