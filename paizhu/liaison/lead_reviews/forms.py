"""The inputs of the acts on a joint review of leads; those that other kinds share are in `paizhu.door.forms`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, Opinion, OrganField, other_organ, text_field, title_field
from paizhu.door.models import REASON_LENGTH
from paizhu.door.secrecy import Secrecy
from paizhu.liaison.lead_reviews.models import BroughtLead, Outcome
from paizhu.registry.models import NAME_LENGTH

OUTCOMES = [
    (
        Outcome.TAKEN.value,
        pgettext_lazy("outcome of a lead", "taken over, to be dealt with as the rules provide"),
    ),
    (Outcome.MORE.value, pgettext_lazy("outcome of a lead", "more is needed")),
    (
        Outcome.RETURNED.value,
        pgettext_lazy("outcome of a lead", "no lead for the office; for the unit itself"),
    ),
    (Outcome.DONE.value, pgettext_lazy("outcome of a lead", "dealt with as the rules provide")),
]
OUTCOME_NAMES = dict(OUTCOMES)
_BEGINNING = 40  # characters of a lead that name it in a list
CAREFUL = gettext_lazy(
    "Only what your unit came upon in its own work, and no more of persons than it needs. Never who reported something."
)


class _Review(Held):
    """A review that one side proposes: in which field of work, and when."""

    field = forms.CharField(label=gettext_lazy("In which field of work"), max_length=NAME_LENGTH)
    title = title_field()
    day = forms.DateField(label=gettext_lazy("Day"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        self.fields["secrecy"].initial = Secrecy.INTERNAL.value
        self.fields["title"].help_text = _("It names no person: others of both sides see it in their lists.")

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.doing.present.on:
            raise forms.ValidationError(_("Name today or a day to come."))
        return day


_REST = ("field", "title", "day", "secrecy", "secret_until", "circle")


class Propose(_Review):
    """A review that the office proposes."""

    owed_to = "group"
    intro = gettext_lazy(
        "The Party group brings what it came upon in its own work; you look at it together. It sees the number, what it brought "
        "and an outcome in set words: nothing that your office holds, thinks or does about a lead."
    )
    group = OrganField(label=gettext_lazy("Party group"))
    field_order = ("group", *_REST)

    def clean_group(self) -> str:
        return other_organ(self, "group")


class Ask(_Review):
    """A review for which the Party group asks, with a first lead."""

    owed_to = "office"
    intro = gettext_lazy(
        "You bring what your unit came upon in its own work; the office looks at it with you and answers in set words. What it "
        "holds itself, and how a lead is handled, it may not show."
    )
    office = OrganField(label=gettext_lazy("Office"))
    text = text_field(gettext_lazy("A first lead"), required=False, hint=CAREFUL)
    field_order = ("office", "field", "title", "day", "text", "secrecy", "secret_until", "circle")

    def clean_office(self) -> str:
        return other_organ(self, "office")


class Bring(ActForm):
    text = text_field(gettext_lazy("What your unit came upon"), hint=CAREFUL)


class _OfLead(ActForm):
    """One of the leads of the review, by its number."""

    number = forms.ChoiceField(label=gettext_lazy("Which"))
    # Those that may be chosen, by what was answered.
    outcomes: tuple[str, ...] = ()

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        matter = self.doing.matter
        found = (
            BroughtLead.objects.filter(review=matter.pk, outcome__in=self.outcomes)
            if matter is not None
            else ()
        )
        offered = sorted((lead.number, lead.text) for lead in found)
        self.fields["number"].choices = [(str(n), f"{n}. {text[:_BEGINNING]}") for n, text in offered]  # type: ignore[attr-defined]


class Supply(_OfLead):
    """More on a lead that was not answered yet, or of which more was asked."""

    outcomes = ("", Outcome.MORE.value)
    text = text_field(gettext_lazy("What is added"), hint=CAREFUL)


class Decide(_OfLead):
    """What the Party group is told of a lead, and what the office thinks of it."""

    outcomes = ("", Outcome.MORE.value, Outcome.TAKEN.value)
    outcome = forms.ChoiceField(label=gettext_lazy("What the Party group is told"), choices=OUTCOMES)
    assessment = text_field(
        gettext_lazy("Assessment, for your office only"),
        required=False,
        hint=gettext_lazy(
            "The Party group does not see it. Register the lead itself as the rules provide (art. 37)."
        ),
    )


class Hold(ActForm):
    """That it was held: when, and who was there."""

    held_on = forms.DateField(label=gettext_lazy("Held on"))
    office_present = forms.CharField(label=gettext_lazy("Present for the office"), max_length=REASON_LENGTH)
    group_present = forms.CharField(
        label=gettext_lazy("Present for the Party group"), max_length=REASON_LENGTH
    )

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        review = getattr(self.doing.matter, "lead_review", None) if self.doing.matter else None
        if review is not None:
            self.fields["held_on"].initial = review.day

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was held; this day is still to come."))
        return day


class Close(Opinion):
    """An opinion; refused while a lead is not answered."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        assert self.doing.matter is not None
        open_ = BroughtLead.objects.filter(review=self.doing.matter.pk, outcome__in=["", Outcome.MORE.value])
        left = [str(n) for n in open_.order_by("number").values_list("number", flat=True)]
        if left:
            message = _("Not answered yet: {leads}. Each lead that was brought is answered.")
            raise forms.ValidationError(message.format(leads="、".join(left)))
        return cleaned
