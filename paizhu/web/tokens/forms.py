"""What is asked for a new token."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from paizhu.tokens.making import LONGEST_DAYS, USUAL_DAYS
from paizhu.tokens.models import NAME_LENGTH, Scope

SCOPES = [(Scope.READ.value, _("read only")), (Scope.ACT.value, _("read, and act as you do"))]


class NewToken(forms.Form):
    name = forms.CharField(label=_("What it is for"), max_length=NAME_LENGTH)
    scope = forms.ChoiceField(label=_("What it may do"), choices=SCOPES, initial=Scope.READ.value)
    last_day = forms.DateField(label=_("Last day"))

    def __init__(self, *args: Any, on: date, **further: Any) -> None:
        super().__init__(*args, **further)
        self.first, self.longest = on, on + timedelta(days=LONGEST_DAYS)
        self.fields["last_day"].initial = (on + timedelta(days=USUAL_DAYS)).isoformat()
