"""The inputs of the acts on a notice; those that other kinds share are in `paizhu.door.forms`."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from paizhu.door.forms import Held, OrganField, other_organ, text_field, title_field
from paizhu.liaison.notifications.models import Sort

SORTS = [
    (Sort.SITUATION.value, gettext_lazy("important matter")),
    (Sort.PROBLEM.value, gettext_lazy("important problem")),
]
SORT_NAMES = dict(SORTS)


class Give(Held):
    """A notice: to whom, of what, and when it came about."""

    owed_to = "receiver"
    intro = gettext_lazy(
        "A host and its Party group notify their office of important matters and problems, promptly and unasked (Stationed "
        "Bodies Rules, art. 11; no number of days). An office notifies the Party group under the mechanism of 2018, known from a "
        "report only. It holds nothing of a lead or a case."
    )
    receiver = OrganField(label=pgettext_lazy("notice", "To whom"))
    sort = forms.ChoiceField(label=gettext_lazy("Of what"), choices=SORTS)
    title = title_field()
    body = text_field(gettext_lazy("What is told"))
    arose_on = forms.DateField(label=gettext_lazy("Came about on"), required=False)
    field_order = ("receiver", "sort", "title", "body", "arose_on", "secrecy", "secret_until", "circle")

    def clean_receiver(self) -> str:
        return other_organ(self, "receiver", _("Notice is given to another party."))

    def clean_arose_on(self) -> date | None:
        day: date | None = self.cleaned_data["arose_on"]
        if day is not None and day > self.doing.present.on:
            raise forms.ValidationError(
                _("Notice is given of what has come about; this day is still to come.")
            )
        return day
