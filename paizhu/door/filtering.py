"""Filters of a list of matters that can match nothing at all, because nothing is called so."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from django.utils.translation import gettext as _

from paizhu.door.present import Present
from paizhu.door.queries import Filters
from paizhu.norms.base import Base
from paizhu.norms.errors import InvalidInput, UnknownTerm
from paizhu.registry.overview import organ_id


class WrongFilter(InvalidInput):
    """A filter that can match nothing. field: which one."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def faults(filters: Filters, base: Base) -> Iterator[WrongFilter]:
    """Yield what is wrong with the kind and the state that are asked for: an empty list would look like an answer."""
    procedures = base.pack.procedures
    kinds = sorted({p.matter for p in procedures})
    if filters.kind and filters.kind not in kinds:
        message = _("There is no kind of matter {given!r}; expected one of: {known}.")
        yield WrongFilter("kind", message.format(given=filters.kind, known=", ".join(kinds)))
        return
    states = sorted({s.id for p in procedures for s in p.states if filters.kind in {"", p.matter}})
    if not filters.state or filters.state in states:
        return
    if filters.kind:
        message = _("A matter of the kind {kind} has no state {given!r}; expected one of: {known}.")
        said = message.format(kind=filters.kind, given=filters.state, known=", ".join(states))
    else:
        near = get_close_matches(filters.state, states, 5, 0.5)
        message = _("No kind of matter has a state {given!r}; near: {known}.")
        said = message.format(given=filters.state, known=", ".join(near) or "–")
    yield WrongFilter("state", said)


def checked(filters: Filters, present: Present) -> Filters:
    """Return the filters, with organs by their id. Raises WrongFilter for one that can match nothing.

    That an organ is in the registry, on whatever day, everybody with a seat may know; of matters with it nothing is told.
    """
    for fault in faults(filters, present.base):
        raise fault
    return replace(
        filters,
        owner=_organ("owner", filters.owner, present),
        counterpart=_organ("counterpart", filters.counterpart, present),
    )


def _organ(field: str, given: str, present: Present) -> str:
    if not given:
        return ""
    try:
        return organ_id(present.here.chart, given)
    except UnknownTerm as unknown:
        if unknown.near:
            message = _("No organ of the registry is called {given!r}, or several are; near: {known}.")
        else:
            message = _(
                "No organ of the registry is called {given!r}; expected its id, its name or a usual abbreviation."
            )
        said = message.format(given=given, known=", ".join(unknown.near))
        raise WrongFilter(field, said) from None
