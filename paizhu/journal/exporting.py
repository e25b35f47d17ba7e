"""Writing a log, a part of it, or one entry with its proof into a file that can be verified elsewhere."""

import secrets
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.journal import heads, paizhu_verify, proofs
from paizhu.journal.canonical import Json, canonical
from paizhu.journal.checkpoints import checkpoint, note
from paizhu.journal.models import Checkpoint, Entry
from paizhu.journal.proofs import Span
from paizhu.journal.tree import HASH_LENGTH, Node
from paizhu.norms.errors import InvalidInput

FORM = "journal export 1"


@dataclass(frozen=True, slots=True)
class Part:
    """Which entries: `first` to `last`, both of them too. last: None for the end of the log.  proven: one entry, with a proof."""

    first: int = 1
    last: int | None = None
    proven: bool = False


def export(organ: str, file: Path, part: Part = Part(), *, at: datetime, force: bool = False) -> Checkpoint:
    """Write entries of an organ's log under its signed head, and return that head.

    force: over a file that exists.  Raises InvalidInput; then the file is as it was.
    """
    if file.exists() and not force:
        raise InvalidInput(_("{file} exists; nothing was written.").format(file=file))
    signed = checkpoint(organ, at=at)
    last = signed.size if part.last is None else part.last
    if not 1 <= part.first <= last <= signed.size:
        raise InvalidInput(
            _(
                "Log {log!r} has {size} entries: {first} to {last} cannot be exported; nothing was written."
            ).format(log=organ, first=part.first, last=last, size=signed.size)
        )
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as opened:
            opened.writelines(lines(signed, part.first, last, proven=part.proven))
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return signed


def lines(signed: Checkpoint, first: int, last: int, *, proven: bool) -> Iterator[bytes]:
    """Give the lines of an export: the header, then entries, and below each block of them their hashes."""
    yield (canonical(_header(signed, first, last, proven=proven)) + "\n").encode()
    rows = Entry.objects.filter(log_id=signed.log_id, number__gte=first, number__lte=last).order_by("number")
    number, hashes = first, []
    for body, stored in rows.values_list("body", "hashes").iterator(chunk_size=2_000):
        yield body.encode() + b"\n"
        # As stored: where the body was changed since, this is what shows it.
        hashes.append(bytes(stored[:HASH_LENGTH]))
        if len(hashes) == paizhu_verify.BLOCK:
            yield paizhu_verify.hashes_line(number, hashes)
            number, hashes = number + len(hashes), []
    if hashes:
        yield paizhu_verify.hashes_line(number, hashes)


def _header(signed: Checkpoint, first: int, last: int, *, proven: bool) -> dict[str, Json]:
    header: dict[str, Json] = {
        "paizhu": FORM,
        "log": signed.log.organ,
        "first": first,
        "last": last,
        "checkpoint": note(signed),
    }
    if proven:
        header["proof"] = _base64(heads.inclusion(signed.log, first, signed.size))
        return header
    for side, span in (("left", Span(0, first - 1)), ("right", Span(last, signed.size))):
        header[side] = _base64(heads.roots(signed.log, [_span(node) for node in proofs.cover(span)]))
    return header


def _span(node: Node) -> Span:
    return Span(node.place << node.level, (node.place + 1) << node.level)


def _base64(hashes: list[bytes]) -> list[str]:
    return [b64encode(one).decode() for one in hashes]
