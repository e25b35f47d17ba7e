"""Declaring kinship and withdrawing it: each person for themselves, on record in the organ's log without saying of whom.

Acts of their own declaration, so that page, API and command line do them alike; nobody does them for anybody else.
"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import Act, ActForm
from paizhu.door.doing import Doing
from paizhu.door.forms import OrganField
from paizhu.door.kin.declaring import DECLARE, WITHDRAW, own
from paizhu.door.kin.models import Kinship
from paizhu.door.kin.sealing import Kin, seal
from paizhu.registry.models import ID_LENGTH

MOST = 50  # that stand at once, of one person


class Declare(ActForm):
    """Of whom: a code or an organ, one of the two. No name, and not what kind of kin."""

    person = forms.CharField(
        label=gettext_lazy("Kin of the person"),
        max_length=ID_LENGTH,
        required=False,
        help_text=gettext_lazy("The code in the registry."),
    )
    organ = OrganField(
        label=gettext_lazy("Or of somebody at the organ"),
        required=False,
        help_text=gettext_lazy("Its name or its id."),
    )

    def clean_person(self) -> str:
        person: str = self.cleaned_data["person"]
        if person and person == self.doing.sitting.person:
            raise forms.ValidationError(_("Not recorded: this is your own code."))
        if person and person not in self.doing.present.here.seats_of:
            raise forms.ValidationError(_("Not recorded: nobody of that code holds a post in the registry."))
        return person

    def clean_organ(self) -> str:
        """The id of the one organ, of whatever day, that has the id or is called so."""
        here, word = self.doing.present.here, self.cleaned_data["organ"]
        called = (word,) if word in here.chart.organs else here.recogniser.names.called(word) if word else ()
        organ = called[0] if len(called) == 1 else word
        if organ and organ not in here.chart.organs:
            raise forms.ValidationError(_("Not recorded: the registry holds no such organ."))
        return organ

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if bool(cleaned["person"]) == bool(cleaned["organ"]):
            raise forms.ValidationError(_("Not recorded: name a person’s code or an organ, one of the two."))
        before = own(self.doing.sitting)
        if any(one.kin == self.kin for one in before):
            raise forms.ValidationError(_("Not recorded: you have declared this already."))
        if len(before) >= MOST:
            message = _("Not recorded: there are {most} declarations of yours.").format(most=MOST)
            raise forms.ValidationError(message)
        return cleaned

    @property
    def kin(self) -> Kin:
        """What was filled in."""
        return Kin(self.cleaned_data["person"], self.cleaned_data["organ"])


class Withdraw(ActForm):
    """Which of one's own declarations, by its number."""

    kinship = forms.ChoiceField(
        label=gettext_lazy("Declaration, by its number"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "There is no such declaration of yours, or it is withdrawn already."
            )
        },
    )

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        field = self.fields["kinship"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(number, number) for number in _standing(self.doing).values_list("pk", flat=True)]


def _declare(doing: Doing) -> None:
    """Source: 监督执纪工作规则 (2019-01-01) 第六十五条: whoever is concerned asks to be recused of their own accord."""
    form, person = doing.form, doing.sitting.person
    assert isinstance(form, Declare)
    made = Kinship.objects.create(
        person_id=person, sealed=seal(form.kin, person), declared_on=doing.present.on
    )
    _note(doing, made.pk)


def _withdraw(doing: Doing) -> None:
    """What was decided by it stays decided."""
    number = int(doing.given["kinship"])
    if not _standing(doing).filter(pk=number).update(withdrawn_on=doing.present.on):
        doing.fail(_("There is no such declaration of yours, or it is withdrawn already."), "kinship")
    _note(doing, number)


def _standing(doing: Doing) -> QuerySet[Kinship]:
    """The person's own that are not withdrawn, the latest first; an administrator has none."""
    return Kinship.objects.filter(person=doing.sitting.person, withdrawn_on=None).order_by("-pk")


def _note(doing: Doing, number: int) -> None:
    """The log says that there is one, and not of whom; what was looked up of the person before counts no more."""
    doing.facts["kinship"] = number
    doing.present.kept.clear()


ACTS = (
    Act(DECLARE, Declare, _declare, of_organ=True, name=gettext_lazy("Declare kinship")),
    Act(WITHDRAW, Withdraw, _withdraw, of_organ=True, name=gettext_lazy("Withdraw a declaration of kinship")),
)
