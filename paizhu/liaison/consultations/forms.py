"""The inputs of the acts on a consultation; those that other kinds share are in `paizhu.door.forms`."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import ActField, Held, OrganField, act_named, other_organ, text_field, title_field
from paizhu.door.models import REASON_LENGTH
from paizhu.liaison.consultations.shared import shared_matters
from paizhu.registry.models import NAME_LENGTH

DAY = gettext_lazy("Day")
PLACE = gettext_lazy("Place")


def _in_time(form: ActForm) -> date:
    day: date = form.cleaned_data["day"]
    if day < form.doing.present.on:
        raise forms.ValidationError(_("A consultation is proposed for today or a day to come."))
    return day


class Dated(ActForm):
    """A day, and where."""

    day = forms.DateField(label=DAY)
    place = forms.CharField(label=PLACE, max_length=NAME_LENGTH, required=False)

    def clean_day(self) -> date:
        return _in_time(self)


class Propose(Dated, Held):
    """A consultation that the office proposes to one Party group."""

    owed_to = "group"
    intro = gettext_lazy(
        "Your office with the Party group of one host. The duty is art. 34 of the Stationed Bodies Rules; an office with "
        "several hosts consults each by itself, and each is counted by itself. Sitting together gives the office no "
        "part in the host's decisions."
    )
    group = OrganField(label=gettext_lazy("Party group"))
    title = title_field()
    field_order = ("group", "title", "day", "place", "secrecy", "secret_until", "circle")

    def clean_group(self) -> str:
        return other_organ(self, "group", _("A consultation is with another party."))


class Ask(Dated, Held):
    """A consultation for which a Party group asks the office over it."""

    owed_to = "office"
    intro = gettext_lazy(
        "Your Party group with the office that supervises it. It counts once the office has agreed to the day."
    )
    office = OrganField(label=gettext_lazy("Office"))
    title = title_field()
    field_order = ("office", "title", "day", "place", "secrecy", "secret_until", "circle")

    def clean_office(self) -> str:
        return other_organ(self, "office", _("A consultation is with another party."))


class AgendaItem(ActForm):
    """An item of the agenda: a matter of both, or anything that a side wants to speak of."""

    title = title_field()
    about = forms.ChoiceField(label=gettext_lazy("Open matter of both"), required=False)
    text = text_field(
        gettext_lazy("What it is about"),
        required=False,
        hint=gettext_lazy("Both sides read it: nothing of a lead or a case."),
    )

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        matter = self.doing.matter
        open_ = shared_matters(matter, self.doing.sitting, self.doing.present) if matter is not None else []
        self.fields["about"].choices = [("", "–"), *((m.reference, m.title) for m in open_)]  # type: ignore[attr-defined]


class _Numbered(ActForm):
    """One of the things of the consultation, by its number."""

    number = forms.ChoiceField(label=gettext_lazy("Which"))

    def offer(self, found: list[tuple[int, str]]) -> None:
        self.fields["number"].choices = [(str(n), f"{n}. {said[:60]}") for n, said in found]  # type: ignore[attr-defined]
        if not found:
            self.fields["number"].help_text = _("There is none that your side could choose.")


class Drop(_Numbered):
    """An item that is taken off by the side that put it on."""

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        matter = self.doing.matter
        if matter is not None:
            own = matter.agenda.filter(dropped_on=None, organ=self.doing.organ).order_by("number")
            self.offer([(item.number, item.title) for item in own])


class Hold(ActForm):
    """That it was held: on which day, and who was there."""

    held_on = forms.DateField(label=gettext_lazy("Held on"))
    office_present = forms.CharField(label=gettext_lazy("Present for the office"), max_length=REASON_LENGTH)
    group_present = forms.CharField(
        label=gettext_lazy("Present for the Party group"), max_length=REASON_LENGTH
    )
    superior_present = forms.CharField(
        label=gettext_lazy("Sent by the dispatching organ"), max_length=REASON_LENGTH, required=False
    )

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        consultation = getattr(self.doing.matter, "consultation", None) if self.doing.matter else None
        if consultation is not None:
            self.fields["held_on"].initial = consultation.day

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.doing.present.on:
            raise forms.ValidationError(_("It is recorded once it was held; this day is still to come."))
        return day


class Strike(_Numbered):
    """A decision that stands in the latest version."""

    condition = Q(until=None)

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        matter = self.doing.matter
        if matter is not None:
            found = matter.decisions.filter(self.condition).order_by("number")
            self.offer([(d.number, d.text) for d in found if self.is_meant(d.owner_id)])

    def is_meant(self, _owner: str) -> bool:
        return True


class Entrust(Strike):
    """A decision of the other side that is to become a task."""

    condition = Q(until=None, task=None) & ~Q(act="")
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        required=False,
        help_text=gettext_lazy(
            "Left empty: the day of the minutes. The time runs from the approval of the task."
        ),
    )

    def is_meant(self, owner: str) -> bool:
        return owner != self.doing.organ


class Decide(ActForm):
    """A decision: what, whose, and, where it is to become a task, which act and by when."""

    text = text_field(gettext_lazy("Decision"))
    owner = forms.ChoiceField(
        label=gettext_lazy("Whose it is"),
        choices=[("office", gettext_lazy("the office")), ("group", gettext_lazy("the Party group"))],
    )
    act = ActField(
        label=gettext_lazy("Act that is asked for"),
        required=False,
        help_text=gettext_lazy(
            "An act of the vocabulary, such as 通报重要情况. Left empty, the decision stays in the minutes and becomes no task."
        ),
    )
    due_on = forms.DateField(label=gettext_lazy("Due on"), required=False)

    def clean_act(self) -> str:
        return act_named(self, "act") if self.cleaned_data["act"] else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("act") and not cleaned.get("due_on"):
            self.add_error("due_on", _("What is to become a task has a day: name it."))
        return cleaned
