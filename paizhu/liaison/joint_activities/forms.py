"""The inputs of the acts on a joint activity; those that other kinds share are in `paizhu.door.forms`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, OrganField, other_organ, text_field, title_field
from paizhu.door.models import REASON_LENGTH
from paizhu.liaison.dated import Dated
from paizhu.liaison.joint_activities.models import Sort

SORTS = [
    (Sort.EDUCATION.value, gettext_lazy("joint education")),
    (Sort.PUBLICITY.value, gettext_lazy("joint publicity")),
    (Sort.INSPECTION.value, gettext_lazy("joint inspection")),
]
SORT_NAMES = dict(SORTS)


class Propose(Dated, Held):
    """What is to be done together, with whom, when and how."""

    owed_to = "partner"
    intro = gettext_lazy(
        "No provision has an office and its host do this together: it rests on agreement. Your organ consents by proposing it; "
        "nothing counts before a leader of the other side has consented. Neither takes over what the other owes."
    )
    sort = forms.ChoiceField(label=gettext_lazy("What is done together"), choices=SORTS)
    partner = OrganField(label=gettext_lazy("With whom"))
    title = title_field()
    plan = text_field(gettext_lazy("Plan: for whom, how, who does what"))
    field_order = ("sort", "partner", "title", "day", "place", "plan", "secrecy", "secret_until", "circle")

    def clean_partner(self) -> str:
        return other_organ(self, "partner", _("It is done together with another party."))


class Record(ActForm):
    """That it was done: when, who was there for each side, how many took part, what was done.

    What was objected to is recorded anew from how it reads now.
    """

    held_on = forms.DateField(label=gettext_lazy("Held on"))
    present = forms.CharField(label=gettext_lazy("Present for both sides"), max_length=REASON_LENGTH)
    attended = forms.IntegerField(
        label=gettext_lazy("How many took part"), min_value=1, max_value=99999, required=False
    )
    text = text_field(gettext_lazy("What was done, and what came of it"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        found = getattr(self.doing.matter, "joint_activity", None) if self.doing.matter else None
        if found is not None:
            self.fields["held_on"].initial = found.held_on or found.day
            self.fields["present"].initial = found.present
            self.fields["attended"].initial = found.attended
            self.fields["text"].initial = found.record

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was held; this day is still to come."))
        return day
