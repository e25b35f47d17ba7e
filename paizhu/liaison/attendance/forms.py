"""The inputs of the acts on attendance; those that other kinds share are in `paizhu.door.forms`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, OrganField, Time, other_organ, text_field, title_field
from paizhu.door.models import REASON_LENGTH
from paizhu.liaison.attendance.words import ADOPTIONS, CAPACITIES, MEETINGS, VERDICTS
from paizhu.registry.models import NAME_LENGTH

NO_VOTE = gettext_lazy(
    "Attending is a way to supervise (Stationed Bodies Rules, art. 32 (1)): the office raises an opinion. It has no vote, "
    "countersigns nothing and decides nothing in the host's place."
)


class Planned(ActForm):
    """A meeting that is to be: when, where, with which agenda."""

    day = forms.DateField(label=gettext_lazy("Day"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=NAME_LENGTH, required=False)
    agenda = text_field(gettext_lazy("Agenda"))

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.doing.present.on:
            raise forms.ValidationError(_("A meeting is announced for today or a day to come."))
        return day


class _Announced(Planned, Held):
    intro = NO_VOTE
    meeting = forms.ChoiceField(label=gettext_lazy("Which meeting"), choices=MEETINGS)
    title = title_field()


_REST = ("meeting", "title", "day", "place", "agenda", "secrecy", "secret_until", "circle")


class Notify(_Announced):
    """A meeting of which the host tells the office over it."""

    owed_to = "office"
    office = OrganField(label=gettext_lazy("Office"))
    field_order = ("office", *_REST)

    def clean_office(self) -> str:
        return other_organ(self, "office")


class Ask(_Announced):
    """A meeting that the office asks to attend."""

    owed_to = "host"
    host = OrganField(label=gettext_lazy("Host unit or its Party group"))
    field_order = ("host", *_REST)

    def clean_host(self) -> str:
        return other_organ(self, "host")


class Record(ActForm):
    """That the office was there: when, who, and as what."""

    attended_on = forms.DateField(label=gettext_lazy("Held on"))
    capacity = forms.ChoiceField(label=gettext_lazy("As what"), choices=CAPACITIES, help_text=NO_VOTE)
    present = forms.CharField(label=gettext_lazy("Present for the office"), max_length=REASON_LENGTH)

    def clean_attended_on(self) -> date:
        day: date = self.cleaned_data["attended_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was held; this day is still to come."))
        return day


class Opine(Time):
    """The opinion as it was raised, and a time by which the host says what it makes of it."""

    text = text_field(gettext_lazy("Supervision opinion"))
    field_order = ("text", "length", "unit")


class Minuted(ActForm):
    """What the host's minutes say of the opinion; minutes that are corrected start from how they read now."""

    text = text_field(gettext_lazy("What the minutes say of the opinion"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        found = getattr(self.doing.matter, "attendance", None) if self.doing.matter else None
        if found is not None:
            self.fields["text"].initial = found.minuted


class Compare(ActForm):
    """How the opinion stands in the minutes, with the reason."""

    verdict = forms.ChoiceField(label=gettext_lazy("In the minutes"), choices=VERDICTS)
    text = text_field(gettext_lazy("Finding"))


class Respond(ActForm):
    """What the host makes of the opinion, and why."""

    adoption = forms.ChoiceField(label=gettext_lazy("Adoption"), choices=ADOPTIONS)
    text = text_field(gettext_lazy("Measures, or reasons"))


class Follow(ActForm):
    """What came of it, as the office found."""

    text = text_field(gettext_lazy("Outcome"))
