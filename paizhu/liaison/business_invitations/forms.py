"""The inputs of the acts on an invitation; those that other kinds share are in `paizhu.door.forms`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, OrganField, other_organ, text_field, title_field
from paizhu.liaison.business_invitations.models import CameBy
from paizhu.liaison.business_invitations.roles import roles
from paizhu.liaison.dated import Dated
from paizhu.registry.models import NAME_LENGTH

CAME_BY = [
    (CameBy.PAPER.value, gettext_lazy("on paper")),
    (CameBy.PHONE.value, gettext_lazy("by phone")),
    (CameBy.WORD.value, gettext_lazy("by word of mouth")),
]
CAME_BY_NAMES = dict(CAME_BY)


class Asking(Dated, Held):
    """What an invitation says: for which business, when, and what the office is asked to do there."""

    title = title_field()
    role = forms.ChoiceField(label=gettext_lazy("What the office is asked to do"))
    business = text_field(gettext_lazy("What the business is"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        self.fields["role"].choices = roles(self.doing.present.base)  # type: ignore[attr-defined]


class Invite(Asking):
    """An invitation to an office."""

    asked_in = "role"
    intro = gettext_lazy(
        "Say what you ask the office to do; that is what is ruled on, not how the invitation is worded. It can attend without a "
        "vote, check, consult papers and put up where to report. It takes no seat in your business: no bid panel, no interview, "
        "no countersignature."
    )
    office = OrganField(label=gettext_lazy("Office"))
    field_order = ("office", "title", "role", "business", "day", "place", "secrecy", "secret_until", "circle")

    def clean_office(self) -> str:
        return other_organ(self, "office", _("An invitation goes to another party."))


class Receive(Asking):
    """An invitation that reached the office on paper or by word of mouth: from whom, how, and what it says."""

    intro = gettext_lazy(
        "An invitation that did not come through this system: put down what it asks for, as it was asked. The host sees it at "
        "once and confirms that it is its own; who records it does not accept it. What would be a part in the host's business is "
        "not recorded here but as one that was turned down."
    )
    host = OrganField(label=gettext_lazy("Invited by"))
    came_by = forms.ChoiceField(label=gettext_lazy("How it came"), choices=CAME_BY)
    came_on = forms.DateField(label=gettext_lazy("Came on"))
    their_number = forms.CharField(
        label=gettext_lazy("Its number"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "Of a letter, as it stands on the paper; the paper itself is attached afterwards."
        ),
    )
    field_order: tuple[str, ...] = (
        "host",
        "came_by",
        "came_on",
        "their_number",
        "title",
        "role",
        "business",
        "day",
        "place",
        "secrecy",
        "secret_until",
        "circle",
    )

    def clean_host(self) -> str:
        return other_organ(self, "host", _("An invitation comes from another party."))

    def clean_came_on(self) -> date:
        day: date = self.cleaned_data["came_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it came; this day is still to come."))
        return day


class TurnDown(Receive):
    """The same, which the office did not accept: what it answered."""

    intro = gettext_lazy(
        "An invitation that did not come through this system and that the office does not accept: a seat on a bid panel, an "
        "interviewer's chair, a countersignature, or one for which it cannot come. It is closed with what you answered."
    )
    text = text_field(
        gettext_lazy("What the office answered"),
        hint=gettext_lazy(
            "Why it does not accept, and what it offered in its place: attending without a vote, a check on the spot, "
            "putting up where to report."
        ),
    )
    field_order = (*Receive.field_order[:9], "text", *Receive.field_order[9:])

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        return day


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
