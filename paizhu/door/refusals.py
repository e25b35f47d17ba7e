"""What the door answers when it does not open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from paizhu.norms.errors import InvalidInput, PaizhuError
from paizhu.norms.result import Result


class Gate(StrEnum):
    """The gates, in their order."""

    VISIBILITY = "visibility"
    RULING = "ruling"
    POWER = "power"
    RECUSAL = "recusal"
    FOUR_EYES = "four_eyes"
    STATE = "state"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Way:
    """What is open instead. act: id of an act of the product, "" for something else; name: in the reader's language.

    asked: an act of the vocabulary that can be asked for in place of the one that was, by the same act; "" for none.
    """

    name: str
    act: str = ""
    who: str = ""  # the seat or organ that may, when it is not the one who asked
    asked: str = ""


class Refused(PaizhuError):
    """A gate said no; nothing was written but, where it should be, the attempt.

    code: `door.GATE.WHY`.  provisions: norms as the ruling says them.  instead: ways that are open.  ruling: the whole
    ruling, where the second gate said no.
    """

    def __init__(
        self,
        gate: Gate,
        why: str,
        message: str,
        *,
        provisions: Sequence[Result] = (),
        instead: Sequence[Way] = (),
        ruling: Result | None = None,
    ) -> None:
        super().__init__(message)
        self.gate, self.code, self.message = gate, f"door.{gate.value}.{why}", message
        self.provisions, self.instead, self.ruling = tuple(provisions), tuple(instead), ruling


class NotVisible(PaizhuError):
    """There is no such thing, for whoever asks: answered alike when it exists and may not be seen."""

    code = "door.visibility"


class Conflict(PaizhuError):
    """Somebody else acted on the matter in between; nothing was changed."""

    code = "door.conflict"


class KeyReused(Conflict):
    """The key of a form came with another request before, which was done; nothing was changed."""

    code = "door.key"


class InvalidForm(InvalidInput):
    """The form is not filled in rightly. fields: name -> messages; "" for the form as a whole."""

    code = "door.form"

    def __init__(self, message: str, fields: Mapping[str, Sequence[str]], form: Any = None) -> None:
        super().__init__(message)
        self.fields = {name: list(said) for name, said in fields.items()}
        self.form = form
