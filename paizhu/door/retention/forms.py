"""The inputs of the acts of retention."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from paizhu.door.acts import ActForm
from paizhu.door.forms import OrganField, organ_named
from paizhu.door.kinds import kinds
from paizhu.door.models import REASON_LENGTH, Matter
from paizhu.door.retention import holds
from paizhu.door.retention.models import LONGEST_YEARS, REFERENCE_LENGTH, Hold
from paizhu.door.retention.terms import FOR_GOOD, found_class, kind_name, prescribed
from paizhu.door.visibility import Reach, sights
from paizhu.registry.models import ID_LENGTH, PersonId


def reason_field(label: Any = None, hint: Any = "") -> forms.CharField:
    """Return a field for a reason."""
    label = label or gettext_lazy("Reason")
    return forms.CharField(label=label, max_length=REASON_LENGTH, widget=forms.Textarea, help_text=hint)


class SetTerm(ActForm):
    """A term for a kind of matter. years, rule: as they are kept, once it is clean."""

    years: int | None
    kind = forms.ChoiceField(label=gettext_lazy("Kind of matter"))
    rule = forms.ChoiceField(label=gettext_lazy("Term"), required=False)
    given_years = forms.IntegerField(
        label=gettext_lazy("Years, where the organ sets them"),
        min_value=1,
        max_value=LONGEST_YEARS,
        required=False,
    )
    reason = reason_field(
        hint=gettext_lazy(
            "On what the term rests, and why it is enough. No provision in the base is guessed."
        )
    )

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        lang, present = "en" if get_language() == "en" else "zh", self.doing.present
        kind, rule = self.fields["kind"], self.fields["rule"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(rule, forms.ChoiceField)
        kind.choices = [(one.id, kind_name(one.id, present).in_(lang)) for one in kinds]
        rule.choices = [
            ("", _("years set by the organ itself")),
            (FOR_GOOD, _("for good, set by the organ itself")),
            *(
                (r.named(c), f"{c.name.in_(lang)} · {r.title.in_(lang)}")
                for r in present.base.pack.retention
                for c in r.classes
            ),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        word, years = given.get("rule", ""), given.get("given_years")
        rule, class_ = found_class(word, self.doing.present)
        law = prescribed(given.get("kind", ""), self.doing.present)
        if law is not None and rule is not law:
            message = _("A provision gives the term for this kind: choose one of its classes.")
            self.add_error("rule", message)
        if word and years is not None:
            self.add_error("given_years", _("Leave the years out: the class gives the term."))
        elif not word and years is None and "given_years" not in self.errors:
            self.add_error("given_years", _("Name the years, from 1 to {most}.").format(most=LONGEST_YEARS))
        self.years = class_.years if class_ is not None else years
        return given


class Place(ActForm):
    """A hold on one thing."""

    matter = forms.CharField(
        label=gettext_lazy("Matter, by its reference"), max_length=REFERENCE_LENGTH, required=False
    )
    person = forms.CharField(
        label=gettext_lazy("Or all matters of a person, by the code"), max_length=ID_LENGTH, required=False
    )
    party = OrganField(label=gettext_lazy("Or all matters with an organ"), required=False)
    reason = reason_field()
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Left empty, it stands until another seat releases it."),
    )

    def clean_matter(self) -> Matter | None:
        reference: str = self.cleaned_data["matter"].strip()
        if not reference:
            return None
        found = Matter.objects.filter(reference=reference).first()
        if found is None or not self._may_hold(found):
            raise forms.ValidationError(_("There is no such matter that your organ could hold."))
        if found.destroyed_on is not None:
            raise forms.ValidationError(_("Its content is destroyed already."))
        return found

    def clean_person(self) -> str:
        person: str = self.cleaned_data["person"].strip()
        if person and not PersonId.objects.filter(pk=person).exists():
            raise forms.ValidationError(_("There is no such person in the registry."))
        return person

    def clean_party(self) -> str:
        return organ_named(self, "party") if self.cleaned_data["party"].strip() else ""

    def clean_last_day(self) -> date | None:
        last: date | None = self.cleaned_data["last_day"]
        if last is not None and last < self.doing.present.on:
            raise forms.ValidationError(_("Name a day from today on."))
        return last

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        scope = ("matter", "person", "party")
        if not self.errors and sum(bool(given.get(name)) for name in scope) != 1:
            raise forms.ValidationError(_("Name a matter, a person or an organ: one of the three."))
        return given

    def _may_hold(self, matter: Matter) -> bool:
        """Its owner's seats, those of the organ that leads the owner, and those of whoever takes part in it."""
        doing = self.doing
        sight = sights(doing.sitting, [matter], doing.present)[matter.pk]
        own = matter.owner_id in (doing.organ, *doing.present.led_by(doing.organ))
        return sight.content or (own and sight.reach > Reach.NONE)


class Release(ActForm):
    """Which hold ends, and why."""

    hold = forms.ChoiceField(
        label=gettext_lazy("Hold"),
        error_messages={
            "invalid_choice": gettext_lazy("There is no such hold that your organ could release.")
        },
    )
    reason = reason_field()

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        doing, hold = self.doing, self.fields["hold"]
        assert isinstance(hold, forms.ChoiceField)
        self.open: dict[str, Hold] = {
            one.reference: one for one in holds.own(doing.sitting, doing.present).filter(released_on=None)
        }
        hold.choices = [(reference, reference) for reference in self.open]


class Propose(ActForm):
    """The appraisal of a matter whose term is over."""

    reason = reason_field(
        gettext_lazy("Appraisal"),
        gettext_lazy(
            "Why it is of no further value, and whether it went to the archives. It stays with the stub: write "
            "nothing of the matter’s content."
        ),
    )


class Decide(ActForm):
    """An opinion on a proposal; it stays with the record."""

    reason = forms.CharField(
        label=gettext_lazy("Opinion"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
        required=False,
        help_text=gettext_lazy("It stays on record: write nothing of the matter’s content."),
    )


class Decline(ActForm):
    """Why a proposal is not carried out."""

    reason = reason_field()
