"""The inputs of the acts on joint supervision; those on problems are in `paizhu.liaison.problems`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, OrganField, other_organ, text_field, title_field
from paizhu.door.models import REASON_LENGTH


class Plan(ActForm):
    """What is checked, by whom, from when until when; it starts from how it reads now."""

    plan = text_field(
        gettext_lazy("Plan: what is checked, and how"),
        hint=gettext_lazy("Both sides read it: nothing of a lead or a case."),
    )
    taking_part = forms.CharField(
        label=gettext_lazy("Who takes part, of both sides"), max_length=REASON_LENGTH
    )
    first_day = forms.DateField(label=gettext_lazy("First day"))
    last_day = forms.DateField(label=gettext_lazy("Last day"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        found = getattr(self.doing.matter, "joint_supervision", None) if self.doing.matter else None
        for name in ("plan", "taking_part", "first_day", "last_day"):
            if found is not None:
                self.fields[name].initial = getattr(found, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes after the first."))
        if last and last < self.doing.present.on:
            self.add_error("last_day", _("This day has passed."))
        return cleaned


class _Opening(Plan, Held):
    title = title_field()


_REST = ("title", "plan", "taking_part", "first_day", "last_day", "secrecy", "secret_until", "circle")


class Propose(_Opening):
    """Joint supervision that the office proposes to one Party group."""

    owed_to = "group"
    intro = gettext_lazy(
        "Checking together, by a plan that both sides agreed to. The mechanism is known from a report of the 2018 reform and is "
        "to be checked. Leads, cases and investigation are no part of it; neither side takes over what the other owes."
    )
    group = OrganField(label=gettext_lazy("Party group"))
    field_order = ("group", *_REST)

    def clean_group(self) -> str:
        return other_organ(self, "group")


class Ask(_Opening):
    """Joint supervision for which a Party group asks its office."""

    owed_to = "office"
    intro = Propose.intro
    office = OrganField(label=gettext_lazy("Office"))
    field_order = ("office", *_REST)

    def clean_office(self) -> str:
        return other_organ(self, "office")


class Check(ActForm):
    """That a check was made: when, by whom, what was looked at."""

    checked_on = forms.DateField(label=gettext_lazy("Checked on"))
    present = forms.CharField(label=gettext_lazy("Present for both sides"), max_length=REASON_LENGTH)
    text = text_field(gettext_lazy("What was looked at"))

    def clean_checked_on(self) -> date:
        day: date = self.cleaned_data["checked_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was made; this day is still to come."))
        return day


class Report(ActForm):
    """The report on all of it; the problems found stand below it and are not written again."""

    text = text_field(gettext_lazy("Report"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        found = getattr(self.doing.matter, "joint_supervision", None) if self.doing.matter else None
        if found is not None:
            self.fields["text"].initial = found.report
