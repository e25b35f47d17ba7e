"""What to tell people when the database itself refuses a row: the last line, behind the rules."""

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.norms.errors import PaizhuError

# By the name of the constraint or trigger.
MESSAGES = {
    "registry_one_dispatching_organ": gettext_lazy("An office has one dispatching organ at a time."),
    "registry_one_office": gettext_lazy("A unit is under at most one office on any day."),
    "registry_relation_once": gettext_lazy("The same relation is recorded for these days already."),
    "registry_one_holder": gettext_lazy("This post has one holder on any day."),
    "registry_seat_once": gettext_lazy("This person holds this post on some of these days already."),
    "registry_kept": gettext_lazy("What was recorded stays: it is neither changed nor deleted."),
    "relation_not_to_itself": gettext_lazy("No organ stands in a relation to itself."),
    "_ordered": gettext_lazy("The last day is before the first day."),
    "_once_current": gettext_lazy("There is a record with this id already."),
    "_kind": gettext_lazy("There is no such kind of organ."),
    "relation_type": gettext_lazy("There is no such type of relation."),
    "post_level": gettext_lazy("There is no such level of post."),
}


class Conflict(PaizhuError):
    """The database refused what was to be recorded; nothing was changed."""

    code = "registry.conflict"


def conflict(error: IntegrityError) -> Conflict:
    """Return the error of the database in words for people."""
    told = str(error)
    # SQLite names the columns of a unique constraint, not the constraint.
    name = "_once_current" if "UNIQUE constraint failed" in told else told
    found = next((text for key, text in MESSAGES.items() if key in name), None)
    message = str(found) if found else _("The database refused a record.")
    return Conflict(_("Nothing was recorded: {why}").format(why=message))
