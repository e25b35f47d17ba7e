"""The inputs of the acts on an invitation; those that other kinds share are in `paizhu.door.forms`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, OrganField, organ_named, text_field, title_field
from paizhu.liaison.business_invitations.roles import roles
from paizhu.liaison.dated import Dated


class Invite(Dated, Held):
    """An invitation: which office, for which business, and what it is asked to do there."""

    asked_in = "role"
    intro = gettext_lazy(
        "Say what you ask the office to do; that is what is ruled on, not how the invitation is worded. It can attend without a "
        "vote, check, consult papers and put up where to report. It takes no seat in your business: no bid panel, no interview, "
        "no countersignature."
    )
    office = OrganField(label=gettext_lazy("Office"))
    title = title_field()
    role = forms.ChoiceField(label=gettext_lazy("What the office is asked to do"))
    business = text_field(gettext_lazy("What the business is"))
    field_order = ("office", "title", "role", "business", "day", "place", "secrecy", "secret_until", "circle")

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        self.fields["role"].choices = roles(self.doing.present.base)  # type: ignore[attr-defined]

    def clean_office(self) -> str:
        office = organ_named(self, "office")
        if office == self.doing.sitting.organ:
            raise forms.ValidationError(_("An invitation goes to another party."))
        return office


class Record(ActForm):
    """What the office did: needed where no other matter holds it."""

    took_part_on = forms.DateField(label=gettext_lazy("Took part on"))
    text = text_field(gettext_lazy("What the office did, without a part in the business"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        found = getattr(self.doing.matter, "business_invitation", None) if self.doing.matter else None
        if found is not None:
            self.fields["took_part_on"].initial = found.day
        if found is not None and found.became_id is not None:
            for field in self.fields.values():
                field.required = False
            self.fields["text"].help_text = _(
                "The matter that this became holds it; nothing is written again."
            )

    def clean_took_part_on(self) -> date | None:
        day: date | None = self.cleaned_data["took_part_on"]
        if day is not None and day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was done; this day is still to come."))
        return day
