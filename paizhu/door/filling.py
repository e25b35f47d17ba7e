"""The inputs of an act as programs and files give them, by name."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from paizhu.door.acts import acts


def no_such_inputs(act: str, names: Iterable[str]) -> dict[str, list[str]]:
    """Return what is wrong with names that the act's form does not have, by name: a typing error would be lost unseen.

    Nothing of an act that there is not, or whose form makes further fields of what it finds: the form says it then.
    """
    if act not in acts or acts.get(act).form.grows:
        return {}
    fields = acts.get(act).form.base_fields
    said = _("There is no such input; expected one of: {names}.").format(names=", ".join(fields))
    return {name: [said] for name in names if name not in fields}
