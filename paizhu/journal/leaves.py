"""The hashes of entries one after the other, 32 MB for a million of them: what a later look at them is compared with."""

from collections.abc import Iterator

from paizhu.journal.tree import HASH_LENGTH


class Leaves:
    """The hashes of the entries that follow on `after`, as far as no number is missing."""

    def __init__(self, after: int, hashes: bytes = b"") -> None:
        self.after, self.hashes = after, bytearray(hashes)

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, len(self.hashes), HASH_LENGTH):
            yield bytes(self.hashes[at : at + HASH_LENGTH])

    @property
    def last(self) -> int:
        """The number of the last entry whose hash is there."""
        return self.after + len(self.hashes) // HASH_LENGTH

    def add(self, number: int, leaf: bytes) -> None:
        """Take the next entry's; nothing, where that is not the next one."""
        if number == self.last + 1:
            self.hashes += leaf

    def of(self, first: int, last: int) -> bytes:
        """Return the hashes of entries by number, both included, as far as they are there."""
        begins, ends = first - self.after - 1, last - self.after
        return bytes(self.hashes[begins * HASH_LENGTH : ends * HASH_LENGTH])
