"""What can be wrong with a log, which stage of verifying shows it, and what came of verifying one."""

from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """A log is verified in two stages.

    LOG: the bytes of the entries lead to the hashes and heads that are stored, without a gap.
    ENTRIES: what these bytes say is of its form, and agrees with the columns and with the content that is still kept.
    """

    LOG = "log"
    ENTRIES = "entries"


class Fault(StrEnum):
    """What can be wrong. Words for people stand in `said`."""

    MISSING = "missing"  # there is no entry of that number
    CHANGED = "changed"  # the entry is not the one that was hashed
    FORM = "form"  # it is not of the form that entries have, or of another log or number
    COLUMNS = "columns"  # number or instant in the table are not the entry's
    HASHES = "hashes"  # a stored hash, of the entry or of a tile that it completes, does not follow from the entries
    CONTENT = "content"  # content does not match its commitment
    NO_KEY = "no_key"  # content is sealed, and its key cannot be had: it was not compared
    CUT = "cut"  # the log should be longer
    CHECKPOINT = "checkpoint"  # a signed head is not that of the log
    SIGNATURE = "signature"  # a stored head is not signed by any key of this installation

    @property
    def stage(self) -> Stage:
        """The stage that looks for it. That an entry was changed while it was being verified shows in the second one."""
        return Stage.ENTRIES if self in _OF_ENTRIES else Stage.LOG


_OF_ENTRIES = {Fault.FORM, Fault.COLUMNS, Fault.CONTENT, Fault.NO_KEY}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. number: of the entry, or of how many entries the checkpoint is.  name: of the content."""

    fault: Fault
    number: int
    name: str = ""


@dataclass(slots=True)
class Verified:
    """What came of a log.

    since: how many entries the checkpoint is over that was trusted; these are not read.
    hashed: entries whose bytes were hashed, by the first stage.  checkpoints: signed heads that the log was compared with.
    signed: how many entries the longest of these is over that is the log's and signed by a key of ours; 0 without any.
    checked: entries that were read, by the second stage.
    at_entries, at_heads: what is wrong with single entries, and with the log as a whole.
    """

    log: str
    length: int
    since: int = 0
    hashed: int = 0
    checkpoints: int = 0
    signed: int = 0
    checked: int = 0
    at_entries: list[Finding] = field(default_factory=list)
    at_heads: list[Finding] = field(default_factory=list)

    def found_by(self, stage: Stage) -> int:
        """Return how many things a stage has found."""
        return sum(one.fault.stage is stage for one in (*self.at_entries, *self.at_heads))

    @property
    def findings(self) -> list[Finding]:
        """All that is wrong, in the order of the entries."""
        return [*sorted(self.at_entries, key=lambda one: one.number), *self.at_heads]
