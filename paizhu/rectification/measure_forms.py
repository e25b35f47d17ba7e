"""The inputs of the acts on one measure of a plan."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import ActForm
from paizhu.door.attachments.forms import Attach
from paizhu.door.eligible import eligible
from paizhu.door.forms import OrganField, organ_named, text_field
from paizhu.door.refusals import Gate, Refused, Way
from paizhu.rectification.forms import working_day_ahead
from paizhu.rectification.heads import HEADS, Standing
from paizhu.rectification.models import Cause, Evidence, Measure
from paizhu.rectification.owners import holders, owners, titles
from paizhu.registry.models import NAME_LENGTH

SHOWN, NAMED = 24, 8


class List(ActForm):
    """A measure for the plan: which cause it answers, what is done, who owns it, by when."""

    head = forms.ChoiceField(label=gettext_lazy("Which cause it answers"), choices=list(HEADS.items()))
    text = text_field(gettext_lazy("Measure"))
    owner = OrganField(label=gettext_lazy("Who carries it out"), required=False)
    post = forms.CharField(
        label=gettext_lazy("Post of the one responsible"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=gettext_lazy("The title as the registry has it; no name of a person is asked for."),
    )
    due_on = forms.DateField(label=gettext_lazy("Done by"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        present = self.doing.present
        names = [present.name(organ) for organ in self._family()[:NAMED]]
        self.fields["owner"].help_text = _("Left empty: the unit itself. Else one of: {names}").format(
            names="、".join(names)
        )

    def _family(self) -> tuple[str, ...]:
        """The organs that may own a measure; none where the form is looked at without a matter."""
        matter, present = self.doing.matter, self.doing.present
        unit = matter.counterpart_id if matter is not None else None
        chart = present.here.chart
        return owners(chart, unit, present.on) if unit in chart.organs else ()

    def clean_head(self) -> str:
        head: str = self.cleaned_data["head"]
        if not Cause.objects.filter(matter=self.doing.matter, head=head).exclude(label="").exists():
            raise forms.ValidationError(_("No cause was found under this head."))
        return head

    def clean_owner(self) -> str:
        matter = self.doing.opened
        owner = organ_named(self, "owner") if self.cleaned_data["owner"] else str(matter.counterpart_id)
        if owner not in self._family():
            raise forms.ValidationError(
                _("A measure is carried out by the unit, its bodies or a unit below it.")
            )
        return owner

    def clean_due_on(self) -> Any:
        return working_day_ahead(self, "due_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        owner, post = cleaned.get("owner"), cleaned.get("post", "")
        if owner and post and post not in titles(self.doing.present.here.chart, owner):
            known = "、".join(titles(self.doing.present.here.chart, owner)) or "–"
            self.add_error(
                "post", _("The registry has no such post there; it has: {titles}").format(titles=known)
            )
        return cleaned


class OfMeasure(ActForm):
    """About one measure. wanted: how it may stand.  found: it, once the form is filled in rightly."""

    wanted: ClassVar[frozenset[Standing]] = frozenset({Standing.OPEN})
    found: Measure

    measure = forms.TypedChoiceField(label=gettext_lazy("Measure"), coerce=int)

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        measures = Measure.objects.filter(matter=self.doing.matter, standing__in=self.wanted)
        rows = list(measures.order_by("number")) if self.doing.matter is not None else []
        self._measures = {m.number: m for m in rows}
        field = self.fields["measure"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(m.number, f"{m.number}. {_short(m.text)}") for m in rows]

    def clean_measure(self) -> int:
        number: int = self.cleaned_data["measure"]
        self.found = self._measures[number]
        return number


class Drop(OfMeasure):
    pass


class Progress(OfMeasure):
    percent = forms.IntegerField(label=gettext_lazy("Percent done"), min_value=1, max_value=100)
    text = text_field(gettext_lazy("Progress"))


class Attached(OfMeasure, Attach):
    """A file that shows that a measure was carried out."""

    wanted = frozenset({Standing.OPEN, Standing.REPORTED})
    field_order = ("measure", "file")


class Report(OfMeasure):
    """A measure is reported done: with evidence, or a reason why there is none."""

    text = text_field(gettext_lazy("What was done"))
    no_evidence = text_field(
        gettext_lazy("Why there is no evidence"),
        required=False,
        hint=gettext_lazy("Evidence is attached to the measure before it is reported; without any, say why."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        without = "measure" in cleaned and not Evidence.objects.filter(measure=self.found).exists()
        if without and not cleaned.get("no_evidence"):
            self.add_error(
                "no_evidence", _("Attach evidence to the measure first, or say why there is none.")
            )
        return cleaned


class Verify(OfMeasure):
    """A measure was looked at on site."""

    wanted = frozenset({Standing.REPORTED})
    visited_on = forms.DateField(label=gettext_lazy("Day on site"))
    text = text_field(gettext_lazy("Finding"))

    def clean_measure(self) -> int:
        """Source: 纪检监察机关派驻机构工作规则 (2022-06-22) 第四十八条: work is checked within; so not by whoever did it."""
        number = super().clean_measure()
        why = self._why_own(self.doing.sitting)
        if why:
            raise Refused(Gate.FOUR_EYES, "owner", why, instead=self._others())
        return number

    def _why_own(self, sitting: Sitting) -> str:
        """What makes the measure the seat's own; "" for nothing."""
        measure, present = self.found, self.doing.present
        owner = present.name(measure.owner_id) + measure.post
        if sitting.person == measure.reported_by:
            return _(
                "Not recorded: you reported measure {n} as done yourself; somebody else verifies it."
            ).format(n=measure.number)
        own = holders(present.here.chart, measure.owner_id, measure.post, present.on)
        if sitting.organ == measure.owner_id or sitting.person in own:
            return _(
                "Not recorded: measure {n} is carried out by {owner}, which is you or your organ; somebody else verifies "
                "it."
            ).format(n=measure.number, owner=owner)
        return ""

    def _others(self) -> list[Way]:
        """The seats that may verify it."""
        doing = self.doing
        assert doing.step is not None
        name = doing.step.name.in_("en" if get_language() == "en" else "zh")
        seats = eligible(doing.step, doing.opened, doing.organ, doing.present).seats
        return [
            Way(name, act=doing.step.id, who=f"{seat.organ_name}{seat.title}")
            for seat in seats
            if not self._why_own(seat)
        ]

    def clean_visited_on(self) -> Any:
        day = self.cleaned_data["visited_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("The visit has taken place by now."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "measure" in cleaned and "visited_on" in cleaned and cleaned["visited_on"] < self.found.listed_on:
            self.add_error("visited_on", _("The measure was not in the plan yet on that day."))
        return cleaned


class Anew(OfMeasure):
    """A measure is to be carried out anew, by a new day."""

    text = text_field(gettext_lazy("Reason"))
    due_on = forms.DateField(label=gettext_lazy("Done by"))

    def clean_due_on(self) -> Any:
        return working_day_ahead(self, "due_on")


class Return(Anew):
    wanted = frozenset({Standing.REPORTED, Standing.VERIFIED})


class Reopen(Anew):
    wanted = frozenset({Standing.VERIFIED})


class Extend(Anew):
    """A measure that is under way gets a later day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "measure" in cleaned and "due_on" in cleaned and cleaned["due_on"] <= self.found.due_on:
            message = _("Name a day after {day}, on which it is due now.")
            self.add_error("due_on", message.format(day=self.found.due_on.isoformat()))
        return cleaned


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
