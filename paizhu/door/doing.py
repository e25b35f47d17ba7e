"""An act on its way through the door."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import Act, ActForm
from paizhu.door.known import Known
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.refusals import InvalidForm
from paizhu.journal.models import Entry
from paizhu.norms.decide import Ruling
from paizhu.norms.model import Unit
from paizhu.norms.procedure import ActClass, Procedure, Step


class Channel(StrEnum):
    """The face by which an act came in."""

    PAGE = "page"
    API = "api"
    COMMAND = "command"
    WORKER = "worker"  # the product itself, by `paizhu work`


@dataclass(slots=True)
class Doing:
    """Who does what, and what the gates found on the way.

    matter None: the act opens one, or has none.  form: bound, checked by the last gate, looked at by the second.
    rulings: what the act rests on.  stands_in: the organ for which a seat of its leading organ acts, "" for none.
    outline: the seat sees only that there is such a matter, its state and its clocks; nothing else may be told to it.
    consents: the act records its organ's consent to what rests on agreement.
    lengths: how long the limits run that the parties set themselves.  extensions: of limits, as they are kept.
    items: of a limit that runs once for each of several like things: those that the act is about, each with its length
    where the act starts it.  item: the one thing that the act is about, "" for the matter.
    facts, content: what the entry in the journal says openly, and what it only commits to.
    known: what the gates read of the matter; None where there is none yet.
    afterwards: what the effect writes once there is an entry to point to, in the same transaction.
    """

    act: Act
    sitting: Sitting
    present: Present
    channel: Channel
    matter: Matter | None = None
    procedure: Procedure | None = None
    step: Step | None = None
    form: ActForm | None = None
    rulings: list[Ruling] = field(default_factory=list)
    consents: bool = False
    stands_in: str = ""
    outline: bool = False
    lengths: dict[str, tuple[int, Unit]] = field(default_factory=dict)
    extensions: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, dict[str, tuple[int, Unit] | None]] = field(default_factory=dict)
    item: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    afterwards: list[Callable[[Entry], None]] = field(default_factory=list)
    known: Known | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The inputs that are filled in rightly."""
        assert self.form is not None
        return self.form.cleaned_data

    def filled(self, *names: str) -> dict[str, Any] | None:
        """Return the inputs as far as they are right, where all of these are given; else None.

        For the questions of an act that its form decides: the ruling comes before the last gate, which tells what is wrong.
        """
        if self.form is None or not self.form.is_bound:
            return None
        self.form.is_valid()
        given = self.form.cleaned_data
        return given if all(given.get(name) for name in names) else None

    @property
    def opened(self) -> Matter:
        """The matter, which exists by now."""
        assert self.matter is not None
        return self.matter

    def fail(self, message: str, field: str = "") -> NoReturn:
        """Say that the act cannot be done as its form says. Raises InvalidForm; the transaction is taken back."""
        said = _("Not recorded. {said}").format(said=message)
        raise InvalidForm(said, {field: [message]}, self.form)

    @property
    def is_duty(self) -> bool:
        """Whether the act needs a ruling of its own."""
        return self.step is not None and self.step.class_ is ActClass.DUTY

    @property
    def by_agreement(self) -> bool:
        """Whether the act rests on agreement only."""
        return any(ruling.basis == "agreement" for ruling in self.rulings)

    @property
    def organ(self) -> str:
        """The organ that acts: that of the seat, or the one for which it stands in."""
        return self.stands_in or self.sitting.organ
