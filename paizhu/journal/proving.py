"""The proof that one entry is in its log: from the entry over its neighbours to the head, and who signed that."""

from dataclasses import dataclass
from datetime import UTC, datetime

from paizhu.journal import heads, keys, paizhu_verify, proofs
from paizhu.journal.checkpoints import note
from paizhu.journal.models import Checkpoint, Entry
from paizhu.journal.notes import KeyType
from paizhu.journal.proofs import Span
from paizhu.journal.tree import leaf_hash, node_hash

# 9999-12-30: a witness may sign any time, and in some zones the last day would be none any more.
_LAST_S = 253_402_128_000


@dataclass(frozen=True, slots=True)
class Step:
    """The hash so far is joined with that of other entries. first, last: which, both included.

    left: the others stand before.  joined: the hash of both together, over `joined_first` to `joined_last`.
    """

    first: int
    last: int
    left: bool
    beside: bytes
    joined: bytes
    joined_first: int
    joined_last: int


@dataclass(frozen=True, slots=True)
class Witness:
    """A countersignature. at: when it was given; UTC."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """How an entry leads to a head. size: how many entries the head is over.

    signed_at: None where no signed head is over the entry yet.  leads: the steps lead to the head, and the signature of
    the head is by a key of ours.
    """

    number: int
    size: int
    leaf: bytes
    steps: tuple[Step, ...]
    head: bytes
    signed_at: datetime | None
    witnesses: tuple[Witness, ...]
    leads: bool


def proof(entry: Entry) -> Proof:
    """Return the proof of an entry under the latest countersigned head that is over it, else the latest signed one.

    Where none is signed yet: under the head as it follows from the stored hashes. The same number of queries for any log.
    """
    signed = head_over(entry)
    size = signed.size if signed else entry.log.length
    leaf = leaf_hash(entry.body.encode())
    spans = proofs.inclusion(entry.number, size)
    # The root is made of the stored hashes only where nobody signed it.
    *path, stored = heads.roots(entry.log, [*spans, Span(0, size)])
    steps = _steps(entry.number, leaf, spans, path)
    reached = steps[-1].joined if steps else leaf
    head, sound, witnesses = stored, True, tuple[Witness, ...]()
    if signed is not None:
        head, sound, witnesses = _signatures(signed)
    return Proof(
        number=entry.number,
        size=size,
        leaf=leaf,
        steps=steps,
        head=head,
        signed_at=signed.at if signed else None,
        witnesses=witnesses,
        leads=sound and reached == head,
    )


def head_over(entry: Entry) -> Checkpoint | None:
    """Return the signed head that an entry is proven under: the latest countersigned one, else the latest; None without any."""
    over = Checkpoint.objects.filter(log=entry.log, size__gte=entry.number).select_related("log")
    countersigned = over.filter(countersignatures__isnull=False)
    return countersigned.order_by("-size").first() or over.order_by("-size").first()


def _steps(number: int, leaf: bytes, spans: list[Span], path: list[bytes]) -> tuple[Step, ...]:
    steps, whole, first, last = [], leaf, number, number
    for span, beside in zip(spans, path, strict=True):
        left = span.start < first - 1
        whole = node_hash(beside, whole) if left else node_hash(whole, beside)
        first, last = min(first, span.start + 1), max(last, span.stop)
        steps.append(Step(span.start + 1, span.stop, left, beside, whole, first, last))
    return tuple(steps)


def _signatures(signed: Checkpoint) -> tuple[bytes, bool, tuple[Witness, ...]]:
    """The root that was signed, whether by a key of ours, and who countersigned it."""
    head = paizhu_verify.read_checkpoint(note(signed))
    public = paizhu_verify.read_keys(keys.public_keys(KeyType.LOG))
    sound = not paizhu_verify.check_signatures(head, public, ()).findings and head.size == signed.size
    names = set(signed.countersignatures.values_list("name", flat=True))
    witnesses = tuple(witness(one) for one in head.signatures if one.name in names)
    return head.root, sound, witnesses


def witness(signature: paizhu_verify.Signature) -> Witness:
    """Return who countersigned, and when, as the signature says; what is beyond the calendar, as its end."""
    at = datetime.fromtimestamp(min(paizhu_verify.cosigned_at(signature), _LAST_S), UTC)
    return Witness(signature.name, at)
