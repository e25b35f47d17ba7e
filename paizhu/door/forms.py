"""Inputs that acts of many kinds of matter share; a kind's own forms are made of these.

What a field offers to choose from, a face reads off its class: `OrganField`, `ActField`.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from paizhu.door.acts import ActForm
from paizhu.door.present import Present
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.secrecy import Secrecy
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.model import Unit
from paizhu.norms.near import nearest
from paizhu.registry.models import NAME_LENGTH

LONGEST = 3650
_BETWEEN = re.compile(r"[、,，;；\n]")
UNITS = [
    (Unit.WORKING_DAY.value, gettext_lazy("working days")),
    (Unit.DAY.value, gettext_lazy("days")),
    (Unit.MONTH.value, gettext_lazy("months")),
]
SECRECY = [
    (Secrecy.NONE.value, gettext_lazy("not secret")),
    (Secrecy.INTERNAL.value, gettext_lazy("internal")),
    (Secrecy.SECRET.value, gettext_lazy("secret")),
    (Secrecy.CONFIDENTIAL.value, gettext_lazy("confidential")),
    (Secrecy.TOP_SECRET.value, gettext_lazy("top secret")),
]


class OrganField(forms.CharField):
    """An organ of the registry, by its id or by any of its names; cleaned (`organ_named`) to its id."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": NAME_LENGTH, **more})


class Several(forms.TextInput):
    """Takes several values of one name, as check boxes send them, for one text."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if not hasattr(data, "getlist"):
            return super().value_from_datadict(data, files, name)
        return "、".join(value for value in data.getlist(name) if value) or None


class OrgansField(forms.CharField):
    """Organs of the registry, by id or name, one after the other with a 、 or comma between; cleaned (`organs_named`) to ids.

    choices: those that are offered, id and name.
    """

    widget = Several
    choices: list[tuple[str, str]]

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": TEXT_LENGTH, **more})
        self.choices = []

    def chosen(self, value: Any) -> list[str]:
        """Return the words of a value that was not cleaned yet."""
        return [word.strip() for word in _BETWEEN.split(str(value or "")) if word.strip()]


class ActField(forms.CharField):
    """An act of the vocabulary, by its id or its name; cleaned (`act_named`) to its id."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": NAME_LENGTH, **more})


def text_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """Return a field for a text of several lines."""
    return forms.CharField(
        label=label, max_length=TEXT_LENGTH, widget=forms.Textarea, required=required, help_text=hint
    )


def title_field() -> forms.CharField:
    """Return a field for the title of a matter."""
    return forms.CharField(label=gettext_lazy("Title"), max_length=NAME_LENGTH)


def organ_named(form: ActForm, field: str) -> str:
    """Return the id of the organ that the word in the field stands for on this day. Raises ValidationError."""
    present = form.doing.present
    try:
        found = present.here.term(form.cleaned_data[field].strip(), present.on)
    except UnknownTerm as unknown:
        raise forms.ValidationError(_no_organ(unknown, present)) from unknown
    if found not in present.here.chart.organs:
        raise forms.ValidationError(_("Name an organ of the registry."))
    return found


def _no_organ(unknown: UnknownTerm, present: Present) -> str:
    """What is said of a word that stands for no organ: near are organs only, not the kinds that a question could name."""
    if unknown.what == "organ on that day":
        return _("{given} does not exist on {day}.").format(given=unknown.given, day=present.on.isoformat())
    near = unknown.near if unknown.what == "organ" else nearest(unknown.given, present.here.called())
    if not near:
        return _("No such organ; expected one of the registry, by its id, name or usual abbreviation.")
    return _("No such organ; near: {near}").format(near=(", " if get_language() == "en" else "、").join(near))


def other_organ(form: ActForm, field: str, own: str = "") -> str:
    """As `organ_named`, of any organ but the seat's own. own: what is said where it is named."""
    found = organ_named(form, field)
    if found == form.doing.sitting.organ:
        raise forms.ValidationError(own or _("This is between your organ and another."))
    return found


def organs_named(form: ActForm, field: str) -> list[str]:
    """Return the ids of the organs that the words in the field stand for, each once, in their order. Raises ValidationError."""
    given, kept = form.cleaned_data[field], form.fields[field]
    assert isinstance(kept, OrgansField)
    found = []
    for word in kept.chosen(given):
        form.cleaned_data[field] = word
        found.append(organ_named(form, field))
    return list(dict.fromkeys(found))


def act_named(form: ActForm, field: str) -> str:
    """Return the id of the act that the word in the field stands for. Raises ValidationError."""
    base, english = form.doing.present.base, get_language() == "en"
    try:
        return base.act_id(form.cleaned_data[field])
    except UnknownTerm as unknown:
        names = (base.acts[base.act_id(word)].name.in_("en" if english else "zh") for word in unknown.near)
        near = (", " if english else "、").join(dict.fromkeys(names))
        if not near:
            example = next(iter(base.acts.values())).name.in_("en" if english else "zh")
            message = _("No such act; expected one of the vocabulary, such as “{example}”.")
            raise forms.ValidationError(message.format(example=example)) from unknown
        raise forms.ValidationError(_("No such act; near: {near}").format(near=near)) from unknown


class Time(ActForm):
    """A time to answer, which the parties set themselves."""

    length = forms.IntegerField(label=gettext_lazy("Time to answer"), min_value=1, max_value=LONGEST)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=UNITS, initial=Unit.WORKING_DAY.value)


class Held(ActForm):
    """How secret a matter is and who may see it; for `opening.open_matter`."""

    secrecy = forms.ChoiceField(
        label=gettext_lazy("Secrecy"), choices=SECRECY, required=False, initial=Secrecy.NONE.value
    )
    secret_until = forms.DateField(label=gettext_lazy("Secret until"), required=False)
    circle = forms.BooleanField(label=gettext_lazy("Only persons who are named may see it"), required=False)

    def clean_secrecy(self) -> str:
        return self.cleaned_data["secrecy"] or Secrecy.NONE.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        state_secret = Secrecy(cleaned.get("secrecy") or Secrecy.NONE).height > Secrecy.INTERNAL.height
        if state_secret and not cleaned.get("secret_until"):
            self.add_error("secret_until", _("A state secret has a term: name its last day."))
        return cleaned

    @property
    def held(self) -> dict[str, Any]:
        """What was given, as `open_matter` takes it."""
        given = self.cleaned_data
        return {
            "secrecy": Secrecy(given["secrecy"]),
            "secret_until": given["secret_until"],
            "circle": given["circle"],
        }


class Note(ActForm):
    text = text_field(gettext_lazy("Text"))


class Opinion(ActForm):
    text = text_field(gettext_lazy("Opinion"), required=False)


class Answer(ActForm):
    text = text_field(gettext_lazy("Answer"))


class Finding(ActForm):
    text = text_field(gettext_lazy("Finding"))


class Reason(ActForm):
    text = text_field(gettext_lazy("Reason"))


class Return(Time):
    """A reason, and a time to answer anew."""

    text = text_field(gettext_lazy("Reason"))
    field_order = ("text", "length", "unit")


class Extend(Time):
    """A reason, and by how much the time to answer is lengthened."""

    text = text_field(gettext_lazy("Reason"))
    field_order = ("text", "length", "unit")
