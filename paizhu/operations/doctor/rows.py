"""Whether PostgreSQL itself withholds what a seat may not see."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from paizhu.door.guarding.looking import Guarding, look
from paizhu.operations.doctor.findings import Finding, warning, well, wrong

CHECK = "rows"


def guarded() -> Iterator[Finding]:
    """Whether row-level security is in force for this very role."""
    if connection.vendor != "postgresql":
        yield well(CHECK, _("SQLite has no row-level security; the product alone decides who sees what."))
        return
    found = look()
    if not found.installed:
        told = _("Row-level security is not in force: the product alone decides who sees what.")
        mend = _(
            "Give the product a role of its own, then `paizhu database guard ROLE`: see docs/operations.md."
        )
        yield warning(CHECK, told, mend)
        return
    yield from _guarded(found)


def _guarded(found: Guarding) -> Iterator[Finding]:
    again = _("As the owner of the tables: `paizhu database upgrade`.")
    if found.open:
        told = _("Tables without policies: {names}.").format(names=", ".join(found.open))
        yield wrong(CHECK, told, again)
    if not found.key or not found.fits:
        told = _("The database does not take the key of this home, so no matter is shown to anybody.")
        mend = _("Put `database-key` back into the home, or as the owner: `paizhu database guard ROLE`.")
        yield wrong(CHECK, told, mend)
    if found.owner or found.above:
        told = _("There are policies, and this role is above them.")
        mend = _(
            "Let server and worker connect as the product's own role; only backups and upgrades need the owner."
        )
        yield warning(CHECK, told, mend)
    elif not found.open and found.fits:
        yield well(CHECK, _("Row-level security is in force; this role cannot get around it."))
