"""What an office and a Party group do together either of them may open: the same question, both sides in it from the start."""

from collections.abc import Callable, Sequence

from paizhu.door.acts import Act, ActForm, Asked, Asks, Effect
from paizhu.door.doing import Doing
from paizhu.door.forms import Held
from paizhu.door.opening import open_matter

# Writes what the kind holds of the matter that was just opened, given its Party group.
Keeps = Callable[[Doing, str], None]


def openings(
    kind: str, act: str, propose: type[ActForm], ask: type[ActForm], keeps: Keeps
) -> tuple[Act, Act]:
    """Return the two acts that open a matter of this kind: `propose` by the office, `ask` by the Party group.

    act: what is ruled on before, of whoever opens it toward the other.
    """
    return (
        Act(
            f"{kind}.propose", propose, _opening("office", "group", keeps), _asks_of(act, "group"), opens=kind
        ),
        Act(f"{kind}.ask", ask, _opening("group", "office", keeps), _asks_of(act, "office"), opens=kind),
    )


def _asks_of(act: str, other: str) -> Asks:
    """Return what is to be ruled on: whether whoever opens it may do the act toward the other. other: the field that names it."""

    def asks(doing: Doing) -> Sequence[Asked]:
        given = doing.filled(other)
        return () if given is None else (Asked(doing.sitting.organ, act, given[other]),)

    return asks


def _opening(own: str, other: str, keeps: Keeps) -> Effect:
    """Return the effect that opens it with both sides in it.

    own: the side of whoever opens it.  other: the other one, and the field that names it.
    """

    def effect(doing: Doing) -> None:
        given, form = doing.given, doing.form
        assert isinstance(form, Held)
        open_matter(
            doing,
            title=given["title"],
            sides={own: doing.organ, other: given[other]},
            counterpart=given[other],
            **form.held,
        )
        doing.content["title"] = given["title"]
        keeps(doing, doing.organ if own == "group" else given[other])

    return effect
