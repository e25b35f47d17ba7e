"""Filters of a list of matters that can match nothing at all, because nothing is called so."""

from collections.abc import Iterator
from difflib import get_close_matches

from django.utils.translation import gettext as _

from paizhu.door.queries import Filters
from paizhu.norms.base import Base
from paizhu.norms.errors import InvalidInput


def faults(filters: Filters, base: Base) -> Iterator[str]:
    """Yield what is wrong with the kind and the state that are asked for: an empty list would look like an answer."""
    procedures = base.pack.procedures
    kinds = sorted({p.matter for p in procedures})
    if filters.kind and filters.kind not in kinds:
        message = _("There is no kind of matter {given!r}; expected one of: {known}.")
        yield message.format(given=filters.kind, known=", ".join(kinds))
        return
    states = sorted({s.id for p in procedures for s in p.states if filters.kind in {"", p.matter}})
    if not filters.state or filters.state in states:
        return
    if filters.kind:
        message = _("A matter of the kind {kind} has no state {given!r}; expected one of: {known}.")
        yield message.format(kind=filters.kind, given=filters.state, known=", ".join(states))
    else:
        near = get_close_matches(filters.state, states, 5, 0.5)
        message = _("No kind of matter has a state {given!r}; near: {known}.")
        yield message.format(given=filters.state, known=", ".join(near) or "–")


def checked(filters: Filters, base: Base) -> Filters:
    """Return the filters. Raises InvalidInput for those that can match nothing."""
    for fault in faults(filters, base):
        raise InvalidInput(fault)
    return filters
