"""Forms that name the version of the minutes which somebody has before them.

Whoever writes upon a version, or confirms one, sends its digest. Where another was written in between nothing is done:
the form says who wrote it, keeps what was typed, and names the new version, so that sending it again is meant.
"""

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.forms import text_field
from paizhu.liaison.consultations.forms import Decide, Strike
from paizhu.liaison.consultations.minutes import latest

SHORTEST = 8  # of a digest that is typed, not sent by a page


class OnVersion(ActForm):
    """version: the digest of the version that is before whoever acts, or the first characters of it."""

    version = forms.CharField(
        label=gettext_lazy("Version of the minutes"),
        widget=forms.HiddenInput,
        min_length=SHORTEST,
        max_length=64,
    )

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        self.minutes = latest(self.doing.matter) if self.doing.matter is not None else None
        if self.minutes is not None:
            self.fields["version"].initial = self.minutes.digest

    def clean_version(self) -> str:
        given: str = self.cleaned_data["version"]
        found = self.minutes
        if found is None or found.digest.startswith(given.lower()):
            return given
        data: Any = copy(self.data)
        data[self.add_prefix("version")] = found.digest
        self.data = data
        raise forms.ValidationError(
            _(
                "The minutes are not those that you had before you: {who} wrote version {number} on {day}. "
                "Nothing was changed, and what you typed is kept below. Read the new version before you send it again."
            ).format(
                who=self.doing.present.name(found.organ_id), number=found.number, day=found.on.isoformat()
            )
        )


class Write(OnVersion):
    """The minutes as they are to read; they start from how they read now."""

    text = text_field(
        gettext_lazy("Minutes"),
        hint=gettext_lazy("Both sides read and confirm it: nothing of a lead or a case."),
    )

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        if self.minutes is not None:
            self.fields["text"].initial = self.minutes.text


class DecideOn(OnVersion, Decide):
    pass


class StrikeOn(OnVersion, Strike):
    pass


class Confirm(OnVersion):
    """The version that is confirmed, and no other."""
