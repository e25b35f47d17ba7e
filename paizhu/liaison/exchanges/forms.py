"""The inputs of the acts on an exchange of views."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import SECRECY, OrganField, organ_named, text_field
from paizhu.door.secrecy import Secrecy
from paizhu.liaison.exchanges.posts import leader_of

SUBJECTS = {
    "ecology": gettext_lazy("political ecology"),
    "conduct": gettext_lazy("conduct"),
    "integrity": gettext_lazy("integrity risks"),
}


class Record(ActForm):
    """An exchange with the principal leader of a Party group: when, of what, what was said."""

    intro = gettext_lazy(
        "The head of the office with the principal leader of the Party group (Stationed Bodies Rules, art. 34 (2)). Only "
        "you, and whoever is granted sight, read it: the host does not, and the dispatching organ sees only that there "
        "is such a matter."
    )
    group = OrganField(label=gettext_lazy("Party group"))
    held_on = forms.DateField(label=gettext_lazy("Held on"))
    ecology = forms.BooleanField(label=SUBJECTS["ecology"], required=False)
    conduct = forms.BooleanField(label=SUBJECTS["conduct"], required=False)
    integrity = forms.BooleanField(label=SUBJECTS["integrity"], required=False)
    text = text_field(pgettext_lazy("exchange of views", "What was said"))
    suggestions = text_field(gettext_lazy("Suggestions made"), required=False)
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Secrecy"), choices=SECRECY, required=False, initial=Secrecy.INTERNAL.value
    )
    secret_until = forms.DateField(label=gettext_lazy("Secret until"), required=False)

    def clean_group(self) -> str:
        group = organ_named(self, "group")
        if leader_of(group, self.doing.present) is None:
            raise forms.ValidationError(
                _(
                    "The registry has no post of a principal leader there: name a Party group, or bring the post in."
                )
            )
        return group

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was held; this day is still to come."))
        return day

    def clean_secrecy(self) -> str:
        return self.cleaned_data["secrecy"] or Secrecy.INTERNAL.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in SUBJECTS):
            self.add_error("ecology", _("Name at least one of the subjects that the article lists."))
        state_secret = Secrecy(cleaned.get("secrecy") or Secrecy.NONE).height > Secrecy.INTERNAL.height
        if state_secret and not cleaned.get("secret_until"):
            self.add_error("secret_until", _("A state secret has a term: name its last day."))
        return cleaned
