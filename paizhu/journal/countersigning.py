"""Witnessing: the dispatching organ countersigns heads of its offices' logs, and the offices keep what it signed.

Both go by files, so that it works between machines that never meet. Source: C2SP tlog-cosignature.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from paizhu.journal import paizhu_verify
from paizhu.journal.checkpoints import note
from paizhu.journal.keys import origin, signing_key
from paizhu.journal.models import Checkpoint, Countersignature, Log, Witnessed
from paizhu.journal.notes import KeyType
from paizhu.journal.paizhu_verify import WITNESS_KEY, Key
from paizhu.journal.proofs import EMPTY
from paizhu.norms.errors import InvalidInput, PaizhuError


class NotCountersigned(PaizhuError):
    """The export does not verify, or contradicts what was countersigned before; nothing was signed."""

    code = "journal.countersign"

    def __init__(self, findings: Sequence[paizhu_verify.Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(one.say("en") for one in findings))


def countersign(file: Path, keys: list[Key], *, at: datetime) -> str:
    """Return the checkpoint of an export with our countersignature, once the export verifies.

    keys: public keys of the log.  Entries up to the last checkpoint of that log that we countersigned must be in the
    export and must be the same.  Raises NotCountersigned, InvalidInput when the file cannot be read.
    """
    try:
        header = paizhu_verify.read_header(_first_line(file))
        with transaction.atomic():
            last = Witnessed.objects.filter(origin=header.checkpoint.origin).order_by("-size").first()
            before = paizhu_verify.read_checkpoint(last.note) if last else _nothing(header.checkpoint.origin)
            findings = paizhu_verify.verify(str(file), keys, (), paizhu_verify.Older(before, "")).findings
            if findings:
                raise NotCountersigned(findings)
            return _signed(header.checkpoint, at)
    except (paizhu_verify.Unreadable, OSError) as error:
        raise InvalidInput(f"{file}: {error}") from error


def _signed(head: paizhu_verify.Checkpoint, at: datetime) -> str:
    """The head with our signature; the first one that we gave to it stays."""
    known = Witnessed.objects.filter(origin=head.origin, size=head.size).first()
    if known is not None:
        return known.note
    lines = [paizhu_verify.written(one) for one in head.signatures]
    text = f"{head.text}\n{''.join(lines)}{signing_key(KeyType.WITNESS).cosign(head.text, at)}"
    Witnessed.objects.create(origin=head.origin, size=head.size, at=at, note=text)
    return text


def receive(countersigned: str, witnesses: list[Key]) -> Checkpoint:
    """Keep the countersignatures of a checkpoint of ours, and return it.

    witnesses: public keys of whom we expect.  Raises InvalidInput when it is no checkpoint that we signed, or none of
    them signed it.
    """
    try:
        head = paizhu_verify.read_checkpoint(countersigned)
    except paizhu_verify.Unreadable as error:
        raise InvalidInput(str(error)) from error
    ours = _ours(head)
    by_id = {(key.name, key.id): key for key in witnesses if key.type == WITNESS_KEY}
    known = [(one, by_id.get((one.name, one.id))) for one in head.signatures]
    held = [one for one, key in known if key and paizhu_verify.signed_by(head, one, key)]
    if not held or any(key and one not in held for one, key in known):
        raise InvalidInput(_("Not countersigned by any of the given keys; nothing was kept."))
    Countersignature.objects.bulk_create(
        [Countersignature(checkpoint=ours, name=one.name, line=paizhu_verify.written(one)) for one in held],
        ignore_conflicts=True,
    )
    return ours


def behind(log: Log) -> int:
    """Return how many entries of a log are under no countersigned head."""
    newest = log.checkpoints.filter(countersignatures__isnull=False).order_by("-size").first()
    return log.length - (newest.size if newest else 0)


def _ours(head: paizhu_verify.Checkpoint) -> Checkpoint:
    for one in Checkpoint.objects.filter(size=head.size).select_related("log"):
        if origin(one.log.organ) == head.origin and note(one).startswith(head.text + "\n"):
            return one
    raise InvalidInput(
        _("Not a checkpoint that was signed here: {origin}; nothing was kept.").format(origin=head.origin)
    )


def _nothing(origin_: str) -> paizhu_verify.Checkpoint:
    """The head before the first entry: a log that is new to us is seen whole."""
    return paizhu_verify.Checkpoint("", origin_, 0, EMPTY, [])


def _first_line(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.readline()
