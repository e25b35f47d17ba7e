"""Signing the heads of the logs kept here; a head that contradicts an earlier one is not signed."""

from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from paizhu.journal import heads, paizhu_verify
from paizhu.journal.keys import origin, signing_key
from paizhu.journal.models import Checkpoint, Log
from paizhu.journal.notes import KeyType, checkpoint_text
from paizhu.norms.errors import PaizhuError


class Rewritten(PaizhuError):
    """The log is not the one that was signed before; nothing was signed."""

    code = "journal.rewritten"

    def __init__(self, log: str, size: int) -> None:
        told = _(
            "Log {log!r}: its first {size} entries are not those of the checkpoint signed before; not signed."
        )
        super().__init__(told.format(log=log, size=size))


def checkpoint(organ: str, *, at: datetime) -> Checkpoint:
    """Return the signed head of an organ's log as it is now; signs it when it is not signed yet.

    Raises InvalidInput when there is no such log, Rewritten.
    """
    log = heads.the_log(organ)
    size = log.length
    last = log.checkpoints.order_by("-size").first()
    if last is not None:
        _extends(log, last)
        if last.size == size:
            return last
    text = checkpoint_text(origin(organ), size, heads.root(log, size))
    note = text + "\n" + signing_key(KeyType.LOG).sign(text)
    try:
        with transaction.atomic():
            return Checkpoint.objects.create(log=log, size=size, at=at, note=note)
    except DatabaseError:
        # Two may sign the same head at once: the text is the same, and the signature too.
        known = log.checkpoints.filter(size=size).first()
        if known is None:
            raise
        return known


def note(signed: Checkpoint) -> str:
    """Return a checkpoint with all signatures: the log's own, then countersignatures by name."""
    lines = signed.countersignatures.order_by("name").values_list("line", flat=True)
    return signed.note + "".join(lines)


def _extends(log: Log, last: Checkpoint) -> None:
    """The entries under the last signed head are still those. Raises Rewritten."""
    signed = paizhu_verify.read_checkpoint(last.note)
    if last.size > log.length or heads.root(log, last.size) != signed.root:
        raise Rewritten(log.organ, last.size)
