"""Acts that can be done on a matter of any kind: recusal and grants."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.accounts.sittings import sittings_at, sittings_of
from paizhu.door.acts import Act, ActForm
from paizhu.door.deriving import undecided
from paizhu.door.doing import Doing
from paizhu.door.eligible import has_power
from paizhu.door.granted import end
from paizhu.door.models import REASON_LENGTH, Grant, Matter, Participation, Recusal
from paizhu.door.recusing import DERIVED, to_decide
from paizhu.norms.procedure import Power
from paizhu.registry.models import PersonId

LONGEST_GRANT_DAYS = 366


class Reasoned(ActForm):
    """An act with a reason."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea)


class Decide(Reasoned):
    person = forms.ChoiceField(
        label=gettext_lazy("Person"),
        error_messages={
            "invalid_choice": gettext_lazy("There is no recusal of this person to be decided by you.")
        },
    )
    holds = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("yes", gettext_lazy("Recused")), ("no", gettext_lazy("Not recused"))],
        coerce=lambda given: given == "yes",
    )
    field_order = ("person", "holds", "reason")

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        self.open = to_decide(self.doing)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [("", "—"), *((one.person, one.said) for one in self.open)]


class Give(Reasoned):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The security administrator reads it: write nothing of the matter’s content."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
    )
    person = forms.CharField(
        label=gettext_lazy("Person"),
        help_text=gettext_lazy("Their code, as the registry has it."),
        max_length=100,
    )
    last_day = forms.DateField(label=gettext_lazy("Last day"))
    field_order = ("person", "last_day", "reason")

    def clean_person(self) -> str:
        person: str = self.cleaned_data["person"]
        if not PersonId.objects.filter(pk=person).exists():
            raise forms.ValidationError(_("There is no such person in the registry."))
        if person == self.doing.sitting.person:
            # Whoever leads an organ could otherwise open what was sealed from them.
            raise forms.ValidationError(_("Nobody lets themselves see a matter: another leader does."))
        return person

    def clean_last_day(self) -> object:
        last, on = self.cleaned_data["last_day"], self.doing.present.on
        if not on <= last <= on + timedelta(days=LONGEST_GRANT_DAYS):
            raise forms.ValidationError(_("Name a day from today on, within a year."))
        return last


class Revoke(Reasoned):
    person = forms.ChoiceField(
        label=gettext_lazy("Person"),
        error_messages={"invalid_choice": gettext_lazy("This person has no grant for this matter.")},
    )
    field_order = ("person", "reason")

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        self.open = _granted(self.doing)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [("", "—"), *self.open]


def _granted(doing: Doing) -> list[tuple[str, str]]:
    """Whose grants on the matter run, by code, with the post and the last day; for a leader of its owner only."""
    matter, sitting = doing.matter, doing.sitting
    if matter is None or sitting.organ != matter.owner_id or not has_power(sitting, Power.LEADER):
        return []
    rows = _running(matter, doing).order_by("pk").values_list("person_id", "until")
    last = {person: until - timedelta(days=1) for person, until in rows if person and until}
    seats = {s.person: f" {s.organ_name}{s.title}" for s in sittings_of(list(last), doing.present.on)}
    said = _("{person}, until {day}")
    return [(p, said.format(person=p + seats.get(p, ""), day=day.isoformat())) for p, day in last.items()]


def _running(matter: Matter, doing: Doing) -> QuerySet[Participation]:
    by_grant = Participation.objects.filter(matter=matter, side="", grant__isnull=False)
    return by_grant.filter(until__gt=doing.present.on)


def _declare(doing: Doing) -> None:
    """Source: 监督执纪工作规则 (2019-01-01) 第六十五条: whoever is concerned asks to be recused."""
    Recusal.objects.create(
        person_id=doing.sitting.person,
        matter=doing.opened,
        reason=doing.given["reason"],
        declared_by=doing.sitting.seat,
        declared_on=doing.present.on,
    )
    doing.content["reason"] = doing.given["reason"]


def _decide(doing: Doing) -> None:
    given, on = doing.given, doing.present.on
    decision = {"holds": given["holds"], "decided_by": doing.sitting.seat, "decided_on": on}
    open_ = Recusal.objects.filter(matter=doing.opened, person=given["person"], holds=None)
    decided = open_.exclude(declared_by=doing.sitting.seat).update(**decision)
    bases = undecided([given["person"]], doing.opened, doing.present).get(given["person"], frozenset())
    for basis in sorted(bases):
        common = {"matter": doing.opened, "person_id": given["person"], "basis": basis.value}
        Recusal.objects.create(**common, declared_by=DERIVED, declared_on=on, **decision)
    if not decided and not bases:
        doing.fail(_("There is no recusal of this person to be decided by you."), "person")
    doing.facts["bases"] = sorted(bases)
    doing.facts["holds"] = given["holds"]
    doing.content["reason"] = given["reason"]


def _give(doing: Doing) -> None:
    given, on = doing.given, doing.present.on
    seat = next(iter(_seats(given["person"], doing)), None)
    part = Participation.objects.create(
        matter=doing.opened,
        organ_id=seat or doing.organ,
        person_id=given["person"],
        since=on,
        until=given["last_day"] + timedelta(days=1),
    )
    Grant.objects.create(participation=part, reason=given["reason"], approved_by=doing.sitting.seat)
    doing.facts["until"] = given["last_day"].isoformat()
    doing.content |= {"person": given["person"], "reason": given["reason"]}


def _seats(person: str, doing: Doing) -> list[str]:
    parts = sittings_at(doing.organ, doing.present.on)
    return [s.organ for s in parts if s.person == person]


def _revoke(doing: Doing) -> None:
    given = doing.given
    running = _running(doing.opened, doing).filter(person=given["person"])
    if not running:
        doing.fail(_("This person has no grant for this matter."), "person")
    for part in running:
        end(part.grant, doing.present.on)
    doing.content |= {"person": given["person"], "reason": given["reason"]}


ANYWHERE = (
    Act("recusal.declare", Reasoned, _declare, anywhere=True),
    Act("recusal.decide", Decide, _decide, anywhere=True, by_leader=True, power=Power.LEADER),
    Act("grant.give", Give, _give, anywhere=True, by_owner=True, power=Power.LEADER),
    Act("grant.revoke", Revoke, _revoke, anywhere=True, by_owner=True, power=Power.LEADER),
)
