"""The inputs of the acts on a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.secrecy import Secrecy
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.expected.calendar import period_named
from paizhu.norms.model import Unit
from paizhu.registry.models import NAME_LENGTH
from paizhu.tasks.models import ABOUT_LENGTH, TEXT_LENGTH

LONGEST = 3650
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


def _text(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=TEXT_LENGTH, widget=forms.Textarea, required=required)


class Time(ActForm):
    """A time to answer."""

    length = forms.IntegerField(label=gettext_lazy("Time to answer"), min_value=1, max_value=LONGEST)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=UNITS, initial=Unit.WORKING_DAY.value)


class Propose(Time):
    """A task: what is asked of whom, in terms that can be ruled on."""

    assignee = forms.CharField(label=gettext_lazy("Assignee"), max_length=NAME_LENGTH)
    act = forms.CharField(label=gettext_lazy("What is asked for"), max_length=NAME_LENGTH)
    toward = forms.CharField(label=gettext_lazy("Toward"), max_length=NAME_LENGTH, required=False)
    about = forms.CharField(
        label=gettext_lazy("For which period"),
        max_length=ABOUT_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "Such as 2026, 2026-H1, 2026-Q2 or 2026-03. Left empty, it counts for the period in which it is answered."
        ),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=NAME_LENGTH)
    request = _text(gettext_lazy("Request"))
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Secrecy"), choices=SECRECY, required=False, initial=Secrecy.NONE.value
    )
    secret_until = forms.DateField(label=gettext_lazy("Secret until"), required=False)
    circle = forms.BooleanField(label=gettext_lazy("Only persons who are named may see it"), required=False)
    field_order = (
        "assignee",
        "act",
        "toward",
        "about",
        "title",
        "request",
        "length",
        "unit",
        "secrecy",
        "secret_until",
        "circle",
    )

    def clean_assignee(self) -> str:
        assignee = self._organ("assignee")
        if assignee == self.doing.sitting.organ:
            raise forms.ValidationError(_("A task goes to another party."))
        return assignee

    def clean_toward(self) -> str:
        return self._organ("toward") if self.cleaned_data["toward"] else self.doing.sitting.organ

    def clean_act(self) -> str:
        try:
            return self.doing.present.base.act_id(self.cleaned_data["act"])
        except UnknownTerm as unknown:
            near = "、".join(unknown.near)
            raise forms.ValidationError(_("No such act; near: {near}").format(near=near or "–")) from unknown

    def clean_about(self) -> str:
        about: str = self.cleaned_data["about"]
        if about and period_named(about) is None:
            message = _("“{given}” names no period; expected such as 2026, 2026-H1, 2026-Q2 or 2026-03.")
            raise forms.ValidationError(message.format(given=about))
        return about

    def clean_secrecy(self) -> str:
        return self.cleaned_data["secrecy"] or Secrecy.NONE.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        state_secret = Secrecy(cleaned.get("secrecy") or Secrecy.NONE).height > Secrecy.INTERNAL.height
        if state_secret and not cleaned.get("secret_until"):
            self.add_error("secret_until", _("A state secret has a term: name its last day."))
        return cleaned

    def _organ(self, field: str) -> str:
        """The id of the organ that the word stands for on this day."""
        present = self.doing.present
        try:
            found = present.here.term(self.cleaned_data[field].strip(), present.on)
        except UnknownTerm as unknown:
            near = "、".join(unknown.near)
            raise forms.ValidationError(
                _("No such organ; near: {near}").format(near=near or "–")
            ) from unknown
        if found not in present.here.chart.organs:
            raise forms.ValidationError(_("Name an organ of the registry."))
        return found


class Note(ActForm):
    text = _text(gettext_lazy("Text"))


class Opinion(ActForm):
    text = _text(gettext_lazy("Opinion"), required=False)


class Answer(ActForm):
    text = _text(gettext_lazy("Answer"))


class Finding(ActForm):
    text = _text(gettext_lazy("Finding"))


class Reason(ActForm):
    text = _text(gettext_lazy("Reason"))


class Return(Time):
    text = _text(gettext_lazy("Reason"))
    field_order = ("text", "length", "unit")


class Extend(Time):
    text = _text(gettext_lazy("Reason"))
    field_order = ("text", "length", "unit")
