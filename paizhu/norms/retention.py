"""What provisions say on how long matters are kept: classes of term, as data of the pack; nothing is guessed beside it."""

from msgspec import Struct

from paizhu.norms.model import Text


class KeptFor(Struct, frozen=True):
    """A class of term. years: None for good."""

    id: str
    name: Text
    years: int | None
    line: int = 0


class RetentionRule(Struct, frozen=True):
    """A regulation that gives terms. place: where in it.  verified: it is known to be in force as read.

    matters: kinds of matter that it gives a term for; for others an organ may take its classes over, and says why.
    """

    id: str
    title: Text
    place: Text
    verified: bool
    classes: tuple[KeptFor, ...]
    matters: tuple[str, ...] = ()
    note: Text | None = None
    file: str = ""
    line: int = 0

    def named(self, class_: KeptFor) -> str:
        """Return the word by which a term names a class of this rule."""
        return f"{self.id}.{class_.id}"
