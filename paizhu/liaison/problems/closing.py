"""A matter on which problems were found is closed when each of them was settled or taken up."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from paizhu.door.forms import Opinion
from paizhu.liaison.problems.models import unanswered


class Close(Opinion):
    """An opinion; refused while a problem is open."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        assert self.doing.matter is not None
        left = [str(p.number) for p in unanswered(self.doing.matter)]
        if left:
            message = _(
                "Neither settled nor taken up yet: {problems}. Make a recommendation, a letter or a task of them, or say "
                "how they were put right."
            )
            raise forms.ValidationError(message.format(problems="、".join(left)))
        return cleaned
