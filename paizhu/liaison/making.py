"""A matter of another kind made within an act, in its transaction, from what is written down: nothing is entered twice."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from paizhu.door.acts import acts
from paizhu.door.doing import Doing
from paizhu.door.models import Matter
from paizhu.door.perform import perform
from paizhu.door.refusals import InvalidForm
from paizhu.norms.sentences import sentences


def made(doing: Doing, act: str, given: Mapping[str, str]) -> Matter:
    """Do the act that opens it, by the same seat, and return it. It is held as the matter of the act that makes it.

    The act that makes it asks the same question, so the gates are passed; what could be wrong is the form. Raises InvalidForm.
    """
    try:
        done = perform(
            doing.present, doing.sitting, act, None, {**given, **_held(doing.opened)}, channel=doing.channel
        )
    except InvalidForm as wrong:
        label = {name: str(field.label) for name, field in acts.get(act).form.base_fields.items()}
        said = "; ".join(f"{label.get(name, name)}: {sentences(*why)}" for name, why in wrong.fields.items())
        doing.fail(_("It cannot be made of this: {said}").format(said=said))
    assert done.matter is not None
    return done.matter


def _held(matter: Matter) -> dict[str, str]:
    """As secret, and for as few, as the matter that it is made from."""
    until = matter.secret_until.isoformat() if matter.secret_until else ""
    return {"secrecy": matter.secrecy, "secret_until": until, **({"circle": "on"} if matter.circle else {})}
