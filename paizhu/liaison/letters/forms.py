"""The inputs of the acts on a letter; those that other kinds share are in `paizhu.door.forms`."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.forms import Held, OrganField, Time, other_organ, text_field, title_field
from paizhu.liaison.letters.models import Sort

SORTS = [
    (Sort.REMIND.value, gettext_lazy("reminder to the organ Party committee")),
    (Sort.URGE.value, gettext_lazy("urging of the discipline body")),
    (Sort.GUIDE.value, gettext_lazy("professional guidance and inspection")),
]
SORT_NAMES = dict(SORTS)


class Draft(Time, Held):
    """A letter: of which sort, to whom, what it says, and by when it is to be answered."""

    owed_to = "addressee"
    intro = gettext_lazy(
        "A numbered letter of your office to a body of the host. Urging and guiding discipline bodies is a duty by art. 18 of "
        "the Stationed Bodies Rules; no provision speaks of reminding the organ Party committee, so a reminder "
        "rests on agreement and counts once it is received with consent."
    )
    sort = forms.ChoiceField(label=gettext_lazy("Sort of letter"), choices=SORTS)
    addressee = OrganField(label=gettext_lazy("Addressee"))
    title = title_field()
    body = text_field(
        gettext_lazy("What the letter says"),
        hint=gettext_lazy(
            "The addressee reads all of it: nothing of a lead or a case, and no more of persons than it needs."
        ),
    )
    field_order = (
        "sort",
        "addressee",
        "title",
        "body",
        "length",
        "unit",
        "secrecy",
        "secret_until",
        "circle",
    )

    def clean_addressee(self) -> str:
        return other_organ(self, "addressee", _("A letter goes to another party."))


class Revise(Time):
    """The letter as it is to read; it starts from how it reads now."""

    body = text_field(gettext_lazy("What the letter says"))
    field_order = ("body", "length", "unit")

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        matter = self.doing.matter
        letter = getattr(matter, "letter", None) if matter is not None else None
        for name in ("body", "length", "unit"):
            if letter is not None:
                self.fields[name].initial = getattr(letter, name)
