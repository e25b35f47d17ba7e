"""What the API says of logs: how far they are signed, and proofs that anybody can check with the public keys."""

from datetime import datetime

from ninja import Schema


class LogOut(Schema):
    """A log. length: entries.  signed, countersigned: how many entries the latest such head is over, 0 none."""

    log: str
    name: str
    length: int
    signed: int
    countersigned: int


class Logs(Schema):
    """The logs that the seat may read, its own first."""

    logs: list[LogOut]


class CheckpointOut(Schema):
    """A signed head. note: the signed note (C2SP tlog-checkpoint), with all signatures.  witnesses: who countersigned."""

    log: str
    origin: str
    size: int
    root: str
    at: datetime
    note: str
    witnesses: list[str]


class InclusionOut(Schema):
    """That an entry is in its log (RFC 9162, 2.1.3). leaf, path: base64.

    size: of the head that it leads to.  checkpoint: that head, signed; null where none is signed over the entry yet.
    leads: the path leads to that head, which is signed by a key of this installation.
    """

    log: str
    number: int
    leaf: str
    path: list[str]
    size: int
    checkpoint: CheckpointOut | None
    leads: bool


class ConsistencyOut(Schema):
    """That a log's first `old` entries are the start of its first `new` (RFC 9162, 2.1.4). Roots and path: base64."""

    log: str
    old: int
    new: int
    old_root: str
    new_root: str
    path: list[str]
