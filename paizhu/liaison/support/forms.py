"""The inputs of the acts on a request for support; those that other kinds share are in `paizhu.door.forms`."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.accounts.sittings import sittings_at
from paizhu.door.acts import ActForm
from paizhu.door.forms import Held, OrganField, Time, other_organ, text_field, title_field
from paizhu.liaison.support.models import Sort
from paizhu.registry.models import ID_LENGTH, NAME_LENGTH

LONGEST_DAYS = 366
SORTS = [
    (Sort.PEOPLE.value, gettext_lazy("people")),
    (Sort.MEANS.value, gettext_lazy("means")),
    (Sort.INFORMATION.value, gettext_lazy("information")),
]
SORT_NAMES = dict(SORTS)


class Draft(Time, Held):
    """A request: what is needed of whom, and by when it is to be answered."""

    owed_by = "host"
    intro = gettext_lazy(
        "People, means or information, asked of the host by art. 11 of the Stationed Bodies Rules. The host reads all of "
        "the request and nothing of the matter behind it: name no lead, no case and no person concerned."
    )
    sort = forms.ChoiceField(label=gettext_lazy("What is asked for"), choices=SORTS)
    host = OrganField(label=gettext_lazy("Asked of"))
    title = title_field()
    need = text_field(gettext_lazy("What is needed, and for how long"))
    field_order = ("sort", "host", "title", "need", "length", "unit", "secrecy", "secret_until", "circle")

    def clean_host(self) -> str:
        return other_organ(self, "host", _("A request goes to another party."))


class Lend(ActForm):
    """What is lent, whom, and until when."""

    text = text_field(gettext_lazy("Answer"))
    last_day = forms.DateField(label=gettext_lazy("Last day"))
    persons = forms.CharField(
        label=gettext_lazy("Persons"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=gettext_lazy(
            "Their codes in the registry, with spaces between; each holds a post of your organ today."
        ),
    )

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        if self._lends() is Sort.PEOPLE:
            self.fields["persons"].required = True
        elif not self.data.get("persons"):
            # Whoever lends means is asked for nobody; one who is named all the same is told so.
            del self.fields["persons"]

    def _lends(self) -> Sort | None:
        support = getattr(self.doing.matter, "support", None)
        return None if support is None else Sort(support.sort)

    def clean_last_day(self) -> object:
        last, on = self.cleaned_data["last_day"], self.doing.present.on
        if not on <= last <= on + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("Name a day from today on, within a year."))
        return last

    def clean_persons(self) -> list[str]:
        if self._lends() is not Sort.PEOPLE:
            raise forms.ValidationError(_("This request asks for no people."))
        given = [word for word in re.split(r"[\s,;，；、]+", self.cleaned_data["persons"]) if word]
        own = {seat.person for seat in sittings_at(self.doing.sitting.organ, self.doing.present.on)}
        strange = [word for word in given if word not in own]
        if strange:
            message = _("Of your organ today there is no {persons}.")
            raise forms.ValidationError(message.format(persons="、".join(strange)))
        return list(dict.fromkeys(given))


class Admit(ActForm):
    """Which lent person, under which request."""

    request = forms.CharField(
        label=gettext_lazy("Request for support"),
        max_length=ID_LENGTH,
        help_text=gettext_lazy("Its reference."),
    )
    person = forms.CharField(label=gettext_lazy("Person"), max_length=ID_LENGTH)
