"""The inputs of the acts on problems; the kinds on whose matters they are found share them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import ActField, OrganField, Time, act_named, organ_named, text_field
from paizhu.liaison.letters.forms import SORTS
from paizhu.liaison.problems.models import Problem, unanswered

ALL = "all"
_BEGINNING = 60  # characters of a problem that name it in a list


class Found(ActForm):
    """What was found, and where."""

    text = text_field(
        gettext_lazy("Problem found"),
        hint=gettext_lazy(
            "The host reads it: facts and papers, no lead, no case, no more of persons than it needs."
        ),
    )
    organ = OrganField(
        label=gettext_lazy("Where"),
        required=False,
        help_text=gettext_lazy("Left empty: the host that the matter is about."),
    )

    def clean_organ(self) -> str:
        return organ_named(self, "organ") if self.cleaned_data["organ"].strip() else ""


class Settle(ActForm):
    """One problem, and how it was put right."""

    number = forms.ChoiceField(label=gettext_lazy("Which"))
    text = text_field(gettext_lazy("How it was put right"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        self.fields["number"].choices = self.offered()  # type: ignore[attr-defined]

    def offered(self) -> list[tuple[str, str]]:
        """The problems that are neither settled nor taken up."""
        if self.doing.matter is None:
            return []
        return [(str(p.number), f"{p.number}. {p.text[:_BEGINNING]}") for p in unanswered(self.doing.matter)]

    def chosen(self) -> list[Problem]:
        """Return what was chosen, by number."""
        assert self.doing.matter is not None
        found, number = unanswered(self.doing.matter), self.cleaned_data["number"]
        return list(found if number == ALL else found.filter(number=int(number)))


class TakeUp(Settle, Time):
    """A recommendation made of problems: to whom, what is recommended. What was found is not written again."""

    number = forms.ChoiceField(label=gettext_lazy("Which"))
    addressee = OrganField(
        label=pgettext_lazy("what a problem is made into", "To whom"),
        required=False,
        help_text=gettext_lazy("Left empty: where it was found."),
    )
    text = text_field(gettext_lazy("What is recommended"))
    field_order: tuple[str, ...] = ("number", "addressee", "text", "length", "unit")

    def offered(self) -> list[tuple[str, str]]:
        one = super().offered()
        return [*one, (ALL, _("all of them"))] if len(one) > 1 else one

    def clean_addressee(self) -> str:
        return organ_named(self, "addressee") if self.cleaned_data["addressee"].strip() else self._where()

    def _where(self) -> str:
        organs = {p.organ_id for p in self.chosen()} if self.cleaned_data.get("number") else set()
        if len(organs) > 1:
            raise forms.ValidationError(
                _("They were found at several bodies: say to which of them this goes.")
            )
        return next(iter(organs), "")


class Write(TakeUp):
    """A letter made of problems."""

    sort = forms.ChoiceField(label=gettext_lazy("Sort of letter"), choices=SORTS)
    text = text_field(gettext_lazy("What the letter asks for"))
    field_order = ("number", "sort", "addressee", "text", "length", "unit")


class Entrust(TakeUp):
    """A task made of problems, in terms that can be ruled on: an act that the assignee owes, or may do, toward the office."""

    act = ActField(label=gettext_lazy("What is asked for"))
    text = text_field(gettext_lazy("Request"))
    field_order = ("number", "addressee", "act", "text", "length", "unit")

    def clean_act(self) -> str:
        return act_named(self, "act")
