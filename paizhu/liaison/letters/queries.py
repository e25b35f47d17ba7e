"""A letter as far as somebody sees it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact, time_facts
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.letters.forms import SORT_NAMES
from paizhu.liaison.letters.models import Letter


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return what a letter says to whom; of what is past nothing that came after its end."""
    assert sight.content
    letter = Letter.objects.get(matter=matter)
    issued = letter.issued_on is not None and (sight.until is None or letter.issued_on < sight.until)
    office = letter.issuer_id if issued and letter.issuer_id else matter.owner_id
    return [
        Fact("number", gettext_lazy("Number"), number_of(letter) if issued else None),
        Fact("sort", gettext_lazy("Sort of letter"), letter.sort, said=SORT_NAMES[letter.sort]),
        organ_fact("office", gettext_lazy("Office"), office, present),
        organ_fact("addressee", gettext_lazy("Addressee"), letter.addressee_id, present),
        Fact(
            "act", gettext_lazy("Rests on"), letter.act, Shape.ACT, bearer=office, toward=letter.addressee_id
        ),
        Fact("issued_on", gettext_lazy("Issued on"), letter.issued_on if issued else None, Shape.DAY),
        *time_facts(letter.length, letter.unit),
        Fact("body", gettext_lazy("What the letter says"), letter.body, Shape.TEXT),
    ]


def number_of(letter: Letter) -> str:
    """Return the number that an issued letter bears in its office's register, as official documents write it."""
    assert letter.year is not None
    return _("〔{year}〕 no. {number}").format(year=letter.year, number=letter.number)
