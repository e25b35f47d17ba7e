"""Last gate: the inputs."""

from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.refusals import InvalidForm


def passes(doing: Doing) -> None:
    """Let pass a form that is filled in rightly. Raises InvalidForm with what is wrong, field by field."""
    form = doing.form
    if form is None or form.is_valid():
        return
    fields = {"" if name == "__all__" else name: [str(m) for m in said] for name, said in form.errors.items()}
    raise InvalidForm(_("Not recorded: the form is not filled in rightly."), fields, form)
