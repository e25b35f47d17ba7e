"""The inputs of the acts on a task; those that other kinds share are in `paizhu.door.forms`."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.forms import (
    ActField,
    Held,
    OrganField,
    Time,
    act_named,
    organ_named,
    other_organ,
    text_field,
    title_field,
)
from paizhu.norms.expected.calendar import period_named
from paizhu.tasks.models import ABOUT_LENGTH


class Propose(Time, Held):
    """A task: what is asked of whom, in terms that can be ruled on."""

    owed_by = "assignee"
    asked_in = "act"
    intro = gettext_lazy(
        "A task may ask a party only for what it owes, or may do, by a provision in force. The door looks it up "
        "before anything is written."
    )
    assignee = OrganField(label=gettext_lazy("Assignee"))
    act = ActField(label=gettext_lazy("What is asked for"))
    toward = OrganField(label=gettext_lazy("Toward"), required=False)
    about = forms.CharField(
        label=gettext_lazy("For which period"),
        max_length=ABOUT_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "Such as 2026, 2026-H1, 2026-Q2 or 2026-03. Left empty, it counts for the period in which it is answered."
        ),
    )
    title = title_field()
    request = text_field(gettext_lazy("Request"))
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
        return other_organ(self, "assignee", _("A task goes to another party."))

    def clean_toward(self) -> str:
        return organ_named(self, "toward") if self.cleaned_data["toward"] else self.doing.sitting.organ

    def clean_act(self) -> str:
        return act_named(self, "act")

    def clean_about(self) -> str:
        about: str = self.cleaned_data["about"]
        if about and period_named(about) is None:
            message = _("“{given}” names no period; expected such as 2026, 2026-H1, 2026-Q2 or 2026-03.")
            raise forms.ValidationError(message.format(given=about))
        return about
