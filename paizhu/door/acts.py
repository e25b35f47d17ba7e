"""The acts that can be done: what the pack's procedures cannot say about them, namely form, question and effect."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.functional import Promise

from paizhu.norms.decide import Answer
from paizhu.norms.procedure import Power

if TYPE_CHECKING:
    from paizhu.door.doing import Doing
    from paizhu.door.handing import Hands
    from paizhu.door.models import Matter


class ActForm(forms.Form):
    """The inputs of an act: page, API and command line validate through it alike.

    doing: who does what, for choices that depend on it.
    intro: what a page says above the form of an act that opens a matter.  owed_by, owed_to: the field that names the
    party of which the page shows what it owes the seat's organ, or what that organ owes it; "" for none.
    grows: it has further fields once it is made, which its class does not name.
    asked_in: the field that names the act which is asked for; where the door says no, a page offers others in its place.
    """

    intro: ClassVar["str | Promise"] = ""
    owed_by: ClassVar[str] = ""
    owed_to: ClassVar[str] = ""
    grows: ClassVar[bool] = False
    asked_in: ClassVar[str] = ""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        doing: "Doing",
        **further: Any,
    ) -> None:
        super().__init__(data, files, **further)
        self.doing = doing


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the ruling gate asks. accepts: the answers on which the act may rest.

    instead: acts that are near to it; a refusal names those that the same party may do toward the other.
    """

    bearer: str
    act: str
    toward: str | None
    accepts: frozenset[Answer] = frozenset({Answer.REQUIRED, Answer.PERMITTED})
    instead: tuple[str, ...] = ()


Effect = Callable[["Doing"], None]
Bars = Callable[["Doing"], None]
Fits = Callable[["Matter"], bool]
Asks = Callable[["Doing"], Sequence[Asked]]


def _nothing_asked(_doing: "Doing") -> Sequence[Asked]:
    return ()


def _nothing_bars(_doing: "Doing") -> None:
    """Nothing but the gates."""


def _fits_all(_matter: "Matter") -> bool:
    return True


def _no_effect(_doing: "Doing") -> None:
    """The act changes nothing but the state."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act. id: that of its step in the procedure, where it has one.

    asks: what is to be ruled on, for duty acts.  opens: the kind of matter that it opens, "" for none.
    anywhere: it stands in no procedure and can be done on matters of any kind.  power: for those.
    by_owner: such an act is one of the matter's owner.  by_leader: it is one of the organ that leads a side, too.
    of_organ: it is the organ's own, on no matter at all, and opens none: how it keeps its record.
    bars: says no for a reason of the act's own, before its form is looked at; it raises Refused, which is on record.
    fits: whether an act of any kind is one for this matter at all; where it is not, no list names it.
    inward: on a matter of several sides it is told to the organ alone that did it; what came of it tells the others in its time.
    name: what it is called; of a step its procedure says it.
    hands: the file that it hands over to whoever does it; None for most.
    """

    id: str
    form: type[ActForm] = ActForm
    effect: Effect = _no_effect
    asks: Asks = _nothing_asked
    opens: str = ""
    anywhere: bool = False
    by_owner: bool = False
    by_leader: bool = False
    power: Power = Power.ANY
    of_organ: bool = False
    bars: "Bars" = _nothing_bars
    fits: "Fits" = _fits_all
    inward: bool = False
    name: "str | Promise" = ""
    hands: "Hands | None" = None


class _Acts:
    """All acts of the product by id; each app names its own when Django starts."""

    def __init__(self) -> None:
        self._found: dict[str, Act] = {}

    def add(self, *acts: Act) -> None:
        """Name acts. An id names one act only."""
        for act in acts:
            assert act.id not in self._found, act.id
            self._found[act.id] = act

    def get(self, id_: str) -> Act:
        """Return the act. Raises KeyError when there is none of that id."""
        return self._found[id_]

    def opening(self) -> list[Act]:
        """Return the acts that open a matter."""
        return [act for act in self if act.opens]

    def inward(self) -> list[str]:
        """Return the ids of the acts that are told to nobody but the organ that did them."""
        return [act.id for act in self if act.inward]

    def __contains__(self, id_: str) -> bool:
        return id_ in self._found

    def __iter__(self) -> Iterator[Act]:
        return iter(self._found.values())


acts = _Acts()
