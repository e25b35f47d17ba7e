"""The fields of an act's form as the templates draw them; the form itself is the door's."""

import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.FileField, "file"),
    (forms.BooleanField, "check"),
    (forms.ChoiceField, "choice"),
    (forms.DateField, "day"),
    (forms.IntegerField, "number"),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field. kind: file, check, choice, day, number, area, text.  list: id of a list of words to choose from, or ""."""

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


def drawn(form: forms.Form, act: str, lists: dict[str, str] | None = None) -> list[Drawn]:
    """Return the fields of a form. lists: name of a field -> id of the list of words that it offers."""
    return [_drawn(field, act, (lists or {}).get(field.name, "")) for field in form]


def key() -> str:
    """Return a word for a form that is about to be shown, so that sending it twice acts once."""
    return secrets.token_urlsafe(16)


def _drawn(bound: BoundField, act: str, list_: str) -> Drawn:
    field = bound.field
    value = bound.value()
    return Drawn(
        name=bound.name,
        id=f"id_{act.replace('.', '_')}_{bound.name}",
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
    for type_, kind in _KINDS:
        if isinstance(field, type_):
            return kind
    return "area" if isinstance(field.widget, forms.Textarea) else "text"
