"""The inputs of an act: JSON values as the act's own form reads them, and the form described for programs."""

from typing import Any

from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext as _

from paizhu.api.schemas.matters import Value
from paizhu.door.acts import acts
from paizhu.door.filling import no_such_inputs
from paizhu.door.refusals import InvalidForm

_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.FileField, "file"),
    (forms.BooleanField, "yes_no"),
    (forms.ChoiceField, "choice"),
    (forms.DateField, "day"),
    (forms.IntegerField, "number"),
)


def as_form_data(act: str, given: dict[str, Value]) -> dict[str, Any]:
    """Return JSON values as the act's form expects them. Raises InvalidForm for what no form could read.

    Whether there is such an act is for the door to say.
    """
    fields = acts.get(act).form.base_fields if act in acts else {}
    wrong = no_such_inputs(act, given)
    data: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, bool) and not isinstance(fields.get(name), forms.BooleanField):
            wrong.setdefault(name, []).append(_("Expected text or a number, not yes or no."))
        elif isinstance(value, str) and not _can_be_kept(value):
            wrong.setdefault(name, []).append(_("Half a character (a lone surrogate) stands in the text."))
        data[name] = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if wrong:
        raise InvalidForm(_("Not recorded: the form is not filled in rightly."), wrong)
    return data


def _can_be_kept(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def described(form: BaseForm) -> list[dict[str, Any]]:
    """Return the inputs of a form, in their order."""
    return [
        {
            "name": name,
            "label": str(field.label or name),
            "kind": next((kind for type_, kind in _KINDS if isinstance(field, type_)), "text"),
            "required": field.required,
            "longest": getattr(field, "max_length", None),
            "choices": [str(value) for value, _label in getattr(field, "choices", [])],
        }
        for name, field in form.fields.items()
    ]
