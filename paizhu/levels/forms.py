"""The inputs of passing something down."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import OrgansField, organs_named, text_field, title_field
from paizhu.door.models import Clock
from paizhu.levels.authority import below
from paizhu.levels.carrying import SHOWN, Carried, carried
from paizhu.levels.models import Relay
from paizhu.rectification.forms import working_day_ahead

OVER = ("withdrawn", "declined")


class Pass(ActForm):
    """What is passed down, to which units, what is asked of them, by when. chosen: it, once the form is filled in rightly."""

    intro = gettext_lazy(
        "What your organ has to carry out, passed to the units right below it: each gets a matter of its own and sees no more "
        "than that. It rests on your leading them or managing their chief, as the registry says; else on agreement, and "
        "then a unit may decline. Whoever brought the matter to you sees each answer and each silence. Your own "
        "matter is not closed by theirs."
    )
    chosen: Carried

    what = forms.ChoiceField(label=gettext_lazy("What is passed down"))
    units = OrgansField(label=gettext_lazy("To whom"))
    title = title_field()
    request = text_field(
        gettext_lazy("What is asked of them"),
        hint=gettext_lazy("The units read this, and nothing of the matter itself."),
    )
    due_on = forms.DateField(label=gettext_lazy("Answer by"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        sitting, present = self.doing.sitting, self.doing.present
        chart = present.here.chart
        self._below = below(chart, sitting.organ, present.on) if sitting.organ in chart.organs else ()
        self._carried = {one.word: one for one in carried(sitting, present)} if self._below else {}
        what, units = self.fields["what"], self.fields["units"]
        assert isinstance(what, forms.ChoiceField)
        assert isinstance(units, OrgansField)
        what.choices = [(word, _label(one)) for word, one in self._carried.items()]
        units.choices = [(organ, present.name(organ)) for organ in self._below]
        if not self._below:
            units.help_text = _("The registry knows no unit below your organ.")
        elif not self._carried:
            what.help_text = _("There is nothing that your organ is carrying out and could pass down.")
        self._begin_with(str(self.initial.get("what", "")))

    def _begin_with(self, reference: str) -> None:
        """A page leads here from a matter: the first that can be passed down of it is chosen."""
        of_it = [word for word, one in self._carried.items() if reference in (word, one.matter.reference)]
        if of_it:
            self.initial["what"] = of_it[0]

    def clean_what(self) -> str:
        word: str = self.cleaned_data["what"]
        self.chosen = self._carried[word]
        return word

    def clean_units(self) -> list[str]:
        found = organs_named(self, "units")
        wrong = [self.doing.present.name(organ) for organ in found if organ not in self._below]
        if wrong:
            message = _("Not right below your organ: {wrong}. Below it are: {names}.")
            names = "、".join(self.doing.present.name(organ) for organ in self._below) or "–"
            raise forms.ValidationError(message.format(wrong="、".join(wrong), names=names))
        return found

    def clean_due_on(self) -> date:
        day: date = working_day_ahead(self, "due_on")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "what" not in cleaned:
            return cleaned
        self._in_time(cleaned.get("due_on"))
        self._once(cleaned.get("units", []))
        return cleaned

    def _in_time(self, day: date | None) -> None:
        """Passing on gives nobody more time than whoever passes on has."""
        one = self.chosen
        running = Clock.objects.filter(
            matter=one.matter, organ=self.doing.sitting.organ, item__in=["", one.item], stopped_on=None
        )
        last = running.aggregate(last=Min("due"))["last"]
        if day is not None and last is not None and day > last:
            message = _("The matter itself is due on {day}: ask for an answer by then.")
            self.add_error("due_on", message.format(day=last.isoformat()))

    def _once(self, units: list[str]) -> None:
        one = self.chosen
        before = Relay.objects.filter(parent=one.matter, item=one.item, unit__in=units)
        have = sorted(set(before.exclude(matter__state__in=OVER).values_list("unit", flat=True)))
        if have:
            names = "、".join(self.doing.present.name(organ) for organ in have)
            self.add_error("units", _("Passed down already to: {names}.").format(names=names))


def _label(one: Carried) -> str:
    text = one.text.strip().splitlines()[0] if one.text.strip() else one.matter.title
    short = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return f"{one.matter.title} · {one.item}. {short}" if one.item else one.matter.title
