"""The inputs of the acts on a visit; those that other kinds share are in `paizhu.door.forms`, those on problems in `problems`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, OrganField, Time, other_organ, text_field, title_field
from paizhu.door.models import REASON_LENGTH
from paizhu.liaison.problems.closing import Close as CloseWithProblems
from paizhu.registry.models import NAME_LENGTH


class Plan(Held):
    """A visit: to which host, when, where, and what is looked at."""

    owed_to = "host"
    intro = gettext_lazy(
        "On the spot, by art. 32 (8) of the Stationed Bodies Rules. No provision asks that the host be told beforehand: it sees "
        "the visit once you tell it of it, or of what you found. A visit gives the office no part in the host's business."
    )
    host = OrganField(label=gettext_lazy("Host unit or its Party group"))
    title = title_field()
    day = forms.DateField(label=gettext_lazy("Day"))
    place = forms.CharField(label=gettext_lazy("Where to"), max_length=NAME_LENGTH)
    subject = text_field(gettext_lazy("What is looked at"))
    announce = forms.BooleanField(label=gettext_lazy("Tell the host beforehand"), required=False)
    field_order = (
        "host",
        "title",
        "day",
        "place",
        "subject",
        "announce",
        "secrecy",
        "secret_until",
        "circle",
    )

    def clean_host(self) -> str:
        return other_organ(self, "host", _("A visit is to another party."))

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.doing.present.on:
            raise forms.ValidationError(_("A visit is planned for today or a day to come."))
        return day


class Record(ActForm):
    """That the office was there: when, who, whom it met, what it saw."""

    visited_on = forms.DateField(label=gettext_lazy("Visited on"))
    visitors = forms.CharField(label=gettext_lazy("Present for the office"), max_length=REASON_LENGTH)
    met = forms.CharField(label=gettext_lazy("Whom they met"), max_length=REASON_LENGTH, required=False)
    text = text_field(
        gettext_lazy("What was seen"),
        hint=gettext_lazy(
            "The host reads it once it is told: no lead, no case, no more of persons than it needs."
        ),
    )

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        visit = getattr(self.doing.matter, "visit", None) if self.doing.matter else None
        if visit is not None:
            self.fields["visited_on"].initial = visit.day

    def clean_visited_on(self) -> date:
        day: date = self.cleaned_data["visited_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was made; this day is still to come."))
        return day


class Tell(Time):
    """A word to the host with what was seen and found, and a time by which it answers."""

    text = text_field(gettext_lazy("Word to the host"), required=False)
    field_order = ("text", "length", "unit")


class Respond(ActForm):
    text = text_field(gettext_lazy("What your organ does about it, or objects to"))


class Close(CloseWithProblems):
    """Of a visit on which problems were found the host is told first."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        matter = self.doing.matter
        if matter is not None and matter.state == "made" and matter.problems.exists():
            raise forms.ValidationError(_("Problems were found: tell the host of them first."))
        return cleaned
