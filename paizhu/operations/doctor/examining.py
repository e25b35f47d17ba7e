"""All checks in their order; one that cannot be made is a finding as well."""

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _

from paizhu import places
from paizhu.norms.errors import PaizhuError
from paizhu.operations.doctor import data, machine, reach, rows, sealed
from paizhu.operations.doctor.findings import Check, Finding, Grade, wrong
from paizhu.registry import database

# Those that look at the machine alone come first: they explain why a database cannot be used.
_ALONE: dict[str, Check] = {
    "home": machine.folders,
    "disk": machine.room,
    "settings": reach.secure,
    "pages": machine.pages,
    "pack": machine.pack,
    "questions": machine.questions,
    "search": machine.search,
}
_IN_DATABASE: dict[str, Check] = {
    "triggers": data.guarded,
    "rows": rows.guarded,
    "record": data.record,
    "clock": data.clock,
    "worker": data.worker,
    "keys": machine.keys,
    "sealed": sealed.keys,
    "mail": reach.mail,
    "backup": machine.backup,
}


def examine() -> Iterator[Finding]:
    """Give what is found, check by check. Nothing is changed, and no form of the database is made."""
    if not places.home().is_dir():
        mend = _("Start the server once, or look at PAIZHU_HOME.")
        yield wrong("home", _("{home} is not there.").format(home=places.home()), mend)
        return
    for name, check in _ALONE.items():
        yield from _checked(name, check)
    if not database.exists():
        mend = _("Start the server once, or import organs: `paizhu registry import FILE`.")
        yield Finding("database", Grade.WARNING, _("There is no database yet."), mend)
        return
    found = list(_checked("database", data.database))
    yield from found
    if any(one.grade is Grade.WRONG for one in found):
        return  # the others would only say so again
    for name, check in _IN_DATABASE.items():
        yield from _checked(name, check)


def _checked(name: str, check: Check) -> Iterator[Finding]:
    try:
        yield from check()
    except DatabaseError as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        mend = _("See that the server runs and DATABASE_URL leads to it.")
        yield wrong(name, _("The database cannot be used: {why}").format(why=why), mend)
    except (PaizhuError, OSError) as error:
        yield wrong(name, str(error), _("The message says what is wrong."))
