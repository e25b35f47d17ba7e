"""The inputs of what is to be held on a day to come, which several kinds of liaison share."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.registry.models import NAME_LENGTH


class Dated(ActForm):
    """A day, and where."""

    day = forms.DateField(label=gettext_lazy("Day"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=NAME_LENGTH, required=False)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.doing.present.on:
            raise forms.ValidationError(_("Name today or a day to come."))
        return day
