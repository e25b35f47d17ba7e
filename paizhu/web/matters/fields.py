"""The fields of an act's form as the templates draw them; the form itself is the door's."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from paizhu.door.forms import ActField, OrganField, OrgansField

_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.FileField, "file"),
    (OrgansField, "several"),
    (forms.BooleanField, "check"),
    (forms.ChoiceField, "choice"),
    (forms.DateField, "day"),
    (forms.IntegerField, "number"),
)

_LISTS: tuple[tuple[type[forms.Field], str], ...] = ((OrganField, "organs"), (ActField, "acts"))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field. kind: hidden, file, several, check, choice, day, number, area, text.

    list: id of a list of words to choose from, or "".  value: of several, a list of those chosen.
    """

    name: str
    id: str
    label: str
    kind: str
    value: Any
    needed: bool
    longest: int | None
    options: list[tuple[str, str]]
    errors: list[str]
    hint: str
    list: str = ""


def drawn(form: forms.Form, act: str, *, offering: bool = False) -> list[Drawn]:
    """Return the fields of a form. offering: the page has the lists of words, `organs` and `acts`, to choose from."""
    return [_drawn(field, act, _list(field.field) if offering else "") for field in form]


def offers(form: forms.Form) -> frozenset[str]:
    """Return which lists of words the fields of a form choose from."""
    return frozenset(filter(None, map(_list, form.fields.values())))


def _list(field: forms.Field) -> str:
    return next((list_ for type_, list_ in _LISTS if isinstance(field, type_)), "")


def id_of(act: str, field: str) -> str:
    """Return the id that a field of an act's form has in the page."""
    return f"id_{act.replace('.', '_')}_{field}"


def _drawn(bound: BoundField, act: str, list_: str) -> Drawn:
    field = bound.field
    value = bound.value()
    if isinstance(field, OrgansField):
        value = field.chosen(value)
    return Drawn(
        name=bound.name,
        id=id_of(act, bound.name),
        label=str(bound.label),
        kind=_kind(field),
        value="" if value is None else value,
        needed=field.required,
        longest=getattr(field, "max_length", None),
        options=[(str(v), str(w)) for v, w in getattr(field, "choices", [])],
        errors=[str(e) for e in bound.errors],
        hint=str(field.help_text),
        list=list_,
    )


def _kind(field: forms.Field) -> str:
    if field.widget.is_hidden:
        return "hidden"
    for type_, kind in _KINDS:
        if isinstance(field, type_):
            return kind
    return "area" if isinstance(field.widget, forms.Textarea) else "text"
