"""The inputs of the acts on a rectification as a whole; those on one measure are in `measure_forms`."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import UNITS, Held, OrganField, Time, other_organ, text_field, title_field
from paizhu.door.models import Clock
from paizhu.norms.model import Unit
from paizhu.rectification.heads import HEADS, ORIGINS, Head, Standing
from paizhu.rectification.models import LABEL_LENGTH, Cause, Measure

LONGEST_LOOK_BACK = 36


class Recommend(Time, Held):
    """A recommendation: to whom, on which grounds, what is recommended; where it comes from is for the issuer alone."""

    owed_to = "addressee"
    intro = gettext_lazy(
        "What you write as grounds and recommendation goes to the unit. Where it comes from does not: keep case content "
        "out of the rest."
    )
    addressee = OrganField(label=gettext_lazy("Rectifying unit"))
    title = title_field()
    origin = forms.ChoiceField(label=gettext_lazy("Where it comes from"), choices=list(ORIGINS.items()))
    source = text_field(
        gettext_lazy("Which one"), required=False, hint=gettext_lazy("Only your own side sees these two.")
    )
    grounds = text_field(gettext_lazy("Grounds"))
    recommendation = text_field(gettext_lazy("Recommendation"))
    length = forms.IntegerField(label=gettext_lazy("Time for the plan"), min_value=1, max_value=365)
    field_order = (
        "addressee",
        "title",
        "origin",
        "source",
        "grounds",
        "recommendation",
        "length",
        "unit",
        "secrecy",
        "secret_until",
        "circle",
    )

    def clean_addressee(self) -> str:
        return other_organ(self, "addressee", _("A recommendation goes to another party."))


class Analyse(ActForm):
    """The causes under the four heads: for each what was found with a short label, or that none was found and why.

    given: label and text by head; label "" where none was found.
    """

    grows = True

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        matter = self.doing.matter
        known = {c.head: c for c in Cause.objects.filter(matter=matter)} if matter is not None else {}
        for head, word in HEADS.items():
            self._offer(head, str(word), known.get(head.value))

    def _offer(self, head: Head, word: str, known: Cause | None) -> None:
        found = [("yes", _("found")), ("no", _("none found"))]
        self.fields[f"{head}_found"] = forms.ChoiceField(
            label=_("{head}: cause").format(head=word),
            choices=found,
            initial="no" if known and not known.label else "yes",
        )
        self.fields[f"{head}_label"] = forms.CharField(
            label=_("{head}: short label").format(head=word),
            max_length=LABEL_LENGTH,
            required=False,
            initial=known.label if known else "",
            help_text=_("By this the same cause is found in other units; left empty where none was found."),
        )
        field = text_field(_("{head}: what was found, or why none was").format(head=word))
        field.initial = known.text if known else ""
        self.fields[f"{head}_text"] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for head in Head:
            found, label = cleaned.get(f"{head}_found"), cleaned.get(f"{head}_label", "")
            if found == "yes" and not label:
                self.add_error(f"{head}_label", _("Give the cause a short label."))
            if found == "no" and label:
                self.add_error(f"{head}_label", _("Leave the label empty where no cause was found."))
        return cleaned

    @property
    def causes(self) -> dict[Head, tuple[str, str]]:
        """Return what was given: label and text by head."""
        given = self.cleaned_data
        return {head: (given[f"{head}_label"].strip(), given[f"{head}_text"]) for head in Head}


class Approve(ActForm):
    """An opinion for the issuer's own side."""

    opinion = text_field(
        gettext_lazy("Opinion"), required=False, hint=gettext_lazy("Only your own side sees it.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        known = set(Cause.objects.filter(matter=self.doing.matter).values_list("head", flat=True))
        lacking = [str(word) for head, word in HEADS.items() if head.value not in known]
        if lacking:
            message = _(
                "The causes are not analysed yet: {heads}. Each head says what was found, or why none was."
            )
            raise forms.ValidationError(message.format(heads="、".join(lacking)))
        return cleaned


class Plan(ActForm):
    """Submits the measures that were put into the plan."""

    text = text_field(gettext_lazy("How the plan was made"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        matter, on = self.doing.matter, self.doing.present.on
        measures = list(Measure.objects.filter(matter=matter, standing=Standing.OPEN))
        if not measures:
            raise forms.ValidationError(_("The plan has no measure yet."))
        found = Cause.objects.filter(matter=matter).exclude(label="").values_list("head", flat=True)
        lacking = set(found) - {m.head for m in measures}
        if lacking:
            message = _("No measure answers the cause under: {heads}.")
            raise forms.ValidationError(message.format(heads=_heads(lacking)))
        _all_ahead(measures, on)
        return cleaned


class AcceptPlan(ActForm):
    text = text_field(gettext_lazy("Opinion"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        measures = Measure.objects.filter(matter=self.doing.matter, standing=Standing.OPEN)
        _all_ahead(measures, self.doing.present.on)
        return cleaned


class Complete(ActForm):
    """The unit's report on the whole rectification."""

    text = text_field(gettext_lazy("Report on rectification"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        open_ = Measure.objects.filter(matter=self.doing.matter, standing=Standing.OPEN).order_by("number")
        _none_left(
            [m.number for m in open_],
            _("Not reported done yet: {measures}. The report comes when every measure is."),
        )
        return cleaned


class Accept(ActForm):
    """An acceptance, and the last day on which it holds."""

    text = text_field(gettext_lazy("Opinion"), required=False)
    last_day = forms.DateField(
        label=gettext_lazy("The acceptance holds until"),
        help_text=gettext_lazy(
            "By then somebody else closes the matter; else the measures are verified anew."
        ),
    )

    def clean_last_day(self) -> Any:
        return working_day_ahead(self, "last_day")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _all_verified(self)
        return cleaned


class Close(ActForm):
    """An opinion, and when the matter is looked back at."""

    text = text_field(gettext_lazy("Opinion"), required=False)
    length = forms.IntegerField(
        label=gettext_lazy("Time until the look-back"), min_value=1, max_value=365, initial=6
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=UNITS, initial=Unit.MONTH.value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _all_verified(self)
        clock = Clock.objects.filter(matter=self.doing.matter, limit="acceptance", stopped_on=None).first()
        if clock is not None and clock.due < self.doing.present.on:
            message = _("The acceptance lapsed after {day}: verify anew, then accept again.")
            raise forms.ValidationError(message.format(day=clock.due.isoformat()))
        if cleaned.get("unit") == Unit.MONTH.value and (cleaned.get("length") or 0) > LONGEST_LOOK_BACK:
            self.add_error("length", _("A look-back comes within three years."))
        return cleaned


def working_day_ahead(form: ActForm, field: str) -> Any:
    """Return the day in the field when it lies ahead and is a working day, so that it is the day on which its clock ends.

    Raises ValidationError.
    """
    day, present = form.cleaned_data[field], form.doing.present
    if day <= present.on:
        raise forms.ValidationError(_("Name a day after today."))
    if not present.calendar.is_working(day):
        raise forms.ValidationError(_("{day} is a day off; name a working day.").format(day=day.isoformat()))
    return day


def _all_ahead(measures: Any, on: Any) -> None:
    past = sorted(m.number for m in measures if m.due_on <= on)
    _none_left(past, _("The day has passed of measures: {measures}. Put them into the plan with a new one."))


def _all_verified(form: ActForm) -> None:
    left = Measure.objects.filter(matter=form.doing.matter).exclude(
        standing__in=[Standing.VERIFIED, Standing.DROPPED]
    )
    _none_left(sorted(left.values_list("number", flat=True)), _("Not verified on site yet: {measures}."))


def _none_left(numbers: list[int], message: str) -> None:
    if numbers:
        raise forms.ValidationError(message.format(measures="、".join(map(str, numbers))))


def _heads(found: set[str]) -> str:
    return "、".join(str(word) for head, word in HEADS.items() if head.value in found)
